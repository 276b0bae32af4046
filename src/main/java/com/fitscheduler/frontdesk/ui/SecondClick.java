package com.fitscheduler.frontdesk.ui;

import javafx.event.EventHandler;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the second half of a double click from a button that came under the pointer by the first half: Cancel takes the
 * place of Sync Again. For the presses of one scene.
 */
final class SecondClick implements EventHandler<MouseEvent> {

    private @Nullable ButtonBase pressed;

    @Override
    public void handle(MouseEvent press) {
        var under = button(press.getTarget());
        if (press.getClickCount() <= 1) {
            pressed = under;
        } else if (under != null && !under.equals(pressed)) {
            press.consume();
        }
    }

    private static @Nullable ButtonBase button(EventTarget target) {
        return switch (target) {
            case ButtonBase button -> button;
            case Node inside when inside.getParent() != null -> button(inside.getParent());
            default -> null;
        };
    }
}
