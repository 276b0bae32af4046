package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.practice.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Real mode, the real keychain, a LeadConnector on this computer. */
@EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_KEYRING", matches = "1",
        disabledReason = "needs a throw-away keyring: run packaging/check")
@Timeout(120)
class RealModeIT {

    private static final String ID = "leadconnector";

    @TempDir
    private Path folder;

    @Test
    void connectRestartSyncDisconnectLeavesNothingBehind() throws Exception {
        try (var services = new PracticeServices("unused", List.of())) {
            var settings = Settings.load(folder.resolve("none"), Map.of(
                    "FRONTDESK_LEADCONNECTOR_API", services.leadConnector().toString(), "FRONTDESK_LOCATION_ID", "gym-1",
                    "FRONTDESK_LOCATION_NAME", services.gymName(), "FRONTDESK_DESK_NAME", "Front desk 1"));
            try (var desk = start(settings)) {
                var tested = desk.service().test(ID, new ManualEntry(services.token(), services.accountId()), _ -> {});
                assertEquals("", entries());
                assertTrue(desk.service().isThisGym(tested));
                desk.service().keep(tested);
            }
            assertTrue(entries().contains("service = FitScheduler Front Desk"), entries());
            try (var desk = start(settings)) {
                assertInstanceOf(Connected.class, desk.cards().getFirst().connection());
                var card = desk.service().sync(ID);
                assertEquals(1288, card.card().connection().lastCount().orElseThrow().contacts());
                assertEquals(services.token().substring(services.token().length() - 4),
                        desk.service().details(ID).orElseThrow().tokenEnding());
                assertInstanceOf(Disconnected.class, desk.service().disconnect(ID).connection());
            }
            assertEquals("", entries());
            assertNoTraceOf(services.token());
            assertNoTraceOf(services.accountId());
        }
    }

    @Test
    void aLoginOutlivesTheDatabaseAndDisconnectLeavesNothing() throws Exception {
        try (var services = new PracticeServices("unused", List.of())) {
            var settings = Settings.load(folder.resolve("none"), Map.of(
                    "FRONTDESK_LEADCONNECTOR_API", services.leadConnector().toString(), "FRONTDESK_LOCATION_ID", "gym-1",
                    "FRONTDESK_LOCATION_NAME", services.gymName(), "FRONTDESK_DESK_NAME", "Front desk 1"));
            try (var desk = start(settings)) {
                desk.service().keep(desk.service().test(ID, new ManualEntry(services.token(), services.accountId()), _ -> {}));
            }
            deleteDatabase();
            try (var desk = start(settings)) {
                assertInstanceOf(Configure.class, desk.cards().getFirst().connection());
                services.play(Scenario.BROKEN);
                assertThrows(IntegrationException.class, () -> desk.service().recover(ID, () -> {}));
                assertInstanceOf(Configure.class, desk.cards().getFirst().connection());
                services.play(Scenario.ALL_WELL);
                assertInstanceOf(Connected.class, desk.service().recover(ID, () -> {}).orElseThrow().connection());
            }
            deleteDatabase();
            try (var desk = start(settings)) {
                desk.service().disconnect(ID);
            }
            assertEquals("", entries());
        }
    }

    private void deleteDatabase() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(file -> file.getFileName().toString().startsWith(FrontDesk.DATABASE)).toList()) {
                Files.delete(file);
            }
        }
    }

    private FrontDesk start(Settings settings) throws Exception {
        return new FrontDesk(World.real(settings, RealServices.of(settings, "real-mode-it", Clock.systemUTC()), settings.chosenPlace(), Clock.systemUTC()), new Folders(folder, folder, folder),
                Runnable::run, Clock.systemUTC());
    }

    /** Everything of ours in the keychain, secrets left out: each command prints them on standard output. */
    private static String entries() throws IOException {
        var search = new ProcessBuilder("secret-tool", "search", "--all", "service", "FitScheduler Front Desk")
                .redirectErrorStream(true).start();
        try (var lines = search.inputReader()) {
            return String.join("\n", lines.lines().filter(line -> line.contains("attribute.")).sorted()
                    .map(line -> line.replace("attribute.", "")).toList());
        }
    }

    private void assertNoTraceOf(String secret) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret), file.toString());
            }
        }
    }
}
