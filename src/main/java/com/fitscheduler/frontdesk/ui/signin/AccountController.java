package com.fitscheduler.frontdesk.ui.signin;

import com.fitscheduler.frontdesk.ui.MessageBox;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.signin.AccountState.Option;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Copies an {@link AccountState} onto the nodes of Account.fxml. */
public final class AccountController {

    private final AccountViewModel viewModel;
    private final Words words;
    private final Runnable onSignIn;
    private final Runnable onChooseGym;

    @FXML private Label who;
    @FXML private VBox message;
    @FXML private FlowPane buttons;

    /**
     * @param onSignIn    opens the sign-in
     * @param onChooseGym opens the choice of another gym location
     */
    public AccountController(AccountViewModel viewModel, Words words, Runnable onSignIn, Runnable onChooseGym) {
        this.viewModel = viewModel;
        this.words = words;
        this.onSignIn = onSignIn;
        this.onChooseGym = onChooseGym;
    }

    @FXML
    private void initialize() {
        viewModel.state().subscribe(this::render);
    }

    private void render(AccountState state) {
        who.setText(state.text());
        message.getChildren().setAll(state.failure().map(MessageBox::new).stream().toList());
        Views.show(message, state.failure().isPresent());
        buttons.getChildren().setAll(state.options().stream().map(this::button).toList());
        Views.show(buttons, !state.options().isEmpty());
    }

    private Button button(Option option) {
        var button = new Button(words.get(switch (option) {
            case SIGN_IN -> "account.sign_in";
            case CHOOSE_GYM -> "account.choose_gym";
            case SIGN_OUT -> "account.sign_out";
        }));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> {
            switch (option) {
                case SIGN_IN -> onSignIn.run();
                case CHOOSE_GYM -> onChooseGym.run();
                case SIGN_OUT -> viewModel.question().ask(() -> button.getScene().getWindow(), viewModel::signOut, button::requestFocus);
            }
        });
        return button;
    }
}
