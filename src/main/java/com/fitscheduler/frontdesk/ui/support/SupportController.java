package com.fitscheduler.frontdesk.ui.support;

import com.fitscheduler.frontdesk.ui.MessageBox;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.WorkBar;
import com.fitscheduler.frontdesk.ui.support.SupportViewModel.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** Copies what goes into a support file onto the nodes of Support.fxml. */
public final class SupportController {

    private final SupportViewModel viewModel;
    private final Supplier<Optional<Path>> target;
    private final Runnable close;

    @FXML private WorkBar bar;
    @FXML private VBox goesIn;
    @FXML private VBox leftOut;
    @FXML private VBox message;
    @FXML private Button save;

    /**
     * @param target asks a person where to save it; empty if they changed their mind
     * @param close  takes the dialog away
     */
    public SupportController(SupportViewModel viewModel, Supplier<Optional<Path>> target, Runnable close) {
        this.viewModel = viewModel;
        this.target = target;
        this.close = close;
    }

    @FXML
    private void initialize() {
        viewModel.state().subscribe(this::render);
    }

    @FXML
    private void save() {
        target.get().ifPresent(viewModel::save);
    }

    @FXML
    private void close() {
        close.run();
    }

    private void render(State state) {
        Views.show(bar, state.busy());
        fill(goesIn, state.goesIn());
        fill(leftOut, state.leftOut());
        message.getChildren().setAll(state.problem().map(MessageBox::new).stream().toList());
        save.setDisable(state.busy() || state.goesIn().isEmpty());
    }

    private static void fill(VBox box, List<String> lines) {
        box.getChildren().setAll(lines.stream().map(line -> Views.wrapping(line, "text2")).toList());
    }
}
