package com.fitscheduler.frontdesk.ui.help;

import com.fitscheduler.frontdesk.ui.Copying;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The three pages of help: how it works, keyboard, about. */
public final class HelpController {

    /** A key of the bundle under {@code about.}, and what stands there. */
    public record Fact(String key, String value) {}

    private static final List<String> KEYS = List.of("tab", "sync", "settings", "help", "larger", "smaller", "usual", "menu",
            "escape", "enter", "copy");
    private static final int MOST_LINES = 9;

    private final List<Fact> about;
    private final Words words;
    private final Runnable close;

    @FXML private VBox how;
    @FXML private GridPane keyboard;
    @FXML private GridPane facts;
    @FXML private GridPane licences;
    @FXML private Label copied;

    /**
     * @param about what is to be said of this installation
     * @param close takes the dialog away
     */
    public HelpController(List<Fact> about, Words words, Runnable close) {
        this.about = List.copyOf(about);
        this.words = words;
        this.close = close;
    }

    @FXML
    private void initialize() {
        IntStream.rangeClosed(1, MOST_LINES).mapToObj(line -> "help.how." + line).filter(words.bundle()::containsKey)
                .forEach(key -> how.getChildren().add(Views.wrapping(words.get(key), "text2")));
        var control = words.get(System.getProperty("os.name").startsWith("Mac") ? "help.key.command" : "help.key.control");
        for (var key : KEYS) {
            row(keyboard, words.get("help.key." + key + ".keys", control), words.get("help.key." + key));
        }
        about.forEach(fact -> row(facts, words.get("about." + fact.key()), fact.value()));
        for (var line : licences()) {
            var cells = line.split(";", -1);
            row(licences, cells[1], cells[2]);
        }
        Views.show(copied, false);
    }

    @FXML
    private void copy() {
        Copying.copy(about.stream().map(fact -> words.get("about." + fact.key()) + ": " + fact.value())
                .collect(Collectors.joining("\n")));
        Views.show(copied, true);
    }

    @FXML
    private void close() {
        close.run();
    }

    private static void row(GridPane grid, String left, String right) {
        grid.addRow(grid.getRowCount(), Views.wrapping(left, "muted"), Views.wrapping(right));
    }

    private static List<String> licences() {
        var stream = Objects.requireNonNull(HelpController.class.getResourceAsStream("licences.txt"), "licences.txt");
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.readAllLines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
