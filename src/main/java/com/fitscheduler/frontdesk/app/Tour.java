package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.practice.Scenario;
import java.io.IOException;
import java.nio.file.Files;
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
 * Drives the real screens through connect, fail, recover, sync, offline, disconnect, as a person would press them, and
 * writes a picture of each state, light and dark. Runs on a thread of its own.
 */
final class Tour {

    private static final long PATIENCE_SECONDS = 40;
    private static final long LOOK_MILLIS = 25;

    private final Path folder;
    private final PracticeServices practice;
    private int picture;

    Tour(Path folder, PracticeServices practice) {
        this.folder = folder;
        this.practice = practice;
    }

    /** @throws IllegalStateException with what did not appear on the screen in time */
    void run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        until("Not configured");
        shoot("not-configured");

        press("#act-connect");
        untilShown("#token");
        shoot("connect-dialog");
        type("#token", "");
        press("#connect");
        until("Paste the Private Integration Token.");
        shoot("connect-empty");
        type("#token", " not a token ");
        type("#account", "https://app.example.com/v2/location/practiceRiverside001/dashboard");
        press("#connect");
        untilShown("#useSuggestion");
        shoot("connect-advice");

        play(Scenario.WRONG_TOKEN);
        press("#fill");
        press("#connect");
        until("Token not accepted");
        shoot("connect-refused");
        press("#cancel");
        until("Error");
        shoot("error");

        play(Scenario.SLOW);
        press("#act-connect");
        press("#fill");
        press("#connect");
        until("Counting contacts…");
        shoot("connecting");
        press("#cancel");
        play(Scenario.ALL_WELL);
        press("#connect");
        until("Last Synced:");
        until("just now");
        shoot("connected");

        play(Scenario.SLOW);
        press("#act-sync");
        until("Syncing…");
        shoot("syncing");
        press("#act-cancel");
        play(Scenario.BROKEN);
        press("#act-sync");
        until("Having trouble");
        shoot("having-trouble");
        play(Scenario.ALL_WELL);
        press("#act-sync");
        until("_Sync Again");
        shoot("synced");

        play(Scenario.WRONG_TOKEN);
        press("#act-sync");
        until("_Reconnect");
        shoot("disconnected-by-trouble");
        play(Scenario.ALL_WELL);
        press("#act-reconnect");
        press("#fill");
        press("#connect");
        until("Last Synced:");
        shoot("reconnected");

        play(Scenario.OFFLINE);
        until("Saved status. This computer is offline.");
        press("#act-sync");
        until("_Sync Again");
        shoot("offline");
        play(Scenario.ALL_WELL);
        untilGone("Saved status. This computer is offline.");

        press("#gear");
        shoot("gear-menu");
        item("card-menu-details");
        until("Method");
        shoot("details");
        press("#done");
        press("#gear");
        item("card-menu-disconnect");
        untilShown("#answer-yes");
        shoot("disconnect-question");
        press("#answer-yes");
        until("_Connect");
        shoot("disconnected");

        press("#activity");
        until("Done");
        shoot("activity");
        press("#settings");
        shoot("settings");
    }

    private void play(Scenario scenario) {
        practice.play(scenario);
    }

    private void press(String selector) throws InterruptedException {
        untilShown(selector);
        onScreen(() -> found(selector, ButtonBase.class).fire());
    }

    private void type(String selector, String text) throws InterruptedException {
        untilShown(selector);
        onScreen(() -> found(selector, TextInputControl.class).setText(text));
    }

    /** Chooses from the menu that is open. */
    private void item(String id) throws InterruptedException {
        until(() -> find("#" + id) != null, "#" + id);
        onScreen(() -> {
            var popup = (ContextMenu) Window.getWindows().stream().filter(ContextMenu.class::isInstance).findFirst().orElseThrow();
            popup.getItems().stream().filter(item -> id.equals(item.getId())).findFirst().orElseThrow().fire();
            popup.hide();
        });
    }

    private void until(String text) throws InterruptedException {
        until(() -> says(text), text);
    }

    private void untilGone(String text) throws InterruptedException {
        until(() -> !says(text), "no more: " + text);
    }

    private void untilShown(String selector) throws InterruptedException {
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
    private void shoot(String name) throws IOException, InterruptedException {
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
