package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Integration;
import com.fitscheduler.frontdesk.practice.Scenario;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.activity.ActivityController;
import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel;
import com.fitscheduler.frontdesk.ui.connect.ConnectController;
import com.fitscheduler.frontdesk.ui.connect.ConnectState;
import com.fitscheduler.frontdesk.ui.connect.ConnectViewModel;
import com.fitscheduler.frontdesk.ui.details.DetailsController;
import com.fitscheduler.frontdesk.ui.details.DetailsViewModel;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.ui.integrations.ComingSoonCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardController;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationsController;
import com.fitscheduler.frontdesk.ui.settings.SettingsController;
import com.fitscheduler.frontdesk.ui.settings.SettingsController.Standing;
import com.fitscheduler.frontdesk.ui.window.WindowController;
import com.fitscheduler.frontdesk.ui.window.WindowController.Page;
import com.fitscheduler.frontdesk.ui.window.WindowController.Tab;
import com.fitscheduler.frontdesk.ui.window.WindowViewModel;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Words words;
    private final TimeWords times;
    private final WindowViewModel window;
    private final ActivityViewModel activity;
    private final Map<String, IntegrationCardViewModel> cards = new LinkedHashMap<>();
    private final Timeline ticks = new Timeline(new KeyFrame(TICK, _ -> tick()));
    private final Timeline mendings = new Timeline(new KeyFrame(BETWEEN_MENDINGS, _ -> mend()));
    private final WindowController frame;
    private boolean offline;
    private boolean drawn;

    /** @param standing what the Settings page tells of this computer */
    MainWindow(FrontDesk desk, Stage stage, List<Standing> standing, Words words, Clock clock) {
        this.desk = desk;
        this.stage = stage;
        this.standing = List.copyOf(standing);
        this.words = words;
        times = new TimeWords(words, clock);
        window = new WindowViewModel(desk.world().place(), desk.world().practice().isPresent(), words, times);
        activity = new ActivityViewModel(desk.service(), desk.background(), words, times);
        frame = new WindowController(window, Map.of(
                Page.INTEGRATIONS, new Tab(this::integrations, this::refresh),
                Page.ACTIVITY, new Tab(this::activity, activity::load),
                Page.SETTINGS, new Tab(this::settings, () -> {})));
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
        var scene = Views.styled(new Scene(root));
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F5), this::syncAll);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.R, KeyCombination.SHORTCUT_DOWN), this::syncAll);
        stage.setScene(scene);
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        WindowPlace.restore(stage, desk.preferences(), screens());
        window.state().subscribe(state -> stage.setTitle(state.title()));
        stage.setOnCloseRequest(request -> {
            if (cards.values().stream().anyMatch(IntegrationCardViewModel::busy)) {
                request.consume();
                quitQuestion().ask(() -> stage, stage::hide, () -> {});
            }
        });
        stage.setOnHidden(_ -> {
            ticks.stop();
            mendings.stop();
            closed.run();
        });
        stage.focusedProperty().subscribe(_ -> refresh());
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
        tick();
        desk.start(card -> desk.background().onUi(() -> stored(card)), at -> desk.background().onUi(() -> window.checked(at)),
                error -> desk.background().onUi(() -> window.clockError(error)));
        mendings.setCycleCount(Animation.INDEFINITE);
        mendings.play();
        mend();
        Milestones.reached("begun");
        if (Milestones.endsAfterFirstFrame()) {
            new Timeline(new KeyFrame(Duration.seconds(1), _ -> stage.hide())).play();
        }
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
                new IntegrationCardViewModel.Ways(() -> connect(id), () -> details(id), frame::toast));
        cards.put(id, viewModel);
        window.card(card);
    }

    private void stored(Card card) {
        var shown = cards.get(card.key().integrationId());
        // The backend may know integrations that this version does not; and what is saved while closing needs no screen.
        if (shown != null && stage.isShowing()) {
            shown.show(card);
            window.card(card);
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
        return Views.load(new SettingsController(standing, scenarios, words), words);
    }

    private void connect(String id) {
        var card = Objects.requireNonNull(cards.get(id));
        var again = card.holdsLogin();
        var dialog = Dialogs.over(stage, words.of(id, again ? "reconnect.title" : "connect.title"), 640, 720);
        var viewModel = new ConnectViewModel(
                id, desk.world().place().gymName(), desk.service(), desk.background(), words, card::trying);
        var made = desk.world().practice().map(practice -> new ConnectController.Practice(practice.token(), practice.accountId()));
        dialog.setOnHidden(_ -> viewModel.cancel());
        // What was being saved when the dialog was closed is still told.
        viewModel.state().subscribe(state -> {
            if (state instanceof ConnectState.Done(var toast)) {
                frame.toast(toast);
            }
        });
        Dialogs.show(dialog, Views.load(new ConnectController(viewModel, words, again, made, dialog::hide), words));
    }

    private void details(String id) {
        var dialog = Dialogs.over(stage, words.of(id, "details.title"), 640, 560);
        var viewModel = new DetailsViewModel(id, desk.service(), desk.background(), words, times);
        Dialogs.show(dialog, Views.load(new DetailsController(viewModel, dialog::hide), words));
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

    private void mend() {
        cards.values().forEach(IntegrationCardViewModel::mend);
    }

    private void refresh() {
        window.refresh();
        cards.values().forEach(IntegrationCardViewModel::refresh);
    }
}
