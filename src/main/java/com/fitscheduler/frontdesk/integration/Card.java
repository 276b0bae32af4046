package com.fitscheduler.frontdesk.integration;

import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.PendingChange.Connect;
import com.fitscheduler.frontdesk.integration.PendingChange.CountFailed;
import com.fitscheduler.frontdesk.integration.PendingChange.Counted;
import com.fitscheduler.frontdesk.integration.PendingChange.Disconnect;
import com.fitscheduler.frontdesk.integration.PendingChange.Stamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One card as it is stored: what is true, and the change that still has to reach the shared backend. Both change in one
 * step, so neither can be saved without the other.
 *
 * @param epoch   the backend's epoch of this card, as last heard
 * @param opSeq   the highest operation number used so far
 * @param waiting the change that the backend has not acknowledged, or null
 * @param leftover whether the keychain may hold a login that belongs to no connection of this card
 */
public record Card(
        CardKey key, Connection connection, long epoch, long opSeq, @Nullable PendingChange waiting, boolean leftover) {

    /** A card of which nothing is known yet. */
    public static Card blank(CardKey key) {
        return new Card(key, new Connection.Configure(), 0, 0, null, false);
    }

    /** A login is about to be saved: without a connection that stands it is left over until {@link #connected}. */
    public Card connecting() {
        return connection.held().isPresent() ? this : leftover(true);
    }

    /** A new connection passed its test; its login took the place of any that was left over. */
    public Card connected(Link link, Count count) {
        var stamp = stamp(link.id(), base(), count.at());
        return with(
                new Connected(link, count, null),
                new Connect(stamp, link.method(), link.account(), count.contacts())).leftover(false);
    }

    /** A count succeeded. A card that holds no login any more is left as it is. */
    public Card counted(Count count) {
        return connection.held().map(link -> {
            var stamp = stamp(link.id(), base(), count.at());
            var change = waiting instanceof Connect connect
                    ? new Connect(stamp, connect.method(), connect.account(), count.contacts())
                    : new Counted(stamp, count.contacts());
            return with(new Connected(link, count, null), change);
        }).orElse(this);
    }

    /**
     * A count failed: the last good one stays, and so does what ended the connection before. A card that holds no login
     * any more is left as it is.
     */
    public Card failed(Failure failure) {
        return connection.held().map(link -> {
            var last = connection.lastCount().orElseThrow();
            var ends = failure.problem().weight() == Problem.Weight.ENDS_CONNECTION;
            var next = ends ? new Broken(link, last, failure)
                    : connection instanceof Broken ? connection : new Connected(link, last, failure);
            // A connect that still waits carries its good count; a failure after it is this desk's own affair.
            var change = waiting instanceof Connect
                    ? waiting
                    : new CountFailed(stamp(link.id(), base(), failure.at()), failure.problem());
            return with(next, change);
        }).orElse(this);
    }

    /** A person ended what there was of a connection on this computer; the login has yet to be removed. */
    public Card disconnected(String desk, Instant at) {
        return connection.held()
                .map(link -> with(new Disconnected(desk, at), new Disconnect(stamp(link.id(), base(), at))))
                .orElse(this).leftover(true);
    }

    /** The keychain holds no login that this card does not use. */
    public Card swept() {
        return leftover(false);
    }

    /**
     * The backend acknowledged operation {@code answered} and says how the card stands there now. Where it joined our
     * connection to one that the gym had already, the login held and what waits take over that connection's id.
     */
    public Card acknowledged(long answered, @Nullable UUID joined, SharedRow row) {
        var waits = waiting != null && waiting.stamp().opSeq() == answered ? null : waiting;
        var next = new Card(key, connection, row.epoch(), opSeq, waits, leftover);
        return joined == null || row.connectionId() == null ? next : next.relabelled(joined, row.connectionId());
    }

    /** The backend says how the card stands there. */
    public Card heard(SharedRow row) {
        return new Card(key, connection, row.epoch(), opSeq, waiting, leftover);
    }

    private Card relabelled(UUID proposed, UUID actual) {
        return new Card(key, relabelled(connection, proposed, actual), epoch, opSeq,
                waiting == null ? null : relabelled(waiting, proposed, actual), leftover);
    }

    private static Connection relabelled(Connection connection, UUID proposed, UUID actual) {
        return switch (connection) {
            case Connected(var link, var last, var trouble) -> new Connected(relabelled(link, proposed, actual), last, trouble);
            case Broken(var link, var last, var cause) -> new Broken(relabelled(link, proposed, actual), last, cause);
            case Connection.Configure none -> none;
            case Disconnected ended -> ended;
        };
    }

    private static Link relabelled(Link link, UUID proposed, UUID actual) {
        return link.id().equals(proposed)
                ? new Link(actual, link.method(), link.account(), link.accountName(), link.since())
                : link;
    }

    private static PendingChange relabelled(PendingChange change, UUID proposed, UUID actual) {
        var old = change.stamp();
        if (!old.connectionId().equals(proposed)) {
            return change;
        }
        var stamp = new Stamp(old.opSeq(), actual, old.baseEpoch(), old.observedAt());
        return switch (change) {
            case Connect(_, var method, var account, var contacts) -> new Connect(stamp, method, account, contacts);
            case Counted(_, var contacts) -> new Counted(stamp, contacts);
            case CountFailed(_, var problem) -> new CountFailed(stamp, problem);
            case Disconnect _ -> new Disconnect(stamp);
        };
    }

    /** The epoch that the next change is made on: that of the connect or disconnect still waiting, else the newest. */
    private long base() {
        return switch (waiting) {
            case Connect(var stamp, _, _, _) -> stamp.baseEpoch();
            case Disconnect(var stamp) -> stamp.baseEpoch();
            case Counted _, CountFailed _ -> epoch;
            case null -> epoch;
        };
    }

    private Stamp stamp(UUID connectionId, long base, Instant at) {
        return new Stamp(opSeq + 1, connectionId, base, at);
    }

    private Card with(Connection next, PendingChange change) {
        return new Card(key, next, epoch, Math.max(opSeq, change.stamp().opSeq()), change, leftover);
    }

    private Card leftover(boolean so) {
        return new Card(key, connection, epoch, opSeq, waiting, so);
    }
}
