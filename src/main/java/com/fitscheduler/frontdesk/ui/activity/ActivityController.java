package com.fitscheduler.frontdesk.ui.activity;

import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel.Line;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

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
        column.setCellFactory(_ -> new WrappingCell());
    }

    /** A table's own cell cuts off what does not fit in one line. */
    private static final class WrappingCell extends TableCell<Line, String> {

        private static final double INSETS = 20;
        private final Text text = new Text();

        private WrappingCell() {
            text.getStyleClass().add("cell-text");
            text.wrappingWidthProperty().bind(widthProperty().subtract(INSETS));
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefHeight(Region.USE_COMPUTED_SIZE);
        }

        @Override
        protected void updateItem(String item, boolean empty) {
            super.updateItem(item, empty);
            text.setText(empty ? "" : item);
            setText(empty ? null : item);
            setGraphic(empty ? null : text);
        }
    }
}
