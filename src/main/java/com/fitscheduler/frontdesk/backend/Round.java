package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.backend.Delivery.Listener;
import com.fitscheduler.frontdesk.backend.Pushed.Outcome;
import com.fitscheduler.frontdesk.backend.Refused.Course;
import com.fitscheduler.frontdesk.backend.Rests.Rest;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Connection;
import com.fitscheduler.frontdesk.integration.ConnectionStore;
import com.fitscheduler.frontdesk.integration.HistoryEntry;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.PendingChange;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the delivery does each time: send, then ask. Run by one thread at a time. */
final class Round {

    private static final System.Logger LOG = System.getLogger(Round.class.getName());

    private final ConnectionStore store;
    private final BackendClient backend;
    private final Place place;
    private final Clock clock;
    private final Rests rests;
    /** Each card's change that the backend will not have. */
    private final Map<CardKey, Parked> parked = new HashMap<>();
    private boolean notMember;

    private record Parked(long opSeq, Problem why) {}

    Round(ConnectionStore store, BackendClient backend, Place place, Clock clock, Rests rests) {
        this.store = store;
        this.backend = backend;
        this.place = place;
        this.clock = clock;
        this.rests = rests;
    }

    /** Sends what waits, then asks for news; how long to rest until the next round. */
    Rest run(Listener listener) throws InterruptedException {
        try {
            var allWell = true;
            for (var card : store.waiting()) {
                allWell &= deliver(card, listener);
            }
            allWell &= pull(listener);
            return allWell ? rests.afterSuccess() : rests.afterFailure(Duration.ZERO);
        } catch (Refused e) {
            LOG.log(Level.INFO, "nothing more for now: {0}", e.getMessage());
            listener.signedOut(e.course() == Course.SIGN_IN);
            notMember |= e.problem() == Problem.NOT_A_MEMBER;
            listener.notMember(notMember && e.course() != Course.SIGN_IN);
            return e.course() == Course.SIGN_IN ? Rests.UNTIL_WOKEN : rests.afterFailure(e.retryAfter());
        } catch (IntegrationException e) {
            var signedOut = e.problem() == Problem.DESK_NOT_SIGNED_IN;
            LOG.log(signedOut ? Level.DEBUG : Level.INFO, "nothing more for now: {0}", e.getMessage());
            listener.signedOut(signedOut);
            listener.notMember(notMember && !signedOut);
            return signedOut ? Rests.UNTIL_WOKEN : rests.afterFailure(Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a round ended in {0}", e.getClass().getName());
            return rests.afterFailure(Duration.ZERO);
        }
    }

    /** False if this one has to be tried again while others may go on; throws if others would fare the same. */
    private boolean deliver(Card card, Listener listener) throws IntegrationException, InterruptedException, Refused {
        var change = card.waiting();
        if (change == null || !card.key().locationId().equals(place.locationId()) || isParked(card.key(), change)) {
            return true;
        }
        try {
            var pushed = backend.push(card.key(), store.deskId(), place.deskName(), change);
            unpark(card.key(), listener);
            if (pushed.outcome() == Outcome.STALE) {
                return renamed(card.key(), change, pushed);
            }
            // First, so that it is known of any change that is not waiting any more.
            listener.acknowledged();
            stored(card.key(), now -> now.acknowledged(change, pushed.outcome() == Outcome.JOINED, pushed.row()));
            listener.answered(clock.instant());
            return true;
        } catch (Refused e) {
            if (e.row().isPresent()) {
                // First: whoever decides between the two decides on this.
                stored(card.key(), now -> now.heard(e.row().get()));
            }
            switch (e.course()) {
                case PARK -> park(card.key(), change, e, listener);
                case RETRY -> LOG.log(Level.INFO, "a change waits: {0}", e.getMessage());
                case WAIT, SIGN_IN -> throw e;
            }
            return e.course() == Course.PARK;
        } catch (IntegrationException e) {
            if (e.problem() != Problem.UNEXPECTED_ANSWER) {
                throw e;
            }
            LOG.log(Level.WARNING, "a change waits: {0}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a change waits: {0}", e.getClass().getName());
            return false;
        }
    }

    /**
     * The backend knows a later change of a desk of our name: this computer was restored, or copied. It takes another name
     * and tells its newest change again; one that was overtaken here meanwhile was only late.
     *
     * @return false: there is something to be sent
     */
    private boolean renamed(CardKey key, PendingChange change, Pushed pushed) throws IntegrationException {
        var waits = store.load(key).waiting();
        if (waits != null && waits.stamp().opSeq() == change.stamp().opSeq()) {
            LOG.log(Level.WARNING, "the backend knows more of this desk than it does itself: it goes by another id now");
            store.renameDesk();
        }
        stored(key, now -> now.heard(pushed.row()));
        return false;
    }

    private boolean isParked(CardKey key, PendingChange change) {
        var held = parked.get(key);
        return held != null && held.opSeq() == change.stamp().opSeq();
    }

    /** A repeat would fare the same; the next change of this card, or a restart, tries anew. Nothing is dropped. */
    private void park(CardKey key, PendingChange change, Refused refused, Listener listener) {
        LOG.log(Level.WARNING, "a change was refused and waits: {0}", refused.getMessage());
        parked.put(key, new Parked(change.stamp().opSeq(), refused.problem()));
        listener.verdict(key, refused.problem());
    }

    private void unpark(CardKey key, Listener listener) {
        if (parked.remove(key) != null) {
            listener.verdict(key, null);
        }
    }

    /** False if there is something to be sent. */
    private boolean pull(Listener listener) throws IntegrationException, InterruptedException, Refused {
        for (var row : backend.pull(place.locationId(), store.deskId()).entrySet()) {
            if (!store.load(row.getKey()).heard(row.getValue()).equals(store.load(row.getKey()))) {
                stored(row.getKey(), now -> now.heard(row.getValue()));
            }
        }
        listener.signedOut(false);
        listener.answered(clock.instant());
        if (!notMember) {
            return true;
        }
        // Somebody else has signed in, or the account was added: what was refused for that reason is sent again.
        notMember = false;
        listener.notMember(false);
        for (var key : parked.entrySet().stream().filter(held -> held.getValue().why() == Problem.NOT_A_MEMBER)
                .map(Map.Entry::getKey).toList()) {
            unpark(key, listener);
        }
        return store.waiting().isEmpty();
    }

    /** With a line in the history if the gym ended elsewhere what was connected here. */
    private void stored(CardKey key, UnaryOperator<Card> change) throws IntegrationException {
        var before = store.load(key);
        var ended = before.connection().held().isPresent()
                && change.apply(before).connection() instanceof Connection.Disconnected(var by, _)
                ? new HistoryEntry(clock.instant(), key, by, HistoryEntry.Action.DISCONNECT, null, null) : null;
        store.change(key, change, ended);
    }
}
