package com.fitscheduler.frontdesk.integration;

import java.time.Instant;
import java.util.UUID;

/**
 * The one change of a card that the shared backend has not acknowledged yet. A newer change takes its place under the
 * rules of {@link Card}, always with a new {@link Stamp#opSeq}.
 */
public sealed interface PendingChange {

    Stamp stamp();

    /**
     * What every change carries.
     *
     * @param opSeq        rises with every change of this card and is kept across retries, so that the backend can tell
     *                     a repeat from news
     * @param connectionId the connection that the change is about
     * @param baseEpoch    the backend's epoch of the card that the change was made on
     * @param observedAt   when it happened at this desk
     */
    record Stamp(long opSeq, UUID connectionId, long baseEpoch, Instant observedAt) {}

    /** A connection was made, tested by a count. */
    record Connect(Stamp stamp, Method method, String account, long contacts) implements PendingChange {}

    /** A count succeeded. */
    record Counted(Stamp stamp, long contacts) implements PendingChange {}

    /** A count failed. */
    record CountFailed(Stamp stamp, Problem problem) implements PendingChange {}

    /** The connection was ended. */
    record Disconnect(Stamp stamp) implements PendingChange {}
}
