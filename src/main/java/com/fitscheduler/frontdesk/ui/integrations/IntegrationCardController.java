package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.ui.MessageBox;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.WorkBar;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Option;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Pill;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Copies a {@link CardState} onto the nodes of IntegrationCard.fxml. */
public final class IntegrationCardController {

    private static final List<KeyCombination> MENU = List.of(new KeyCodeCombination(KeyCode.DOWN, KeyCombination.ALT_DOWN),
            new KeyCodeCombination(KeyCode.F10, KeyCombination.SHIFT_DOWN));
    private static final Set<Act> QUIET = EnumSet.of(Act.DETAILS, Act.HELP);

    private final IntegrationCardViewModel viewModel;
    private final Words words;
    private final String gymName;
    private @Nullable CardState shown;
    /** Whether a button that had the focus went away while there was none to take it over. */
    private boolean owesFocus;

    @FXML private VBox card;
    @FXML private StackPane tile;
    @FXML private Label name;
    @FXML private FlowPane pills;
    @FXML private Label text;
    @FXML private WorkBar bar;
    @FXML private Label step;
    @FXML private VBox message;
    @FXML private GridPane values;
    @FXML private Label note;
    @FXML private FlowPane options;
    @FXML private Button gear;

    public IntegrationCardController(IntegrationCardViewModel viewModel, Words words, String gymName) {
        this.viewModel = viewModel;
        this.words = words;
        this.gymName = gymName;
    }

    @FXML
    private void initialize() {
        card.setId("card-" + viewModel.id());
        Tiles.fill(tile, viewModel.id(), words);
        gear.setOnAction(_ -> openMenu());
        card.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (MENU.stream().anyMatch(keys -> keys.match(key))) {
                key.consume();
                openMenu();
            }
        });
        viewModel.state().subscribe(this::render);
    }

    private void render(CardState state) {
        var focused = card.getScene() == null ? null : card.getScene().getFocusOwner();
        owesFocus |= focused != null && isInCard(focused);
        state.tone().on(card);
        card.setAccessibleText(state.spoken());
        name.setText(state.name());
        pills.getChildren().setAll(state.pills().stream().map(IntegrationCardController::pill).toList());
        say(text, state.text());
        say(step, state.step());
        Views.show(bar, !state.step().isEmpty());
        fill(state.values());
        say(note, state.note());
        Views.show(gear, state.gear());
        // What has the focus, or is just being pressed, is not taken away because a minute has passed.
        if (shown == null || !shown.message().equals(state.message())) {
            // What it says the card says aloud too, so Tab need not stop at it.
            message.getChildren().setAll(state.message().map(MessageBox::new).stream().peek(box -> box.setFocusTraversable(false)).toList());
            Views.show(message, state.message().isPresent());
        }
        if (shown == null || !shown.options().equals(state.options())) {
            offer(state.options());
        }
        shown = state;
        keepFocus();
    }

    /**
     * Where the focus was on something that went away, it goes to the main button, or to the card until there is one:
     * it never falls to the window.
     */
    private void keepFocus() {
        var scene = card.getScene();
        if (!owesFocus || scene == null) {
            return;
        }
        var focused = scene.getFocusOwner();
        if (focused != null && !focused.equals(card) && isUsable(focused)) {
            // It stays where it is, or the person has moved on.
            owesFocus = false;
        } else if (options.getChildren().isEmpty()) {
            card.requestFocus();
        } else {
            owesFocus = false;
            options.getChildren().getFirst().requestFocus();
        }
    }

    private boolean isUsable(Node node) {
        return Stream.iterate(node, Objects::nonNull, Node::getParent).allMatch(Node::isVisible)
                && card.getScene().equals(node.getScene());
    }

    private boolean isInCard(Node node) {
        return Stream.<Node>iterate(node.getParent(), Objects::nonNull, Node::getParent).anyMatch(card::equals);
    }

    private void openMenu() {
        if (gear.isVisible()) {
            menu().show(gear, Side.BOTTOM, 0, 4);
        }
    }

    private void fill(List<Value> known) {
        values.getChildren().clear();
        for (var row = 0; row < known.size(); row++) {
            var value = known.get(row);
            var said = Views.wrapping(value.text(), "value");
            if (!value.detail().isEmpty()) {
                said.setTooltip(new Tooltip(value.detail()));
            }
            values.addRow(row, Views.wrapping(value.label(), "muted"), said);
        }
        Views.show(values, !known.isEmpty());
    }

    private void offer(List<Option> offered) {
        options.getChildren().setAll(offered.stream().map(this::button).toList());
    }

    private static void say(Label label, String text) {
        label.setText(text);
        Views.show(label, !text.isEmpty());
    }

    private static HBox pill(Pill pill) {
        var box = new HBox(5, Views.icon(pill.icon()), new Label(pill.text()));
        box.getStyleClass().add("pill");
        box.setAlignment(Pos.CENTER_LEFT);
        pill.tone().on(box);
        return box;
    }

    private Button button(Option option) {
        var button = new Button(option.text());
        button.setId("act-" + option.act().name().toLowerCase(Locale.ROOT));
        button.setMnemonicParsing(true);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.getStyleClass().addAll(option.primary() ? "primary" : QUIET.contains(option.act()) ? "text-button" : "secondary");
        button.setCancelButton(option.act() == Act.CANCEL);
        button.setOnAction(_ -> viewModel.act(option.act()));
        return button;
    }

    private ContextMenu menu() {
        var sync = item("card.menu.sync", () -> viewModel.act(viewModel.holdsLogin() ? Act.SYNC : Act.TEST_FOUND));
        var reconnect = item("card.menu.reconnect", () -> viewModel.act(Act.RECONNECT));
        var disconnect = item("card.menu.disconnect", () -> viewModel.disconnectQuestion(gymName)
                .ask(() -> card.getScene().getWindow(), viewModel::disconnect, gear::requestFocus));
        disconnect.getStyleClass().add("danger");
        disconnect.setDisable(viewModel.busy());
        for (var item : new MenuItem[] {sync, reconnect}) {
            item.setDisable(viewModel.busy() || !viewModel.countable());
        }
        var menu = new ContextMenu(item("card.menu.details", () -> viewModel.act(Act.DETAILS)), sync, reconnect,
                item("card.menu.support", () -> viewModel.act(Act.SUPPORT_FILE)), new SeparatorMenuItem(), disconnect);
        viewModel.otherMethod().ifPresent(other -> {
            var change = item(other == Method.OAUTH ? "card.menu.to_sign_in" : "card.menu.to_token", () -> viewModel.act(Act.SWITCH));
            change.setDisable(viewModel.busy());
            menu.getItems().add(menu.getItems().indexOf(reconnect) + 1, change);
        });
        return menu;
    }

    private MenuItem item(String key, Runnable action) {
        var item = new MenuItem(words.get(key));
        item.setId(key.replace('.', '-'));
        item.setOnAction(_ -> action.run());
        return item;
    }
}
