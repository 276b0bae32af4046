package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.RobotBrowser;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
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

/** How much a person has to press until the gym is connected, or until the screen has said what to do. */
@Tag("ui")
@Timeout(180)
class ClicksUiTest {

    private static final Words WORDS = Samples.words();

    @TempDir
    private Path folder;

    private final FakeContactSource source = new FakeContactSource();
    private World world;
    private FrontDesk desk;
    private Stage stage;
    private ScreenRobot robot;
    private int clicks;

    @BeforeEach
    void start() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        robot = new ScreenRobot(folder);
    }

    @AfterEach
    void close() throws Exception {
        onScreen(() -> {
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            return null;
        });
        desk.close();
    }

    @Test
    void byHandItTakesTwoClicksBesideTheTyping() throws Exception {
        open(World.practice(folders(), Clock.systemUTC(), new RobotBrowser()));
        click("#act-connect");
        var practice = world.practice().orElseThrow();
        robot.type("#token", practice.token());
        robot.type("#account", practice.accountId());
        click("#connect");
        robot.until("Contacts Synced:");
        assertEquals(2, clicks);
    }

    @Test
    void withTheBrowserItTakesTwoClicksInTheProgram() throws Exception {
        open(World.practice(folders(), Clock.systemUTC(), new RobotBrowser()));
        click("#act-connect");
        click("#signIn");
        robot.until("Contacts Synced:");
        assertEquals(2, clicks);
    }

    /** Both numbers of each cause are printed. One press was needed to meet it: none more to be told what to do. */
    @Test
    void elevenCausesAreSaidWithWhatToDoAtOnce() throws Exception {
        openWithFake();
        var table = new ArrayList<String>();
        for (var problem : List.of(Problem.UNREACHABLE, Problem.TIMED_OUT, Problem.PROXY_SIGN_IN, Problem.NOT_TRUSTED,
                Problem.CAPTIVE_PORTAL, Problem.TOO_MANY_REQUESTS, Problem.SERVICE_FAULT, Problem.REQUEST_BLOCKED,
                Problem.TOKEN_NOT_ACCEPTED, Problem.WRONG_LOCATION, Problem.PERMISSION_MISSING)) {
            connected();
            source.fails = problem;
            source.retryAfter = Duration.ofMinutes(10);
            clicks = 0;
            var begun = System.nanoTime();
            click("#act-sync");
            var said = Message.of(problem, "leadconnector", WORDS);
            for (var part : List.of(said.title(), said.cause(), said.action(), said.code())) {
                robot.until(part);
            }
            assertTrue(options() > 0, problem.code());
            table.add("%s | %d | %d | %s".formatted(problem.code(), clicks, Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                    firstOption()));
            assertEquals(1, clicks);
            source.fails = null;
            source.retryAfter = Duration.ZERO;
        }
        System.out.println("code | clicks | ms until what to do is on the screen | first button\n" + String.join("\n", table));
    }

    @Test
    void theButtonOfEachCauseLeadsWhereItSays() throws Exception {
        openWithFake();
        connected();
        fail(Problem.PROXY_SIGN_IN);
        robot.press("#act-network_settings");
        robot.until("No proxy is in use, the connection is direct.");
        robot.press("#integrations");
        fail(Problem.NOT_TRUSTED);
        robot.press("#act-details");
        robot.until("Chec_k the connection");
        robot.press("#done");
        fail(Problem.UNEXPECTED);
        robot.press("#act-support_file");
        robot.until("What stays out");
        robot.press("#cancel");
        fail(Problem.TOKEN_NOT_ACCEPTED);
        robot.press("#act-reconnect");
        robot.until("Reconnect LeadConnector");
        assertEquals("token", onScreen(() -> focused()));
        robot.press("#cancel");
    }

    @Test
    void inTheDialogTheButtonUnderTheMessageMends() throws Exception {
        openWithFake();
        robot.press("#act-connect");
        source.fails = Problem.WRONG_LOCATION;
        robot.type("#token", "pit-1");
        robot.type("#account", "abc");
        robot.press("#connect");
        robot.press("#mend");
        assertEquals("account", onScreen(() -> focused()));
        source.fails = Problem.SERVICE_FAULT;
        robot.press("#connect");
        robot.until(Message.of(Problem.SERVICE_FAULT, "leadconnector", WORDS).title());
        source.fails = Problem.NO_KEYCHAIN;
        robot.press("#mend");
        robot.until(Message.of(Problem.NO_KEYCHAIN, "leadconnector", WORDS).title());
        robot.press("#mend");
        robot.until("LeadConnector details");
        robot.press("#done");
        robot.until("C_onfigure");
        source.fails = null;
    }

    private void fail(Problem problem) throws Exception {
        source.fails = problem;
        robot.press("#act-sync");
        robot.until(Message.of(problem, "leadconnector", WORDS).title());
        source.fails = null;
    }

    private void openWithFake() throws Exception {
        var made = World.practice(folders(), Clock.systemUTC(), new RobotBrowser());
        source.name = Optional.of(made.place().gymName());
        open(new World(made.place(), made.catalogue(), Map.of("leadconnector", source), made.credentials(), made.backend(), made.session(),
                made.leadConnector(), made.shared(), made.free(), made.offline(), made.http(), made.practice()));
    }

    private void connected() throws Exception {
        if (desk.service().card("leadconnector").connection().held().isEmpty()) {
            robot.press("#act-connect");
            robot.type("#token", "pit-1");
            robot.type("#account", "abc");
            robot.press("#connect");
        } else if (onScreen(() -> stage.getScene().lookup("#act-reconnect") != null)) {
            robot.press("#act-reconnect");
            robot.type("#token", "pit-1");
            robot.type("#account", "abc");
            robot.press("#connect");
        } else {
            robot.press("#act-sync");
        }
        robot.until("_Sync Again");
    }

    private void click(String selector) throws InterruptedException {
        robot.press(selector);
        clicks++;
    }

    private int options() throws Exception {
        return onScreen(() -> ((javafx.scene.layout.Pane) stage.getScene().lookup("#options")).getChildren().size());
    }

    private String firstOption() throws Exception {
        return onScreen(() -> ((Labeled) ((javafx.scene.layout.Pane) stage.getScene().lookup("#options")).getChildren().getFirst())
                .getText().replace("_", ""));
    }

    private static String focused() {
        return Window.getWindows().reversed().stream().filter(Stage.class::isInstance).findFirst()
                .map(window -> window.getScene().getFocusOwner()).map(Node::getId).orElse("");
    }

    private Folders folders() throws Exception {
        return new Folders(Files.createDirectories(folder.resolve("data")), Files.createDirectories(folder.resolve("settings")),
                Files.createDirectories(folder.resolve("logs")));
    }

    private void open(World opened) throws Exception {
        world = opened;
        var folders = folders();
        desk = new FrontDesk(world, folders, Platform::runLater, Clock.systemUTC());
        var cards = desk.cards();
        onScreen(() -> {
            stage = new Stage();
            var window = new MainWindow(desk, stage, List.of(), List.of(), WORDS, Clock.systemUTC());
            window.offer(Diagnosis.of(desk, folders, Optional.empty(), WORDS, Clock.systemUTC()));
            window.show(cards, () -> {});
            return null;
        });
    }

    private static <T> T onScreen(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get();
    }
}
