package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.integration.Category;
import com.fitscheduler.frontdesk.integration.Integration;
import java.util.List;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;

/** The page: the catalogue's cards in their sections. */
public final class IntegrationsController {

    private final List<Integration> catalogue;
    private final Function<Integration, Node> cards;

    @FXML private FlowPane crm;
    @FXML private FlowPane apiTools;

    /** @param cards makes the card of each integration */
    public IntegrationsController(List<Integration> catalogue, Function<Integration, Node> cards) {
        this.catalogue = List.copyOf(catalogue);
        this.cards = cards;
    }

    @FXML
    private void initialize() {
        for (var integration : catalogue) {
            section(integration.category()).getChildren().add(cards.apply(integration));
        }
    }

    private FlowPane section(Category category) {
        return switch (category) {
            case CRM -> crm;
            case API_TOOLS -> apiTools;
        };
    }
}
