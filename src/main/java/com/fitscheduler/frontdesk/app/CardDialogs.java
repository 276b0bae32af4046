package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem.Remedy;
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
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import com.fitscheduler.frontdesk.ui.support.CheckController;
import com.fitscheduler.frontdesk.ui.support.CheckViewModel;
import com.fitscheduler.frontdesk.ui.support.SupportController;
import com.fitscheduler.frontdesk.ui.support.SupportViewModel;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/** The dialogs that a card opens: connect, details, support file. One at a time, on the toolkit's thread. */
final class CardDialogs {

    private final FrontDesk desk;
    private final Stage stage;
    private final Words words;
    private final TimeWords times;
    private final Consumer<String> toast;
    private final Function<String, IntegrationCardViewModel> card;
    private final Consumer<Act> elsewhere;
    private final Map<String, ConnectViewModel> connections = new LinkedHashMap<>();
    /** Says anew what the dialog that is open says of times. */
    private Runnable openRefresh = () -> {};
    private Consumer<Card> openCard = _ -> {};
    private Optional<Diagnosis> diagnosis = Optional.empty();

    /**
     * @param toast     says something in passing
     * @param card      the card of that integration
     * @param elsewhere does what lies outside a card and its dialogs
     */
    CardDialogs(FrontDesk desk, Stage stage, Words words, TimeWords times, Consumer<String> toast,
            Function<String, IntegrationCardViewModel> card, Consumer<Act> elsewhere) {
        this.desk = desk;
        this.stage = stage;
        this.words = words;
        this.times = times;
        this.toast = toast;
        this.card = card;
        this.elsewhere = elsewhere;
    }

    /** From now on it can be looked for what is wrong. */
    void offer(Diagnosis offered) {
        diagnosis = Optional.of(offered);
    }

    void add(String id, IntegrationCardViewModel viewModel) {
        connections.put(id, connection(id, viewModel));
    }

    /** What that card can have done besides connecting and its details. */
    Map<Act, Runnable> others(String id) {
        return Map.of(
                Act.SWITCH, () -> connect(id, card.apply(id).otherMethod(), true),
                Act.OPEN_AGAIN, () -> connecting(id).openAgain(),
                Act.COPY_LINK, () -> connecting(id).copyLink(),
                Act.CANCEL, () -> connecting(id).cancel(),
                Act.RETRY, () -> retry(id),
                Act.ENTER_TOKEN, () -> connect(id, card.apply(id).method(), false)
                        .ifPresent(dialog -> Milestones.afterFirstFrame(dialog::enterToken)),
                Act.NETWORK_SETTINGS, () -> elsewhere.accept(Act.NETWORK_SETTINGS),
                Act.OPEN_FOLDER, () -> elsewhere.accept(Act.OPEN_FOLDER),
                Act.SIGN_IN, () -> elsewhere.accept(Act.SIGN_IN),
                Act.SUPPORT_FILE, () -> support(id));
    }

    void connect(String id) {
        connect(id, card.apply(id).method(), false);
    }

    /** The card was stored anew. */
    void show(Card stored) {
        openCard.accept(stored);
    }

    void refresh() {
        openRefresh.run();
    }

    /** Only while somebody is waited for: an idle window wakes nobody. */
    void countDown() {
        connections.forEach((id, connection) -> {
            if (connection.state().get() instanceof ConnectState.Browsing) {
                connection.refresh();
                card.apply(id).refresh();
            }
        });
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
            if (state instanceof ConnectState.Done(var said)) {
                toast.accept(said);
            } else if (state instanceof ConnectState.Failed(var why, _) && card.holdsLogin() && !Views.hasDialog(stage)) {
                // The card goes on saying how the present connection is.
                toast.accept(words.get("toast.not_connected", why.title()));
            }
        });
        return connection;
    }

    private void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        toast.accept(words.get("toast.copied"));
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
        // The focus moves only once the dialog has been drawn; before, the system would put it into the corner.
        connect(id, card.apply(id).method(), false).ifPresent(dialog -> Milestones.afterFirstFrame(() -> {
            if (connecting(id).last().filter(Method.OAUTH::equals).isPresent()) {
                connecting(id).signIn();
            } else {
                dialog.enterToken();
            }
        }));
    }

    /** What a dialog that is gone by now could not do by itself. */
    private void mend(String id, Remedy remedy) {
        switch (remedy) {
            case NETWORK_SETTINGS -> elsewhere.accept(Act.NETWORK_SETTINGS);
            case DETAILS -> details(id);
            case OPEN_FOLDER -> elsewhere.accept(Act.OPEN_FOLDER);
            case SIGN_IN -> elsewhere.accept(Act.SIGN_IN);
            case SUPPORT_FILE -> support(id);
            case TRY_AGAIN, TRY_NOW, CHECK_AGAIN, RECONNECT, ENTER_TOKEN, CHECK_ENTRIES, USE_TOKEN, COPY_LINK -> connect(id);
        }
    }

    /** What is known of the connection. */
    void details(String id) {
        if (Views.hasDialog(stage)) {
            return;
        }
        var dialog = Dialogs.over(stage, words.of(id, "details.title"), 640, 560);
        var viewModel = new DetailsViewModel(id, desk.service(), desk.background(),
                new DetailsViewModel.Around(desk.world().store(), card.apply(id)::nextTry), words, times);
        var past = new ActivityViewModel(id, desk.service(), desk.background(), words, times);
        past.load();
        openRefresh = () -> {
            viewModel.refresh();
            past.refresh();
        };
        openCard = stored -> {
            if (stored.key().integrationId().equals(id)) {
                viewModel.show(stored);
                past.load();
            }
        };
        var check = new CheckViewModel(id, found -> diagnosis.orElseThrow().examine(found), desk.background(), words);
        dialog.setOnHidden(_ -> {
            openRefresh = () -> {};
            openCard = _ -> {};
            check.cancel();
        });
        var list = Views.load(new ActivityController(past, false), words);
        Dialogs.show(dialog, Views.load(new DetailsController(viewModel, list, Views.load(new CheckController(check, words), words),
                words, dialog::hide), words));
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
                    toast.accept(said);
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
}
