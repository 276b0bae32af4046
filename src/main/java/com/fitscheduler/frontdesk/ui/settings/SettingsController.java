package com.fitscheduler.frontdesk.ui.settings;

import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The Settings page. It shows what stands, and has one choice: what practice mode plays. */
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

    private final List<Standing> standing;
    private final Optional<Scenarios> scenarios;
    private final Words words;

    @FXML private VBox parts;
    @FXML private GridPane grid;
    @FXML private VBox practice;
    @FXML private ComboBox<String> scenario;
    @FXML private Label story;

    public SettingsController(List<Standing> standing, Optional<Scenarios> scenarios, Words words) {
        this.standing = List.copyOf(standing);
        this.scenarios = scenarios;
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
    }

    /** Puts another part of the page right under its title. */
    public void include(Node part) {
        parts.getChildren().add(1, part);
    }

    private void offer(Scenarios offered) {
        scenario.setConverter(new StringConverter<>() {
            @Override
            public String toString(String name) {
                return words.get(key(name));
            }

            @Override
            public String fromString(String text) {
                throw new IllegalStateException("the list is not edited");
            }
        });
        scenario.getItems().setAll(offered.names());
        scenario.setValue(offered.current());
        scenario.valueProperty().subscribe(name -> story.setText(words.get(key(name) + ".story")));
        scenario.valueProperty().addListener((_, _, name) -> offered.choose().accept(name));
    }

    private static String key(String scenario) {
        return "scenario." + scenario.toLowerCase(Locale.ROOT);
    }
}
