package com.fitscheduler.frontdesk.ui.settings;

import com.fitscheduler.frontdesk.ui.MessageBox;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Views;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Copies a {@link NetworkState} onto the nodes of Network.fxml. */
public final class NetworkController {

    private final NetworkViewModel viewModel;

    @FXML private Label proxy;
    @FXML private VBox form;
    @FXML private VBox message;
    @FXML private Label nameLabel;
    @FXML private TextField name;
    @FXML private Label passwordLabel;
    @FXML private PasswordField password;
    @FXML private HBox advice;
    @FXML private Button save;
    @FXML private Button forget;

    public NetworkController(NetworkViewModel viewModel) {
        this.viewModel = viewModel;
    }

    @FXML
    private void initialize() {
        nameLabel.setLabelFor(name);
        passwordLabel.setLabelFor(password);
        viewModel.state().subscribe(this::render);
    }

    /** As a person who has come for that. */
    public void enter() {
        (name.getText().isEmpty() ? name : password).requestFocus();
    }

    @FXML
    private void save() {
        viewModel.save(name.getText(), password.getText());
    }

    @FXML
    private void forget() {
        name.clear();
        viewModel.forget();
    }

    private void render(NetworkState state) {
        proxy.setText(state.proxy());
        Views.show(form, state.asks());
        form.setDisable(state.busy());
        if (name.getText().isEmpty() && !state.busy()) {
            name.setText(state.name().orElse(""));
        }
        Views.show(forget, state.name().isPresent());
        message.getChildren().setAll(state.failure().map(MessageBox::new).stream().toList());
        Views.show(message, state.failure().isPresent());
        advice.getChildren().clear();
        state.advice().ifPresent(said -> {
            (said.blocks() ? Tone.ERROR : Tone.SUCCESS).on(advice);
            advice.getChildren().setAll(Views.icon(said.blocks() ? "error" : "check"), Views.wrapping(said.text()));
            if (!said.blocks()) {
                password.clear();
            }
        });
        Views.show(advice, state.advice().isPresent());
    }
}
