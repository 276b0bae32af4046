package com.fitscheduler.frontdesk.ui.support;

import com.fitscheduler.frontdesk.diagnosis.Finding.Outcome;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.WorkBar;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.support.CheckViewModel.Row;
import com.fitscheduler.frontdesk.ui.support.CheckViewModel.State;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Copies the state of a check onto the nodes of Check.fxml; a person begins it. */
public final class CheckController {

    private final CheckViewModel viewModel;
    private final Words words;

    @FXML private VBox lines;
    @FXML private WorkBar bar;
    @FXML private Label advice;
    @FXML private Button again;
    @FXML private Button stop;

    public CheckController(CheckViewModel viewModel, Words words) {
        this.viewModel = viewModel;
        this.words = words;
    }

    @FXML
    private void initialize() {
        viewModel.state().subscribe(this::render);
    }

    @FXML
    private void again() {
        viewModel.start();
        stop.requestFocus();
    }

    @FXML
    private void stop() {
        viewModel.cancel();
        again.requestFocus();
    }

    private void render(State state) {
        lines.getChildren().setAll(state.rows().stream().map(this::line).toList());
        var held = stop.isFocused() && !state.running();
        Views.show(bar, state.running());
        Views.show(stop, state.running());
        Views.show(again, !state.running());
        again.setText(words.get(state.rows().isEmpty() ? "check.begin" : "check.again"));
        if (held) {
            again.requestFocus();
        }
        advice.setText(state.advice().orElse(""));
        Views.show(advice, state.advice().isPresent());
    }

    private Node line(Row row) {
        var icon = Views.icon(switch (row.outcome()) {
            case OK -> "check";
            case FAILED -> "error";
            case SKIPPED -> "circle";
        });
        var texts = new VBox(2, Views.wrapping(row.title(), "title"), Views.wrapping(row.text(), "meta"));
        HBox.setHgrow(texts, Priority.ALWAYS);
        icon.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(10, icon, texts);
        line.getStyleClass().add("message");
        tone(row.outcome()).on(line);
        line.setAccessibleRole(AccessibleRole.TEXT);
        line.setAccessibleText(words.get("check.line", words.get("check.mark." + mark(row.outcome())), row.title(), row.text()));
        line.setFocusTraversable(true);
        return line;
    }

    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case OK -> "ok";
            case FAILED -> "failed";
            case SKIPPED -> "skipped";
        };
    }

    private static Tone tone(Outcome outcome) {
        return switch (outcome) {
            case OK -> Tone.SUCCESS;
            case FAILED -> Tone.ERROR;
            case SKIPPED -> Tone.NEUTRAL;
        };
    }
}
