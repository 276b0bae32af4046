package com.fitscheduler.frontdesk.ui.details;

import com.fitscheduler.frontdesk.ui.Copying;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.details.DetailsViewModel.Row;
import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Copies the rows onto the nodes of Details.fxml. */
public final class DetailsController {

    private final DetailsViewModel viewModel;
    private final Node past;
    private final Node connection;
    private final Words words;
    private final Runnable close;
    private List<Row> shown = List.of();

    @FXML private Label title;
    @FXML private GridPane grid;
    @FXML private VBox check;
    @FXML private Tab activity;
    @FXML private Label copied;

    /**
     * @param past  what happened to this connection
     * @param connection the check of the connection
     * @param close takes the dialog away
     */
    public DetailsController(DetailsViewModel viewModel, Node past, Node connection, Words words, Runnable close) {
        this.viewModel = viewModel;
        this.past = past;
        this.connection = connection;
        this.words = words;
        this.close = close;
    }

    @FXML
    private void initialize() {
        title.setText(viewModel.title());
        activity.setContent(past);
        check.getChildren().setAll(connection);
        Views.show(copied, false);
        viewModel.rows().subscribe(this::render);
    }

    @FXML
    private void copyAll() {
        copy(viewModel.copied());
    }

    @FXML
    private void close() {
        close.run();
    }

    private void copy(String text) {
        Copying.copy(text);
        Views.show(copied, true);
    }

    /** A button that has the focus stays while only times are said anew. */
    private void render(List<Row> rows) {
        var same = rows.size() == shown.size() && rows.stream().map(Row::label).toList().equals(shown.stream().map(Row::label).toList());
        if (same) {
            for (var line = 0; line < rows.size(); line++) {
                text(line).setText(rows.get(line).text());
            }
        } else {
            grid.getChildren().clear();
            for (var line = 0; line < rows.size(); line++) {
                add(line, rows.get(line));
            }
        }
        shown = rows;
    }

    private Label text(int line) {
        return (Label) grid.lookup("#row-" + line);
    }

    private void add(int line, Row row) {
        var label = Views.wrapping(row.label(), "muted");
        var text = Views.wrapping(row.text());
        text.setId("row-" + line);
        // By their base lines a row would be as high as one line, and what wraps would run into the next.
        GridPane.setValignment(label, VPos.CENTER);
        GridPane.setValignment(text, VPos.CENTER);
        grid.addRow(line, label, text);
        if (row.needed()) {
            var button = new Button(words.get("details.copy"));
            button.setId("copy-" + line);
            button.setAccessibleText(words.get("details.copy.spoken", row.label()));
            button.getStyleClass().add("text-button");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> copy(text.getText()));
            GridPane.setValignment(button, VPos.CENTER);
            grid.add(button, 2, line);
        }
    }
}
