package com.fitscheduler.frontdesk.ui.settings;

import com.fitscheduler.frontdesk.ui.Look;
import com.fitscheduler.frontdesk.ui.Look.Theme;
import com.fitscheduler.frontdesk.ui.MessageBox;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The Settings page: how the window looks, what this computer is called, what stands, and what practice mode plays. */
public final class SettingsController {

    /** Something that stands: a key of the bundle under {@code settings.}, and its value. */
    public record Standing(String key, String value) {}

    /**
     * The stories that practice mode can play.
     *
     * @param names  as the practice services call them
     * @param choose called with the name that a person chose
     */
    public record Scenarios(List<String> names, String current, Consumer<String> choose) {}

    /**
     * The name of this computer.
     *
     * @param now    as it stands
     * @param rename takes a new one; why it does not is the text that comes back
     */
    public record DeskNaming(Supplier<String> now, Function<String, Optional<String>> rename) {}

    /**
     * All data of this computer.
     *
     * @param question what to ask before
     * @param remove   removes it and ends the program; told why where it could not
     */
    public record Removal(Supplier<Question> question, Consumer<Consumer<Message>> remove) {}

    private final List<Standing> standing;
    private final Optional<Scenarios> scenarios;
    private final Look look;
    private final DeskNaming naming;
    private final Removal removal;
    private final Words words;

    @FXML private ScrollPane page;
    @FXML private VBox parts;
    @FXML private GridPane grid;
    @FXML private VBox practice;
    @FXML private ComboBox<String> scenario;
    @FXML private Label story;
    @FXML private ToggleGroup themes;
    @FXML private RadioButton system;
    @FXML private RadioButton light;
    @FXML private RadioButton dark;
    @FXML private ComboBox<Integer> size;
    @FXML private Label deskLabel;
    @FXML private TextField desk;
    @FXML private HBox deskAdvice;
    @FXML private VBox message;
    @FXML private Button remove;

    public SettingsController(List<Standing> standing, Optional<Scenarios> scenarios, Look look, DeskNaming naming,
            Removal removal, Words words) {
        this.standing = List.copyOf(standing);
        this.scenarios = scenarios;
        this.look = look;
        this.naming = naming;
        this.removal = removal;
        this.words = words;
    }

    @FXML
    private void initialize() {
        for (var line = 0; line < standing.size(); line++) {
            var row = standing.get(line);
            grid.addRow(line, Views.wrapping(words.get("settings." + row.key()), "muted"), Views.wrapping(row.value()));
        }
        Views.show(practice, scenarios.isPresent());
        scenarios.ifPresent(this::offer);
        for (var choice : Map.of(Theme.SYSTEM, system, Theme.LIGHT, light, Theme.DARK, dark).entrySet()) {
            choice.getValue().setUserData(choice.getKey());
            look.theme().subscribe(now -> choice.getValue().setSelected(now == choice.getKey()));
        }
        themes.selectedToggleProperty().addListener((_, _, chosen) -> {
            if (chosen != null) {
                look.choose((Theme) chosen.getUserData());
            }
        });
        size.setConverter(said(percent -> words.get("settings.size.percent", percent)));
        size.getItems().setAll(Look.SIZES);
        look.size().subscribe(now -> size.setValue(now.intValue()));
        size.valueProperty().addListener((_, _, chosen) -> look.choose(chosen));
        deskLabel.setLabelFor(desk);
        desk.setText(naming.now().get());
        Views.show(deskAdvice, false);
        Views.show(message, false);
    }

    @FXML
    private void rename() {
        var refused = naming.rename().apply(desk.getText());
        desk.getStyleClass().remove("error");
        var said = Views.wrapping(refused.orElseGet(() -> words.get("settings.desk.saved")));
        Tone.ERROR.on(deskAdvice);
        if (refused.isPresent()) {
            desk.getStyleClass().add("error");
            desk.requestFocus();
        } else {
            Tone.SUCCESS.on(deskAdvice);
            desk.setText(naming.now().get());
        }
        deskAdvice.getChildren().setAll(Views.icon(refused.isPresent() ? "error" : "check"), said);
        desk.setAccessibleHelp(said.getText());
        Views.show(deskAdvice, true);
    }

    @FXML
    private void remove() {
        Views.show(message, false);
        removal.question().get().ask(() -> remove.getScene().getWindow(),
                () -> removal.remove().accept(this::say), remove::requestFocus);
    }

    private void say(Message why) {
        var box = new MessageBox(why);
        message.getChildren().setAll(box);
        Views.show(message, true);
        box.requestFocus();
    }

    /** Puts another part of the page right under its title. */
    public void include(Node part) {
        parts.getChildren().add(1, part);
    }

    /** Puts another part of the page before its last one. */
    public void append(Node part) {
        parts.getChildren().add(parts.getChildren().size() - 1, part);
    }

    /** Scrolls to that part of the page. */
    public void reveal(Node part) {
        page.applyCss();
        page.layout();
        var hidden = parts.getHeight() - page.getViewportBounds().getHeight();
        page.setVvalue(hidden <= 0 ? 0 : Math.min(1, part.getBoundsInParent().getMinY() / hidden));
    }

    private void offer(Scenarios offered) {
        scenario.setConverter(said(name -> words.get(key(name))));
        scenario.getItems().setAll(offered.names());
        scenario.setValue(offered.current());
        scenario.valueProperty().subscribe(name -> story.setText(words.get(key(name) + ".story")));
        scenario.valueProperty().addListener((_, _, name) -> offered.choose().accept(name));
    }

    private static <T> StringConverter<T> said(Function<T, String> text) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return text.apply(value);
            }

            @Override
            public T fromString(String typed) {
                throw new IllegalStateException("the list is not edited");
            }
        };
    }

    private static String key(String scenario) {
        return "scenario." + scenario.toLowerCase(Locale.ROOT);
    }
}
