package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.ConnectionStore;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings waiting changes to the shared backend, and news from it, on one thread of its own. A change is let go only when
 * the backend has acknowledged just that change; trouble makes it wait, longer each time and never at the same moment as
 * other desks.
 */
public final class Delivery implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(2);

    private final Round round;
    private final Rests rests;
    private final Semaphore wake = new Semaphore(0);
    /** Whether what woke the worker was a person's doing. */
    private volatile boolean atOnce;
    private @Nullable Thread worker;

    /** Hears how it goes, on the worker's thread. */
    @FunctionalInterface
    public interface Listener {

        /** The backend answered. */
        void answered(Instant at);

        /**
         * The backend does not take the waiting change of that card.
         *
         * @param why null once that is over
         */
        default void verdict(CardKey key, @Nullable Problem why) {}

        /** Nothing goes in or out before a person signs in; false once that is over. */
        default void signedOut(boolean so) {}

        /** The person who is signed in does not belong to this gym; false once that is over. */
        default void notMember(boolean so) {}

        /** The backend has taken a change of this computer. */
        default void acknowledged() {}
    }

    /** @param random how desks are kept from coming at the same moment */
    public Delivery(ConnectionStore store, BackendClient backend, Place place, Clock clock, RandomGenerator random) {
        rests = new Rests(random);
        round = new Round(store, backend, place, clock, rests);
    }

    /** Begins. */
    public synchronized void start(Listener listener) {
        if (worker == null) {
            worker = Thread.ofVirtual().name("delivery").start(() -> work(listener));
        }
    }

    /** A person has done something that may matter: do not wait any longer. */
    public void wake() {
        atOnce = true;
        wake.release();
    }

    /** The network is back, or this computer woke, and perhaps many others with it: do not wait much longer. */
    public void returned() {
        wake.release();
    }

    private void work(Listener listener) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var rest = round.run(listener);
                if (rest.endsByWake()) {
                    sleep(rest.time());
                } else {
                    Thread.sleep(rest.time());
                }
                atOnce = false;
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            // Closed: whatever waits is stored, and goes out at the next start.
            Thread.currentThread().interrupt();
        }
    }

    private void sleep(Duration time) throws InterruptedException {
        var left = time;
        while (wake.tryAcquire(left.toMillis(), TimeUnit.MILLISECONDS) && !atOnce) {
            left = rests.afterReturn();
            LOG.log(Level.DEBUG, "the network is back, or this computer woke: the next round is in {0}", left);
        }
    }

    /** Ends the worker, and waits a moment for what it is just storing. */
    @Override
    public synchronized void close() {
        if (worker != null) {
            worker.interrupt();
            try {
                if (!worker.join(PATIENCE_AT_CLOSE)) {
                    LOG.log(Level.WARNING, "the delivery is still at it");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
