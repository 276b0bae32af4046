package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.Delivery;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Preferences;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.Integration;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.storage.SqliteConnectionStore;
import com.fitscheduler.frontdesk.ui.Background;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The object graph without the window. Built off the toolkit's thread, because it opens the database; no network and no
 * keychain is touched before somebody asks for it or {@link #start} is called.
 */
final class FrontDesk implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FrontDesk.class.getName());
    /** In the data folder. */
    static final String DATABASE = "front-desk.db";
    private static final int PATIENCE_AT_CLOSE_SECONDS = 10;

    private static final String DESK_NAME = "desk.name";
    private static final String BACKEND_ORIGIN = "backend.origin";

    private final World world;
    private final Path data;
    private final Preferences preferences;
    private final SqliteConnectionStore store;
    private final Delivery delivery;
    private final IntegrationService service;
    private final ProxySignIn proxySignIn;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Background background;
    private volatile boolean forgotten;
    private Delivery.@Nullable Listener listener;
    private volatile boolean reopening;

    /**
     * @param ui where outcomes arrive: the toolkit's thread
     */
    FrontDesk(World world, Folders folders, Executor ui, Clock clock) throws IntegrationException {
        this.world = world;
        data = folders.data();
        background = new Background(workers, ui);
        preferences = Preferences.in(folders.settings());
        preferences.get(DESK_NAME).filter(name -> DeskName.refusal(name).isEmpty() && !world.place().nameIsFixed())
                .ifPresent(world.place()::rename);
        store = SqliteConnectionStore.open(folders.data().resolve(DATABASE));
        delivery = new Delivery(store, world.backend(), world.place(), clock, new SecureRandom());
        service = new IntegrationService(world.place(), world.sources(), world.credentials(), store, clock);
        proxySignIn = new ProxySignIn(world.credentials(), world.http(), world.reach().leadConnector());
    }

    World world() {
        return world;
    }

    IntegrationService service() {
        return service;
    }

    CredentialStore credentials() {
        return world.credentials();
    }

    /** What is said to a proxy that asks who is there; for Settings, Network. */
    ProxySignIn proxySignIn() {
        return proxySignIn;
    }

    Background background() {
        return background;
    }

    /** Where this profile keeps its data. */
    Path data() {
        return data;
    }

    /** How a person likes the window, and where this computer stands. */
    Preferences preferences() {
        return preferences;
    }

    /** The cards of what can be connected, as they are stored. */
    List<Card> cards() throws IntegrationException {
        var cards = new ArrayList<Card>();
        for (var id : available()) {
            cards.add(service.card(id));
        }
        return cards;
    }

    private List<String> available() {
        return world.catalogue().stream().filter(Integration::available).map(Integration::id).toList();
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
     * Begins to talk to the shared backend, unless it is another one than before ({@link #moved}). Both are told on threads that must not be held up.
     *
     * @param stored   hears of every card that is stored from now on, in that order
     * @param backend  hears how it goes with the backend
     * @param clock    hears with every answer of anybody how far this computer's clock is off; positive if it is ahead
     */
    void start(Consumer<Card> stored, Delivery.Listener backend, Consumer<Duration> clock) {
        world.http().compareClocks(clock);
        store.listen(card -> {
            stored.accept(card);
            if (card.waiting() != null) {
                delivery.wake();
            }
        });
        listener = backend;
        if (!moved()) {
            delivery.start(backend);
        }
    }

    /** What happens from now on happened on a computer of that name; also after the next start. */
    void renameDesk(String name) {
        preferences.set(DESK_NAME, name);
        world.place().rename(name);
    }

    /**
     * Takes every login of this profile out of the keychain, so that all data of it may go once this is closed. Nobody
     * outside this computer learns of it. Blocks.
     *
     * @throws IntegrationException if one could not be removed; then nothing is to go
     */
    void forget() throws IntegrationException, InterruptedException {
        for (var id : available()) {
            service.forget(id);
        }
        world.credentials().delete(CredentialStore.SESSION);
        proxySignIn.forget();
        forgotten = true;
    }

    /** Whether everything that this profile keeps on this computer is to go. */
    boolean forgotten() {
        return forgotten;
    }

    /** Whether the shared backend is at another address than the one that has taken changes of this computer. */
    boolean moved() {
        return world.shared().isPresent()
                && preferences.get(BACKEND_ORIGIN).filter(known -> !known.equals(world.shared().get().toString())).isPresent();
    }

    /** The shared backend has taken a change of this computer. */
    void acknowledged() {
        world.shared().ifPresent(origin -> preferences.set(BACKEND_ORIGIN, origin.toString()));
    }

    /**
     * A person says that the new address is right: this computer tells it what stands here, under a name that no backend
     * knows yet. Blocks. A kill in between asks the person again.
     */
    void useAddress() throws IntegrationException {
        tellAnew();
        store.renameDesk();
        acknowledged();
        if (listener != null) {
            delivery.start(listener);
        }
    }

    /** Practice's backend begins empty with every start of this program: it is told what stands here. Blocks. */
    void practiseAgain() throws IntegrationException {
        if (world.practice().isPresent() && !readOnly()) {
            tellAnew();
        }
    }

    private void tellAnew() throws IntegrationException {
        for (var card : cards()) {
            store.change(card.key(), Card::moved, null);
        }
    }

    /** The window is to be opened once more after this is closed, at the gym location that stands by then. */
    void reopen() {
        reopening = true;
    }

    boolean reopening() {
        return reopening;
    }

    /** There may be something new: the network is back, or this computer woke. */
    void online() {
        delivery.returned();
    }

    /** A person is there, who turned to the window, or signed in or out. */
    void catchUp() {
        delivery.wake();
    }

    /** Ends what runs, then lets go of ports, threads and files. Blocks for a moment. */
    @Override
    public void close() {
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
        preferences.close();
    }
}
