package com.fitscheduler.frontdesk.ui.signin;

import com.fitscheduler.frontdesk.ui.MessageBox;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Advised;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Busy;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Choice;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Choosing;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Done;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Failed;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Open;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Copies a {@link SignInState} onto the nodes of SignIn.fxml. */
public final class SignInController {

    private final SignInViewModel viewModel;
    private final Words words;
    private final Optional<String> gym;
    private final Runnable close;

    @FXML private VBox page;
    @FXML private Label title;
    @FXML private Label intro;
    @FXML private VBox message;
    @FXML private VBox form;
    @FXML private TextField email;
    @FXML private HBox emailAdvice;
    @FXML private PasswordField password;
    @FXML private TextField shownPassword;
    @FXML private ToggleButton show;
    @FXML private HBox passwordAdvice;
    @FXML private VBox choice;
    @FXML private ToggleGroup gyms;
    @FXML private HBox running;
    @FXML private Label step;
    @FXML private Label promise;
    @FXML private Button other;
    @FXML private Button cancel;
    @FXML private Button go;

    /**
     * @param gym   the id of the gym location that this computer stands in so far
     * @param close takes the screen away
     */
    public SignInController(SignInViewModel viewModel, Words words, Optional<String> gym, Runnable close) {
        this.viewModel = viewModel;
        this.words = words;
        this.gym = gym;
        this.close = close;
    }

    @FXML
    private void initialize() {
        shownPassword.textProperty().bindBidirectional(password.textProperty());
        show.selectedProperty().subscribe(shown -> {
            Views.show(shownPassword, shown);
            Views.show(password, !shown);
            show.setAccessibleText(words.get(shown ? "signin.hide" : "signin.show"));
            show.setGraphic(Views.icon(shown ? "eye-off" : "eye"));
        });
        choice.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            // Else a radio button takes Enter for itself, and nothing goes on.
            if (key.getCode() == KeyCode.ENTER) {
                key.consume();
                go();
            }
        });
        viewModel.state().subscribe(this::render);
    }

    /** Puts another part under everything else. */
    public void include(Node part) {
        page.getChildren().add(part);
    }

    @FXML
    private void go() {
        switch (viewModel.state().get()) {
            case Choosing _ -> viewModel.choose((String) gyms.getSelectedToggle().getUserData());
            case Failed(_, var signedIn) when signedIn -> viewModel.look();
            case Open _, Advised _, Failed _ -> viewModel.signIn(email.getText(), password.getText());
            case Busy _, Done _ -> {
                // Pressed once more while it was on its way.
            }
        }
    }

    @FXML
    private void other() {
        viewModel.again();
    }

    @FXML
    private void cancel() {
        if (viewModel.busy()) {
            viewModel.cancel();
        } else {
            close.run();
        }
    }

    /** No default branch: a state that is new does not compile until it is shown here. */
    private void render(SignInState state) {
        var typing = state instanceof Open || state instanceof Advised || (state instanceof Failed(_, var in) && !in)
                || (state instanceof Busy && form.isVisible());
        plain(typing, state instanceof Busy);
        switch (state) {
            case Open(var before) -> {
                if (email.getText().isEmpty()) {
                    email.setText(before);
                }
                (email.getText().isEmpty() ? email : typed()).requestFocus();
            }
            case Advised(var name, var secret) -> {
                mark(email, emailAdvice, name);
                mark(password, passwordAdvice, secret);
                mark(shownPassword, passwordAdvice, secret);
                (name.isPresent() ? email : typed()).requestFocus();
            }
            case Busy(var doing) -> {
                step.setText(doing);
                cancel.requestFocus();
            }
            case Failed(var why, var signedIn) -> {
                forgetPassword(signedIn);
                fail(why);
                Views.show(other, signedIn);
                go.setText(words.get(signedIn ? "signin.look_again" : "signin.go"));
            }
            case Choosing(var choices) -> {
                forgetPassword(true);
                offer(choices);
            }
            case Done _ -> {
                forgetPassword(true);
                close.run();
            }
        }
    }

    private void plain(boolean typing, boolean busy) {
        for (Region field : new Region[] {form, choice, other, go}) {
            field.setDisable(busy);
        }
        mark(email, emailAdvice, Optional.empty());
        mark(password, passwordAdvice, Optional.empty());
        mark(shownPassword, passwordAdvice, Optional.empty());
        Views.show(form, typing);
        Views.show(promise, typing);
        Views.show(message, false);
        Views.show(other, false);
        Views.show(running, busy);
        if (!busy) {
            Views.show(choice, false);
        }
        title.setText(words.get("signin.title"));
        intro.setText(words.get("signin.intro"));
        go.setText(words.get("signin.go"));
        cancel.setText(words.get(busy ? "card.cancel" : "signin.close"));
    }

    private void forgetPassword(boolean signedIn) {
        if (signedIn) {
            password.clear();
            show.setSelected(false);
        }
    }

    private TextField typed() {
        return show.isSelected() ? shownPassword : password;
    }

    private void fail(Message why) {
        var box = new MessageBox(why);
        message.getChildren().setAll(box);
        Views.show(message, true);
        // After an action the focus never falls to the window.
        box.requestFocus();
    }

    private void offer(List<Choice> choices) {
        title.setText(words.get("signin.choose.title"));
        intro.setText(words.get("signin.choose.intro"));
        go.setText(words.get("signin.choose.go"));
        gyms.getToggles().clear();
        choice.getChildren().setAll(choices.stream().map(this::button).toList());
        gyms.getToggles().stream().filter(toggle -> gym.filter(toggle.getUserData()::equals).isPresent()).findFirst()
                .or(() -> gyms.getToggles().stream().findFirst()).ifPresent(gyms::selectToggle);
        Views.show(choice, true);
        Views.show(other, true);
        ((RadioButton) gyms.getSelectedToggle()).requestFocus();
    }

    private RadioButton button(Choice gymLocation) {
        var button = new RadioButton(gymLocation.text());
        button.setUserData(gymLocation.id());
        button.setToggleGroup(gyms);
        button.setWrapText(true);
        button.setMinHeight(Region.USE_PREF_SIZE);
        return button;
    }

    private static void mark(TextField field, HBox line, Optional<String> advice) {
        field.getStyleClass().remove("error");
        line.getChildren().clear();
        advice.ifPresent(said -> {
            field.getStyleClass().add("error");
            field.setAccessibleHelp(said);
            Tone.ERROR.on(line);
            line.getChildren().addAll(Views.icon("error"), Views.wrapping(said));
        });
        Views.show(line, advice.isPresent());
    }
}
