package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.ConnectionStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings waiting changes to the shared backend, and news from it, on one thread of its own. A change is let go only when
 * the backend has acknowledged just that change; trouble makes it wait, longer each time and never at the same moment as
 * other desks.
 */
public final class Delivery implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 6;

    /**
     * Who hears of what.
     *
     * @param card  a card was stored anew
     * @param check the backend answered at that instant
     */
    public record Listener(Consumer<Card> card, Consumer<Instant> check) {}

    private final ConnectionStore store;
    private final BackendClient backend;
    private final Place place;
    private final Clock clock;
    private final RandomGenerator random;
    private final Semaphore wake = new Semaphore(0);
    private final Map<CardKey, Long> parked = new HashMap<>();
    private @Nullable Thread worker;
    private int failures;

    public Delivery(ConnectionStore store, BackendClient backend, Place place, Clock clock, RandomGenerator random) {
        this.store = store;
        this.backend = backend;
        this.place = place;
        this.clock = clock;
        this.random = random;
    }

    /** Begins; the listener is called on the worker's thread. */
    public synchronized void start(Listener listener) {
        if (worker == null) {
            worker = Thread.ofVirtual().name("delivery").start(() -> work(listener));
        }
    }

    /** Something new waits, or the network is back: do not wait any longer. */
    public void wake() {
        wake.release();
    }

    private void work(Listener listener) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var pause = round(listener);
                if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // Closed: whatever waits is stored, and goes out at the next start.
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what waits, then asks for news; how long to rest until the next round. */
    Duration round(Listener listener) throws InterruptedException {
        try {
            for (var card : store.waiting()) {
                deliver(card, listener);
            }
            pull(listener);
            failures = 0;
            return between(LONGEST_WAIT.dividedBy(2), LONGEST_WAIT);
        } catch (IntegrationException e) {
            LOG.log(System.Logger.Level.INFO, "the shared backend was not reached: {0}", e.getMessage());
            if (e.problem() == Problem.DESK_NOT_SIGNED_IN) {
                return LONGEST_WAIT;
            }
            failures = Math.min(failures + 1, DOUBLINGS);
            var longest = FIRST_WAIT.multipliedBy(1L << failures);
            return between(Duration.ofSeconds(1), longest.compareTo(LONGEST_WAIT) < 0 ? longest : LONGEST_WAIT);
        }
    }

    private void deliver(Card card, Listener listener) throws IntegrationException, InterruptedException {
        var change = card.waiting();
        if (change == null || !card.key().locationId().equals(place.locationId())) {
            return;
        }
        var seq = change.stamp().opSeq();
        if (Long.valueOf(seq).equals(parked.get(card.key()))) {
            return;
        }
        try {
            var pushed = backend.push(card.key(), store.deskId(), place.deskName(), change);
            var joined = pushed.joined() ? change.stamp().connectionId() : null;
            listener.card().accept(
                    store.change(card.key(), now -> now.acknowledged(seq, joined, pushed.row()), null));
            listener.check().accept(clock.instant());
        } catch (IntegrationException e) {
            if (e.problem() != Problem.CHANGE_REFUSED) {
                throw e;
            }
            // A repeat would be refused again; the next change of this card, or a restart, tries anew.
            LOG.log(System.Logger.Level.WARNING, "a change was refused and waits: {0}", e.getMessage());
            parked.put(card.key(), seq);
        }
    }

    private void pull(Listener listener) throws IntegrationException, InterruptedException {
        for (var row : backend.pull(place.locationId()).entrySet()) {
            var card = store.load(row.getKey());
            if (card.epoch() != row.getValue().epoch()) {
                listener.card().accept(store.change(row.getKey(), now -> now.heard(row.getValue()), null));
            }
        }
        listener.check().accept(clock.instant());
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    @Override
    public synchronized void close() {
        if (worker != null) {
            worker.interrupt();
        }
    }
}
