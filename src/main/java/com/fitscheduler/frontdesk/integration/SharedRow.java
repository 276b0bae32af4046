package com.fitscheduler.frontdesk.integration;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the shared backend says of a card.
 *
 * @param connectionId the gym's connection; null where there is none
 * @param epoch        counts the gym's connects and disconnects, never its syncs
 */
public record SharedRow(@Nullable UUID connectionId, long epoch) {}
