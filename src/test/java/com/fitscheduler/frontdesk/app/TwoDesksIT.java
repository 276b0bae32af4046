package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.KeptSession;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.practice.Scenario;
import com.fitscheduler.frontdesk.testsupport.FakeAuth;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Two desks of a gym in real mode, each with its own folders, keychain, person and window, at one Supabase project. What both
 * windows show is held here; pictures of them are in target/pictures, desks-*.png.
 */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(300)
class TwoDesksIT {

    private static final String ID = "leadconnector";
    private static final Path PICTURES = Path.of(System.getProperty("project.folder", ""), "target", "pictures");
    private static final long PATIENCE_SECONDS = 40;
    private static final String WAITS = "Saved on this computer. Will be shared when the service is reachable.";

    @TempDir
    private Path folder;

    private SupabaseProject project;
    private UUID gym;
    private String empty;
    private At a;
    private At b;

    @BeforeAll
    static void toolkit() throws Exception {
        // As for every test of a screen that runs without one.
        Map.of("glass.platform", "Headless", "prism.order", "sw", "prism.lcdtext", "false").forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        Files.createDirectories(PICTURES);
    }

    @BeforeEach
    void open() throws Exception {
        project = SupabaseProject.start();
        gym = project.gym("Riverside Gym");
        a = new At("Front desk A");
        b = new At("Front desk B");
        empty = project.backup();
        a.start(project.backend());
        b.start(project.backend());
    }

    @AfterEach
    void close() throws Exception {
        a.close();
        b.close();
        project.close();
    }

    @Test
    void whatOneDeskDoesIsSeenAtTheOther() throws Exception {
        b.until(says("Not connected").or(says("Connect")), "something");
        a.connect();
        a.until(says("Connected.").and(says(WAITS).negate()), "shared");
        b.look();
        b.until(says("Connected on Front desk A. To sync from this computer, connect it too."), "A's connection");
        assertTrue(b.buttons().contains("_Connect this computer"), b.buttons());
        shoot("1-connected-at-a");

        b.connect();
        b.until(says("Last Synced").and(says("Connected on").negate()).and(says(WAITS).negate()), "joined");
        assertEquals(a.connection(), b.connection(), "one connection for both");
        a.look();
        shoot("2-joined");

        b.services.play(Scenario.WRONG_TOKEN);
        b.desk.service().sync(ID);
        b.until(says("Disconnected").and(says("Code E22")).and(says(WAITS).negate()), "its own trouble");
        a.look();
        a.until(says("Front desk B has trouble"), "B's trouble");
        assertTrue(a.face().startsWith("LeadConnector. Connected.") && !a.face().contains("Code E"), a.face());
        assertEquals("connected", status(), "a healthy gym stays green");
        shoot("3-token-of-b-died");

        b.services.play(Scenario.ALL_WELL);
        b.desk.service().sync(ID);
        b.until(says("Connected.").and(says(WAITS).negate()), "well again");
        a.look();
        a.until(says("has trouble").negate(), "that B is well again");
    }

    @Test
    void aDeskThatTheBackendCannotBeReachedFromLosesNothing() throws Exception {
        bothConnected();
        project.offline(a.key(), true);
        a.desk.service().sync(ID);
        a.until(says("Connected.").and(says(WAITS)), "a count that waits");
        shoot("4-a-cut-off");
        a.desk.service().disconnect(ID);
        a.until(says("Disconnected.").and(says(WAITS)), "a disconnect that waits");
        assertFalse(a.hasLogin());
        b.desk.service().sync(ID);
        b.until(says("Connected.").and(says(WAITS).negate()), "that B goes on");
        assertEquals("connected", status());
        shoot("5-a-disconnects-cut-off");

        project.offline(a.key(), false);
        a.look();
        a.until(says("Disconnected.").and(says(WAITS).negate()), "shared at last");
        assertEquals("disconnected", status());
        b.look();
        b.until(says("Disconnected.").and(says("Front desk A")), "who disconnected");
        b.untilNoLogin();
        shoot("6-a-is-back");
    }

    @Test
    void ofTwoChangesThatCollideAPersonChooses() throws Exception {
        collide();
        shoot("7-collision");
        a.press("#act-keep_theirs");
        a.until(says("Disconnected.").and(says(WAITS).negate()), "theirs kept");
        assertFalse(a.hasLogin());
        assertEquals("disconnected", status());

        collide();
        a.press("#act-apply_ours");
        a.until(says("Connected.").and(says("Code E52").negate()).and(says(WAITS).negate()), "ours applied");
        assertEquals("connected", status());
        b.look();
        b.until(says("Connected on Front desk A."), "A's connection");
        shoot("8-ours-applied");
    }

    @Test
    void aRestoredBackendAndAWrongAddressAreSaidAndEndNothing() throws Exception {
        bothConnected();
        project.restore(empty);
        a.look();
        b.look();
        for (var each : List.of(a, b)) {
            each.until(says("The FitScheduler service knows an older state than this computer."), "the older state");
            assertTrue(each.hasLogin());
        }
        shoot("9-restored");

        try (var elsewhere = new FaultServer(FaultServer.answer(200, "{\"locations\":[]}"))) {
            a.stop();
            a.start(elsewhere.address().resolve("/functions/v1"));
            a.until(_ -> a.shown().contains("The address of the FitScheduler service was changed on this computer"), "the banner");
            a.desk.service().sync(ID);
            a.look();
            a.until(says(WAITS), "a count that waits");
            assertEquals(List.of(), elsewhere.requests);
            shoot("10-wrong-address");
        }
    }

    private void bothConnected() throws Exception {
        a.connect();
        a.until(says("Connected.").and(says(WAITS).negate()), "shared");
        b.connect();
        b.until(says("Last Synced").and(says(WAITS).negate()), "joined");
    }

    /** A connects while it cannot reach the backend, and B connects and disconnects meanwhile. */
    private void collide() throws Exception {
        project.offline(a.key(), true);
        a.connect();
        b.connect();
        b.until(says("Connected.").and(says(WAITS).negate()), "shared");
        b.desk.service().disconnect(ID);
        b.until(says("Disconnected.").and(says(WAITS).negate()), "disconnected");
        project.offline(a.key(), false);
        a.look();
        a.until(says("Code E52").and(says("Front desk B")), "the collision, and with whom");
        assertTrue(a.hasLogin() && !a.face().contains(WAITS), "it waits for a person");
        assertTrue(a.buttons().contains("_Keep theirs") && a.buttons().contains("Apply _ours"), a.buttons());
    }

    private static Predicate<String> says(String words) {
        return face -> face.contains(words);
    }

    private String status() throws Exception {
        try (var open = project.database(); var statement = open.createStatement();
                var row = statement.executeQuery("select status from public.user_integrations where location_id = '" + gym + "'")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private void shoot(String name) throws Exception {
        for (var each : List.of(a, b)) {
            var picture = onScreen(() -> {
                each.stage.getScene().getRoot().applyCss();
                each.stage.getScene().getRoot().layout();
                return each.stage.getScene().snapshot(null);
            });
            PngFile.write(picture, PICTURES.resolve("desks-" + name + "-" + each.name.substring(each.name.length() - 1) + ".png"));
        }
    }

    private static <T> T onScreen(Callable<T> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(30, TimeUnit.SECONDS);
    }

    /** One desk: what a person installs, at a LeadConnector of its own that knows the same account. */
    private final class At {

        private final String name;
        private final Folders folders;
        private final PracticeServices services = new PracticeServices("unused", List.of());
        private final SupabaseProject.Person person;
        private KeychainCredentialStore credentials;
        private FrontDesk desk;
        private Stage stage;

        At(String name) throws Exception {
            this.name = name;
            var home = Files.createDirectory(folder.resolve(name));
            folders = new Folders(Files.createDirectory(home.resolve("data")), Files.createDirectory(home.resolve("settings")),
                    Files.createDirectory(home.resolve("logs")));
            person = project.person(gym);
        }

        String key() {
            return FakeAuth.PUBLISHABLE_KEY + "_" + name.charAt(name.length() - 1);
        }

        void start(URI backend) throws Exception {
            var clock = Clock.systemUTC();
            var settings = Settings.load(folders.settings().resolve("none"), Map.of("FRONTDESK_BACKEND_URL", backend.toString(),
                    "FRONTDESK_BACKEND_KEY", key(), "FRONTDESK_LEADCONNECTOR_API", services.leadConnector().toString(),
                    "FRONTDESK_LOCATION_ID", gym.toString(), "FRONTDESK_LOCATION_NAME", "Riverside Gym", "FRONTDESK_DESK_NAME", name));
            var http = new JsonHttp(World.DEADLINE, () -> false, clock);
            credentials = new KeychainCredentialStore(new FileVault(folders.data().resolve("vault")), "two-desks");
            var session = new KeptSession(http, settings.auth().orElseThrow(), key(), credentials, clock, new SecureRandom());
            if (backend.equals(project.backend())) {
                session.signIn(person.email(), person.password());
            }
            var real = new RealServices(http, credentials, Optional.of(session),
                    new BackendClient(http, settings.backend().orElseThrow(), key(), session, clock));
            desk = new FrontDesk(World.real(settings, real, settings.chosenPlace(), clock), folders, Platform::runLater, clock);
            var cards = desk.cards();
            onScreen(() -> {
                stage = new Stage();
                new MainWindow(desk, stage, List.of(), List.of(), Samples.words(), clock).show(cards, () -> {});
                return null;
            });
            // Only once it has been drawn does it hear of what is stored.
            WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onScreen(() -> !stage.getIcons().isEmpty()));
        }

        void connect() throws Exception {
            desk.service().keep(desk.service().test(ID, new ManualEntry(services.token(), services.accountId()), _ -> {}));
        }

        /** A person turns to the window. */
        void look() {
            desk.catchUp();
        }

        void press(String selector) throws Exception {
            onScreen(() -> {
                ((Button) stage.getScene().lookup(selector)).fire();
                return null;
            });
        }

        /** The card, as it is read out. */
        String face() throws Exception {
            return onScreen(() -> String.valueOf(stage.getScene().lookup("#card-" + ID).getAccessibleText()));
        }

        String shown() {
            try {
                return onScreen(() -> stage.getScene().getRoot().lookupAll("*").stream().filter(node -> node instanceof Labeled && node.isVisible())
                        .map(node -> ((Labeled) node).getText()).collect(Collectors.joining("\n")));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        String buttons() throws Exception {
            return onScreen(() -> stage.getScene().lookup("#card-" + ID).lookupAll(".button").stream().filter(Button.class::isInstance)
                    .map(button -> ((Button) button).getText()).collect(Collectors.joining("\n")));
        }

        void until(Predicate<String> face, String what) throws Exception {
            var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!face.test(face())) {
                assertTrue(System.nanoTime() < patience, () -> name + " does not show " + what + ": " + shown());
                Thread.sleep(25);
            }
        }

        void untilNoLogin() throws Exception {
            var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (hasLogin()) {
                assertTrue(System.nanoTime() < patience, name + " keeps a login");
                Thread.sleep(25);
            }
        }

        boolean hasLogin() throws Exception {
            return credentials.load(new CardKey(gym.toString(), ID)).isPresent();
        }

        UUID connection() throws Exception {
            return desk.cards().getFirst().connection().held().orElseThrow().id();
        }

        void stop() throws Exception {
            if (stage == null) {
                return;
            }
            onScreen(() -> {
                stage.hide();
                return null;
            });
            desk.close();
        }

        void close() throws Exception {
            stop();
            services.close();
        }
    }
}
