package com.fitscheduler.frontdesk.app;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.stall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.Session;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.keychain.Vault;
import com.fitscheduler.frontdesk.leadconnector.LeadConnectorClient;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Quitting in the middle of something: it ends, and what stands afterwards is whole. */
@Timeout(60)
class CloseTest {

    private static final String ID = KilledDesk.ID;
    private static final ManualEntry ENTRY = new ManualEntry("pit-made-up", "abc123");
    private static final Fault WELL = answer(200, "{\"total\":5}");

    @TempDir
    private Path folder;

    @Test
    void aCountInFlightEndsAndTheCardIsAsItWas() throws Exception {
        // The test and the name that it asks for; then silence.
        try (var server = new FaultServer(WELL, WELL, stall("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n"))) {
            var desk = desk(server.address(), vault());
            desk.service().keep(desk.service().test(ID, ENTRY, _ -> {}));
            desk.background().run(() -> desk.service().sync(ID), _ -> {}, _ -> {});
            for (var request = 0; request < 3; request++) {
                server.arrived();
            }
            desk.close();
            for (var request = 0; request < 3; request++) {
                server.clientLeft();
            }
            try (var again = desk(server.address(), vault())) {
                var connected = assertInstanceOf(Connected.class, again.service().card(ID).connection());
                assertEquals(5, connected.last().contacts());
                assertNull(connected.trouble(), "that somebody quit is no trouble of the connection");
                assertTrue(again.service().details(ID).isPresent());
            }
        }
    }

    @Test
    void aSaveThatWaitsForTheKeychainIsTakenBack() throws Exception {
        try (var server = new FaultServer(WELL)) {
            var stuck = new StuckVault();
            var desk = desk(server.address(), stuck);
            var tested = desk.service().test(ID, ENTRY, _ -> {});
            stuck.sticks = true;
            desk.background().run(() -> desk.service().keep(tested), _ -> {}, _ -> {});
            stuck.waits.await();
            desk.close();
            assertEquals("{}", Files.readString(folder.resolve("logins.json")), "not a part of it");
            try (var again = desk(server.address(), vault())) {
                assertFalse(again.service().card(ID).connection() instanceof Connected);
                assertFalse(again.service().sweep(ID).leftover());
                assertTrue(again.service().details(ID).isEmpty());
            }
        }
    }

    private Vault vault() {
        return new FileVault(folder.resolve("logins.json"));
    }

    private FrontDesk desk(URI leadConnector, Vault vault) throws IntegrationException {
        var clock = Clock.systemUTC();
        var http = new JsonHttp(Duration.ofSeconds(40), () -> false);
        var origin = URI.create("http://127.0.0.1");
        var world = new World(KilledDesk.PLACE, Catalogue.ALL, Map.of(ID, new LeadConnectorClient(http, leadConnector, origin)),
                new KeychainCredentialStore(vault, "close-test"),
                new BackendClient(http, URI.create("https://backend.invalid"), "", Session.none(), clock), Optional.empty(), Optional.empty(),
                Optional.empty(), false, () -> false, http, Optional.empty());
        return new FrontDesk(world, new Folders(folder, folder, folder), Runnable::run, clock);
    }

    /** Once told to, the second write gets no answer until its caller is interrupted, as behind a prompt. */
    private final class StuckVault implements Vault {

        private final Vault vault = vault();
        private final CountDownLatch waits = new CountDownLatch(1);
        private volatile boolean sticks;
        private int written;

        @Override
        public Optional<String> get(String account) throws IntegrationException, InterruptedException {
            return vault.get(account);
        }

        @Override
        public void set(String account, String value) throws IntegrationException, InterruptedException {
            if (sticks && ++written == 2) {
                waits.countDown();
                new CountDownLatch(1).await();
            }
            vault.set(account, value);
        }

        @Override
        public void delete(String account) throws IntegrationException, InterruptedException {
            vault.delete(account);
        }

        @Override
        public boolean opensUnasked() {
            return true;
        }

        @Override
        public void close() {
            vault.close();
        }
    }
}
