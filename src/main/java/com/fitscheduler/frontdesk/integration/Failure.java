package com.fitscheduler.frontdesk.integration;

import java.time.Instant;

/** An attempt that failed. */
public record Failure(Problem problem, Instant at) {}
