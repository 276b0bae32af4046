package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.Delivery;
import com.fitscheduler.frontdesk.backend.PasswordSession;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.storage.SqliteConnectionStore;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The address of the shared backend is changed under a desk that has shared something at the old one. */
@Timeout(60)
class MovedBackendTest {

    private static final String ID = "leadconnector";

    @TempDir
    private Path folder;

    private final BlockingQueue<Card> stored = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();

    @Test
    void nothingIsSharedAtAnotherAddressBeforeAPersonSaysSo() throws Exception {
        var before = shareAt(services());
        var name = deskName();
        stored.clear();
        answers.clear();

        try (var desk = desk(services())) {
            assertTrue(desk.moved());
            start(desk);
            assertEquals(before, desk.cards().getFirst(), "the card is kept");
            assertTrue(answers.isEmpty());

            desk.useAddress();
            assertFalse(desk.moved());
            var card = untilShared();
            assertInstanceOf(Connected.class, card.connection());
            assertEquals(before.connection(), card.connection());
            assertEquals(before.connection().held().orElseThrow().id(), card.shared().connectionId(), "the new one knows it");
        }
        assertNotEquals(name, deskName());
    }

    @Test
    void theSameAddressAtTheNextStartIsNoMove() throws Exception {
        var services = services();
        shareAt(services);
        try (var desk = desk(services)) {
            assertFalse(desk.moved());
        }
    }

    @Test
    void whoeverHasSharedNothingYetMayGoAnywhere() throws Exception {
        try (var desk = desk(services())) {
            assertFalse(desk.moved());
            start(desk);
            assertNotNull(answers.poll(20, TimeUnit.SECONDS), "it asked for news");
        }
        try (var desk = desk(services())) {
            assertFalse(desk.moved());
        }
    }

    /** Practice has one address for its backend, whatever that one knows. */
    @Test
    void practiceThatForgotIsToldAnew() throws Exception {
        var before = shareAt(services());
        stored.clear();
        try (var desk = desk(services())) {
            desk.practiseAgain();
            desk.acknowledged();
            start(desk);
            var card = untilShared();
            assertEquals(before.connection(), card.connection(), "still connected, and no trouble");
            assertEquals(before.connection().held().orElseThrow().id(), card.shared().connectionId());
        }
    }

    private Card shareAt(PracticeServices services) throws Exception {
        try (var desk = desk(services)) {
            start(desk);
            desk.service().keep(desk.service().test(ID, new ManualEntry("pit-1", "account"), _ -> {}));
            return untilShared();
        }
    }

    private Card untilShared() throws InterruptedException {
        while (true) {
            var card = stored.poll(20, TimeUnit.SECONDS);
            assertNotNull(card, "nothing was shared");
            if (card.waiting() == null && card.shared().connectionId() != null) {
                assertNull(card.waiting());
                return card;
            }
        }
    }

    private void start(FrontDesk desk) {
        desk.start(stored::add, new Delivery.Listener() {
            @Override
            public void answered(Instant at) {
                answers.add(true);
            }

            @Override
            public void acknowledged() {
                desk.acknowledged();
            }
        }, _ -> {});
    }

    private UUID deskName() throws Exception {
        try (var store = SqliteConnectionStore.open(folder.resolve(FrontDesk.DATABASE))) {
            return store.deskId();
        }
    }

    private static PracticeServices services() throws IOException {
        return new PracticeServices("gym", List.of(ID));
    }

    /** Closing it closes the services too. */
    private FrontDesk desk(PracticeServices services) throws Exception {
        var clock = Clock.systemUTC();
        var http = new JsonHttp(Duration.ofSeconds(10), () -> false);
        var session = new PasswordSession(http, services.backend(), "a@example.com", "made up");
        var world = new World(new Place("gym", "Riverside Gym", "Front desk 1"), Catalogue.ALL, Map.of(ID, new FakeContactSource()),
                new KeychainCredentialStore(new FileVault(folder.resolve("logins")), "test"),
                new BackendClient(http, services.backend(), "", session, clock), Optional.empty(), Optional.empty(),
                Optional.of(Addresses.origin(services.backend())), true, () -> false, http, Optional.of(services));
        return new FrontDesk(world, new Folders(folder, folder, folder), Runnable::run, clock);
    }
}
