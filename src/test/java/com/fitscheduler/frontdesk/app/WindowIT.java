package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.integration.Browser;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.practice.Scenario;
import com.fitscheduler.frontdesk.testsupport.RobotBrowser;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What only a real window with a window manager can show: focus, modality, the keyboard alone. */
@EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
        disabledReason = "needs a screen with a window manager: run packaging/check")
@Timeout(120)
class WindowIT {

    @TempDir
    private Path folder;

    private final FxRobot robot = new FxRobot();
    /** In which nobody answers, until it is another one. */
    private volatile Browser browser = _ -> {};
    private World world;
    private FrontDesk desk;
    private Stage stage;
    private MainWindow window;

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        var folders = new Folders(folder, folder, folder);
        world = World.practice(folders, Clock.systemUTC(), address -> browser.open(address));
        desk = new FrontDesk(world, folders, Platform::runLater, Clock.systemUTC());
        var cards = desk.cards();
        WaitForAsyncUtils.asyncFx(() -> {
            stage = new Stage();
            window = new MainWindow(desk, stage, List.of(), List.of(), Samples.words(), Clock.systemUTC());
            window.offer(Diagnosis.of(desk, folders, Optional.empty(), Samples.words(), Clock.systemUTC()));
            window.show(cards, () -> {});
        }).get();
        until(() -> stage.isFocused());
    }

    @AfterEach
    void close() throws Exception {
        WaitForAsyncUtils.asyncFx(() -> List.copyOf(Window.getWindows()).forEach(Window::hide)).get();
        desk.close();
    }

    @Test
    void theWholeLifeByKeyboardAlone() throws Exception {
        reach("act-connect");
        robot.type(KeyCode.SPACE);
        until(() -> focus() != null && "signIn".equals(focus().getId()));
        reach("token");
        var practice = world.practice().orElseThrow();
        robot.write(practice.token());
        reach("account");
        robot.write(practice.accountId());
        robot.type(KeyCode.ENTER);
        until(() -> says("Connected"));
        until(() -> focus() != null && "act-sync".equals(focus().getId()));

        robot.type(KeyCode.SPACE);
        until(() -> says("1,288"));
        reach("gear");
        robot.type(KeyCode.SPACE);
        until(() -> Window.getWindows().size() > 1);
        robot.type(KeyCode.UP);
        robot.type(KeyCode.ENTER);
        until(() -> focus() != null && "answer-no".equals(focus().getId()));
        robot.type(KeyCode.ESCAPE);
        until(() -> find("answer-no") == null);
        assertTrue(says("Connected"));

        reach("act-sync");
        robot.push(KeyCode.ALT, KeyCode.DOWN);
        until(() -> Window.getWindows().size() > 1);
        robot.type(KeyCode.UP);
        robot.type(KeyCode.ENTER);
        until(() -> find("answer-yes") != null);
        reach("answer-yes");
        robot.type(KeyCode.SPACE);
        until(() -> says("Disconnected"));
        until(() -> focus() != null && "act-connect".equals(focus().getId()));
        assertTrue(desk.service().details("leadconnector").isEmpty());
    }

    /** The browser itself is another test's: here nobody, and then a robot, answers in it. */
    @Test
    void theOtherLifeByKeyboardAlone() throws Exception {
        reach("act-connect");
        robot.type(KeyCode.SPACE);
        until(() -> focus() != null && "signIn".equals(focus().getId()));
        robot.type(KeyCode.ENTER);
        until(() -> says("Finish in your browser"));
        until(() -> focus() != null && "cancel".equals(focus().getId()));
        robot.type(KeyCode.SPACE);
        until(() -> says("Connect via OAuth (Recommended)"));
        until(() -> focus() != null && "signIn".equals(focus().getId()));
        robot.type(KeyCode.ENTER);
        until(() -> says("Finish in your browser"));
        reach("cancel");
        robot.type(KeyCode.ESCAPE);
        robot.type(KeyCode.ESCAPE);
        until(() -> Window.getWindows().size() == 1);
        until(() -> find("act-connect") != null);

        browser = new RobotBrowser();
        reach("act-connect");
        robot.type(KeyCode.SPACE);
        until(() -> focus() != null && "signIn".equals(focus().getId()));
        robot.type(KeyCode.ENTER);
        until(() -> says("Contacts Synced:"));
        until(() -> focus() != null && "act-sync".equals(focus().getId()));
        var practice = world.practice().orElseThrow();
        practice.play(Scenario.BROKEN);
        robot.type(KeyCode.F5);
        until(() -> says("Having trouble"));
        reach("act-cancel");
        robot.type(KeyCode.SPACE);
        until(() -> find("act-cancel") == null);
        practice.play(Scenario.LOGIN_ENDED);
        reach("act-sync");
        robot.type(KeyCode.SPACE);
        until(() -> says("Disconnected"));
        reach("act-details");
        robot.type(KeyCode.SPACE);
        until(() -> says("LeadConnector details"));
        reach("again");
        robot.type(KeyCode.SPACE);
        until(() -> says("FitScheduler service reachable"));
        robot.type(KeyCode.ESCAPE);
        until(() -> Window.getWindows().size() == 1);

        practice.play(Scenario.ALL_WELL);
        reach("act-reconnect");
        robot.type(KeyCode.SPACE);
        until(() -> says("Reconnect LeadConnector"));
        until(() -> focus() != null && "signIn".equals(focus().getId()));
        robot.type(KeyCode.ENTER);
        until(() -> says("Contacts Synced:"));
        until(() -> find("act-sync") != null);
        reach("act-sync");
        robot.push(KeyCode.ALT, KeyCode.DOWN);
        until(() -> Window.getWindows().size() > 1);
        robot.type(KeyCode.UP);
        robot.type(KeyCode.ENTER);
        until(() -> find("answer-yes") != null);
        reach("answer-yes");
        robot.type(KeyCode.SPACE);
        until(() -> says("Disconnected"));
        assertTrue(desk.service().details("leadconnector").isEmpty());
    }

    @Test
    void aDialogIsOverItsWindowWithItsTitleBarOnTheScreen() throws Exception {
        for (var times = 0; times < 5; times++) {
            robot.clickOn("#help");
            until(() -> Window.getWindows().size() == 2);
            WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
            WaitForAsyncUtils.asyncFx(() -> {
                var dialog = Window.getWindows().stream().filter(shown -> !shown.equals(stage)).findFirst().orElseThrow();
                var screen = Dialogs.under(stage).orElseThrow();
                assertTrue(dialog.getX() >= screen.getMinX() && dialog.getY() >= screen.getMinY(), dialog.getX() + " " + dialog.getY());
                assertTrue(Math.abs(dialog.getX() + dialog.getWidth() / 2 - stage.getX() - stage.getWidth() / 2) < 20, "over the middle");
                return null;
            }).get();
            robot.type(KeyCode.ESCAPE);
            until(() -> Window.getWindows().size() == 1);
        }
    }

    @Test
    void theWindowUnderADialogTakesNoClicks() throws Exception {
        robot.clickOn("#act-connect");
        until(() -> Window.getWindows().size() == 2);
        robot.moveTo(stage.getX() + 300, stage.getY() + 60);
        robot.clickOn("#settings");
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(says("What should happen next?"));
        assertEquals(2, Window.getWindows().size());
    }

    @Test
    void aSecondStartBringsTheWindowBack() throws Exception {
        WaitForAsyncUtils.asyncFx(() -> stage.setIconified(true)).get();
        until(() -> stage.isIconified());
        until(window::raise);
        until(() -> !stage.isIconified() && stage.isShowing() && stage.isFocused());
    }

    @Test
    void closingInTheMiddleOfSomethingAsksFirst() throws Exception {
        var practice = world.practice().orElseThrow();
        desk.service().keep(desk.service().test("leadconnector", new ManualEntry(practice.token(), practice.accountId()), _ -> {}));
        until(() -> find("act-sync") != null);
        practice.play(Scenario.SLOW);
        // The second click of a double click meets a card that is busy.
        robot.doubleClickOn("#act-sync");
        until(() -> find("act-cancel") != null);
        close(stage);
        until(() -> focus() != null && "answer-no".equals(focus().getId()));
        robot.type(KeyCode.ESCAPE);
        until(() -> find("answer-no") == null);
        assertTrue(stage.isShowing());
        assertTrue(says("Syncing…"), "it goes on");
        close(stage);
        until(() -> find("answer-yes") != null);
        reach("answer-yes");
        robot.type(KeyCode.SPACE);
        until(() -> !stage.isShowing());
    }

    /** As the cross in its title bar does. */
    private static void close(Stage stage) {
        Platform.runLater(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
    }

    /** Presses Tab until that node has the focus, as a person without a mouse would. */
    private void reach(String id) throws Exception {
        for (var presses = 0; presses < 40; presses++) {
            var focus = WaitForAsyncUtils.asyncFx(WindowIT::focus).get();
            if (focus != null && id.equals(focus.getId())) {
                return;
            }
            robot.type(KeyCode.TAB);
            WaitForAsyncUtils.waitForFxEvents();
        }
        throw new AssertionError("Tab does not reach " + id);
    }

    private static Node focus() {
        return Window.getWindows().stream().filter(Window::isFocused).findFirst().map(window -> window.getScene().getFocusOwner())
                .orElse(null);
    }

    private static Node find(String id) {
        return Window.getWindows().stream().map(window -> window.getScene().lookup("#" + id)).filter(node -> node != null)
                .findFirst().orElse(null);
    }

    private static boolean says(String text) {
        return Window.getWindows().stream().flatMap(window -> window.getScene().getRoot().lookupAll("*").stream())
                .anyMatch(node -> node instanceof Labeled label && text.equals(label.getText()));
    }

    private static void until(Callable<Boolean> seen) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(seen).get());
    }
}
