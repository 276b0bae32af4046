package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Preferences;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.settings.NetworkController;
import com.fitscheduler.frontdesk.ui.settings.NetworkViewModel;
import com.fitscheduler.frontdesk.ui.signin.SetUpController;
import com.fitscheduler.frontdesk.ui.signin.SetUpController.Missing;
import com.fitscheduler.frontdesk.ui.signin.SignInController;
import com.fitscheduler.frontdesk.ui.signin.SignInViewModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Opens real mode, and asks a person for what is not known yet. Blocks the thread that calls it, never the toolkit's. */
final class RealStart {

    static final double WIDTH = 640;
    static final double HEIGHT = 600;

    /** What came of it. */
    sealed interface Outcome {

        /** It is known where this computer stands. */
        record Opened(World world) implements Outcome {}

        /** The person would rather practise. */
        record Practice() implements Outcome {}

        /** The person closed the window that asked for a setting. */
        record NotSetUp(Settings.Refused missing) implements Outcome {}

        /** The person closed the window that asked for a sign-in. */
        record NotSignedIn() implements Outcome {}
    }

    private final String profile;
    private final Words words;
    private final Clock clock;
    private final Future<?> toolkit;
    private final Consumer<BooleanSupplier> onScreen;

    /**
     * @param toolkit  done once it has started
     * @param onScreen told what brings the window to the front that is on the screen now
     */
    RealStart(String profile, Words words, Clock clock, Future<?> toolkit, Consumer<BooleanSupplier> onScreen) {
        this.profile = profile;
        this.words = words;
        this.clock = clock;
        this.toolkit = toolkit;
        this.onScreen = onScreen;
    }

    Outcome open(Settings settings, Folders folders) throws InterruptedException, ExecutionException {
        var missing = new ArrayList<Settings.Refused>();
        try (var preferences = Preferences.in(folders.settings())) {
            var place = settings.place().or(() -> ChosenGym.in(preferences, settings.deskName()));
            if (place.isEmpty()) {
                missing.addAll(missing(settings));
                if (!missing.isEmpty()) {
                    return setUp(missing);
                }
            }
            return signedIn(settings, preferences, place);
        }
    }

    private Outcome signedIn(Settings settings, Preferences preferences, Optional<Place> known)
            throws InterruptedException, ExecutionException {
        var services = RealServices.of(settings, profile, clock);
        var place = known;
        var opened = false;
        try {
            if (place.isEmpty()) {
                var gym = signIn(new DeskAccount(services.session().orElseThrow(), services.backend()),
                        new ProxySignIn(services.credentials(), services.http(), services.backend().address()));
                gym.ifPresent(chosen -> ChosenGym.keep(chosen, preferences));
                place = gym.map(chosen -> new Place(chosen.id(), chosen.name(), settings.deskName()));
            }
            opened = place.isPresent();
            var fixed = settings.layers().isLocked("desk.name");
            return place.map(here -> fixed ? here.named() : here).<Outcome>map(here -> new Outcome.Opened(World.real(settings, services, here, clock)))
                    .orElseGet(Outcome.NotSignedIn::new);
        } finally {
            if (!opened) {
                services.close();
            }
        }
    }

    /** Without these nobody can sign in, and so choose a gym location. */
    private static List<Settings.Refused> missing(Settings settings) {
        var missing = new ArrayList<Settings.Refused>();
        if (settings.backend().isEmpty()) {
            missing.add(settings.layers().missing("backend.url"));
        }
        if (settings.backendKey().isEmpty()) {
            missing.add(settings.layers().missing("backend.key"));
        }
        if (settings.backend().isPresent() && settings.auth().isEmpty()) {
            missing.add(settings.layers().missing("auth.url"));
        }
        return missing;
    }

    private Outcome setUp(List<Settings.Refused> missing) throws InterruptedException, ExecutionException {
        return ask(answer -> {
            var stage = new Stage();
            var lines = missing.stream().map(setting -> new Missing(
                    setting.subject(), words.get("setup." + setting.subject()), setting.place())).toList();
            stage.setOnHidden(_ -> answer.complete(new Outcome.NotSetUp(missing.getFirst())));
            show(stage, Views.load(new SetUpController(lines, words, () -> {
                answer.complete(new Outcome.Practice());
                stage.hide();
            }, stage::hide), words));
        });
    }

    /** The chosen gym location; empty if the person closed the window. */
    private Optional<GymLocation> signIn(DeskAccount account, ProxySignIn proxy) throws InterruptedException, ExecutionException {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            return this.<Optional<GymLocation>>ask(answer -> {
                var stage = new Stage();
                var background = new Background(workers, Platform::runLater);
                var viewModel = new SignInViewModel(account, Optional.of(gym -> answer.complete(Optional.of(gym))), background, words);
                stage.setOnHidden(_ -> {
                    viewModel.cancel();
                    answer.complete(Optional.empty());
                });
                var controller = new SignInController(viewModel, words, Optional.empty(), stage::hide);
                var content = Views.load(controller, words);
                controller.include(network(proxy, background));
                show(stage, content);
                // A window whose focus moves before it has been drawn is put into the corner, its title bar off the screen.
                Milestones.afterFirstFrame(viewModel::begin);
            });
        }
    }

    /** Where a proxy may ask who is there nobody could get as far as the Settings page. */
    private Node network(ProxySignIn proxy, Background background) {
        var network = new NetworkViewModel(proxy, SignInViewModel.SERVICE, background, words);
        var part = Views.load(new NetworkController(network), words);
        network.state().subscribe(state -> Views.show(part, state.asks()));
        network.load();
        return part;
    }

    private <T> T ask(Consumer<CompletableFuture<T>> screen) throws InterruptedException, ExecutionException {
        var answer = new CompletableFuture<T>();
        toolkit.get();
        Platform.runLater(() -> {
            try {
                screen.accept(answer);
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.get();
    }

    private void show(Stage stage, Parent content) {
        var screen = Screen.getPrimary().getVisualBounds();
        stage.setTitle(words.get("program"));
        stage.setScene(Views.styled(new Scene(content)));
        Dialogs.onto(stage, WIDTH, HEIGHT, screen);
        var drawn = new AtomicBoolean();
        // Before, the system moves it into the corner.
        onScreen.accept(() -> drawn.get() && Refusal.raise(stage));
        stage.show();
        Milestones.afterFirstFrame(() -> drawn.set(true));
    }
}
