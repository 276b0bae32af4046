package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.diagnosis.Doctor;
import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.diagnosis.SupportFile;
import com.fitscheduler.frontdesk.integration.Activity.WaitingForBrowser;
import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Syncing;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.Activity.Waiting;
import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.integration.SignIn;
import com.fitscheduler.frontdesk.testsupport.FakeAccount;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.FakeSignIn;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.LongWords;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.testsupport.Screens;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.Look;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.activity.ActivityController;
import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel;
import com.fitscheduler.frontdesk.ui.connect.ConnectController;
import com.fitscheduler.frontdesk.ui.connect.ConnectViewModel;
import com.fitscheduler.frontdesk.ui.details.DetailsController;
import com.fitscheduler.frontdesk.ui.details.DetailsViewModel;
import com.fitscheduler.frontdesk.ui.help.HelpController;
import com.fitscheduler.frontdesk.ui.integrations.ComingSoonCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationsController;
import com.fitscheduler.frontdesk.ui.settings.NetworkController;
import com.fitscheduler.frontdesk.ui.settings.NetworkViewModel;
import com.fitscheduler.frontdesk.ui.settings.ProxyAccess;
import com.fitscheduler.frontdesk.ui.settings.SettingsController;
import com.fitscheduler.frontdesk.ui.signin.SetUpController;
import com.fitscheduler.frontdesk.ui.signin.SignInController;
import com.fitscheduler.frontdesk.ui.signin.SignInViewModel;
import com.fitscheduler.frontdesk.ui.support.CheckController;
import com.fitscheduler.frontdesk.ui.support.CheckViewModel;
import com.fitscheduler.frontdesk.ui.support.SupportController;
import com.fitscheduler.frontdesk.ui.support.SupportViewModel;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowController.Page;
import com.fitscheduler.frontdesk.ui.window.WindowController.Tab;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowViewModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.ColorScheme;
import javafx.geometry.Dimension2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Every state and screen at the smallest window and the usual one, light and dark, with usual and large texts, in English
 * and in a made-up longer language: nothing is cut off, nameless or ambiguous. Pictures and contact sheets are in
 * target/gallery.
 */
@Tag("ui")
class GalleryUiTest {

    private static final FakeClock CLOCK = new FakeClock(Samples.NOW.toString(), "UTC");
    private static final Place PLACE = new Place("gym", "Riverside Gym", "Front desk 2");
    private static final Background AT_ONCE = new Background(Runnable::run, Runnable::run);
    private static final Map<String, Words> LANGUAGES = new TreeMap<>(Map.of("en", Samples.words(), "long", LongWords.words()));
    private static final List<Integer> SIZES = List.of(100, 150);
    private static final Path FOLDER = Path.of(System.getProperty("project.folder"), "target", "gallery");

    private static final Optional<URI> PROXY = Optional.of(URI.create("http://proxy.gym.example:8080"));
    private static final Activity BROWSER = new WaitingForBrowser(Samples.NOW.plusSeconds(572));

    private final FakeContactSource source = new FakeContactSource();
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final IntegrationService service = new IntegrationService(PLACE, Map.of("leadconnector", source),
            new InMemoryCredentialStore(), store, CLOCK);
    /** Of the screen that is being made. */
    private Words words = Samples.words();

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
        Files.createDirectories(FOLDER);
    }

    @Test
    void noCardHasAFlawAtTheSmallestWindow() throws Exception {
        var sheet = new ContactSheet("cards", 250);
        for (var state : cards().entrySet()) {
            onScreen(() -> {
                assertEquals(List.of(), flaws("card-" + state.getKey(), () -> window(page(state.getValue().get()),
                        state.getKey().contains("offline")), MainWindow.MIN_WIDTH, MainWindow.MIN_HEIGHT,
                        scene -> sheet.add(state.getKey(), scene.getRoot().lookup("#card-leadconnector").snapshot(null, null))),
                        state.getKey());
                return null;
            });
        }
        onScreen(sheet::write);
    }

    @Test
    void noCardHasAFlawAtTheUsualWindow() throws Exception {
        for (var state : cards().entrySet()) {
            onScreen(() -> {
                assertEquals(List.of(), flaws("wide-" + state.getKey(), () -> window(page(state.getValue().get()), false), 1120, 760,
                        _ -> {}), state.getKey());
                return null;
            });
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
    void noPageOrDialogHasAFlaw() throws Exception {
        store.change(Samples.KEY, _ -> Samples.connected(), null);
        var sheet = new ContactSheet("screens", 330);
        var flaws = new TreeMap<String, List<String>>();
        for (var screen : screens().entrySet()) {
            var size = screen.getValue().size();
            flaws.put(screen.getKey(), onScreen(() -> flaws(screen.getKey(), screen.getValue().content(), size.getWidth(),
                    size.getHeight(), scene -> sheet.add(screen.getKey(), Screens.picture(scene)))));
        }
        onScreen(sheet::write);
        flaws.values().removeIf(List::isEmpty);
        assertEquals(Map.of(), flaws);
    }

    private record Shown(Supplier<Parent> content, Dimension2D size) {}

    private Map<String, Shown> screens() {
        var screens = new LinkedHashMap<String, Shown>();
        var dialog = new Dimension2D(640, 640);
        var window = new Dimension2D(MainWindow.MIN_WIDTH, MainWindow.MIN_HEIGHT);
        screens.put("connect", new Shown(() -> connect(false, _ -> {}), dialog));
        screens.put("reconnect", new Shown(() -> connect(true, _ -> {}), dialog));
        screens.put("connect-empty", new Shown(() -> connect(false, it -> it.connect("", "")), dialog));
        screens.put("connect-advice", new Shown(() -> connect(false, it -> it.connect("odd", "https://a/location/part")), dialog));
        screens.put("connect-refused", new Shown(() -> {
            source.fails = Problem.NOT_TRUSTED;
            var root = connect(false, it -> it.connect("pit-1", "abc"));
            source.fails = null;
            return root;
        }, dialog));
        screens.put("connect-two-ways", new Shown(() -> connect(false, _ -> {}, new FakeSignIn()), new Dimension2D(760, 720)));
        screens.put("reconnect-signed-in", new Shown(() -> connect(Optional.of(Method.OAUTH), _ -> {}, new FakeSignIn()), new Dimension2D(760, 720)));
        screens.put("browser", new Shown(() -> browsing(new FakeSignIn()), new Dimension2D(760, 720)));
        screens.put("browser-not-opened", new Shown(() -> {
            var signIn = new FakeSignIn();
            signIn.browserFails = Problem.BROWSER_NOT_OPENED;
            return browsing(signIn);
        }, new Dimension2D(760, 720)));
        screens.put("browser-ending", new Shown(() -> {
            var signIn = new FakeSignIn();
            signIn.left = Duration.ofSeconds(95);
            return browsing(signIn);
        }, new Dimension2D(760, 720)));
        for (var problem : List.of(Problem.PORT_TAKEN, Problem.SIGN_IN_DECLINED)) {
            screens.put("browser-failed-" + problem.code(), new Shown(() -> {
                var signIn = new FakeSignIn();
                signIn.ends = problem;
                return connect(false, ConnectViewModel::signIn, signIn);
            }, new Dimension2D(760, 900)));
        }
        screens.put("network-proxy", new Shown(() -> network(PROXY, Optional.empty(), false), new Dimension2D(640, 560)));
        screens.put("network-wrong", new Shown(() -> network(PROXY, Optional.of("anna"), true), new Dimension2D(640, 560)));
        screens.put("network-direct", new Shown(() -> network(Optional.empty(), Optional.empty(), false), new Dimension2D(640, 120)));
        signInScreens(screens);
        screens.put("details", new Shown(() -> details(0, false), new Dimension2D(640, 560)));
        screens.put("details-activity", new Shown(() -> details(1, false), new Dimension2D(640, 560)));
        for (var tab = 0; tab < 3; tab++) {
            var chosen = tab;
            screens.put("help-" + tab, new Shown(() -> help(chosen), new Dimension2D(640, 560)));
        }
        screens.put("settings", new Shown(() -> window(settings(), false), new Dimension2D(MainWindow.MIN_WIDTH, 1000)));
        screens.put("settings-refused", new Shown(() -> {
            var page = settings();
            var content = ((ScrollPane) page).getContent();
            ((TextField) content.lookup("#desk")).clear();
            ((Button) content.lookup("#rename")).fire();
            return window(page, false);
        }, new Dimension2D(MainWindow.MIN_WIDTH, 1000)));
        screens.put("activity", new Shown(() -> window(activity(false), false), window));
        screens.put("activity-none", new Shown(() -> window(activity(true), false), window));
        screens.put("question-disconnect", new Shown(() -> question(new IntegrationCardViewModel(Samples.connected(), service,
                AT_ONCE, words, times(), WAYS).disconnectQuestion(PLACE.gymName())), new Dimension2D(640, 760)));
        screens.put("check", new Shown(() -> details(0, true), new Dimension2D(640, 1100)));
        screens.put("support", new Shown(() -> Views.load(new SupportController(new SupportViewModel("leadconnector",
                GalleryUiTest::collected, AT_ONCE, words, _ -> {}), Optional::empty, () -> {}), words), dialog));
        return screens;
    }

    @Test
    void aFlawIsNoticed() throws Exception {
        onScreen(() -> {
            var label = new javafx.scene.control.Label("far too long for the place that it is given here");
            var root = new javafx.scene.layout.VBox(label, new Button("_A"), new Button("_a"), new TextField());
            Screens.laidOut(root, 80, 200, ColorScheme.LIGHT);
            assertEquals(List.of("cut: " + label.getText()), Screens.cut(root));
            assertEquals(1, Screens.nameless(root).size());
            assertEquals(List.of("Alt+A: [_A, _a]"), Screens.ambiguous(root));
            return null;
        });
    }

    private static final IntegrationCardViewModel.Ways WAYS =
            new IntegrationCardViewModel.Ways(() -> {}, () -> {}, _ -> {});

    private TimeWords times() {
        return new TimeWords(words, CLOCK);
    }

    /** Each is made anew for every language. */
    private Map<String, Supplier<IntegrationCardViewModel>> cards() {
        var cards = new LinkedHashMap<String, Supplier<IntegrationCardViewModel>>();
        var idle = new Idle();
        cards.put("configure", () -> viewModel(Samples.configure(), idle, false, null));
        cards.put("connecting", () -> viewModel(Samples.configure(), new Testing(Step.COUNTING), false, null));
        cards.put("connected", () -> viewModel(Samples.connected(), idle, false, null));
        cards.put("connected-waiting", () -> viewModel(Samples.waiting(), idle, false, null));
        cards.put("syncing", () -> viewModel(Samples.connected(), new Syncing(), false, null));
        cards.put("reconnecting", () -> viewModel(Samples.connected(), new Testing(Step.SAVING), false, null));
        cards.put("offline", () -> viewModel(Samples.connected(), idle, true, null));
        cards.put("offline-configure", () -> viewModel(Samples.configure(), idle, true, null));
        cards.put("disconnected", () -> viewModel(Samples.disconnected(), idle, false, null));
        cards.put("disconnected-leftover", () -> viewModel(Samples.leftover(), idle, false, null));
        cards.put("waiting", () -> viewModel(Samples.failed(Problem.SERVICE_FAULT),
                new Waiting(Problem.SERVICE_FAULT, Samples.NOW.plusSeconds(28)), false, null));
        cards.put("waiting-limit", () -> viewModel(Samples.failed(Problem.TOO_MANY_REQUESTS),
                new Waiting(Problem.TOO_MANY_REQUESTS, Samples.NOW.plusSeconds(100)), false, null));
        cards.put("found", this::found);
        cards.put("browser", () -> viewModel(Samples.configure(), BROWSER, false, null));
        cards.put("browser-again", () -> viewModel(Samples.failed(Problem.SIGN_IN_EXPIRED), BROWSER, false, null));
        cards.put("connected-elsewhere", () -> viewModel(Samples.configure().heard(theirs(null)), idle, false, null));
        cards.put("connected-elsewhere-offline", () -> viewModel(Samples.configure().heard(theirs(null)), idle, true, null));
        cards.put("other-desk-trouble", () -> viewModel(Samples.connected().heard(new SharedRow(Samples.LINK.id(), Method.OAUTH, 1,
                null, null, List.of(new SharedRow.Desk("Front desk 3", true, "E20")))), idle, false, null));
        cards.put("unknown-to-gym", () -> {
            var counted = Samples.connected().heard(new SharedRow(Samples.LINK.id(), 5)).counted(new Count(9, Samples.NOW));
            return viewModel(counted.acknowledged(counted.waiting(), false, new SharedRow(null, 2)), idle, false, null);
        });
        for (var verdict : List.of(Problem.CHANGED_ELSEWHERE, Problem.DESK_NOT_SIGNED_IN, Problem.NOT_A_MEMBER, Problem.CHANGE_REFUSED)) {
            cards.put("not-shared-" + verdict.code(), () -> {
                var viewModel = viewModel(verdict == Problem.CHANGED_ELSEWHERE ? Samples.waiting().heard(theirs(null)) : Samples.waiting(),
                        idle, false, null);
                viewModel.verdict(verdict);
                return viewModel;
            });
        }
        cards.put("renewal-waits", () -> viewModel(Samples.failed(Problem.BROKER_NEEDED),
                new Waiting(Problem.BROKER_NEEDED, Samples.NOW.plusSeconds(28)), false, null));
        for (var problem : Problem.values()) {
            cards.put("trouble-" + problem.code(), () -> viewModel(Samples.failed(problem), idle, false, null));
            cards.put("error-" + problem.code(), () -> viewModel(Samples.configure(), idle, false, problem));
        }
        return cards;
    }

    private static SharedRow theirs(String trouble) {
        return new SharedRow(UUID.fromString("00000000-0000-4000-8000-0000000000aa"), Method.MANUAL, 3,
                new Count(77, Samples.NOW), new SharedRow.Change("Front desk 3", Samples.NOW),
                List.of(new SharedRow.Desk("Front desk 3", true, trouble)));
    }

    private IntegrationCardViewModel viewModel(Card card, Activity activity, boolean offline, Problem hitch) {
        var viewModel = new IntegrationCardViewModel(card, service, AT_ONCE, words, times(), WAYS);
        viewModel.offline(offline);
        viewModel.trying(activity, hitch);
        return viewModel;
    }

    private IntegrationCardViewModel found() {
        var credentials = new InMemoryCredentialStore();
        try {
            credentials.save(Samples.KEY, new Login(Method.MANUAL, source.origin, "abc", "pit-1"));
        } catch (IntegrationException e) {
            throw new AssertionError(e);
        }
        source.fails = Problem.UNREACHABLE;
        var viewModel = new IntegrationCardViewModel(Samples.configure(), new IntegrationService(PLACE,
                Map.of("leadconnector", source), credentials, new InMemoryConnectionStore(), CLOCK), AT_ONCE, words, times(), WAYS);
        viewModel.mend();
        source.fails = null;
        return viewModel;
    }

    private Parent page(IntegrationCardViewModel live) {
        return Views.load(new IntegrationsController(Catalogue.ALL, integration -> integration.available()
                ? Views.load(new IntegrationCardController(live, words, PLACE.gymName()), words)
                : Views.load(new ComingSoonCardController(integration.id(), words), words)), words);
    }

    private Parent window(Parent page, boolean offline) {
        var frame = new WindowViewModel(PLACE, true, words, times());
        frame.offline(offline);
        frame.card(Samples.connected());
        frame.checked(Samples.NOW.minusSeconds(120));
        var tab = new Tab(() -> page, () -> {});
        return Views.load(new WindowController(frame, Map.of(Page.INTEGRATIONS, tab, Page.ACTIVITY, tab, Page.SETTINGS, tab),
                () -> {}), words);
    }

    private Parent connect(boolean again, java.util.function.Consumer<ConnectViewModel> done) {
        var dialog = new ConnectViewModel("leadconnector", PLACE.gymName(), service, AT_ONCE, words, times(), (_, _) -> {}, _ -> {});
        var root = Views.load(new ConnectController(dialog, words, again ? Optional.of(Method.MANUAL) : Optional.empty(), false,
                Optional.of(new ConnectController.Practice("pit-00000000-0000", "practice001")), () -> {}, _ -> {}), words);
        done.accept(dialog);
        return root;
    }

    private Parent connect(boolean again, Consumer<ConnectViewModel> done, SignIn signIn) {
        return connect(again ? Optional.of(Method.MANUAL) : Optional.empty(), done, signIn);
    }

    private Parent connect(Optional<Method> before, Consumer<ConnectViewModel> done, SignIn signIn) {
        source.signIn = signIn;
        var dialog = new ConnectViewModel("leadconnector", PLACE.gymName(), service, AT_ONCE, words, times(), (_, _) -> {}, _ -> {});
        var root = Views.load(new ConnectController(dialog, words, before, false,
                Optional.of(new ConnectController.Practice("pit-00000000-0000", "practice001")), () -> {}, _ -> {}), words);
        done.accept(dialog);
        source.signIn = null;
        return root;
    }

    /** The browser has been opened, or not, and nobody has answered yet. */
    private Parent browsing(FakeSignIn signIn) {
        source.signIn = signIn;
        var work = new ArrayDeque<Runnable>();
        var dialog = new ConnectViewModel("leadconnector", PLACE.gymName(), service, new Background(work::add, Runnable::run), words,
                times(), (_, _) -> {}, _ -> {});
        var root = Views.load(new ConnectController(dialog, words, Optional.empty(), false, Optional.empty(), () -> {}, _ -> {}), words);
        dialog.signIn();
        work.remove().run();
        work.remove().run();
        source.signIn = null;
        return root;
    }

    private Parent network(Optional<URI> proxy, Optional<String> kept, boolean wrong) {
        var network = new NetworkViewModel(new FakeProxy(proxy, kept), "leadconnector", AT_ONCE, words);
        var root = Views.load(new NetworkController(network), words);
        network.load();
        if (wrong) {
            network.save("an:na", "made up");
        }
        return root;
    }

    private record FakeProxy(Optional<URI> proxy, Optional<String> kept) implements ProxyAccess {

        @Override
        public Optional<String> name() {
            return kept;
        }

        @Override
        public void save(String name, String password) {
            throw new AssertionError("nothing is saved here");
        }

        @Override
        public void forget() {
            throw new AssertionError("nothing is removed here");
        }
    }

    private void signInScreens(Map<String, Shown> screens) {
        var size = new Dimension2D(RealStart.WIDTH, RealStart.HEIGHT);
        screens.put("set-up-sheet", new Shown(() -> Views.load(new SetUpController(List.of("backend.url", "backend.key").stream()
                .map(key -> new SetUpController.Missing(key, words.get("setup." + key),
                        "/home/front/.config/fitscheduler-front-desk/default/settings.properties")).toList(), words, () -> {}, () -> {}),
                words), size));
        screens.put("sign-in-first", new Shown(() -> signIn(null, false), size));
        screens.put("sign-in-wrong", new Shown(() -> signIn(Problem.WRONG_PASSWORD, true), size));
        screens.put("sign-in-proxy", new Shown(() -> signIn(Problem.PROXY_SIGN_IN, true), size));
        screens.put("sign-in-not-trusted", new Shown(() -> signIn(Problem.NOT_TRUSTED, true), size));
        screens.put("sign-in-gyms", new Shown(() -> signIn(null, true), size));
    }

    private Parent signIn(Problem refuses, boolean tried) {
        var account = new FakeAccount();
        account.refuses = refuses;
        account.gyms.addAll(List.of(new GymLocation("1", "Riverside Gym"), new GymLocation("2", "Hilltop Gym")));
        var viewModel = new SignInViewModel(account, Optional.of(_ -> {}), AT_ONCE, words);
        var root = Views.load(new SignInController(viewModel, words, Optional.empty(), () -> {}), words);
        if (tried) {
            viewModel.signIn("desk@example.com", FakeAccount.PASSWORD);
        }
        return root;
    }

    private Parent details(int tab, boolean checked) {
        var viewModel = new DetailsViewModel("leadconnector", service, AT_ONCE,
                new DetailsViewModel.Around("linux", () -> Optional.of(Samples.NOW.plusSeconds(28))), words, times());
        var past = new ActivityViewModel("leadconnector", service, AT_ONCE, words, times());
        past.load();
        var check = new CheckViewModel("leadconnector", GalleryUiTest::examined, AT_ONCE, words);
        if (checked) {
            check.start();
        }
        var root = Views.load(new DetailsController(viewModel, Views.load(new ActivityController(past, false), words),
                Views.load(new CheckController(check, words), words), words, () -> {}), words);
        select(root, tab);
        return root;
    }

    private Parent help(int tab) {
        var facts = List.of("version", "java", "javafx", "system", "data", "logs").stream()
                .map(key -> new HelpController.Fact(key, "/home/front/.local/share/fitscheduler-front-desk/default")).toList();
        var root = Views.load(new HelpController(facts, words, () -> {}), words);
        select(root, tab);
        return root;
    }

    private static void select(Parent root, int tab) {
        ((TabPane) ((BorderPane) root).getCenter()).getSelectionModel().select(tab);
    }

    private Parent settings() {
        return Views.load(new SettingsController(
                List.of(new SettingsController.Standing("gym", "Riverside Gym"),
                        new SettingsController.Standing("data", "/home/front/.local/share/fitscheduler-front-desk/default")),
                Optional.of(new SettingsController.Scenarios(List.of("ALL_WELL", "SLOW"), "SLOW", _ -> {})),
                new Look(Optional.empty(), Optional.empty()),
                new SettingsController.DeskNaming(PLACE::deskName, name -> DeskName.refusal(name).map(words::get)),
                new SettingsController.Removal(() -> new Question("", "", "", "", true), _ -> {}), words), words);
    }

    private Parent activity(boolean problemsOnly) {
        var activity = new ActivityViewModel(service, AT_ONCE, words, times());
        activity.problemsOnly(problemsOnly);
        if (!problemsOnly) {
            activity.load();
        }
        return Views.load(new ActivityController(activity), words);
    }

    private static Parent question(Question question) {
        var stage = new Stage();
        stage.setScene(new Scene(new javafx.scene.layout.VBox()));
        stage.show();
        question.ask(() -> stage, () -> {}, () -> {});
        var asked = Window.getWindows().stream().filter(window -> window != stage && window.getScene().lookup("#answer-no") != null)
                .findFirst().orElseThrow();
        var pane = asked.getScene().getRoot();
        asked.getScene().setRoot(new javafx.scene.layout.VBox());
        asked.hide();
        stage.hide();
        return pane;
    }

    private List<String> flaws(String name, Supplier<Parent> screen, double width, double height, Consumer<Scene> seen)
            throws IOException {
        var found = new ArrayList<String>();
        for (var language : LANGUAGES.entrySet()) {
            words = language.getValue();
            for (var size : SIZES) {
                var scene = Screens.laidOut(screen.get(), width, height, ColorScheme.LIGHT, "-fx-font-size: " + size * 0.14 + "px");
                Screens.flaws(scene.getRoot()).forEach(flaw -> found.add(language.getKey() + " " + size + " %: " + flaw));
                for (var scheme : ColorScheme.values()) {
                    scene.getPreferences().setColorScheme(scheme);
                    seen.accept(scene);
                    if (size == 100 && "en".equals(language.getKey()) && !name.contains("wide-trouble") && !name.contains("wide-error")) {
                        PngFile.write(Screens.picture(scene),
                                FOLDER.resolve(name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png"));
                    }
                }
            }
        }
        words = Samples.words();
        return found;
    }

    private static <T> T onScreen(java.util.concurrent.Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get();
    }

    /** All variants of one state in one row. */
    private static final class ContactSheet {

        private static final int ROWS = 6;
        private final String name;
        private final double width;
        private final Map<String, List<WritableImage>> rows = new LinkedHashMap<>();

        private ContactSheet(String name, double width) {
            this.name = name;
            this.width = width;
        }

        private void add(String row, WritableImage picture) {
            rows.computeIfAbsent(row, _ -> new ArrayList<>()).add(picture);
        }

        private Object write() throws IOException {
            var left = new ArrayList<>(rows.entrySet());
            for (var page = 1; !left.isEmpty(); page++) {
                var grid = new GridPane(8, 8);
                for (var row : left.subList(0, Math.min(ROWS, left.size()))) {
                    var cells = new ArrayList<Node>();
                    cells.add(new javafx.scene.control.Label(row.getKey()));
                    row.getValue().forEach(picture -> {
                        var view = new ImageView(picture);
                        view.setPreserveRatio(true);
                        view.setSmooth(true);
                        view.setFitWidth(width);
                        cells.add(view);
                    });
                    grid.addRow(grid.getRowCount(), cells.toArray(Node[]::new));
                }
                left.subList(0, Math.min(ROWS, left.size())).clear();
                grid.setStyle("-fx-background-color: gray");
                new Scene(grid);
                PngFile.write(grid.snapshot(null, null), FOLDER.resolve("sheet-" + name + "-" + page + ".png"));
            }
            return null;
        }
    }
}
