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
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One card as it is stored: what is true, and the change that still has to reach the shared backend. Both change in one
 * step, so neither can be saved without the other.
 *
 * @param shared    how the card stands at the backend, as last heard
 * @param confirmed the epoch at which the backend last said that the connection held here is the gym's; 0 if it never did
 * @param opSeq     the highest operation number used so far
 * @param waiting the change that the backend has not acknowledged, or null
 * @param leftover whether the keychain may hold a login that belongs to no connection of this card
 */
public record Card(
        CardKey key,
        Connection connection,
        SharedRow shared,
        long confirmed,
        long opSeq,
        @Nullable PendingChange waiting,
        boolean leftover) {

    /** A card of which nothing is known yet. */
    public static Card blank(CardKey key) {
        return new Card(key, new Connection.Configure(), SharedRow.UNKNOWN, 0, 0, null, false);
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
                new Connect(stamp, link.method(), link.account(), count.contacts())).confirmed(0).leftover(false);
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

    /**
     * A person ended the gym's connection on this computer, whether or not this computer holds a login for it; the login
     * has yet to be removed.
     */
    public Card disconnected(String desk, Instant at) {
        return joining().or(() -> connection.held().map(Link::id)).or(this::elsewhere)
                .map(id -> with(new Disconnected(desk, at), new Disconnect(stamp(id, base(), at))).confirmed(0))
                .orElse(this).leftover(true);
    }

    /** The gym's connection, where a connect that waits is of the same account: it would only join that one. */
    private Optional<UUID> joining() {
        return waiting instanceof Connect connect && connect.account().equals(shared.account())
                ? Optional.ofNullable(shared.connectionId()) : Optional.empty();
    }

    /** The gym's connection, where this computer has no login for one and has not just ended it. */
    public Optional<UUID> elsewhere() {
        var ours = connection.held().isPresent() || waiting instanceof Disconnect;
        return ours ? Optional.empty() : Optional.ofNullable(shared.connectionId());
    }

    /** The newest count that is known of the connection held here, or of the gym's; of whichever desk. */
    public Optional<Count> lastCount() {
        var ours = connection.lastCount();
        var held = connection.held().map(Link::id);
        var gyms = held.isEmpty() ? elsewhere() : held.filter(id -> id.equals(shared.connectionId()));
        var theirs = gyms.flatMap(_ -> Optional.ofNullable(shared.last()));
        return Stream.concat(ours.stream(), theirs.stream()).max(Comparator.comparing(Count::at));
    }

    /** Whether the backend stands behind what it said before: it was restored, or is another one. */
    public boolean unknownToGym() {
        return connection.held().filter(link -> confirmed > 0 && waiting == null && shared.epoch() <= confirmed
                && !link.id().equals(shared.connectionId())).isPresent();
    }

    /** The keychain holds no login that this card does not use. */
    public Card swept() {
        return leftover(false);
    }

    /**
     * The backend has that change and says how the card stands there now.
     *
     * @param joined whether it made our connection one with the one that the gym had already: the login held and what
     *               waits take over that one's id
     */
    public Card acknowledged(PendingChange change, boolean joined, SharedRow row) {
        var stamp = change.stamp();
        var waits = waiting != null && waiting.stamp().opSeq() == stamp.opSeq() ? null : waiting;
        var next = new Card(key, connection, row, confirmed, opSeq, waits, leftover);
        if (joined && row.connectionId() != null) {
            next = next.relabelled(stamp.connectionId(), row.connectionId());
        } else if (change instanceof Connect && next.holds(stamp.connectionId())) {
            // Even if the row says that it has ended since: then by somebody who knew of it.
            next = next.confirmed(Math.max(1, row.epoch() - 1));
        }
        return next.settled();
    }

    /**
     * The backend says how the card stands there. One that knows less than it did before was restored, or is another one:
     * it ends nothing here, and is shown ({@link #unknownToGym}).
     */
    public Card heard(SharedRow row) {
        return new Card(key, connection, row, confirmed, opSeq, waiting, leftover).settled();
    }

    /**
     * The shared backend is another one from now on, which knows nothing of this card: what stands here is told to it
     * anew, whatever waited for the one before.
     */
    public Card moved() {
        var anew = new Card(key, connection, SharedRow.UNKNOWN, 0, opSeq, waiting, leftover);
        return connection instanceof Connected(var link, var last, _)
                ? anew.with(connection, new Connect(stamp(link.id(), 0, last.at()), link.method(), link.account(), last.contacts()))
                : anew;
    }

    /** What the gym did elsewhere to a connection that it knew ends it here too, unless something of ours waits. */
    private Card settled() {
        if (connection.held().isEmpty()) {
            return this;
        }
        if (holds(shared.connectionId())) {
            return confirmed(shared.epoch());
        }
        return waiting == null && confirmed > 0 && shared.epoch() > confirmed ? endedElsewhere() : this;
    }

    private Card endedElsewhere() {
        var change = shared.changed();
        var ended = change == null ? new Disconnected("", Instant.EPOCH) : new Disconnected(change.desk(), change.at());
        return new Card(key, ended, shared, 0, opSeq, null, true);
    }

    private boolean holds(@Nullable UUID id) {
        return connection.held().filter(link -> link.id().equals(id)).isPresent();
    }

    /** Of two changes that collided, the gym's stands: what waits is dropped, and with it the connection made here. */
    public Card keepingTheirs() {
        return waiting instanceof Connect ? endedElsewhere() : this;
    }

    /** Of two changes that collided, the one made here stands: it is made anew, on what the gym has come to. */
    public Card applyingOurs(UUID fresh) {
        return waiting instanceof Connect(var old, var method, var account, var contacts)
                ? relabelled(old.connectionId(), fresh).with(relabelled(connection, old.connectionId(), fresh),
                        new Connect(stamp(fresh, shared.epoch(), old.observedAt()), method, account, contacts))
                : this;
    }

    private Card relabelled(UUID proposed, UUID actual) {
        return new Card(key, relabelled(connection, proposed, actual), shared, confirmed, opSeq,
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
            case Counted _, CountFailed _ -> shared.epoch();
            case null -> shared.epoch();
        };
    }

    private Stamp stamp(UUID connectionId, long base, Instant at) {
        return new Stamp(opSeq + 1, connectionId, base, at);
    }

    private Card with(Connection next, PendingChange change) {
        return new Card(key, next, shared, confirmed, Math.max(opSeq, change.stamp().opSeq()), change, leftover);
    }

    private Card leftover(boolean so) {
        return new Card(key, connection, shared, confirmed, opSeq, waiting, so);
    }

    private Card confirmed(long at) {
        return new Card(key, connection, shared, at, opSeq, waiting, leftover);
    }
}
