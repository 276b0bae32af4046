package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.practice.Scenario;
import com.fitscheduler.frontdesk.ui.Look;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.settings.NetworkController;
import com.fitscheduler.frontdesk.ui.settings.NetworkViewModel;
import com.fitscheduler.frontdesk.ui.settings.SettingsController;
import com.fitscheduler.frontdesk.ui.settings.SettingsController.Standing;
import com.fitscheduler.frontdesk.ui.window.WindowViewModel;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.stage.Stage;

/** The Settings page with its parts, and what can be done on it. On the toolkit's thread. */
final class SettingsPage {

    private static final System.Logger LOG = System.getLogger(SettingsPage.class.getName());

    private final FrontDesk desk;
    private final Stage stage;
    private final List<Standing> standing;
    private final Look look;
    private final AccountScreens account;
    private final WindowViewModel window;
    private final Words words;
    private final BooleanSupplier busy;
    private final Runnable played;
    private final NetworkViewModel network;
    /** Turns the page to where a proxy is signed in at, once the page is there. */
    private Runnable showNetwork = () -> {};

    /**
     * @param busy   whether something runs that a removal of all data would disturb
     * @param played told when practice plays another story
     */
    SettingsPage(FrontDesk desk, Stage stage, List<Standing> standing, Look look, AccountScreens account, WindowViewModel window,
            Words words, BooleanSupplier busy, Runnable played) {
        this.desk = desk;
        this.stage = stage;
        this.standing = standing;
        this.look = look;
        this.account = account;
        this.window = window;
        this.words = words;
        this.busy = busy;
        this.played = played;
        network = new NetworkViewModel(desk.proxySignIn(), Catalogue.LEADCONNECTOR.id(), desk.background(), words);
    }

    /** The page is turned to. */
    void shown() {
        account.look();
        network.load();
    }

    void showNetwork() {
        showNetwork.run();
    }

    /** The page, made once. */
    Node load() {
        var scenarios = desk.world().practice().map(practice -> new SettingsController.Scenarios(
                Stream.of(Scenario.values()).map(Scenario::name).toList(), practice.scenario().name(), name -> {
            practice.play(Scenario.valueOf(name));
            played.run();
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
        if (busy.getAsBoolean()) {
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
}
