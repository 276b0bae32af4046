package com.fitscheduler.frontdesk.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Loads screens: the FXML of the same package and base name as its controller. */
public final class Views {

    private static final String[] STYLES = {"tokens.css", "app.css", "shapes.css"};

    private Views() {}

    /** The nodes of {@code X.fxml}, with this {@code XController} behind them. */
    public static Parent load(Object controller, Words words) {
        var type = controller.getClass();
        var name = type.getSimpleName().replaceFirst("Controller$", ".fxml");
        var loader = new FXMLLoader(type.getResource(name), words.bundle(), null, wanted -> {
            if (wanted != type) {
                throw new IllegalStateException(name + " names " + wanted + " as its controller");
            }
            return controller;
        });
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be loaded", e);
        }
    }

    /**
     * Gives a scene this program's look and one meaning to a double click; light or dark follows the system until the
     * scene is told otherwise.
     */
    public static Scene styled(Scene scene) {
        for (var style : STYLES) {
            scene.getStylesheets().add(stylesheet(style));
        }
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, new SecondClick());
        return scene;
    }

    /** Whether a dialog is open over that window; a second press, on its way before the first took effect, opens none. */
    public static boolean hasDialog(Window owner) {
        return Window.getWindows().stream().anyMatch(window -> window instanceof Stage stage && owner.equals(stage.getOwner()));
    }

    /** Finds the system's fonts and lays out a first text, on any thread once the toolkit has begun to start: screens need both. */
    public static void preloadTexts() {
        new Text("A").getLayoutBounds();
    }

    /** The address of one of this program's stylesheets. */
    public static String stylesheet(String name) {
        var url = Views.class.getResource(name);
        if (url == null) {
            throw new IllegalArgumentException(name);
        }
        return url.toExternalForm();
    }

    /** An icon of shapes.css; it says nothing aloud, the word beside it does. */
    public static Region icon(String name) {
        var icon = new Region();
        icon.getStyleClass().addAll("icon", "icon-" + name);
        return icon;
    }

    /** A label that wraps and is never cut: without the minimum a narrow box shortens it to dots. */
    public static Label wrapping(String text, String... styles) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** Shows the node and gives it room, or neither. */
    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
