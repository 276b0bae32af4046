package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeAccount;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.Inbox;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.testsupport.Screens;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.Look;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Look;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.settings.SettingsController;
import com.fitscheduler.frontdesk.ui.signin.AccountController;
import com.fitscheduler.frontdesk.ui.signin.AccountViewModel;
import com.fitscheduler.frontdesk.ui.signin.SetUpController;
import com.fitscheduler.frontdesk.ui.signin.SetUpController.Missing;
import com.fitscheduler.frontdesk.ui.signin.SignInController;
import com.fitscheduler.frontdesk.ui.signin.SignInViewModel;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowController.Page;
import com.fitscheduler.frontdesk.ui.window.WindowController.Tab;
import com.fitscheduler.frontdesk.ui.window.WindowViewModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javafx.application.ColorScheme;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The screens around the account, as a person meets them; pictures of them are in target/gallery. */
@Tag("ui")
class SignInUiTest {

    private static final Words WORDS = Samples.words();

    private final FakeAccount account = new FakeAccount();
    private final Inbox work = new Inbox();
    private final List<GymLocation> chosen = new ArrayList<>();
    private final SignInViewModel screen = new SignInViewModel(
            account, Optional.of(chosen::add), new Background(work, Runnable::run), WORDS);
    private boolean closed;

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void aPersonSignsInAndChoosesAndThePasswordIsGone() throws Exception {
        account.gyms.addAll(List.of(new GymLocation("1", "Riverside Gym"), new GymLocation("2", "Hilltop Gym")));
        onScreen(() -> {
            var root = laidOut(signIn());
            field(root, "#email").setText("desk@example.com");
            field(root, "#password").setText(FakeAccount.PASSWORD);
            button(root, "#go").fire();
            assertTrue(root.lookup("#running").isVisible());
            assertTrue(root.lookup("#form").isDisabled());
            assertEquals("cancel", root.getScene().getFocusOwner().getId());
            work.runAll();
            assertEquals("", field(root, "#password").getText());
            assertFalse(root.lookup("#form").isVisible());
            assertEquals("Riverside Gym", ((Labeled) root.getScene().getFocusOwner()).getText());
            root.lookupAll(".radio-button").stream().map(RadioButton.class::cast)
                    .filter(gym -> gym.getText().equals("Hilltop Gym")).findFirst().orElseThrow().fire();
            var focused = root.getScene().getFocusOwner();
            focused.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
            assertEquals("2", chosen.getFirst().id());
            assertTrue(closed);
            return null;
        });
    }

    @Test
    void aWrongPasswordIsSaidWithTheFocusAndWhatWasTypedStaysMasked() throws Exception {
        onScreen(() -> {
            var root = laidOut(signIn());
            field(root, "#email").setText("desk@example.com");
            field(root, "#password").setText("wrong words");
            button(root, "#go").fire();
            work.runAll();
            assertTrue(root.getScene().getFocusOwner().getAccessibleText().contains("Code E56"));
            assertEquals("wrong words", field(root, "#password").getText());
            assertFalse(root.lookup("#shownPassword").isVisible());
            ((ToggleButton) root.lookup("#show")).fire();
            assertTrue(root.lookup("#shownPassword").isVisible());
            assertEquals("wrong words", field(root, "#shownPassword").getText());
            return null;
        });
    }

    @Test
    void cancelGoesBackToTheFieldsAndCloseCloses() throws Exception {
        onScreen(() -> {
            var root = laidOut(signIn());
            field(root, "#email").setText("desk@example.com");
            field(root, "#password").setText(FakeAccount.PASSWORD);
            button(root, "#go").fire();
            button(root, "#cancel").fire();
            assertFalse(root.lookup("#running").isVisible());
            assertFalse(root.lookup("#form").isDisabled());
            assertEquals("password", root.getScene().getFocusOwner().getId());
            assertFalse(closed);
            button(root, "#cancel").fire();
            assertTrue(closed);
            return null;
        });
    }

    @Test
    void theButtonOfTheBannerKeepsTheFocusWhenAMinutePasses() throws Exception {
        onScreen(() -> {
            var frame = frame();
            frame.signedOut(true);
            var pressed = new ArrayList<>();
            frame.serve(pressed::add);
            var root = laidOut(window(frame));
            Node button = root.lookup("#banner-button");
            button.requestFocus();
            frame.refresh();
            assertSame(button, root.getScene().getFocusOwner());
            ((Button) button).fire();
            assertEquals(1, pressed.size());
            frame.signedOut(false);
            assertFalse(root.lookup("#banner").isVisible());
            return null;
        });
    }

    @Test
    void noTextIsCutAndEverythingHasAName() throws Exception {
        var file = "/home/frontdesk/.config/fitscheduler-front-desk/default/settings.properties";
        var keys = List.of("backend.url", "backend.key");
        look("set-up", () -> Views.load(new SetUpController(keys.stream().map(key -> new Missing(key, WORDS.get("setup." + key), file))
                .toList(), WORDS, () -> {}, () -> {}), WORDS));
        look("sign-in", this::signIn);
        screen.signIn("", "");
        look("sign-in-advice", this::signIn);
        screen.signIn("desk@example.com", "wrong words");
        look("sign-in-busy", this::signIn);
        work.runAll();
        look("sign-in-refused", this::signIn);
        account.refuses = Problem.NOT_TRUSTED;
        screen.signIn("desk@example.com", FakeAccount.PASSWORD);
        work.runAll();
        look("sign-in-trust", this::signIn);
        account.refuses = null;
        screen.signIn("desk@example.com", FakeAccount.PASSWORD);
        work.runAll();
        look("sign-in-no-gym", this::signIn);
        account.gyms.addAll(List.of(new GymLocation("1", "Riverside Gym"), new GymLocation("2", "Hilltop Gym, on the square by the old town hall, second floor")));
        screen.look();
        work.runAll();
        look("sign-in-choose", this::signIn);
        var standing = new AccountViewModel(account, true, new Background(Runnable::run, Runnable::run), WORDS, () -> {});
        standing.load();
        look("account", () -> {
            var frame = frame();
            frame.notMember(true);
            return settings(frame, standing);
        }, MainWindow.MIN_WIDTH, MainWindow.MIN_HEIGHT);
        account.refuses = Problem.KEYCHAIN_LOCKED;
        standing.load();
        look("account-locked", () -> {
            var frame = frame();
            frame.moved(true);
            return settings(frame, standing);
        }, MainWindow.MIN_WIDTH, MainWindow.MIN_HEIGHT);
        look("signed-out", () -> {
            var frame = frame();
            frame.signedOut(true);
            return settings(frame, standing);
        }, MainWindow.MIN_WIDTH, MainWindow.MIN_HEIGHT);
    }

    private Parent settings(WindowViewModel frame, AccountViewModel standing) {
        var page = new SettingsController(List.of(), Optional.empty(), new Look(Optional.empty(), Optional.empty()),
                new SettingsController.DeskNaming(() -> "Front desk 2", _ -> Optional.empty()),
                new SettingsController.Removal(() -> new Question("", "", "", "", true), _ -> {}), WORDS);
        var shown = Views.load(page, WORDS);
        page.include(Views.load(new AccountController(standing, WORDS, () -> {}, () -> {}), WORDS));
        var tab = new Tab(() -> shown, () -> {});
        return Views.load(new WindowController(frame, Map.of(Page.INTEGRATIONS, tab, Page.ACTIVITY, tab, Page.SETTINGS, tab), () -> {}), WORDS);
    }

    private static WindowViewModel frame() {
        return new WindowViewModel(new Place("gym", "Riverside Gym", "Front desk 2"), false, WORDS,
                new TimeWords(WORDS, new FakeClock(Samples.NOW.toString(), "UTC")));
    }

    private static Parent window(WindowViewModel frame) {
        var tab = new Tab(javafx.scene.layout.VBox::new, () -> {});
        return Views.load(new WindowController(frame, Map.of(Page.INTEGRATIONS, tab, Page.ACTIVITY, tab, Page.SETTINGS, tab), () -> {}), WORDS);
    }

    private Parent signIn() {
        return Views.load(new SignInController(screen, WORDS, Optional.empty(), () -> closed = true), WORDS);
    }

    private static void look(String name, Supplier<Parent> made) throws Exception {
        look(name, made, RealStart.WIDTH, RealStart.HEIGHT);
    }

    private static void look(String name, Supplier<Parent> made, double width, double height) throws Exception {
        var folder = Files.createDirectories(Path.of(System.getProperty("project.folder"), "target", "gallery"));
        onScreen(() -> {
            for (var scheme : ColorScheme.values()) {
                for (var size : List.of(14, 21)) {
                    var root = made.get();
                    var scene = Screens.laidOut(root, width, height, scheme, "-fx-font-size: " + size + "px");
                    PngFile.write(Screens.picture(scene), folder.resolve(
                            name + "-" + scheme.name().toLowerCase(Locale.ROOT) + (size > 14 ? "-large" : "") + ".png"));
                    assertEquals(List.of(), Screens.cut(root), name);
                    for (Node node : root.lookupAll("*")) {
                        assertTrue(!node.isFocusTraversable() || !node.isVisible() || isNamed(node), () -> name + ": no name: " + node);
                    }
                }
            }
            return null;
        });
    }

    private static boolean isNamed(Node node) {
        return (node.getAccessibleText() != null && !node.getAccessibleText().isBlank())
                || (node instanceof Labeled label && label.getText() != null && !label.getText().isBlank())
                || node instanceof ScrollPane;
    }

    private static Parent laidOut(Parent root) {
        Screens.laidOut(root, RealStart.WIDTH, RealStart.HEIGHT, ColorScheme.LIGHT);
        return root;
    }

    private static TextField field(Parent root, String id) {
        return (TextField) root.lookup(id);
    }

    private static Button button(Parent root, String id) {
        return (Button) root.lookup(id);
    }

    private static <T> T onScreen(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get();
    }
}
