package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.ui.Words;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The square at the head of a card: the service's mark where shapes.css has one, else its letters. */
final class Tiles {

    private Tiles() {}

    static void fill(StackPane tile, String integrationId, Words words) {
        if (words.has(integrationId, "tile")) {
            tile.getChildren().setAll(new Label(words.of(integrationId, "tile")));
            return;
        }
        var mark = new Region();
        mark.getStyleClass().add("mark");
        tile.getStyleClass().addAll("marked", "mark-" + integrationId);
        tile.getChildren().setAll(mark);
    }
}
