package com.fitscheduler.frontdesk.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Hands and eyes for a tour: presses, types and looks in the window that came last, as a person looks at a dialog before
 * the window under it. Used on a thread of its own; every wait ends after {@value #PATIENCE_SECONDS} seconds with an
 * {@link IllegalStateException} that names what did not appear.
 */
final class ScreenRobot {

    private static final long PATIENCE_SECONDS = 40;
    private static final long LOOK_MILLIS = 25;

    private final Path folder;
    private int picture;

    /** @param folder where pictures go */
    ScreenRobot(Path folder) {
        this.folder = folder;
    }

    void press(String selector) throws InterruptedException {
        untilShown(selector);
        onScreen(() -> found(selector, ButtonBase.class).fire());
    }

    void type(String selector, String text) throws InterruptedException {
        untilShown(selector);
        onScreen(() -> found(selector, TextInputControl.class).setText(text));
    }

    /** Chooses from the menu that is open. */
    void item(String id) throws InterruptedException {
        until(() -> find("#" + id) != null, "#" + id);
        onScreen(() -> {
            var popup = (ContextMenu) Window.getWindows().stream().filter(ContextMenu.class::isInstance).findFirst().orElseThrow();
            popup.getItems().stream().filter(item -> id.equals(item.getId())).findFirst().orElseThrow().fire();
            popup.hide();
        });
    }

    void until(String text) throws InterruptedException {
        until(() -> says(text), text);
    }

    void untilGone(String text) throws InterruptedException {
        until(() -> !says(text), "no more: " + text);
    }

    void untilShown(String selector) throws InterruptedException {
        until(() -> {
            var node = find(selector);
            return node != null && shown(node) && !node.isDisabled();
        }, selector);
    }

    private static void until(BooleanSupplier seen, String what) throws InterruptedException {
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!onScreen(seen::getAsBoolean)) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("did not appear: " + what);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** In the window that came last, as a person looks at a dialog before the window under it. */
    private static @Nullable Node find(String selector) {
        return windows().map(window -> window.getScene().lookup(selector)).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static <T extends Node> T found(String selector, Class<T> type) {
        return type.cast(Objects.requireNonNull(find(selector), selector));
    }

    private static boolean says(String text) {
        return windows().flatMap(window -> window.getScene().getRoot().lookupAll("*").stream())
                .anyMatch(node -> node instanceof Labeled label && text.equals(label.getText()) && shown(node));
    }

    private static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static Stream<Window> windows() {
        return Window.getWindows().reversed().stream().filter(window -> window.isShowing() && window.getScene() != null);
    }

    /** The window that came last, light and dark; what moves stands still. */
    void shoot(String name) throws IOException, InterruptedException {
        picture++;
        for (var scheme : ColorScheme.values()) {
            var file = folder.resolve("%02d-%s-%s.png".formatted(picture, name, scheme.name().toLowerCase(Locale.ROOT)));
            var image = onScreen(() -> {
                windows().forEach(window -> window.getScene().getPreferences().setColorScheme(scheme));
                var scene = windows().filter(window -> window instanceof Stage || window instanceof ContextMenu)
                        .findFirst().orElseThrow().getScene();
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                return scene.snapshot(null);
            });
            PngFile.write(image, file);
        }
    }

    private static void onScreen(Runnable action) throws InterruptedException {
        onScreen(() -> {
            action.run();
            return true;
        });
    }

    private static <T> T onScreen(Supplier<T> action) throws InterruptedException {
        var done = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                done.complete(action.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the screen did not answer", e);
        }
    }
}
