package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.ui.Words;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The card of an integration that is only announced. */
public final class ComingSoonCardController {

    private final String id;
    private final Words words;

    @FXML private VBox card;
    @FXML private StackPane tile;
    @FXML private Label name;
    @FXML private Label text;

    public ComingSoonCardController(String id, Words words) {
        this.id = id;
        this.words = words;
    }

    @FXML
    private void initialize() {
        card.setId("card-" + id);
        Tiles.fill(tile, id, words);
        name.setText(words.name(id));
        text.setText(words.get("soon.text", words.of(id, "soon")));
        card.setAccessibleText(words.get("soon.spoken", words.name(id)));
    }
}
