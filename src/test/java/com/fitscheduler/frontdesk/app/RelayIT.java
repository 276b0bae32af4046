package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.SystemBrowser;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.testsupport.Chromium;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.TlsKeys;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The backend's callback as it is in production: https, at an address that the browser takes for one of the internet. From
 * there it is redirected to plain http on this computer.
 */
@Timeout(120)
class RelayIT {

    private static final String ID = "leadconnector";
    private static final String HOST = "relay.test";

    @TempDir
    private Path folder;
    private final CompletableFuture<SystemBrowser> browser = new CompletableFuture<>();
    private FrontDesk desk;
    private ServerSocket socket;
    private FaultServer front;
    private Chromium chromium;

    @BeforeEach
    void start() throws Exception {
        var folders = new Folders(folder, folder, folder);
        var world = World.practice(folders, Clock.systemUTC(), address -> browser.join().open(address));
        desk = new FrontDesk(world, folders, Runnable::run, Clock.systemUTC());
        var services = world.practice().orElseThrow();
        var authority = TlsKeys.authority(folder);
        socket = TlsKeys.socket(TlsKeys.issued(authority, "dns:" + HOST, "-1d"));
        front = new FaultServer(socket, FaultServer.relay(services.backend(), false));
        services.relayedBy(relay());
        chromium = new Chromium(Files.createDirectory(folder.resolve("browser")),
                "--host-resolver-rules='MAP " + HOST + " 127.0.0.1'", "--ignore-certificate-errors-spki-list=" + TlsKeys.pin(authority),
                "--ip-address-space-overrides=127.0.0.1:" + socket.getLocalPort() + "=public,127.0.0.1:"
                        + services.leadConnector().getPort() + "=public");
        browser.complete(new SystemBrowser(chromium.environment()));
    }

    private URI relay() {
        return URI.create("https://" + HOST + ":" + socket.getLocalPort());
    }

    @AfterEach
    void stop() throws Exception {
        chromium.close();
        front.close();
        desk.close();
    }

    @Test
    void theBrowserComesFromThePublicRelayToThisComputer() throws Exception {
        try (var attempt = desk.service().signIn(ID, _ -> {})) {
            attempt.openBrowser();
            var tab = chromium.tab(address -> address.contains("/v2/oauth/chooselocation"));
            assertTrue(tab.address().contains("redirect_uri=https%3A%2F%2F" + HOST), tab.address());
            tab.click("button[value=allow]");
            desk.service().keep(desk.service().test(ID, attempt, _ -> {}));
            assertTrue(desk.service().card(ID).connection() instanceof Connected);
            tab.says("Done");
            assertEquals("http://127.0.0.1:" + attempt.link().getPort() + "/done", tab.address());
            assertTrue(front.requests.stream().anyMatch(request -> request.startsWith("GET /integrations/leadconnector/oauth/callback?code=")));
        }
    }

    /** Else the test above would show nothing: to this browser the relay is far away, and what is here is guarded from it. */
    @Test
    void aPageOfTheRelayCannotReachWhatListensHere() throws Exception {
        try (var attempt = desk.service().signIn(ID, _ -> {})) {
            browser.join().open(relay().resolve("/nothing"));
            var tab = chromium.tab(address -> address.startsWith(relay().toString()));
            tab.says("code");
            assertTrue(tab.reaches(relay().resolve("/other")));
            assertFalse(tab.reaches(attempt.link()));
        }
    }
}
