package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.diagnosis.Doctor;
import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.diagnosis.SupportFile;
import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Syncing;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.Activity.Waiting;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.testsupport.Screens;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.activity.ActivityController;
import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel;
import com.fitscheduler.frontdesk.ui.connect.ConnectController;
import com.fitscheduler.frontdesk.ui.connect.ConnectViewModel;
import com.fitscheduler.frontdesk.ui.details.DetailsController;
import com.fitscheduler.frontdesk.ui.details.DetailsViewModel;
import com.fitscheduler.frontdesk.ui.integrations.ComingSoonCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationsController;
import com.fitscheduler.frontdesk.ui.settings.SettingsController;
import com.fitscheduler.frontdesk.ui.support.CheckController;
import com.fitscheduler.frontdesk.ui.support.CheckViewModel;
import com.fitscheduler.frontdesk.ui.support.SupportController;
import com.fitscheduler.frontdesk.ui.support.SupportViewModel;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowController.Page;
import com.fitscheduler.frontdesk.ui.window.WindowController.Tab;
import com.fitscheduler.frontdesk.ui.window.WindowViewModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.ColorScheme;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Every state and screen as a picture in target/gallery, at the smallest window too, with no text cut off. */
@Tag("ui")
class GalleryUiTest {

    private static final Words WORDS = Samples.words();
    private static final FakeClock CLOCK = new FakeClock(Samples.NOW.toString(), "UTC");
    private static final TimeWords TIMES = new TimeWords(WORDS, CLOCK);
    private static final Place PLACE = new Place("gym", "Riverside Gym", "Front desk 2");
    private static final Background AT_ONCE = new Background(Runnable::run, Runnable::run);

    private final FakeContactSource source = new FakeContactSource();
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final IntegrationService service = new IntegrationService(PLACE, Map.of("leadconnector", source),
            new InMemoryCredentialStore(), store, CLOCK);

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void noTextOfAnyCardIsCutAtTheSmallestWindow() throws Exception {
        for (var state : cards().entrySet()) {
            assertNothingIsCut("card-" + state.getKey(), () -> window(page(state.getValue()), state.getKey().contains("offline")),
                    MainWindow.MIN_WIDTH, MainWindow.MIN_HEIGHT);
        }
    }

    private static List<Finding> examined(Consumer<Finding> found) throws InterruptedException {
        return new Doctor(List.of(
                new Doctor.Check(Link.INTERNET, Duration.ofSeconds(20), () -> "http://proxy.gym.example:8080"),
                new Doctor.Check(Link.LEADCONNECTOR, Duration.ofSeconds(20), () -> {
                    throw new IntegrationException(Problem.NOT_TRUSTED, "made up");
                }),
                new Doctor.Check(Link.SIGN_IN, Duration.ofSeconds(20), () -> ""),
                new Doctor.Check(Link.SERVICE, Duration.ofSeconds(20), () -> ""),
                new Doctor.Check(Link.DISK, Duration.ofSeconds(20), () -> ""))).examine(found);
    }

    private static SupportFile collected() throws InterruptedException {
        return SupportFile.collect(List.of(new SupportFile.Part("versions.txt", () -> "1.0"),
                new SupportFile.Part("logs/front-desk-0.log", () -> "[removed]"),
                new SupportFile.Part("history.txt", () -> {
                    throw new IntegrationException(Problem.CANNOT_WRITE, "made up");
                })), text -> text, "[removed]", List.of("sign-ins, tokens and passwords", "contacts"), Samples.NOW);
    }

    @Test
    void noTextOfAnyCardIsCutAtTheUsualWindow() throws Exception {
        for (var state : cards().entrySet()) {
            assertNothingIsCut("wide-" + state.getKey(), () -> window(page(state.getValue()), false), 1120, 760);
        }
    }

    @Test
    void noTextOfThePagesAndDialogsIsCut() throws Exception {
        store.change(Samples.KEY, _ -> Samples.connected(), null);
        assertNothingIsCut("connect", () -> connect(false, _ -> {}), 640, 640);
        assertNothingIsCut("reconnect", () -> connect(true, _ -> {}), 640, 640);
        assertNothingIsCut("connect-empty", () -> connect(false, dialog -> dialog.connect("", "")), 640, 720);
        assertNothingIsCut("connect-advice", () -> connect(false, dialog -> dialog.connect("odd", "https://a/location/part")), 640, 720);
        source.fails = Problem.NOT_TRUSTED;
        assertNothingIsCut("connect-refused", () -> connect(false, dialog -> dialog.connect("pit-1", "abc")), 640, 720);
        assertNothingIsCut("details", () -> Views.load(new DetailsController(
                new DetailsViewModel("leadconnector", service, AT_ONCE, WORDS, TIMES), () -> {}), WORDS), 640, 560);
        assertNothingIsCut("check", () -> Views.load(new CheckController(new CheckViewModel("leadconnector", GalleryUiTest::examined,
                AT_ONCE, WORDS), WORDS, () -> {}), WORDS), 640, 560);
        assertNothingIsCut("support", () -> Views.load(new SupportController(new SupportViewModel("leadconnector",
                GalleryUiTest::collected, AT_ONCE, WORDS, _ -> {}), Optional::empty, () -> {}), WORDS), 640, 640);
        assertNothingIsCut("settings", () -> window(Views.load(new SettingsController(
                List.of(new SettingsController.Standing("gym", "Riverside Gym")), Optional.of(
                        new SettingsController.Scenarios(List.of("ALL_WELL", "SLOW"), "SLOW", _ -> {})), WORDS), WORDS), false),
                MainWindow.MIN_WIDTH, MainWindow.MIN_HEIGHT);
        var activity = new ActivityViewModel(service, AT_ONCE, WORDS, TIMES);
        activity.load();
        assertNothingIsCut("activity", () -> window(Views.load(new ActivityController(activity), WORDS), false),
                MainWindow.MIN_WIDTH, MainWindow.MIN_HEIGHT);
    }

    @Test
    void everythingThatCanBeReachedHasAName() throws Exception {
        onScreen(() -> {
            for (var root : List.of(window(page(viewModel(Samples.connected(), new Idle(), false, null)), true), connect(false, _ -> {}))) {
                Screens.laidOut(root, 1120, 760, ColorScheme.LIGHT);
                for (Node node : root.lookupAll("*")) {
                    if (node.isFocusTraversable() && node.isVisible()) {
                        assertTrue(isNamed(node), () -> "no name: " + node);
                    }
                }
            }
            return null;
        });
    }

    @Test
    void aCutTextIsNoticed() throws Exception {
        onScreen(() -> {
            var label = new javafx.scene.control.Label("far too long for the place that it is given here");
            var root = new javafx.scene.layout.StackPane(label);
            Screens.laidOut(root, 80, 40, ColorScheme.LIGHT);
            assertFalse(Screens.cut(root).isEmpty());
            return null;
        });
    }

    private static boolean isNamed(Node node) {
        return (node.getAccessibleText() != null && !node.getAccessibleText().isBlank())
                || (node instanceof javafx.scene.control.Labeled label && label.getText() != null && !label.getText().isBlank())
                || node instanceof javafx.scene.control.ScrollPane;
    }

    private Map<String, IntegrationCardViewModel> cards() throws Exception {
        return onScreen(() -> {
            var cards = new LinkedHashMap<String, IntegrationCardViewModel>();
            var idle = new Idle();
            cards.put("configure", viewModel(Samples.configure(), idle, false, null));
            cards.put("connecting", viewModel(Samples.configure(), new Testing(Step.COUNTING), false, null));
            cards.put("connected", viewModel(Samples.connected(), idle, false, null));
            cards.put("connected-waiting", viewModel(Samples.waiting(), idle, false, null));
            cards.put("syncing", viewModel(Samples.connected(), new Syncing(), false, null));
            cards.put("reconnecting", viewModel(Samples.connected(), new Testing(Step.SAVING), false, null));
            cards.put("offline", viewModel(Samples.connected(), idle, true, null));
            cards.put("offline-configure", viewModel(Samples.configure(), idle, true, null));
            cards.put("disconnected", viewModel(Samples.disconnected(), idle, false, null));
            cards.put("disconnected-leftover", viewModel(Samples.leftover(), idle, false, null));
            cards.put("waiting", viewModel(Samples.failed(Problem.SERVICE_FAULT),
                    new Waiting(Problem.SERVICE_FAULT, Samples.NOW.plusSeconds(28)), false, null));
            cards.put("waiting-limit", viewModel(Samples.failed(Problem.TOO_MANY_REQUESTS),
                    new Waiting(Problem.TOO_MANY_REQUESTS, Samples.NOW.plusSeconds(100)), false, null));
            cards.put("found", found());
            for (var problem : Problem.values()) {
                cards.put("trouble-" + problem.code(), viewModel(Samples.failed(problem), idle, false, null));
                cards.put("error-" + problem.code(), viewModel(Samples.configure(), idle, false, problem));
            }
            return cards;
        });
    }

    private IntegrationCardViewModel viewModel(Card card, Activity activity, boolean offline, Problem hitch) {
        var viewModel = new IntegrationCardViewModel(card, service, AT_ONCE, WORDS, TIMES,
                new IntegrationCardViewModel.Ways(() -> {}, () -> {}, _ -> {}));
        viewModel.offline(offline);
        viewModel.trying(activity, hitch);
        return viewModel;
    }

    private IntegrationCardViewModel found() throws Exception {
        var credentials = new InMemoryCredentialStore();
        credentials.save(Samples.KEY, new Login(Method.MANUAL, source.origin, "abc", "pit-1"));
        source.fails = Problem.UNREACHABLE;
        var viewModel = new IntegrationCardViewModel(Samples.configure(), new IntegrationService(PLACE,
                Map.of("leadconnector", source), credentials, new InMemoryConnectionStore(), CLOCK), AT_ONCE, WORDS, TIMES,
                new IntegrationCardViewModel.Ways(() -> {}, () -> {}, _ -> {}));
        viewModel.mend();
        source.fails = null;
        return viewModel;
    }

    private Parent page(IntegrationCardViewModel live) {
        return Views.load(new IntegrationsController(Catalogue.ALL, integration -> integration.available()
                ? Views.load(new IntegrationCardController(live, WORDS, PLACE.gymName()), WORDS)
                : Views.load(new ComingSoonCardController(integration.id(), WORDS), WORDS)), WORDS);
    }

    private Parent window(Parent page, boolean offline) {
        var frame = new WindowViewModel(PLACE, true, WORDS, TIMES);
        frame.offline(offline);
        frame.card(Samples.connected());
        frame.checked(Samples.NOW.minusSeconds(120));
        var tab = new Tab(() -> page, () -> {});
        return Views.load(new WindowController(frame, Map.of(Page.INTEGRATIONS, tab, Page.ACTIVITY, tab, Page.SETTINGS, tab)), WORDS);
    }

    private Parent connect(boolean again, java.util.function.Consumer<ConnectViewModel> done) {
        var dialog = new ConnectViewModel("leadconnector", PLACE.gymName(), service, AT_ONCE, WORDS, (_, _) -> {});
        var root = Views.load(new ConnectController(dialog, WORDS, again,
                Optional.of(new ConnectController.Practice("pit-00000000-0000", "practice001")), () -> {}), WORDS);
        done.accept(dialog);
        return root;
    }

    private static void assertNothingIsCut(String name, Supplier<Parent> screen, double width, double height) throws Exception {
        var cut = onScreen(() -> {
            var found = new ArrayList<String>();
            for (var scheme : ColorScheme.values()) {
                found.addAll(cut(name + "-" + scheme.name().toLowerCase(Locale.ROOT), screen.get(), width, height, scheme));
            }
            found.addAll(cut(name + "-large", screen.get(), width, height, ColorScheme.LIGHT, "-fx-font-size: 21px"));
            return found;
        });
        assertEquals(List.of(), cut, name);
    }

    private static List<String> cut(
            String name, Parent root, double width, double height, ColorScheme scheme, String... style) throws IOException {
        var scene = Screens.laidOut(root, width, height, scheme, style);
        var folder = Files.createDirectories(Path.of(System.getProperty("project.folder"), "target", "gallery"));
        PngFile.write(Screens.picture(scene), folder.resolve(name + ".png"));
        return Screens.cut(root);
    }

    private static <T> T onScreen(java.util.concurrent.Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get();
    }
}
