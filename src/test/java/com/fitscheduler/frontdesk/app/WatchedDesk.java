package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.integration.Problem;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.LogManager;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * The whole program in real mode with every logger wide open, which does what it is told on standard input and prints
 * what its windows say. The token comes that way too, so that it is in no argument and in no environment.
 */
final class WatchedDesk {

    private WatchedDesk() {}

    public static void main(String[] words) throws Exception {
        Thread.ofPlatform().daemon().start(() -> Launcher.main(words));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        until(() -> find("act-connect") != null || find("act-sync") != null);
        var names = LogManager.getLogManager().getLoggerNames();
        while (names.hasMoreElements()) {
            var logger = LogManager.getLogManager().getLogger(names.nextElement());
            if (logger != null) {
                logger.setLevel(Level.ALL);
            }
        }
        System.out.println("READY");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var said = line.split(" ", 3);
            obey(said[0], said.length > 1 ? said[1] : "", said.length > 2 ? said[2] : "");
            System.out.println("DONE " + said[0]);
        }
    }

    private static void obey(String order, String id, String text) throws Exception {
        switch (order) {
            case "press" -> {
                until(() -> isSeen(id) && !find(id).isDisabled());
                onScreen(() -> {
                    // Not waited for: a question keeps whoever asked it.
                    Platform.runLater(((ButtonBase) find(id))::fire);
                    return true;
                });
            }
            case "choose" -> {
                until(() -> item(id) != null);
                onScreen(() -> {
                    Platform.runLater(item(id)::fire);
                    return true;
                });
            }
            case "fill" -> {
                until(() -> find(id) instanceof TextField);
                onScreen(() -> {
                    ((TextField) find(id)).setText(text);
                    return true;
                });
            }
            case "settle" -> until(() -> !isSeen("running") && !isSeen("bar"));
            case "await" -> until(() -> texts().stream().anyMatch(said -> said.contains(text.isEmpty() ? id : id + " " + text)));
            case "texts" -> System.out.println(String.join("\n", onScreen(WatchedDesk::texts)));
            case "close" -> onScreen(() -> {
                Window.getWindows().getLast().hide();
                return true;
            });
            case "fault" -> {
                // What nobody foresaw, with the token in its message, on the screen's thread and on another.
                var fault = new IllegalStateException("Authorization: Bearer " + text, new RuntimeException(text));
                Platform.runLater(() -> {
                    throw fault;
                });
                var other = Thread.ofPlatform().start(() -> {
                    throw fault;
                });
                other.join();
                System.getLogger("a.library").log(System.Logger.Level.ERROR, "{0} " + Problem.UNEXPECTED, text);
            }
            default -> throw new IllegalArgumentException(order);
        }
    }

    /** Everything that can be read, pointed at or heard, and the titles of the windows. What was typed is the person's. */
    private static TreeSet<String> texts() {
        var texts = new TreeSet<String>();
        for (var window : Window.getWindows()) {
            if (window instanceof Stage stage) {
                texts.add(String.valueOf(stage.getTitle()));
            }
            var nodes = new ArrayList<Node>(List.of(window.getScene().getRoot()));
            while (!nodes.isEmpty()) {
                var node = nodes.removeLast();
                texts.add(String.valueOf(node.getAccessibleText()));
                texts.add(String.valueOf(node.getAccessibleHelp()));
                if (node instanceof Labeled labeled) {
                    texts.add(String.valueOf(labeled.getText()));
                }
                if (node instanceof Control control && control.getTooltip() != null) {
                    texts.add(control.getTooltip().getText());
                }
                if (node instanceof Parent parent && !(node instanceof TextInputControl)) {
                    nodes.addAll(parent.getChildrenUnmodifiable());
                }
            }
        }
        return texts;
    }

    private static Node find(String id) {
        return Window.getWindows().stream().map(window -> window.getScene().lookup("#" + id)).filter(node -> node != null)
                .reduce((_, last) -> last).orElse(null);
    }

    /** Of a menu that is open. */
    private static MenuItem item(String id) {
        return Window.getWindows().stream().filter(ContextMenu.class::isInstance).map(ContextMenu.class::cast)
                .flatMap(menu -> menu.getItems().stream()).filter(item -> id.equals(item.getId())).findFirst().orElse(null);
    }

    private static boolean isSeen(String id) {
        return find(id) != null && find(id).isVisible();
    }

    private static void until(Callable<Boolean> seen) throws Exception {
        var end = System.nanoTime() + 60_000_000_000L;
        while (!onScreen(seen)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("waited in vain; there is " + onScreen(WatchedDesk::texts));
            }
            Thread.sleep(20);
        }
    }

    private static <T> T onScreen(Callable<T> look) throws Exception {
        var task = new FutureTask<>(look);
        while (true) {
            try {
                Platform.runLater(task);
                return task.get();
            } catch (IllegalStateException e) {
                // The toolkit is not there yet.
                Thread.sleep(20);
            }
        }
    }
}
