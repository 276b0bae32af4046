package com.fitscheduler.frontdesk.integration;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the shared backend says of a card: how the gym stands, whichever desk brought it there.
 *
 * @param connectionId the gym's connection; null where there is none
 * @param method       how that was made; null where there is none
 * @param epoch        counts the gym's connects and disconnects, never its syncs
 * @param last         the newest count of any desk; null if there is none
 * @param changed      the last connect or disconnect; null if there was none, or the backend does not say
 * @param others       the gym's other desks
 * @param account      SHA-256 of the connected account's id at the service, in hex; null where there is none
 */
public record SharedRow(
        @Nullable UUID connectionId,
        @Nullable Method method,
        long epoch,
        @Nullable Count last,
        @Nullable Change changed,
        List<Desk> others,
        @Nullable String account) {

    /** Nothing was heard yet. */
    static final SharedRow UNKNOWN = new SharedRow(null, 0);

    /**
     * A connect or a disconnect.
     *
     * @param desk what people call the computer on which it was done
     */
    public record Change(String desk, Instant at) {}

    /**
     * Another computer of the gym.
     *
     * @param hasLogin whether it holds a login for the gym's connection
     * @param trouble  the code of the failure of its last attempt; null if that succeeded
     */
    public record Desk(String name, boolean hasLogin, @Nullable String trouble) {}

    public SharedRow {
        others = List.copyOf(others);
    }

    /** A row of which no more is said. */
    public SharedRow(@Nullable UUID connectionId, long epoch) {
        this(connectionId, null, epoch, null, null, List.of(), null);
    }

    /** A row that does not say which account it is. */
    public SharedRow(@Nullable UUID connectionId, @Nullable Method method, long epoch, @Nullable Count last,
            @Nullable Change changed, List<Desk> others) {
        this(connectionId, method, epoch, last, changed, others, null);
    }
}
