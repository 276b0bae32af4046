package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.Delivery;
import com.fitscheduler.frontdesk.desktop.ClockWatch;
import com.fitscheduler.frontdesk.desktop.SystemBrowser;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Integration;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Look;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.activity.ActivityController;
import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel;
import com.fitscheduler.frontdesk.ui.help.HelpController.Fact;
import com.fitscheduler.frontdesk.ui.help.HelpController;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.ui.integrations.ComingSoonCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationsController;
import com.fitscheduler.frontdesk.ui.settings.SettingsController.Standing;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowController.Page;
import com.fitscheduler.frontdesk.ui.window.WindowController.Tab;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowViewModel;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
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
    private final Timeline seconds = new Timeline(new KeyFrame(Duration.seconds(1), _ -> countDown()));
    private final Timeline ticks = new Timeline(new KeyFrame(TICK, _ -> tick()));
    private final Timeline mendings = new Timeline(new KeyFrame(BETWEEN_MENDINGS, _ -> mend()));
    private final WindowController frame;
    private final Look look;
    private final CardDialogs dialogs;
    private final AccountScreens account;
    private final SettingsPage settings;
    private final ClockWatch watch;
    private boolean offline;
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
                Page.SETTINGS, new Tab(() -> settings().load(), () -> settings().shown())), this::help);
        account = new AccountScreens(desk, stage, window, words, frame::toast, this::openFolder);
        watch = new ClockWatch(clock, System::nanoTime);
        var liked = desk.preferences();
        look = new Look(liked.get("theme"), liked.get("text.size"));
        look.theme().subscribe(theme -> liked.set("theme", theme.name().toLowerCase(Locale.ROOT)));
        look.size().subscribe(size -> liked.set("text.size", size.toString()));
        settings = new SettingsPage(desk, stage, this.standing, look, account, window, words, this::busy, this::tick);
        dialogs = new CardDialogs(desk, stage, words, times, frame::toast, this::card, this::mend);
    }

    /** Offers to look for what is wrong; called before the window is shown. */
    void offer(Diagnosis offered) {
        dialogs.offer(offered);
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

    /** For the tab, which is made before it is there. */
    private SettingsPage settings() {
        return settings;
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
                new IntegrationCardViewModel.Ways(() -> dialogs.connect(id), () -> dialogs.details(id), this::help, frame::toast,
                        dialogs.others(id)));
        cards.put(id, viewModel);
        dialogs.add(id, viewModel);
        window.card(card);
    }

    private IntegrationCardViewModel card(String id) {
        return Objects.requireNonNull(cards.get(id));
    }

    private void stored(Card card) {
        var shown = cards.get(card.key().integrationId());
        // The backend may know integrations that this version does not; and what is saved while closing needs no screen.
        if (shown != null && stage.isShowing()) {
            shown.show(card);
            window.card(card);
            dialogs.show(card);
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

    private boolean busy() {
        return cards.values().stream().anyMatch(IntegrationCardViewModel::busy);
    }

    /** What lies outside a card and its dialogs. */
    private void mend(Act act) {
        switch (act) {
            case NETWORK_SETTINGS -> {
                frame.open(Page.SETTINGS);
                settings.showNetwork();
            }
            case SIGN_IN -> signIn();
            case OPEN_FOLDER -> openFolder();
            default -> throw new IllegalArgumentException(act.name());
        }
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

    private void help() {
        if (Views.hasDialog(stage)) {
            return;
        }
        var dialog = Dialogs.over(stage, words.get("help.title"), 640, 560);
        Dialogs.show(dialog, Views.load(new HelpController(facts, words, dialog::hide), words));
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

    private void countDown() {
        dialogs.countDown();
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
        dialogs.refresh();
        cards.values().forEach(IntegrationCardViewModel::refresh);
    }
}
