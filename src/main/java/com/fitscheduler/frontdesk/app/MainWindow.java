package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.Delivery;
import com.fitscheduler.frontdesk.desktop.ClockWatch;
import com.fitscheduler.frontdesk.desktop.SystemBrowser;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Integration;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Problem.Remedy;
import com.fitscheduler.frontdesk.practice.Scenario;
import com.fitscheduler.frontdesk.ui.Look;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.activity.ActivityController;
import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel;
import com.fitscheduler.frontdesk.ui.connect.ConnectController;
import com.fitscheduler.frontdesk.ui.connect.ConnectState;
import com.fitscheduler.frontdesk.ui.connect.ConnectViewModel;
import com.fitscheduler.frontdesk.ui.details.DetailsController;
import com.fitscheduler.frontdesk.ui.details.DetailsViewModel;
import com.fitscheduler.frontdesk.ui.help.HelpController.Fact;
import com.fitscheduler.frontdesk.ui.help.HelpController;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.ui.integrations.ComingSoonCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationsController;
import com.fitscheduler.frontdesk.ui.settings.NetworkController;
import com.fitscheduler.frontdesk.ui.settings.NetworkViewModel;
import com.fitscheduler.frontdesk.ui.settings.SettingsController.Standing;
import com.fitscheduler.frontdesk.ui.settings.SettingsController;
import com.fitscheduler.frontdesk.ui.support.CheckController;
import com.fitscheduler.frontdesk.ui.support.CheckViewModel;
import com.fitscheduler.frontdesk.ui.support.SupportController;
import com.fitscheduler.frontdesk.ui.support.SupportViewModel;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowController.Page;
import com.fitscheduler.frontdesk.ui.window.WindowController.Tab;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowViewModel;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.FileChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The window: makes the screens and lets them reach each other. Everything on the toolkit's thread. */
final class MainWindow {

    private static final System.Logger LOG = System.getLogger(MainWindow.class.getName());
    static final double MIN_WIDTH = 880;
    static final double MIN_HEIGHT = 560;
    private static final Duration TICK = Duration.seconds(5);
    private static final Duration BETWEEN_MENDINGS = Duration.seconds(15);

    private final FrontDesk desk;
    private final Stage stage;
    private final List<Standing> standing;
    private final List<Fact> facts;
    private final Words words;
    private final TimeWords times;
    private final WindowViewModel window;
    private final ActivityViewModel activity;
    private final Map<String, IntegrationCardViewModel> cards = new LinkedHashMap<>();
    private final Map<String, ConnectViewModel> connections = new LinkedHashMap<>();
    private final Timeline seconds = new Timeline(new KeyFrame(Duration.seconds(1), _ -> countDown()));
    private final Timeline ticks = new Timeline(new KeyFrame(TICK, _ -> tick()));
    private final Timeline mendings = new Timeline(new KeyFrame(BETWEEN_MENDINGS, _ -> mend()));
    private final WindowController frame;
    private final Look look;
    /** Says anew what the dialog that is open says of times. */
    private Runnable dialogRefresh = () -> {};
    private Consumer<Card> dialogCard = _ -> {};
    private final AccountScreens account;
    private final NetworkViewModel network;
    /** Turns the Settings page to where a proxy is signed in at, once the page is there. */
    private Runnable showNetwork = () -> {};
    private final ClockWatch watch;
    private boolean offline;
    private Optional<Diagnosis> diagnosis = Optional.empty();
    private boolean drawn;

    /**
     * @param standing what the Settings page tells of this computer
     * @param facts    what the About page tells of this installation
     */
    MainWindow(FrontDesk desk, Stage stage, List<Standing> standing, List<Fact> facts, Words words, Clock clock) {
        this.desk = desk;
        this.stage = stage;
        this.standing = List.copyOf(standing);
        this.facts = List.copyOf(facts);
        this.words = words;
        times = new TimeWords(words, clock);
        window = new WindowViewModel(desk.world().place(), desk.world().practice().isPresent(), words, times);
        activity = new ActivityViewModel(desk.service(), desk.background(), words, times);
        frame = new WindowController(window, Map.of(
                Page.INTEGRATIONS, new Tab(this::integrations, this::refresh),
                Page.ACTIVITY, new Tab(this::activity, activity::load),
                Page.SETTINGS, new Tab(this::settings, () -> {
                    account().look();
                    network().load();
                })), this::help);
        account = new AccountScreens(desk, stage, window, words, frame::toast, this::openFolder);
        network = new NetworkViewModel(desk.proxySignIn(), Catalogue.LEADCONNECTOR.id(), desk.background(), words);
        watch = new ClockWatch(clock, System::nanoTime);
        var liked = desk.preferences();
        look = new Look(liked.get("theme"), liked.get("text.size"));
        look.theme().subscribe(theme -> liked.set("theme", theme.name().toLowerCase(Locale.ROOT)));
        look.size().subscribe(size -> liked.set("text.size", size.toString()));
    }

    /** Offers to look for what is wrong; called before the window is shown. */
    void offer(Diagnosis offered) {
        diagnosis = Optional.of(offered);
        window.managed(offered.settings().filter(settings -> !settings.managed().isEmpty()).isPresent());
    }

    /**
     * Shows the window with the cards as they are stored, and only then begins to talk to anybody.
     *
     * @param closed called once a person has closed it
     */
    void show(List<Card> stored, Runnable closed) {
        for (var card : stored) {
            add(card);
        }
        window.lostSomething(desk.lostSomething());
        window.readOnly(desk.readOnly());
        Milestones.reached("view-models");
        var root = Views.load(frame, words);
        Milestones.reached("fxml");
        WindowPlace.restore(stage, desk.preferences(), screens());
        // With its size it need not first find out how large it would like to be.
        var scene = Views.styled(new Scene(root, stage.getWidth(), stage.getHeight()));
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F5), this::syncAll);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.R, KeyCombination.SHORTCUT_DOWN), this::syncAll);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN),
                () -> frame.open(Page.SETTINGS));
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F1), this::help);
        stage.setScene(scene);
        look.begin();
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        window.state().subscribe(state -> stage.setTitle(state.title()));
        stage.setOnCloseRequest(request -> {
            if (busy()) {
                request.consume();
                quitQuestion().ask(() -> stage, stage::hide, () -> {});
            }
        });
        stage.setOnHidden(_ -> {
            ticks.stop();
            seconds.stop();
            mendings.stop();
            look.end();
            closed.run();
        });
        stage.focusedProperty().subscribe(focused -> {
            refresh();
            if (focused) {
                desk.catchUp();
            }
        });
        Milestones.reached("scene");
        stage.show();
        Milestones.reached("shown");
        Milestones.afterFirstFrame(() -> begin());
    }

    /** What nobody needs to see the cards. */
    private void begin() {
        Milestones.reached("first-frame");
        drawn = true;
        WindowPlace.remember(stage, desk.preferences());
        stage.getIcons().setAll(AppIcon.images());
        ticks.setCycleCount(Animation.INDEFINITE);
        ticks.play();
        seconds.setCycleCount(Animation.INDEFINITE);
        seconds.play();
        tick();
        desk.start(card -> desk.background().onUi(() -> stored(card)), new Delivery.Listener() {
            @Override
            public void answered(Instant at) {
                desk.background().onUi(() -> window.checked(at));
            }

            @Override
            public void verdict(CardKey key, @Nullable Problem why) {
                desk.background().onUi(() -> Optional.ofNullable(cards.get(key.integrationId())).ifPresent(card -> card.verdict(why)));
            }

            @Override
            public void signedOut(boolean so) {
                desk.background().onUi(() -> account.signedOut(so));
            }

            @Override
            public void notMember(boolean so) {
                desk.background().onUi(() -> window.notMember(so));
            }

            @Override
            public void acknowledged() {
                desk.acknowledged();
            }
        },
                error -> desk.background().onUi(() -> window.clockError(error)));
        mendings.setCycleCount(Animation.INDEFINITE);
        mendings.play();
        mend();
        Milestones.reached("begun");
        if (Milestones.endsAfterFirstFrame()) {
            new Timeline(new KeyFrame(Duration.seconds(1), _ -> stage.hide())).play();
        }
    }

    /** For the pages, which are made before it is there. */
    private AccountScreens account() {
        return account;
    }

    private NetworkViewModel network() {
        return network;
    }

    private static List<Rectangle2D> screens() {
        var primary = Screen.getPrimary();
        return Stream.concat(Stream.of(primary), Screen.getScreens().stream().filter(screen -> !screen.equals(primary)))
                .map(Screen::getVisualBounds).toList();
    }

    /**
     * Brings the window before every other one: somebody started the program again.
     *
     * @return false while it has not been drawn, and once it has been closed, which nothing undoes
     */
    boolean raise() {
        // One that is only just being laid out is moved into the corner by the system when it is asked to the front.
        if (!drawn || !stage.isShowing()) {
            return false;
        }
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
        return true;
    }

    private void add(Card card) {
        var id = card.key().integrationId();
        var viewModel = new IntegrationCardViewModel(card, desk.service(), desk.background(), words, times,
                new IntegrationCardViewModel.Ways(() -> connect(id, card(id).method(), false), () -> details(id), this::help, frame::toast, Map.of(
                        Act.SWITCH, () -> connect(id, card(id).otherMethod(), true),
                        Act.OPEN_AGAIN, () -> connecting(id).openAgain(), Act.COPY_LINK, () -> connecting(id).copyLink(),
                        Act.CANCEL, () -> connecting(id).cancel(), Act.RETRY, () -> retry(id),
                        Act.ENTER_TOKEN, () -> connect(id, card(id).method(), false).ifPresent(ConnectController::enterToken),
                        Act.NETWORK_SETTINGS, this::networkSettings, Act.OPEN_FOLDER, this::openFolder,
                        Act.SIGN_IN, this::signIn, Act.SUPPORT_FILE, () -> support(id))));
        cards.put(id, viewModel);
        connections.put(id, connection(id, viewModel));
        window.card(card);
    }

    private IntegrationCardViewModel card(String id) {
        return Objects.requireNonNull(cards.get(id));
    }

    private ConnectViewModel connecting(String id) {
        return Objects.requireNonNull(connections.get(id));
    }

    /** Lives as long as the window: a sign-in goes on while no dialog is open. */
    private ConnectViewModel connection(String id, IntegrationCardViewModel card) {
        var connection = new ConnectViewModel(id, desk.world().place().gymName(), desk.service(), desk.background(), words, times,
                card::trying, this::copy);
        // What was under way when the dialog was closed is still told.
        connection.state().subscribe(state -> {
            if (state instanceof ConnectState.Done(var toast)) {
                frame.toast(toast);
            } else if (state instanceof ConnectState.Failed(var why, _) && card.holdsLogin() && !Views.hasDialog(stage)) {
                // The card goes on saying how the present connection is.
                frame.toast(words.get("toast.not_connected", why.title()));
            }
        });
        return connection;
    }

    private void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        frame.toast(words.get("toast.copied"));
    }

    private void stored(Card card) {
        var shown = cards.get(card.key().integrationId());
        // The backend may know integrations that this version does not; and what is saved while closing needs no screen.
        if (shown != null && stage.isShowing()) {
            shown.show(card);
            window.card(card);
            dialogCard.accept(card);
            activity.load();
        }
    }

    private Node integrations() {
        return Views.load(new IntegrationsController(desk.world().catalogue(), this::card), words);
    }

    private Node card(Integration integration) {
        var live = cards.get(integration.id());
        return live == null
                ? Views.load(new ComingSoonCardController(integration.id(), words), words)
                : Views.load(new IntegrationCardController(live, words, desk.world().place().gymName()), words);
    }

    private Node activity() {
        return Views.load(new ActivityController(activity), words);
    }

    private Node settings() {
        var scenarios = desk.world().practice().map(practice -> new SettingsController.Scenarios(
                Stream.of(Scenario.values()).map(Scenario::name).toList(), practice.scenario().name(), name -> {
            practice.play(Scenario.valueOf(name));
            tick();
        }));
        var page = new SettingsController(standing, scenarios, look,
                new SettingsController.DeskNaming(desk.world().place()::deskName, this::rename),
                new SettingsController.Removal(this::removalQuestion, this::remove), words);
        var shown = Views.load(page, words);
        account.part().ifPresent(page::include);
        var controller = new NetworkController(network);
        var part = Views.load(controller, words);
        page.append(part);
        showNetwork = () -> {
            page.reveal(part);
            controller.enter();
        };
        return shown;
    }

    private Optional<String> rename(String name) {
        var refused = desk.world().place().nameIsFixed() ? Optional.of(words.get("settings.desk.managed"))
                : DeskName.refusal(name).map(words::get);
        if (refused.isEmpty()) {
            desk.renameDesk(name.strip());
            window.refresh();
        }
        return refused;
    }

    private Question removalQuestion() {
        var service = words.name(desk.world().catalogue().getFirst().id());
        var unsent = window.waiting();
        var text = Stream.of(words.get("settings.removal.lose", service),
                unsent == 0 ? "" : words.get("settings.removal.unsent", unsent),
                words.get("settings.removal.token", service)).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
        return new Question(words.get("settings.removal.title"), text, words.get("settings.removal.yes"),
                words.get("settings.removal.no"), true);
    }

    private void remove(Consumer<Message> refused) {
        if (busy()) {
            refused.accept(new Message(Tone.WARNING, words.get("settings.removal.busy.title"),
                    words.get("settings.removal.busy.text"), "", ""));
            return;
        }
        desk.background().run(() -> {
            desk.forget();
            return true;
        }, _ -> stage.hide(), failure -> {
            LOG.log(System.Logger.Level.WARNING, "the data of this computer is not removed", failure);
            var problem = failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
            refused.accept(Message.of(problem, desk.world().catalogue().getFirst().id(), words));
        });
    }

    private boolean busy() {
        return cards.values().stream().anyMatch(IntegrationCardViewModel::busy);
    }

    /** The connect dialog that was opened; empty where another dialog is open. */
    private Optional<ConnectController> connect(String id, Optional<Method> front, boolean switching) {
        if (Views.hasDialog(stage)) {
            return Optional.empty();
        }
        var dialog = Dialogs.over(stage, words.of(id, front.isPresent() ? "reconnect.title" : "connect.title"), 760, 720);
        var viewModel = connecting(id);
        viewModel.opened();
        var made = desk.world().practice().map(practice -> new ConnectController.Practice(practice.token(), practice.accountId()));
        var controller = new ConnectController(viewModel, words, front, switching, made, dialog::hide, remedy -> mend(id, remedy));
        dialog.setOnHidden(_ -> controller.closed());
        Dialogs.show(dialog, Views.load(controller, words));
        return Optional.of(controller);
    }

    /** The way that failed, once more: the browser at once, pasted values once they are pasted. */
    private void retry(String id) {
        connect(id, card(id).method(), false).ifPresent(dialog -> {
            if (connecting(id).last().filter(Method.OAUTH::equals).isPresent()) {
                connecting(id).signIn();
            } else {
                dialog.enterToken();
            }
        });
    }

    /** What a dialog that is gone by now could not do by itself. */
    private void mend(String id, Remedy remedy) {
        switch (remedy) {
            case NETWORK_SETTINGS -> networkSettings();
            case DETAILS -> details(id);
            case OPEN_FOLDER -> openFolder();
            case SIGN_IN -> signIn();
            case SUPPORT_FILE -> support(id);
            case TRY_AGAIN, TRY_NOW, CHECK_AGAIN, RECONNECT, ENTER_TOKEN, CHECK_ENTRIES, USE_TOKEN, COPY_LINK -> connect(id, card(id).method(), false);
        }
    }

    private void networkSettings() {
        frame.open(Page.SETTINGS);
        showNetwork.run();
    }

    private void signIn() {
        if (!account.signIn()) {
            frame.open(Page.SETTINGS);
        }
    }

    private void openFolder() {
        desk.background().run(() -> new SystemBrowser().show(desk.data()), shown -> {
            if (!shown) {
                frame.toast(words.get("toast.folder", desk.data()));
            }
        }, failure -> LOG.log(System.Logger.Level.WARNING, "the folder cannot be shown", failure));
    }

    private void details(String id) {
        if (Views.hasDialog(stage)) {
            return;
        }
        var dialog = Dialogs.over(stage, words.of(id, "details.title"), 640, 560);
        var card = Objects.requireNonNull(cards.get(id));
        var viewModel = new DetailsViewModel(id, desk.service(), desk.background(),
                new DetailsViewModel.Around(desk.world().store(), card::nextTry), words, times);
        var past = new ActivityViewModel(id, desk.service(), desk.background(), words, times);
        past.load();
        dialogRefresh = () -> {
            viewModel.refresh();
            past.refresh();
        };
        dialogCard = stored -> {
            if (stored.key().integrationId().equals(id)) {
                viewModel.show(stored);
                past.load();
            }
        };
        var check = new CheckViewModel(id, found -> diagnosis.orElseThrow().examine(found), desk.background(), words);
        dialog.setOnHidden(_ -> {
            dialogRefresh = () -> {};
            dialogCard = _ -> {};
            check.cancel();
        });
        var list = Views.load(new ActivityController(past, false), words);
        Dialogs.show(dialog, Views.load(new DetailsController(viewModel, list, Views.load(new CheckController(check, words), words),
                words, dialog::hide), words));
    }

    private void help() {
        if (Views.hasDialog(stage)) {
            return;
        }
        var dialog = Dialogs.over(stage, words.get("help.title"), 640, 560);
        Dialogs.show(dialog, Views.load(new HelpController(facts, words, dialog::hide), words));
    }

    private void support(String id) {
        if (Views.hasDialog(stage) || diagnosis.isEmpty()) {
            return;
        }
        var doctor = diagnosis.orElseThrow();
        var dialog = Dialogs.over(stage, words.get("support.title"), 640, 640);
        var viewModel = new SupportViewModel(id, () -> doctor.supportFile(doctor.examine(_ -> {})), desk.background(), words,
                said -> {
                    dialog.hide();
                    frame.toast(said);
                });
        dialog.setOnHidden(_ -> viewModel.cancel());
        Dialogs.show(dialog, Views.load(new SupportController(viewModel, () -> supportTarget(dialog), dialog::hide), words));
    }

    private Optional<Path> supportTarget(Stage dialog) {
        var chooser = new FileChooser();
        chooser.setTitle(words.get("support.title"));
        chooser.setInitialFileName("front-desk-support.zip");
        return Optional.ofNullable(chooser.showSaveDialog(dialog)).map(File::toPath);
    }

    private Question quitQuestion() {
        return new Question(words.get("quit.title"), words.get("quit.text"), words.get("quit.yes"), words.get("quit.no"), false);
    }

    private void syncAll() {
        for (var card : cards.values()) {
            if (card.state().get().options().stream().anyMatch(option -> option.act() == Act.SYNC)) {
                card.act(Act.SYNC);
            }
        }
    }

    private void tick() {
        desk.background().run(desk.world().offline()::getAsBoolean, this::offline,
                failure -> LOG.log(System.Logger.Level.WARNING, "the network cannot be asked", failure));
        if (watch.jumped()) {
            LOG.log(System.Logger.Level.INFO, "this computer was asleep, or its clock was set");
            desk.online();
        }
        refresh();
    }

    private void offline(boolean now) {
        if (now == offline) {
            return;
        }
        offline = now;
        window.offline(now);
        cards.values().forEach(card -> card.offline(now));
        if (!now) {
            frame.toast(words.get("toast.online"));
            desk.online();
        }
    }

    /** Only while somebody is waited for: an idle window wakes nobody. */
    private void countDown() {
        connections.forEach((id, connection) -> {
            if (connection.state().get() instanceof ConnectState.Browsing) {
                connection.refresh();
                Objects.requireNonNull(cards.get(id)).refresh();
            }
        });
    }

    private void mend() {
        cards.values().forEach(IntegrationCardViewModel::mend);
    }

    private void refresh() {
        if (!drawn) {
            // It was all made this moment.
            return;
        }
        window.refresh();
        activity.refresh();
        dialogRefresh.run();
        cards.values().forEach(IntegrationCardViewModel::refresh);
    }
}
