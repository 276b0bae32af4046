package com.fitscheduler.frontdesk.ui.window;

import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.window.WindowState.Banner;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.controlsfx.control.NotificationPane;

/** Copies a {@link WindowState} onto the nodes of Window.fxml, and turns the pages. */
public final class WindowController {

    /** The pages, in the order of their tabs. */
    public enum Page {
        INTEGRATIONS,
        ACTIVITY,
        SETTINGS
    }

    /**
     * What stands behind a tab.
     *
     * @param content makes the page, the first time it is turned to
     * @param turned  told each time it is turned to
     */
    public record Tab(Supplier<Node> content, Runnable turned) {}

    /** A toast stays as long as a slow reader needs; what it says stands on a card or in the activity list too. */
    private static final Duration LEAST = Duration.seconds(4);
    private static final Duration PER_LETTER = Duration.millis(60);

    private final WindowViewModel viewModel;
    private final Map<Page, Tab> pages;
    private final Runnable onHelp;
    private final Map<Page, Node> opened = new EnumMap<>(Page.class);
    private Optional<Banner> shown = Optional.empty();
    private final PauseTransition read = new PauseTransition(LEAST);

    @FXML private ToggleGroup tabs;
    @FXML private ToggleButton integrations;
    @FXML private ToggleButton activity;
    @FXML private ToggleButton settings;
    @FXML private Button help;
    @FXML private HBox banner;
    @FXML private NotificationPane toasts;
    @FXML private Label stillToast;
    @FXML private StackPane content;
    @FXML private Label bar;

    /** @param onHelp opens the help */
    public WindowController(WindowViewModel viewModel, Map<Page, Tab> pages, Runnable onHelp) {
        this.viewModel = viewModel;
        this.pages = Map.copyOf(pages);
        this.onHelp = onHelp;
    }

    @FXML
    private void initialize() {
        integrations.setUserData(Page.INTEGRATIONS);
        activity.setUserData(Page.ACTIVITY);
        settings.setUserData(Page.SETTINGS);
        tabs.selectedToggleProperty().addListener((_, before, selected) -> {
            if (selected == null) {
                // Pressing the tab of the page that is open does not close it.
                tabs.selectToggle(before);
            } else {
                turnTo((Page) selected.getUserData());
            }
        });
        help.setOnAction(_ -> onHelp.run());
        turnTo(Page.INTEGRATIONS);
        Views.show(banner, false);
        Views.show(stillToast, false);
        read.setOnFinished(_ -> {
            toasts.hide();
            Views.show(stillToast, false);
        });
        viewModel.state().subscribe(this::render);
    }

    /** Says something in passing, above the bottom bar. */
    public void toast(String text) {
        var still = toasts.getScene() != null && toasts.getScene().getPreferences().isReducedMotion();
        stillToast.setText(text);
        Views.show(stillToast, still);
        // It slides in and out, and nothing can keep it from that.
        if (still) {
            toasts.hide();
        } else {
            toasts.show(text);
        }
        read.setDuration(LEAST.add(PER_LETTER.multiply(text.length())));
        read.playFromStart();
    }

    /** Turns to that page and puts the focus on its tab. */
    public void open(Page page) {
        var tab = switch (page) {
            case INTEGRATIONS -> integrations;
            case ACTIVITY -> activity;
            case SETTINGS -> settings;
        };
        tabs.selectToggle(tab);
        tab.requestFocus();
    }

    private void turnTo(Page page) {
        var tab = pages.get(page);
        if (tab == null) {
            throw new IllegalStateException("no page " + page);
        }
        content.getChildren().setAll(opened.computeIfAbsent(page, _ -> tab.content().get()));
        tab.turned().run();
    }

    private void render(WindowState state) {
        bar.setText(state.bar());
        // Only what is new, so that a button does not lose the focus whenever a minute has passed.
        if (!state.banner().equals(shown)) {
            shown = state.banner();
            banner.getChildren().clear();
            shown.ifPresent(this::fill);
            Views.show(banner, shown.isPresent());
        }
    }

    private void fill(Banner said) {
        said.tone().on(banner);
        var text = Views.wrapping(said.text());
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        banner.getChildren().setAll(Views.icon(said.icon()), text);
        said.offer().ifPresent(offer -> {
            var button = new Button(viewModel.text(offer));
            button.setId("banner-button");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> viewModel.press(offer));
            banner.getChildren().add(button);
        });
    }
}
