package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.backend.Pushed.Outcome;
import com.fitscheduler.frontdesk.backend.Refused.Course;
import com.fitscheduler.frontdesk.backend.Rests.Rest;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.ConnectionStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.PendingChange;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What the delivery does each time: send, then ask. Run by one thread at a time. */
final class Round {

    private static final System.Logger LOG = System.getLogger(Round.class.getName());

    private final ConnectionStore store;
    private final BackendClient backend;
    private final Place place;
    private final Clock clock;
    private final Rests rests;
    /** The operation number of each card's change that the backend will not have. */
    private final Map<CardKey, Long> parked = new HashMap<>();

    Round(ConnectionStore store, BackendClient backend, Place place, Clock clock, Rests rests) {
        this.store = store;
        this.backend = backend;
        this.place = place;
        this.clock = clock;
        this.rests = rests;
    }

    /** Sends what waits, then asks for news; how long to rest until the next round. */
    Rest run(Consumer<Instant> answered) throws InterruptedException {
        try {
            var allWell = true;
            for (var card : store.waiting()) {
                allWell &= deliver(card, answered);
            }
            pull(answered);
            return allWell ? rests.afterSuccess() : rests.afterFailure(Duration.ZERO);
        } catch (Refused e) {
            LOG.log(Level.INFO, "nothing more for now: {0}", e.getMessage());
            return e.course() == Course.SIGN_IN ? Rests.UNTIL_WOKEN : rests.afterFailure(e.retryAfter());
        } catch (IntegrationException e) {
            var signedOut = e.problem() == Problem.DESK_NOT_SIGNED_IN;
            LOG.log(signedOut ? Level.DEBUG : Level.INFO, "nothing more for now: {0}", e.getMessage());
            return signedOut ? Rests.UNTIL_WOKEN : rests.afterFailure(Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a round ended in {0}", e.getClass().getName());
            return rests.afterFailure(Duration.ZERO);
        }
    }

    /** False if this one has to be tried again while others may go on; throws if others would fare the same. */
    private boolean deliver(Card card, Consumer<Instant> answered) throws IntegrationException, InterruptedException, Refused {
        var change = card.waiting();
        if (change == null || !card.key().locationId().equals(place.locationId())
                || Long.valueOf(change.stamp().opSeq()).equals(parked.get(card.key()))) {
            return true;
        }
        try {
            var pushed = backend.push(card.key(), store.deskId(), place.deskName(), change);
            store.change(card.key(), now -> after(now, change, pushed), null);
            answered.accept(clock.instant());
            if (pushed.outcome() == Outcome.STALE) {
                park(card.key(), change, "it is older than what the backend has of this computer");
            }
            return true;
        } catch (Refused e) {
            switch (e.course()) {
                case PARK -> park(card.key(), change, String.valueOf(e.getMessage()));
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

    private static Card after(Card now, PendingChange change, Pushed pushed) {
        var stamp = change.stamp();
        return switch (pushed.outcome()) {
            case TAKEN -> now.acknowledged(stamp.opSeq(), null, pushed.row());
            case JOINED -> now.acknowledged(stamp.opSeq(), stamp.connectionId(), pushed.row());
            case STALE -> now.heard(pushed.row());
        };
    }

    /** A repeat would fare the same; the next change of this card, or a restart, tries anew. Nothing is dropped. */
    private void park(CardKey key, PendingChange change, String why) {
        LOG.log(Level.WARNING, "a change was refused and waits: {0}", why);
        parked.put(key, change.stamp().opSeq());
    }

    private void pull(Consumer<Instant> answered) throws IntegrationException, InterruptedException, Refused {
        for (var row : backend.pull(place.locationId()).entrySet()) {
            // A backend that knows less than this desk was restored, or is another one: it has no news.
            if (row.getValue().epoch() > store.load(row.getKey()).epoch()) {
                store.change(row.getKey(), now -> now.heard(row.getValue()), null);
            }
        }
        answered.accept(clock.instant());
    }
}
