package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.ui.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import javafx.application.ColorScheme;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.GridPane;
import javafx.scene.text.Text;

/** Lays screens out without a window, on the toolkit's thread, and finds what is wrong with them. */
public final class Screens {

    private Screens() {}

    public static Scene laidOut(Parent root, double width, double height, ColorScheme scheme, String... extraStyle) {
        var scene = Views.styled(new Scene(root, width, height));
        scene.getPreferences().setColorScheme(scheme);
        for (var style : extraStyle) {
            root.setStyle(style);
        }
        root.applyCss();
        root.layout();
        return scene;
    }

    public static WritableImage picture(Scene scene) {
        return scene.snapshot(null);
    }

    /** Everything that can be told to be wrong by looking at the nodes under that one. */
    public static List<String> flaws(Parent root) {
        var flaws = new ArrayList<>(cut(root));
        flaws.addAll(outside(root));
        flaws.addAll(overlapping(root));
        flaws.addAll(nameless(root));
        flaws.addAll(ambiguous(root));
        return flaws;
    }

    /** The texts that are cut off somewhere under that node; one of a single letter is reported so though it is whole. */
    public static List<String> cut(Parent root) {
        var cut = new ArrayList<String>();
        for (Node node : root.lookupAll("*")) {
            if (node instanceof Labeled label && label.isTextTruncated() && label.getText().length() > 1 && shown(label)) {
                cut.add("cut: " + label.getText());
            }
            if (node instanceof TableCell<?, ?> cell && cell.getGraphic() instanceof Text text && shown(cell)
                    && (text.getLayoutBounds().getHeight() > cell.getHeight() + 0.5
                            || text.getLayoutBounds().getWidth() > cell.getWidth() + 0.5)) {
                cut.add("cut: " + text.getText());
            }
        }
        return cut;
    }

    /** The texts of a table of labels and values that run into each other. */
    public static List<String> overlapping(Parent root) {
        var overlapping = new ArrayList<String>();
        for (Node node : root.lookupAll("*")) {
            if (node instanceof GridPane grid && shown(grid)) {
                var texts = grid.getChildren().stream().filter(Labeled.class::isInstance).map(Labeled.class::cast).toList();
                for (var one : texts) {
                    texts.stream().filter(other -> texts.indexOf(other) > texts.indexOf(one)
                            && one.getBoundsInParent().getMaxY() > other.getBoundsInParent().getMinY() + 1
                            && one.getBoundsInParent().getMinY() < other.getBoundsInParent().getMinY()
                            && one.getBoundsInParent().getMaxX() > other.getBoundsInParent().getMinX()
                            && one.getBoundsInParent().getMinX() < other.getBoundsInParent().getMaxX())
                            .forEach(other -> overlapping.add("overlap: " + one.getText() + " / " + other.getText()));
                }
            }
        }
        return overlapping;
    }

    /** The buttons that stick out of their card. */
    public static List<String> outside(Parent root) {
        var outside = new ArrayList<String>();
        for (Node card : root.lookupAll(".card")) {
            var room = card.localToScene(card.getLayoutBounds());
            for (Node node : card.lookupAll(".button")) {
                var bounds = node.localToScene(node.getLayoutBounds());
                if (shown(node) && (bounds.getMaxX() > room.getMaxX() || bounds.getMaxY() > room.getMaxY())) {
                    outside.add("outside: " + spoken(node));
                }
            }
        }
        return outside;
    }

    /** What can have the focus and says nothing, or does not say what it is. */
    public static List<String> nameless(Parent root) {
        var nameless = new ArrayList<String>();
        for (Node node : root.lookupAll("*")) {
            if (node.isFocusTraversable() && shown(node) && !(node instanceof ScrollPane)
                    && (spoken(node).isBlank() || node.getAccessibleRole() == null
                            || node.getAccessibleRole() == AccessibleRole.NODE)) {
                nameless.add("no name or role: " + node);
            }
        }
        return nameless;
    }

    /** Letters that, with Alt, two things answer to. */
    public static List<String> ambiguous(Parent root) {
        var byLetter = new TreeMap<String, List<String>>();
        for (Node node : root.lookupAll("*")) {
            if (node instanceof Labeled label && label.isMnemonicParsing() && shown(label)) {
                mnemonic(label.getText()).ifPresent(letter ->
                        byLetter.computeIfAbsent(letter, _ -> new ArrayList<>()).add(label.getText()));
            }
        }
        return byLetter.entrySet().stream().filter(entry -> entry.getValue().size() > 1)
                .map(entry -> "Alt+" + entry.getKey() + ": " + entry.getValue()).toList();
    }

    private static Optional<String> mnemonic(String text) {
        var at = text == null ? -1 : text.replace("__", "  ").indexOf('_');
        return at < 0 || at + 1 == text.length() ? Optional.empty()
                : Optional.of(text.substring(at + 1, at + 2).toUpperCase(Locale.ROOT));
    }

    /** The ids, or texts, of what Tab reaches, in that order, until it comes back. */
    public static List<String> tabOrder(Scene scene) {
        var order = new ArrayList<String>();
        var seen = new HashMap<Node, Boolean>();
        scene.getRoot().requestFocusTraversal(TraversalDirection.NEXT);
        for (var node = scene.getFocusOwner(); node != null && seen.put(node, true) == null; node = scene.getFocusOwner()) {
            order.add(node.getId() != null ? node.getId() : spoken(node));
            node.requestFocusTraversal(TraversalDirection.NEXT);
        }
        return order;
    }

    private static String spoken(Node node) {
        return node.getAccessibleText() != null ? node.getAccessibleText()
                : node instanceof Labeled label && label.getText() != null ? label.getText() : "";
    }

    public static boolean shown(Node node) {
        for (var at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
