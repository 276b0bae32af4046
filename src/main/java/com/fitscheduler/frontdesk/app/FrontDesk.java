package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.Delivery;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Preferences;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Integration;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.storage.SqliteConnectionStore;
import com.fitscheduler.frontdesk.ui.Background;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The object graph without the window. Built off the toolkit's thread, because it opens the database; no network and no
 * keychain is touched before somebody asks for it or {@link #start} is called.
 */
final class FrontDesk implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FrontDesk.class.getName());
    /** In the data folder. */
    static final String DATABASE = "front-desk.db";
    private static final int PATIENCE_AT_CLOSE_SECONDS = 10;

    private final World world;
    private final SqliteConnectionStore store;
    private final Delivery delivery;
    private final IntegrationService service;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Background background;
    private final Preferences preferences;

    /**
     * @param profile keeps this installation's keychain entries apart from those of other profiles
     * @param ui      where outcomes arrive: the toolkit's thread
     */
    FrontDesk(World world, Folders folders, String profile, Executor ui, Clock clock) throws IntegrationException {
        this.world = world;
        background = new Background(workers, ui);
        preferences = Preferences.in(folders.settings());
        store = SqliteConnectionStore.open(folders.data().resolve(DATABASE));
        delivery = new Delivery(store, world.backend(), world.place(), clock, new SecureRandom());
        service = new IntegrationService(world.place(), world.sources(),
                new KeychainCredentialStore(world.vault(), profile), store, clock);
    }

    World world() {
        return world;
    }

    IntegrationService service() {
        return service;
    }

    Background background() {
        return background;
    }

    /** How people here like the window. */
    Preferences preferences() {
        return preferences;
    }

    /** The cards of what can be connected, as they are stored. */
    List<Card> cards() throws IntegrationException {
        var cards = new ArrayList<Card>();
        for (var id : world.catalogue().stream().filter(Integration::available).map(Integration::id).toList()) {
            cards.add(service.card(id));
        }
        return cards;
    }

    /** Whether the cards can be shown and nothing can be saved. */
    boolean readOnly() {
        return store.readOnly();
    }

    /** Whether something that was saved on this computer was damaged, and is gone. */
    boolean lostSomething() {
        return store.lostSomething();
    }

    /**
     * Begins to talk to the shared backend. Both are told on threads that must not be held up.
     *
     * @param stored   hears of every card that is stored from now on, in that order
     * @param answered hears when the backend answered
     * @param clock    hears with every answer of anybody how far this computer's clock is off; positive if it is ahead
     */
    void start(Consumer<Card> stored, Consumer<Instant> answered, Consumer<Duration> clock) {
        world.http().compareClocks(clock);
        store.listen(card -> {
            stored.accept(card);
            if (card.waiting() != null) {
                delivery.wake();
            }
        });
        delivery.start(answered);
    }

    /** The network is back. */
    void online() {
        delivery.wake();
    }

    /** Ends what runs, then lets go of ports, threads and files. Blocks for a moment. */
    @Override
    public void close() {
        preferences.close();
        delivery.close();
        workers.shutdownNow();
        try {
            // What was begun is saved or taken back in both places, keychain and database, before either is closed.
            if (!workers.awaitTermination(PATIENCE_AT_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "something still ran at the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        world.close();
        store.close();
    }
}
