package com.fitscheduler.frontdesk.ui;

import com.fitscheduler.frontdesk.integration.Problem;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says what happened, why, and what to do. */
public final class MessageBox extends HBox {

    /**
     * What a box says.
     *
     * @param code empty where the message is no problem
     */
    public record Message(Tone tone, String title, String cause, String action, String code) {

        /** A problem with that integration, in words. */
        public static Message of(Problem problem, String integrationId, Words words) {
            return new Message(
                    Tone.of(problem),
                    words.of(problem, "title", integrationId),
                    words.of(problem, "cause", integrationId),
                    words.of(problem, "action", integrationId),
                    words.get("problem.code", problem.code()));
        }

        /** The same for a reason that is better known. */
        public Message because(String other) {
            return new Message(tone, title, other, action, code);
        }

        /** The same with something else to do. */
        public Message doing(String other) {
            return new Message(tone, title, cause, other, code);
        }

        /** The whole message as it is read out. */
        public String spoken() {
            return String.join(" ", Stream.of(title, cause, action, code).filter(text -> !text.isEmpty())
                    .map(text -> text.endsWith(".") ? text : text + ".").toList());
        }
    }

    private final VBox texts = new VBox(2);

    public MessageBox(Message message) {
        getStyleClass().add("message");
        setSpacing(10);
        message.tone().on(this);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(message.spoken());
        setFocusTraversable(true);
        HBox.setHgrow(texts, Priority.ALWAYS);
        add(texts, message.title(), "title");
        add(texts, message.cause(), "meta");
        add(texts, message.action(), "meta");
        add(texts, message.code(), "code");
        var icon = message.tone() == Tone.NEUTRAL ? "info" : message.tone().name().toLowerCase(Locale.ROOT);
        getChildren().addAll(Views.icon(icon), texts);
    }

    /** Puts the button under it that mends what it says. */
    public void offer(String text, Runnable action) {
        var button = new Button(text);
        button.setId("mend");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        VBox.setMargin(button, new Insets(6, 0, 0, 0));
        texts.getChildren().add(button);
    }

    private static void add(VBox texts, String text, String style) {
        if (!text.isEmpty()) {
            Label label = Views.wrapping(text, style);
            texts.getChildren().add(label);
        }
    }
}
