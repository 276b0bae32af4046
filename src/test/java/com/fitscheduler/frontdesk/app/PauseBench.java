package com.fitscheduler.frontdesk.app;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.stall;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.keychain.Keyring;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * How long the window stands still at the worst of times, and how soon it answers to Cancel: real mode, the server
 * stalled, the keyring stopped or locked. Prints one line a phase; run by {@code packaging/bench pauses}.
 */
final class PauseBench {

    private static final int HOLD_MILLIS = 3_000;

    private final AtomicLong longest = new AtomicLong();
    private final Keyring keyring = new Keyring();
    private volatile Fault script = stall("");

    private PauseBench() {}

    public static void main(String[] words) throws Exception {
        new PauseBench().run();
        System.exit(0);
    }

    private void run() throws Exception {
        var toolkit = new CountDownLatch(1);
        Platform.setImplicitExit(false);
        Platform.startup(toolkit::countDown);
        toolkit.await();
        var folder = Files.createTempDirectory("pause-bench");
        try (var server = new FaultServer((request, socket) -> script.play(request, socket))) {
            var settings = Settings.load(folder.resolve("none"), Map.of("FRONTDESK_LEADCONNECTOR_API", server.address().toString(),
                    "FRONTDESK_LOCATION_ID", "gym", "FRONTDESK_LOCATION_NAME", "Riverside Gym", "FRONTDESK_DESK_NAME", "Front desk 1"));
            var desk = new FrontDesk(World.real(settings, RealServices.of(settings, "pause-bench", Clock.systemUTC()), settings.chosenPlace(), Clock.systemUTC()), new Folders(folder, folder, folder),
                    Platform::runLater, Clock.systemUTC());
            var cards = desk.cards();
            onScreen(() -> {
                new MainWindow(desk, new Stage(), List.of(), List.of(), Samples.words(), Clock.systemUTC()).show(cards, () -> {});
                return true;
            });
            Thread.sleep(HOLD_MILLIS);
            watch();
            phase("nothing happens", () -> Thread.sleep(HOLD_MILLIS));
            phase("dialog opens", () -> {
                press("act-connect");
                fill("token", "pit-bench");
                fill("account", "bench");
            });
            phase("connecting, keyring stopped", () -> {
                var daemon = keyring.daemon();
                keyring.signal("STOP", daemon);
                press("connect");
                Thread.sleep(HOLD_MILLIS);
                cancelled("cancel", () -> !seen("running"));
                keyring.signal("CONT", daemon);
                Thread.sleep(500);
            });
            phase("connecting, server stalled", () -> {
                press("connect");
                Thread.sleep(HOLD_MILLIS);
                cancelled("cancel", () -> !seen("running"));
            });
            phase("connecting, all well", () -> {
                script = answer(200, "{\"total\":5,\"location\":{\"name\":\"Riverside Gym\"}}");
                press("connect");
                until(() -> seen("act-sync"));
            });
            phase("syncing, server stalled", () -> {
                script = stall("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
                press("act-sync");
                Thread.sleep(HOLD_MILLIS);
                cancelled("act-cancel", () -> seen("act-sync"));
            });
            phase("syncing, keyring locked", () -> {
                keyring.lock();
                press("act-sync");
                until(() -> !seen("act-cancel"));
            });
            phase("syncing, keyring stopped", () -> {
                keyring.restart();
                var daemon = keyring.daemon();
                keyring.signal("STOP", daemon);
                press("act-sync");
                Thread.sleep(HOLD_MILLIS);
                cancelled("act-cancel", () -> seen("act-sync"));
                keyring.signal("CONT", daemon);
            });
            phase("pages change", () -> {
                for (var page : List.of("activity", "settings", "integrations")) {
                    press(page);
                    Thread.sleep(200);
                }
            });
            onScreen(() -> {
                List.copyOf(Window.getWindows()).forEach(Window::hide);
                return true;
            });
            desk.service().disconnect("leadconnector");
            desk.close();
        }
    }

    private interface Part {
        void run() throws Exception;
    }

    private void phase(String name, Part part) throws Exception {
        longest.set(0);
        part.run();
        System.out.printf("%-30s longest pause %4d ms%n", name, TimeUnit.NANOSECONDS.toMillis(longest.get()));
    }

    /** Asks the toolkit's thread for a sign of life, again and again. */
    private void watch() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    var asked = System.nanoTime();
                    onScreen(() -> true);
                    longest.accumulateAndGet(System.nanoTime() - asked, Math::max);
                    Thread.sleep(1);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** From the press to the frame after which the screen says so. */
    private void cancelled(String button, Callable<Boolean> seen) throws Exception {
        var drawn = new CompletableFuture<Long>();
        var pressed = System.nanoTime();
        Platform.runLater(() -> {
            ((ButtonBase) find(button)).fire();
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    try {
                        if (seen.call()) {
                            stop();
                            Platform.runLater(() -> drawn.complete(System.nanoTime()));
                        }
                    } catch (Exception e) {
                        drawn.completeExceptionally(e);
                    }
                }
            }.start();
        });
        System.out.printf("  cancel: on the screen after %d ms%n",
                TimeUnit.NANOSECONDS.toMillis(drawn.get(60, TimeUnit.SECONDS) - pressed));
    }

    private void press(String id) throws Exception {
        until(() -> seen(id) && !find(id).isDisabled());
        Platform.runLater(((ButtonBase) find(id))::fire);
        onScreen(() -> true);
    }

    private void fill(String id, String text) throws Exception {
        until(() -> seen(id));
        onScreen(() -> {
            ((TextField) find(id)).setText(text);
            return true;
        });
    }

    private static boolean seen(String id) {
        return find(id) != null && find(id).isVisible();
    }

    private static Node find(String id) {
        return Window.getWindows().stream().map(window -> window.getScene().lookup("#" + id)).filter(node -> node != null)
                .reduce((_, last) -> last).orElse(null);
    }

    private static void until(Callable<Boolean> seen) throws Exception {
        while (!onScreen(seen)) {
            Thread.sleep(20);
        }
    }

    private static <T> T onScreen(Callable<T> look) throws Exception {
        var answer = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                answer.complete(look.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.get(60, TimeUnit.SECONDS);
    }
}
