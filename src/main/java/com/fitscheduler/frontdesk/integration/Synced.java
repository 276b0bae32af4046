package com.fitscheduler.frontdesk.integration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a count of an existing connection ended.
 *
 * @param card       as it is stored now
 * @param problem    why there is no new count; null if there is one, or no connection to count for
 * @param retryAfter how long the service asked to be left alone; zero if it did not
 */
public record Synced(Card card, @Nullable Problem problem, Duration retryAfter) {}
