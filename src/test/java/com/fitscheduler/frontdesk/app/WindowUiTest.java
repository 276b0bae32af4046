package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.practice.Scenario;
import com.fitscheduler.frontdesk.testsupport.FxWatchdog;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.testsupport.Screens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window with practice services, on no screen: keys, order of Tab, settings, and that nothing holds it up. */
@Tag("ui")
@Timeout(180)
class WindowUiTest {

    private enum With { SHORTCUT, ALT, SHIFT, NOTHING }

    @TempDir
    private Path folder;

    private ScreenRobot robot;
    private Folders folders;
    private FrontDesk desk;
    private Stage stage;
    private FxWatchdog watchdog;
    private final CountDownLatch closed = new CountDownLatch(1);

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        robot = new ScreenRobot(folder);
        folders = new Folders(Files.createDirectory(folder.resolve("data")), Files.createDirectory(folder.resolve("settings")),
                Files.createDirectory(folder.resolve("logs")));
        desk = new FrontDesk(World.practice(folders, Clock.systemUTC()), folders, Platform::runLater, Clock.systemUTC());
        var cards = desk.cards();
        onScreen(() -> {
            watchdog = new FxWatchdog();
            stage = new Stage();
            new MainWindow(desk, stage, List.of(), List.of(), Samples.words(), Clock.systemUTC()).show(cards, closed::countDown);
            return null;
        });
    }

    @AfterEach
    void close() throws Exception {
        onScreen(() -> {
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            return null;
        });
        desk.close();
        watchdog.close();
    }

    /** The tabs are one stop: the arrow keys go from one to the next. */
    @Test
    void tabGoesTheWayOfTheBrief() throws Exception {
        assertEquals(List.of("integrations", "help", "card-leadconnector", "act-connect", "act-help",
                "card-salesforce", "card-hubspot", "card-zapier", "card-make"), onScreen(this::tabOrder));
        connect();
        assertEquals(List.of("card-leadconnector", "act-sync", "gear", "card-salesforce"),
                onScreen(this::tabOrder).stream().dropWhile(id -> !id.equals("card-leadconnector")).limit(4).toList());
        assertEquals(List.of(), onScreen(() -> Screens.nameless(stage.getScene().getRoot())), "with a toast");
        desk.world().practice().orElseThrow().play(Scenario.WRONG_TOKEN);
        robot.press("#act-sync");
        robot.until("_Reconnect");
        assertEquals(List.of("card-leadconnector", "act-reconnect", "act-details", "gear", "card-salesforce"),
                onScreen(this::tabOrder).stream().dropWhile(id -> !id.equals("card-leadconnector")).limit(5).toList());
    }

    private List<String> tabOrder() {
        stage.getScene().lookup("#integrations").requestFocus();
        var order = Screens.tabOrder(stage.getScene());
        var first = order.indexOf("integrations");
        return Stream.concat(order.subList(first, order.size()).stream(), order.subList(0, first).stream()).toList();
    }

    @Test
    void everyKeyOfTheBriefDoesWhatItSays() throws Exception {
        press(KeyCode.COMMA, With.SHORTCUT);
        robot.until("Colours");
        assertEquals("settings", onScreen(() -> stage.getScene().getFocusOwner().getId()));
        press(KeyCode.PLUS, With.SHORTCUT);
        assertEquals("115", desk.preferences().get("text.size").orElseThrow());
        press(KeyCode.MINUS, With.SHORTCUT);
        press(KeyCode.MINUS, With.SHORTCUT);
        assertEquals("90", desk.preferences().get("text.size").orElseThrow());
        press(KeyCode.DIGIT0, With.SHORTCUT);
        assertEquals("100", desk.preferences().get("text.size").orElseThrow());
        press(KeyCode.F1, With.NOTHING);
        robot.until("How it works");
        press(KeyCode.ESCAPE, With.NOTHING);
        assertEquals(1, onScreen(() -> Window.getWindows().size()));

        robot.press("#integrations");
        connect();
        desk.world().practice().orElseThrow().play(Scenario.SLOW);
        press(KeyCode.F5, With.NOTHING);
        robot.until("Syncing…");
        press(KeyCode.ESCAPE, With.NOTHING);
        robot.until("_Sync Again");
        onScreen(() -> {
            stage.getScene().lookup("#act-sync").requestFocus();
            return null;
        });
        for (var keys : List.of(With.ALT, With.SHIFT)) {
            press(keys == With.ALT ? KeyCode.DOWN : KeyCode.F10, keys);
            assertTrue(onScreen(() -> Window.getWindows().stream().anyMatch(ContextMenu.class::isInstance)), keys.toString());
            onScreen(() -> {
                List.copyOf(Window.getWindows()).stream().filter(ContextMenu.class::isInstance).forEach(Window::hide);
                return null;
            });
        }
    }

    @Test
    void whatIsChosenInSettingsIsSoAtOnceAndAfterTheNextStart() throws Exception {
        robot.press("#settings");
        robot.press("#dark");
        assertEquals(ColorScheme.DARK, onScreen(() -> stage.getScene().getPreferences().getColorScheme()));
        robot.type("#desk", "  ");
        robot.press("#rename");
        robot.until("Give this computer a name.");
        robot.type("#desk", " Reception ");
        robot.press("#rename");
        assertTrue(onScreen(() -> ((Label) stage.getScene().lookup("#bar")).getText()).startsWith("Riverside Gym · Reception · "));
        robot.press("#integrations");
        connect();
        assertEquals("Reception", desk.service().history(1).getFirst().desk());
        close();
        desk = new FrontDesk(World.practice(folders, Clock.systemUTC()), folders, Platform::runLater, Clock.systemUTC());
        assertEquals("Reception", desk.world().place().deskName());
        assertEquals("dark", desk.preferences().get("theme").orElseThrow());
        onScreen(() -> {
            watchdog = new FxWatchdog();
            return null;
        });
    }

    @Test
    void removingAllDataAsksThenLeavesNothing() throws Exception {
        connect();
        robot.press("#settings");
        robot.press("#remove");
        robot.press("#answer-no");
        assertFalse(desk.forgotten());
        assertTrue(Files.readString(folders.data().resolve("practice-logins.json")).contains("leadconnector"));
        robot.press("#remove");
        robot.press("#answer-yes");
        assertTrue(closed.await(60, TimeUnit.SECONDS));
        assertTrue(desk.forgotten());
        assertTrue(desk.service().details("leadconnector").isEmpty());
        assertTrue(desk.service().card("leadconnector").connection().held().isPresent(), "nobody is told of a disconnect");
        desk.close();
        Files.writeString(folders.data().resolve("running.lock"), "");
        Files.createDirectories(folders.logs().resolve("deep/er"));
        assertEquals(List.of(), folders.empty());
        try (var left = Files.walk(folder)) {
            assertEquals(List.of("data", "logs", "running.lock", "settings"),
                    left.skip(1).map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aSecondPressOpensNoSecondDialog() throws Exception {
        onScreen(() -> {
            for (var button : List.of("#act-connect", "#act-connect", "#act-help", "#help")) {
                ((Button) stage.getScene().lookup(button)).fire();
            }
            assertEquals(2, Window.getWindows().size());
            return null;
        });
        robot.press("#cancel");
        robot.press("#settings");
        robot.untilShown("#remove");
        onScreen(() -> {
            ((Button) stage.getScene().lookup("#remove")).fire();
            ((Button) stage.getScene().lookup("#remove")).fire();
            assertEquals(2, Window.getWindows().size());
            return null;
        });
    }

    @Test
    void whereNoMotionIsWantedAToastStandsStill() throws Exception {
        onScreen(() -> {
            stage.getScene().getPreferences().setReducedMotion(true);
            return null;
        });
        connect();
        assertTrue(onScreen(() -> stage.getScene().lookup("#stillToast").isVisible()));
        assertFalse(onScreen(() -> stage.getScene().lookup(".notification-bar") != null
                && stage.getScene().lookup(".notification-bar").isVisible()));
    }

    @Test
    void nothingIsRemovedWhileSomethingRuns() throws Exception {
        connect();
        desk.world().practice().orElseThrow().play(Scenario.SLOW);
        robot.press("#act-sync");
        robot.press("#settings");
        robot.press("#remove");
        robot.press("#answer-yes");
        robot.until("Something is still running");
        assertFalse(desk.forgotten());
    }

    @Test
    void theToolkitIsNeverMadeToWait() throws Exception {
        connect();
        robot.press("#act-sync");
        robot.until("_Sync Again");
        robot.press("#gear");
        robot.item("card-menu-details");
        robot.until("Method");
        robot.press("#done");
        robot.press("#activity");
        robot.until("Time");
        robot.press("#integrations");
        robot.press("#gear");
        robot.item("card-menu-disconnect");
        robot.press("#answer-yes");
        robot.until("_Connect");
        assertEquals(List.of(), watchdog.waits());
        WaitForAsyncUtils.asyncFx(WindowUiTest::hold).get();
        assertTrue(watchdog.waits().getFirst().contains("WindowUiTest.hold"), "what holds it up is noticed");
    }

    private static Object hold() throws InterruptedException {
        Thread.sleep(1_000);
        return true;
    }

    private void connect() throws InterruptedException {
        robot.press("#act-connect");
        robot.press("#fill");
        robot.press("#connect");
        robot.until("Last Synced:");
        robot.until("_Sync Again");
    }

    /** To the window that came last, as a keyboard does. */
    private static void press(KeyCode code, With with) throws Exception {
        onScreen(() -> {
            var scene = List.copyOf(Window.getWindows()).reversed().stream().filter(Stage.class::isInstance).findFirst()
                    .orElseThrow().getScene();
            Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
            var mac = System.getProperty("os.name").startsWith("Mac");
            Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, with == With.SHIFT,
                    with == With.SHORTCUT && !mac, with == With.ALT, with == With.SHORTCUT && mac));
            Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, false, false, false, false));
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static <T> T onScreen(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get();
    }
}
