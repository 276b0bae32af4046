package com.fitscheduler.frontdesk.ui.activity;

import com.fitscheduler.frontdesk.ui.Copying;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel.Line;
import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel.Shown;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/** Copies the lines into the table of Activity.fxml. */
public final class ActivityController {

    private static final double HEADING_INSETS = 14;
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final ActivityViewModel viewModel;
    private final boolean titled;

    @FXML private Label title;
    @FXML private ToggleGroup filter;
    @FXML private Button copy;
    @FXML private Label copied;
    @FXML private TableView<Line> table;
    @FXML private Label empty;
    @FXML private TableColumn<Line, String> time;
    @FXML private TableColumn<Line, String> desk;
    @FXML private TableColumn<Line, String> what;
    @FXML private TableColumn<Line, String> result;
    @FXML private TableColumn<Line, String> code;

    /** As a page. */
    public ActivityController(ActivityViewModel viewModel) {
        this(viewModel, true);
    }

    /** @param titled whether it says itself what it is */
    public ActivityController(ActivityViewModel viewModel, boolean titled) {
        this.viewModel = viewModel;
        this.titled = titled;
    }

    @FXML
    private void initialize() {
        Views.show(title, titled);
        fill(time, Line::time);
        fill(desk, Line::desk);
        fill(what, Line::what);
        fill(result, Line::result);
        fill(code, Line::code);
        filter.selectedToggleProperty().addListener((_, before, chosen) -> {
            if (chosen == null) {
                // Pressing the one that is chosen does not leave none.
                filter.selectToggle(before);
            } else {
                viewModel.problemsOnly(filter.getToggles().indexOf(chosen) == 1);
            }
        });
        var selected = table.getSelectionModel().selectedItemProperty();
        selected.subscribe(line -> {
            copy.setDisable(line == null);
            Views.show(copied, false);
        });
        table.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (COPY.match(key)) {
                copy();
            }
        });
        viewModel.shown().subscribe(this::render);
    }

    @FXML
    private void copy() {
        var line = table.getSelectionModel().getSelectedItem();
        if (line != null) {
            Copying.copy(line.copied());
            Views.show(copied, true);
        }
    }

    private void render(Shown shown) {
        empty.setText(shown.empty());
        if (!table.getItems().equals(shown.lines())) {
            var chosen = table.getSelectionModel().getSelectedItem();
            table.getItems().setAll(shown.lines());
            shown.lines().stream().filter(line -> chosen != null && line.copied().equals(chosen.copied())).findFirst()
                    .ifPresent(table.getSelectionModel()::select);
        }
    }

    private static void fill(TableColumn<Line, String> column, Function<Line, String> text) {
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setCellFactory(_ -> new WrappingCell());
        // A column is never narrower than its heading, however large texts are.
        var heading = new Label(column.getText());
        column.setText("");
        column.setGraphic(heading);
        heading.fontProperty().subscribe(font -> {
            var measured = new Text(heading.getText());
            measured.setFont(font);
            column.setMinWidth(Math.ceil(measured.getLayoutBounds().getWidth()) + HEADING_INSETS);
        });
    }

    /** A table's own cell cuts off what does not fit in one line. */
    private static final class WrappingCell extends TableCell<Line, String> {

        private final Text text = new Text();

        private WrappingCell() {
            text.getStyleClass().add("cell-text");
            text.wrappingWidthProperty().bind(Bindings.createDoubleBinding(
                    () -> Math.max(1, getWidth() - getInsets().getLeft() - getInsets().getRight()),
                    widthProperty(), insetsProperty()));
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
