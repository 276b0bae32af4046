package com.fitscheduler.frontdesk.ui.activity;

import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel.Line;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Copies the lines into the table of Activity.fxml. */
public final class ActivityController {

    private final ActivityViewModel viewModel;

    @FXML private TableView<Line> table;
    @FXML private TableColumn<Line, String> time;
    @FXML private TableColumn<Line, String> desk;
    @FXML private TableColumn<Line, String> what;
    @FXML private TableColumn<Line, String> result;

    public ActivityController(ActivityViewModel viewModel) {
        this.viewModel = viewModel;
    }

    @FXML
    private void initialize() {
        fill(time, Line::time);
        fill(desk, Line::desk);
        fill(what, Line::what);
        fill(result, Line::result);
        viewModel.lines().subscribe(lines -> table.getItems().setAll(lines));
    }

    private static void fill(TableColumn<Line, String> column, Function<Line, String> text) {
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
    }
}
