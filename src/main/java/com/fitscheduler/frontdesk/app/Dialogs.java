package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.ui.Views;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Opens a screen in a dialog over a window. */
final class Dialogs {

    private Dialogs() {}

    /**
     * A dialog that is not shown yet, over the middle of its owner; it is never larger than the screen that most of its owner
     * is on, and wholly on it. Where its place is not said, some window managers put it into the corner, its title bar
     * off the screen.
     */
    static Stage over(Stage owner, String title, double width, double height) {
        var dialog = new Stage();
        dialog.initOwner(owner);
        dialog.initModality(Modality.WINDOW_MODAL);
        dialog.setTitle(title);
        var screen = under(owner).orElse(Screen.getPrimary().getVisualBounds());
        put(dialog, place(new Rectangle2D(owner.getX(), owner.getY(), owner.getWidth(), owner.getHeight()), width, height, screen));
        return dialog;
    }

    /** In the middle of that screen, wholly on it. */
    static void onto(Stage stage, double width, double height, Rectangle2D screen) {
        put(stage, place(screen, width, height, screen));
    }

    private static void put(Stage stage, Rectangle2D place) {
        stage.setX(place.getMinX());
        stage.setY(place.getMinY());
        stage.setWidth(place.getWidth());
        stage.setHeight(place.getHeight());
    }

    /** Of that size if the screen has room, over the middle of what lies under it, wholly on the screen. */
    static Rectangle2D place(Rectangle2D under, double width, double height, Rectangle2D screen) {
        var wide = Math.min(width, screen.getWidth());
        var high = Math.min(height, screen.getHeight());
        var x = (under.getMinX() + under.getMaxX() - wide) / 2;
        var y = (under.getMinY() + under.getMaxY() - high) / 2;
        return new Rectangle2D(Math.clamp(x, screen.getMinX(), screen.getMaxX() - wide),
                Math.clamp(y, screen.getMinY(), screen.getMaxY() - high), wide, high);
    }

    /** What may be used of the screen that most of a window is on; empty if it is on none. */
    static Optional<Rectangle2D> under(Window window) {
        return most(new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight()),
                Screen.getScreens().stream().map(Screen::getVisualBounds).toList());
    }

    static Optional<Rectangle2D> most(Rectangle2D window, List<Rectangle2D> screens) {
        return screens.stream().filter(window::intersects).max(Comparator.comparingDouble(screen -> shared(window, screen)));
    }

    private static double shared(Rectangle2D one, Rectangle2D other) {
        return (Math.min(one.getMaxX(), other.getMaxX()) - Math.max(one.getMinX(), other.getMinX()))
                * (Math.min(one.getMaxY(), other.getMaxY()) - Math.max(one.getMinY(), other.getMinY()));
    }

    /** Light or dark as the window under it. */
    static void show(Stage dialog, Parent content) {
        var owner = dialog.getOwner().getScene();
        var scene = Views.styled(new Scene(content));
        scene.getPreferences().setColorScheme(owner.getPreferences().getColorScheme());
        dialog.setScene(scene);
        dialog.show();
    }
}
