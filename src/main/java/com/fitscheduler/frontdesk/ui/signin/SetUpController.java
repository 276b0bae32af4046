package com.fitscheduler.frontdesk.ui.signin;

import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** What has to be set before the program can be used for real, and practice mode until then. */
public final class SetUpController {

    /**
     * A setting that has no value.
     *
     * @param about what it is, in words
     * @param place the file that it belongs in
     */
    public record Missing(String key, String about, String place) {}

    private final List<Missing> settings;
    private final Words words;
    private final Runnable onPractise;
    private final Runnable onClose;

    @FXML private VBox missing;
    @FXML private Button practise;

    public SetUpController(List<Missing> settings, Words words, Runnable onPractise, Runnable onClose) {
        this.settings = List.copyOf(settings);
        this.words = words;
        this.onPractise = onPractise;
        this.onClose = onClose;
    }

    @FXML
    private void initialize() {
        practise.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                practise.requestFocus();
            }
        });
        for (var setting : settings) {
            missing.getChildren().add(new VBox(2, Views.wrapping(setting.key(), "strong"), Views.wrapping(setting.about(), "text2")));
        }
        for (var place : settings.stream().map(Missing::place).distinct().toList()) {
            // A field, so that the path can be copied; it is not typed in.
            var path = new TextField(place);
            path.setEditable(false);
            path.setAccessibleText(words.get("setup.where"));
            missing.getChildren().add(new VBox(4, Views.wrapping(words.get("setup.where"), "text2"), path));
        }
    }

    @FXML
    private void practise() {
        onPractise.run();
    }

    @FXML
    private void close() {
        onClose.run();
    }
}
