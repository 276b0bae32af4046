package com.fitscheduler.frontdesk.ui.connect;

import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem.Remedy;
import com.fitscheduler.frontdesk.ui.MessageBox;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Advice;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Advised;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Asking;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Browsing;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Busy;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Done;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Failed;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Open;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Copies a {@link ConnectState} onto the nodes of Connect.fxml. */
public final class ConnectController {

    private static final int HELP_STEPS = 9;

    /**
     * Made-up values to practise with.
     *
     * @param token     opens nothing outside practice mode
     * @param accountId belongs to it
     */
    public record Practice(String token, String accountId) {}

    private final ConnectViewModel viewModel;
    private final Words words;
    private final Optional<Method> front;
    private final boolean switching;
    private final Optional<Practice> practice;
    private final Runnable close;
    private final Consumer<Remedy> elsewhere;
    private Subscription shown = Subscription.EMPTY;

    @FXML private Label title;
    @FXML private Label intro;
    @FXML private VBox message;
    @FXML private VBox waiting;
    @FXML private Label left;
    @FXML private Label hint;
    @FXML private Button openAgain;
    @FXML private FlowPane ways;
    @FXML private VBox signInPart;
    @FXML private Label signInHeading;
    @FXML private HBox badge;
    @FXML private Label signInAbout;
    @FXML private Label signInBest;
    @FXML private Label signInPromise;
    @FXML private Button signIn;
    @FXML private VBox manualPart;
    @FXML private Label heading;
    @FXML private Label about;
    @FXML private HBox practiceRow;
    @FXML private Label practiceText;
    @FXML private Label tokenLabel;
    @FXML private PasswordField token;
    @FXML private TextField shownToken;
    @FXML private ToggleButton show;
    @FXML private HBox tokenAdvice;
    @FXML private Label accountLabel;
    @FXML private TextField account;
    @FXML private HBox accountAdvice;
    @FXML private Button useSuggestion;
    @FXML private VBox help;
    @FXML private HBox running;
    @FXML private Label step;
    @FXML private Button connect;
    @FXML private Button cancel;

    /**
     * @param front     the way that stands in front; empty where there is no connection yet
     * @param switching whether that is another way than the present connection was made
     * @param close     takes the dialog away
     * @param elsewhere told what is to be done in another place, once the dialog is gone
     */
    public ConnectController(ConnectViewModel viewModel, Words words, Optional<Method> front, boolean switching,
            Optional<Practice> practice, Runnable close, Consumer<Remedy> elsewhere) {
        this.viewModel = viewModel;
        this.words = words;
        this.front = front;
        this.switching = switching;
        this.practice = practice;
        this.close = close;
        this.elsewhere = elsewhere;
    }

    @FXML
    private void initialize() {
        var id = viewModel.id();
        title.setText(words.of(id, front.isPresent() ? "reconnect.title" : "connect.title"));
        intro.setText(words.get(switching ? "connect.switch" : front.isPresent() ? "connect.again" : "connect.intro", viewModel.gymName(), words.name(id)));
        offerSignIn(id);
        heading.setText(words.of(id, "manual.heading"));
        about.setText(words.of(id, "manual.about"));
        tokenLabel.setText(words.of(id, "manual.token"));
        token.setPromptText(words.of(id, "manual.token.prompt"));
        accountLabel.setText(words.of(id, "manual.account"));
        tokenLabel.setLabelFor(token);
        accountLabel.setLabelFor(account);
        account.setAccessibleText(accountLabel.getText());
        token.setAccessibleText(tokenLabel.getText());
        shownToken.setAccessibleText(tokenLabel.getText());
        IntStream.rangeClosed(1, HELP_STEPS).filter(line -> words.has(id, "manual.help." + line)).forEach(line ->
                help.getChildren().add(Views.wrapping(words.of(id, "manual.help." + line), "text2", "meta")));
        Views.show(practiceRow, practice.isPresent());
        practice.ifPresent(made -> practiceText.setText(words.get("connect.practice", made.token(), made.accountId())));

        shownToken.textProperty().bindBidirectional(token.textProperty());
        show.selectedProperty().subscribe(shown -> {
            Views.show(shownToken, shown);
            Views.show(token, !shown);
            show.setAccessibleText(words.get(shown ? "connect.hide" : "connect.show"));
            show.setGraphic(Views.icon(shown ? "eye-off" : "eye"));
        });
        for (var field : new TextField[] {token, shownToken, account}) {
            field.focusedProperty().subscribe((was, is) -> {
                if (was && !is && field.getScene() != null && field.getScene().getWindow().isFocused()) {
                    viewModel.left(token.getText(), account.getText());
                }
            });
        }
        token.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                (manualInFront() ? token : signIn).requestFocus();
            }
        });
        token.textProperty().subscribe(this::weigh);
        account.textProperty().subscribe(this::weigh);
        shown = viewModel.state().subscribe(this::render);
    }

    /** The dialog is gone: nothing is shown in it any more. */
    public void closed() {
        shown.unsubscribe();
        viewModel.closed();
    }

    private boolean manualInFront() {
        return !viewModel.canSignIn() || front.filter(Method.MANUAL::equals).isPresent();
    }

    /** The way that was used before stands in front, and is what Enter means. */
    private void offerSignIn(String id) {
        Views.show(signInPart, viewModel.canSignIn());
        if (viewModel.canSignIn()) {
            signInHeading.setText(words.of(id, "signin.heading"));
            badge.getChildren().setAll(Views.icon("check"), new Label(words.get("connect.signin.badge")));
            Tone.SUCCESS.on(badge);
            signInAbout.setText(words.of(id, "signin.about"));
            signInBest.setText(words.of(id, "signin.best"));
            signInPromise.setText(words.of(id, "signin.promise"));
        }
        signIn.setDefaultButton(!manualInFront());
        connect.setDefaultButton(manualInFront());
        signIn.getStyleClass().add(manualInFront() ? "secondary" : "primary");
        if (manualInFront()) {
            manualPart.toBack();
        }
    }

    @FXML
    private void signIn() {
        viewModel.signIn();
    }

    @FXML
    private void openAgain() {
        viewModel.openAgain();
    }

    @FXML
    private void copyLink() {
        viewModel.copyLink();
    }

    @FXML
    private void connect() {
        viewModel.connect(token.getText(), account.getText());
    }

    @FXML
    private void cancel() {
        if (viewModel.cancellable()) {
            viewModel.cancel();
            (manualInFront() ? connect : signIn).requestFocus();
        } else {
            close.run();
        }
    }

    @FXML
    private void useSuggestion() {
        if (viewModel.state().get() instanceof Advised advised) {
            advised.suggestion().ifPresent(account::setText);
        }
        viewModel.left(token.getText(), account.getText());
        account.requestFocus();
    }

    @FXML
    private void fill() {
        practice.ifPresent(made -> {
            token.setText(made.token());
            account.setText(made.accountId());
        });
        viewModel.left(token.getText(), account.getText());
        connect.requestFocus();
    }

    /** No default branch: a state that is new does not compile until it is shown here. */
    private void render(ConnectState state) {
        plain(viewModel.busy());
        switch (state) {
            case Open _ -> {
                // Plain.
            }
            case Advised advised -> advise(advised);
            case Busy(var doing, _) -> run(doing);
            case Browsing browsing -> browse(browsing);
            case Asking(var question) -> {
                run(words.get("step.asking"));
                question.ask(() -> connect.getScene().getWindow(), () -> viewModel.answer(true), () -> viewModel.answer(false));
            }
            case Failed(var why, var remedy) -> {
                var box = new MessageBox(why);
                mend(box, remedy);
                message.getChildren().setAll(box);
                Views.show(message, true);
                // After an action the focus never falls to the window.
                box.requestFocus();
            }
            case Done _ -> close.run();
        }
    }

    /** No default branch: a remedy that is new does not compile until it is a button here. */
    private void mend(MessageBox box, Remedy remedy) {
        switch (remedy) {
            case TRY_AGAIN, RECONNECT, COPY_LINK -> offer(box, "card.again", this::again);
            case TRY_NOW -> offer(box, "card.now", this::again);
            case CHECK_AGAIN -> offer(box, "card.check_again", this::again);
            case ENTER_TOKEN -> offer(box, "card.enter_token", this::enterToken);
            case USE_TOKEN -> offer(box, "card.use_token", this::enterToken);
            case CHECK_ENTRIES -> offer(box, "card.check_entries", account::requestFocus);
            case NETWORK_SETTINGS -> offer(box, "card.network_settings", () -> leave(remedy));
            case DETAILS -> offer(box, "card.details", () -> leave(remedy));
            case OPEN_FOLDER -> offer(box, "card.open_folder", () -> leave(remedy));
            case SIGN_IN -> offer(box, "card.sign_in", () -> leave(remedy));
            case SUPPORT_FILE -> offer(box, "card.support_file", () -> leave(remedy));
        }
    }

    /** Without its letter, which something else in this dialog has. */
    private void offer(MessageBox box, String key, Runnable action) {
        box.offer(words.get(key).replace("_", ""), action);
    }

    private void again() {
        if (viewModel.last().filter(Method.OAUTH::equals).isPresent()) {
            viewModel.signIn();
        } else {
            connect();
        }
    }

    /** As a person who has come for that. */
    public void enterToken() {
        (show.isSelected() ? shownToken : token).requestFocus();
    }

    private void leave(Remedy remedy) {
        close.run();
        elsewhere.accept(remedy);
    }

    private void browse(Browsing browsing) {
        left.setText(browsing.left());
        hint.setText(browsing.hint().orElse(""));
        Views.show(hint, browsing.hint().isPresent());
        openAgain.setText(words.get(browsing.ending() ? "connect.browser.restart" : "connect.browser.again"));
        if (!waiting.isVisible()) {
            cancel.requestFocus();
        }
        Views.show(waiting, true);
        Views.show(ways, false);
        Views.show(intro, false);
    }

    private void plain(boolean busy) {
        if (!(viewModel.state().get() instanceof Browsing)) {
            Views.show(waiting, false);
            Views.show(ways, true);
            Views.show(intro, true);
        }
        for (Region field : new Region[] {token, shownToken, account, show, practiceRow, connect, signIn}) {
            field.setDisable(busy);
        }
        mark(token, tokenAdvice, Optional.empty());
        mark(shownToken, tokenAdvice, Optional.empty());
        mark(account, accountAdvice, Optional.empty());
        Views.show(useSuggestion, false);
        Views.show(message, false);
        Views.show(running, false);
        connect.setText(words.get("connect.test"));
        cancel.setText(words.get(viewModel.cancellable() ? "card.cancel" : "connect.close"));
    }

    private void run(String doing) {
        step.setText(doing);
        Views.show(running, true);
        cancel.requestFocus();
    }

    private void advise(Advised advised) {
        mark(token, tokenAdvice, advised.token());
        mark(shownToken, tokenAdvice, advised.token());
        mark(account, accountAdvice, advised.account());
        advised.suggestion().ifPresent(part -> useSuggestion.setText(words.get("connect.use", part)));
        Views.show(useSuggestion, advised.suggestion().isPresent());
        connect.setText(words.get(advised.passable() ? "connect.anyway" : "connect.test"));
    }

    private void weigh() {
        var filled = !token.getText().isBlank() && !account.getText().isBlank();
        connect.getStyleClass().remove("primary");
        if (filled) {
            connect.getStyleClass().add("primary");
        }
    }

    private void mark(TextField field, HBox line, Optional<Advice> advice) {
        field.getStyleClass().removeAll("error", "warning");
        line.getChildren().clear();
        advice.ifPresent(said -> {
            field.getStyleClass().add(said.blocks() ? "error" : "warning");
            (said.blocks() ? Tone.ERROR : Tone.WARNING).on(line);
            line.getChildren().addAll(Views.icon(said.blocks() ? "error" : "warning"), Views.wrapping(said.text()));
        });
        Views.show(line, advice.isPresent());
    }
}
