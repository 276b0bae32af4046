package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.LogFiles;
import com.fitscheduler.frontdesk.desktop.Redactor;
import com.fitscheduler.frontdesk.desktop.RunningInstance;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.settings.SettingsController.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Starts the program, and ends the process with a status that a script can read. */
public final class Launcher {

    private static final System.Logger LOG = System.getLogger(Launcher.class.getName());
    private static final int WELL = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int NO_DISPLAY = 3;
    private static final int ANSWER_SECONDS = 4;

    private final Arguments arguments;
    private final Words words = Words.shipped();
    /** No finer than what is stored, so that a change is the same before and after a restart. */
    private final Clock clock = Clock.tickMillis(ZoneId.systemDefault());
    /** Brings what is on the screen to the front, on the toolkit's thread; false while or once there is nothing. */
    private final AtomicReference<BooleanSupplier> raise = new AtomicReference<>(() -> false);
    private final CompletableFuture<@Nullable Void> toolkit = new CompletableFuture<>();

    private Launcher(Arguments arguments) {
        this.arguments = arguments;
    }

    /** The command line is that of {@link Arguments}. */
    public static void main(String[] args) {
        Milestones.reached("main");
        Thread.setDefaultUncaughtExceptionHandler(Launcher::unexpected);
        // Without the exit, threads of the toolkit or of the keychain library keep a process alive that is done.
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            return new Launcher(Arguments.parse(args)).run();
        } catch (IllegalArgumentException e) {
            return said(MISUSED, e.getMessage() + "\n" + Arguments.USAGE);
        } catch (Exception | Error e) {
            LOG.log(System.Logger.Level.ERROR, "ended by a fault", e);
            return said(FAILED, e.toString());
        }
    }

    private int run() throws InterruptedException, IOException {
        if (!hasDisplay()) {
            if (arguments.tour().isEmpty()) {
                return said(NO_DISPLAY, words.get("start.no_display"));
            }
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        }
        startToolkit();
        try {
            return claim();
        } catch (IOException e) {
            if (arguments.tour().isPresent()) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "a folder cannot be used", e);
            return refuse(Refusal.of(FAILED, Problem.CANNOT_WRITE, words));
        }
    }

    private int claim() throws IOException, InterruptedException {
        // A tour begins as a new person would, whatever was practised here before.
        var folders = arguments.tour().isPresent() ? Folders.temporary() : Folders.of(arguments.profile());
        return switch (claimed(folders)) {
            case RunningInstance.Shown() -> said(WELL, words.get("start.running"));
            case RunningInstance.Silent() -> refuse(Refusal.silent(FAILED, words));
            case RunningInstance.Mine(var running) -> {
                try (running; var logs = LogFiles.in(folders.logs())) {
                    yield opened(folders, running::stopListening);
                }
            }
            case null -> {
                try (var logs = LogFiles.in(folders.logs())) {
                    yield opened(folders, () -> {});
                }
            }
        };
    }

    /** Null where the folder cannot be written and has cards to show: any number of programs may look at those. */
    private RunningInstance.@Nullable Claim claimed(Folders folders) throws IOException {
        try {
            return RunningInstance.claim(folders.data(), this::raised);
        } catch (IOException e) {
            if (!Files.isRegularFile(folders.data().resolve(FrontDesk.DATABASE))) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "the data folder can only be read", e);
            return null;
        }
    }

    /** What the one that asks is told is true, or nothing: a window that hangs has not come to the front. */
    private boolean raised() {
        var done = new CompletableFuture<Boolean>();
        try {
            // Fails while the toolkit is not there yet.
            Platform.runLater(() -> done.complete(raise.get().getAsBoolean()));
            return done.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IllegalStateException | ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.INFO, "the window did not come to the front", e);
            return false;
        }
    }

    /** Whatever goes wrong is in the log, and on the screen if there may be a person before it. */
    private int opened(Folders folders, Runnable onClosed) throws IOException, InterruptedException {
        try {
            return open(folders, onClosed);
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            return fault(e.getCause());
        } catch (RuntimeException | Error e) {
            return fault(e);
        }
    }

    private int fault(@Nullable Throwable fault) throws InterruptedException {
        LOG.log(System.Logger.Level.ERROR, "ended by a fault", fault);
        return arguments.tour().isPresent() ? said(FAILED, String.valueOf(fault))
                : refuse(Refusal.of(FAILED, Problem.UNEXPECTED, words));
    }

    /** The toolkit starts on its own thread while the database is opened on this one. */
    private int open(Folders folders, Runnable onClosed)
            throws IOException, InterruptedException, ExecutionException {
        var closed = new CompletableFuture<@Nullable Void>();
        Milestones.reached("claimed");
        World world;
        try {
            world = arguments.practice() ? World.practice(folders, clock)
                    : World.real(Settings.load(folders.settings().resolve("settings.properties"), System.getenv()), clock);
        } catch (Settings.Refused e) {
            LOG.log(System.Logger.Level.ERROR, "a setting cannot be used", e);
            return refuse(Refusal.of(MISUSED, e, words));
        }
        Milestones.reached("world");
        try (var desk = new FrontDesk(world, folders, arguments.profile(), Platform::runLater, clock)) {
            var cards = desk.cards();
            Milestones.reached("cards");
            toolkit.get();
            Platform.runLater(() -> show(desk, cards, standing(world, folders), closed));
            if (arguments.tour().isPresent() && world.practice().isPresent()) {
                new Tour(arguments.tour().get(), world.practice().get()).run();
            } else {
                closed.get();
                onClosed.run();
            }
            return WELL;
        } catch (IntegrationException e) {
            world.close();
            LOG.log(System.Logger.Level.ERROR, "the data cannot be opened", e);
            if (arguments.tour().isPresent()) {
                return said(FAILED, e.getMessage());
            }
            return refuse(Refusal.of(FAILED, e.problem(), words));
        }
    }

    /** On a thread of its own: it takes longer than all that there is to do before there are cards to show. */
    private void startToolkit() {
        Thread.ofPlatform().daemon().name("toolkit").start(() -> {
            try {
                Platform.setImplicitExit(false);
                Platform.startup(() -> {
                    Milestones.reached("toolkit");
                    toolkit.complete(null);
                });
            } catch (RuntimeException | Error e) {
                // Above all a display that is named and cannot be reached.
                toolkit.completeExceptionally(e);
            }
        });
    }

    /** Without its data or settings the program cannot say anything true; it says why, and ends once that was read. */
    private int refuse(Refusal refusal) throws InterruptedException {
        said(refusal.status(), refusal.line());
        try {
            toolkit.get();
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.ERROR, "there is no window", e.getCause());
            return said(NO_DISPLAY, words.get("start.no_display"));
        }
        var read = new CountDownLatch(1);
        Platform.runLater(() -> {
            var shown = false;
            try {
                var window = refusal.show(words, read::countDown);
                raise.set(() -> Refusal.raise(window));
                shown = true;
            } finally {
                if (!shown) {
                    read.countDown();
                }
            }
        });
        read.await();
        return refusal.status();
    }

    /** @param closed completed once a person has closed the window, or with the fault that kept it from coming */
    private void show(FrontDesk desk, List<Card> cards, List<Standing> standing, CompletableFuture<@Nullable Void> closed) {
        try {
            var window = new MainWindow(desk, new Stage(), standing, words, clock);
            raise.set(window::raise);
            window.show(cards, () -> closed.complete(null));
        } catch (RuntimeException | Error e) {
            closed.completeExceptionally(e);
            List.copyOf(Window.getWindows()).forEach(Window::hide);
        }
    }

    /** A fault of ours on any thread: the log has it, and the program goes on. */
    private static void unexpected(Thread thread, Throwable fault) {
        LOG.log(System.Logger.Level.ERROR, "a fault on " + thread.getName(), fault);
    }

    private static List<Standing> standing(World world, Folders folders) {
        var standing = new ArrayList<Standing>();
        standing.add(new Standing("gym", world.place().gymName()));
        standing.add(new Standing("desk", world.place().deskName()));
        for (var source : world.sources().values()) {
            standing.add(new Standing("address", Redactor.redact(source.origin().toString())));
        }
        standing.add(new Standing("data", folders.data().toString()));
        standing.add(new Standing("logs", folders.logs().toString()));
        return standing;
    }

    /** Only Linux can be without: there a window needs a display server. */
    private static boolean hasDisplay() {
        return !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                || System.getenv("DISPLAY") != null || "Headless".equals(System.getProperty("glass.platform"));
    }

    @SuppressWarnings("SystemOut")
    private static int said(int status, @Nullable String line) {
        System.err.println(line == null ? "" : Redactor.redact(line));
        return status;
    }
}
