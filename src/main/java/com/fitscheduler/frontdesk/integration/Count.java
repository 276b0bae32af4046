package com.fitscheduler.frontdesk.integration;

import java.time.Instant;

/** A count of contacts that succeeded. */
public record Count(long contacts, Instant at) {}
