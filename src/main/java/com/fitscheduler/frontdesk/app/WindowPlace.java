package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.desktop.Preferences;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Rectangle2D;
import javafx.stage.Stage;
import javafx.util.Duration;

/** Where the window was is where it opens again, unless nobody could take hold of it there. On the toolkit's thread. */
final class WindowPlace {

    private static final double WIDTH = 1120;
    private static final double HEIGHT = 760;
    /** How much of the title bar has to be on a screen, in pixels, to drag the window by. */
    private static final double GRIP = 120;
    private static final double TITLE_BAR = 24;
    private static final Duration SETTLED = Duration.millis(300);

    private static final String X = "window.x";
    private static final String Y = "window.y";
    private static final String W = "window.width";
    private static final String H = "window.height";
    private static final String MAXIMIZED = "window.maximized";

    private WindowPlace() {}

    /**
     * Lays out a window that is not shown yet.
     *
     * @param screens the parts of each screen that windows may use, the primary one first
     */
    static void restore(Stage stage, Preferences preferences, List<Rectangle2D> screens) {
        var place = bounds(preferences, screens);
        stage.setX(place.getMinX());
        stage.setY(place.getMinY());
        stage.setWidth(place.getWidth());
        stage.setHeight(place.getHeight());
        stage.setMaximized(preferences.get(MAXIMIZED).filter("true"::equals).isPresent());
    }

    /** The remembered place if it can be used, else the middle of the first screen; never larger than a screen. */
    static Rectangle2D bounds(Preferences preferences, List<Rectangle2D> screens) {
        var width = number(preferences, W).filter(value -> value >= MainWindow.MIN_WIDTH).orElse(WIDTH);
        var height = number(preferences, H).filter(value -> value >= MainWindow.MIN_HEIGHT).orElse(HEIGHT);
        var x = number(preferences, X);
        var y = number(preferences, Y);
        if (x.isPresent() && y.isPresent()) {
            for (var screen : screens) {
                var fitting = new Rectangle2D(x.get(), y.get(), Math.min(width, screen.getWidth()), Math.min(height, screen.getHeight()));
                if (canBeHeld(fitting, screen)) {
                    return fitting;
                }
            }
        }
        var first = screens.getFirst();
        width = Math.min(width, first.getWidth());
        height = Math.min(height, first.getHeight());
        return new Rectangle2D(first.getMinX() + (first.getWidth() - width) / 2,
                first.getMinY() + (first.getHeight() - height) / 2, width, height);
    }

    private static boolean canBeHeld(Rectangle2D window, Rectangle2D screen) {
        var seen = Math.min(window.getMaxX(), screen.getMaxX()) - Math.max(window.getMinX(), screen.getMinX());
        return seen >= GRIP && window.getMinY() >= screen.getMinY() && window.getMinY() + TITLE_BAR <= screen.getMaxY();
    }

    /**
     * Keeps what a person makes of the window from now on, once it has stood still for a moment: a window that is just
     * being laid out or taken away may say that it stands in the corner.
     */
    static void remember(Stage stage, Preferences preferences) {
        var settled = new PauseTransition(SETTLED);
        settled.setOnFinished(_ -> keep(stage, preferences));
        for (var property : List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty(),
                stage.maximizedProperty())) {
            property.subscribe(() -> settled.playFromStart());
        }
        stage.setOnHiding(_ -> settled.stop());
    }

    private static void keep(Stage stage, Preferences preferences) {
        if (stage.isIconified() || stage.isFullScreen()) {
            // What it says of its place now is none to open at.
            return;
        }
        preferences.set(MAXIMIZED, Boolean.toString(stage.isMaximized()));
        if (!stage.isMaximized()) {
            preferences.set(X, Long.toString(Math.round(stage.getX())));
            preferences.set(Y, Long.toString(Math.round(stage.getY())));
            preferences.set(W, Long.toString(Math.round(stage.getWidth())));
            preferences.set(H, Long.toString(Math.round(stage.getHeight())));
        }
    }

    private static Optional<Double> number(Preferences preferences, String key) {
        return preferences.get(key).filter(text -> text.matches("-?\\d{1,6}")).map(Double::valueOf);
    }
}
