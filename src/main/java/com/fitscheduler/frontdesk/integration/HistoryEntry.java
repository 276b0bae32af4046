package com.fitscheduler.frontdesk.integration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the Activity page.
 *
 * @param desk     the computer it happened on
 * @param contacts the count it brought; null if none
 * @param problem  why it failed; null if it did not
 */
public record HistoryEntry(
        Instant at, CardKey card, String desk, Action action, @Nullable Long contacts, @Nullable Problem problem) {

    /** What was done. */
    public enum Action {
        CONNECT,
        SYNC,
        DISCONNECT
    }
}
