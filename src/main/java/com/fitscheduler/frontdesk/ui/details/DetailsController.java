package com.fitscheduler.frontdesk.ui.details;

import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.details.DetailsViewModel.Row;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/** Copies the rows onto the nodes of Details.fxml. */
public final class DetailsController {

    private final DetailsViewModel viewModel;
    private final Runnable close;

    @FXML private Label title;
    @FXML private GridPane grid;

    /** @param close takes the dialog away */
    public DetailsController(DetailsViewModel viewModel, Runnable close) {
        this.viewModel = viewModel;
        this.close = close;
    }

    @FXML
    private void initialize() {
        title.setText(viewModel.title());
        viewModel.rows().subscribe(this::render);
    }

    @FXML
    private void close() {
        close.run();
    }

    private void render(List<Row> rows) {
        grid.getChildren().clear();
        for (var line = 0; line < rows.size(); line++) {
            var row = rows.get(line);
            grid.addRow(line, Views.wrapping(row.label(), "muted"), Views.wrapping(row.text()));
        }
    }
}
