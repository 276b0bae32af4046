package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.cli.Exchange;
import com.fitscheduler.frontdesk.cli.Line.Misused;
import com.fitscheduler.frontdesk.cli.Line.Printed;
import com.fitscheduler.frontdesk.cli.Line.Understood;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.LogFiles;
import com.fitscheduler.frontdesk.desktop.Redactor;
import com.fitscheduler.frontdesk.desktop.RunningInstance;
import com.fitscheduler.frontdesk.http.Proxies;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.oauth.ServerLimits;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.help.HelpController.Fact;
import com.fitscheduler.frontdesk.ui.settings.SettingsController.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    private Arguments arguments;
    private final Words words = Words.shipped();
    /** No finer than what is stored, so that a change is the same before and after a restart. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneId.systemDefault());
    private final Clock clock = CLOCK;
    /** Brings what is on the screen to the front, on the toolkit's thread; false while or once there is nothing. */
    private final AtomicReference<BooleanSupplier> raise = new AtomicReference<>(() -> false);
    /** Carries out what other processes are told, once there is a desk or it is clear that there will be none. */
    private interface Orders {
        byte[] carryOut(byte[] order) throws InterruptedException;
    }

    private final CompletableFuture<Orders> orders = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> toolkit = new CompletableFuture<>();
    private boolean forgotten;
    /** What the person asked for by leaving. */
    private boolean practiceNext;
    private boolean again;

    private Launcher(Arguments arguments) {
        this.arguments = arguments;
    }

    /** The command line is that of the README. */
    public static void main(String[] args) {
        Milestones.reached("main");
        Proxies.followSystem();
        Thread.setDefaultUncaughtExceptionHandler(Launcher::unexpected);
        ServerLimits.apply();
        // Without the exit, threads of the toolkit or of the keychain library keep a process alive that is done.
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            var usual = Arguments.usual(args);
            return usual.isPresent() ? new Launcher(usual.get()).run() : typed(args);
        } catch (Exception | Error e) {
            LOG.log(System.Logger.Level.ERROR, "ended by a fault", e);
            return said(FAILED, e.toString());
        }
    }

    @SuppressWarnings("SystemOut")
    private static int typed(String... args) throws IOException, InterruptedException {
        var words = Words.shipped();
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        try (out; err) {
            return switch (Terminal.syntax(words).parse(args)) {
                case Printed(var text) -> {
                    out.print(text);
                    yield WELL;
                }
                case Misused(var why) -> said(MISUSED, why);
                case Understood(var line) when line.command().isEmpty() -> new Launcher(Arguments.of(line)).run();
                case Understood(var line) -> new Terminal(Arguments.of(line), words, CLOCK, out, err).run(line, System.in);
            };
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
            var status = claim();
            if (practiceNext) {
                practiceNext = false;
                arguments = arguments.practising();
                status = claim();
            }
            return status;
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
                try (running) {
                    int status;
                    try (var logs = LogFiles.in(folders.logs())) {
                        status = opened(folders, running::stopListening);
                    }
                    yield forgotten ? emptied(folders, status) : status;
                }
            }
            case null -> {
                try (var logs = LogFiles.in(folders.logs())) {
                    yield opened(folders, () -> {});
                }
            }
        };
    }

    /** After everything in the folders is closed, and before another start may open it. */
    private int emptied(Folders folders, int status) throws InterruptedException {
        var left = folders.empty();
        return left.isEmpty() ? status : refuse(Refusal.left(FAILED, left, words));
    }

    /** Null where the folder cannot be written and has cards to show: any number of programs may look at those. */
    private RunningInstance.@Nullable Claim claimed(Folders folders) throws IOException {
        try {
            return RunningInstance.claim(folders.data(), new RunningInstance.Service() {
                @Override
                public boolean raise() {
                    return raised();
                }

                @Override
                public byte[] order(byte[] order) throws InterruptedException {
                    try {
                        return orders.get().carryOut(order);
                    } catch (ExecutionException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
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
            int status;
            do {
                again = false;
                status = open(folders, onClosed);
            } while (again);
            return status;
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
        Optional<Settings> settings = Optional.empty();
        Milestones.reached("claimed");
        World world;
        try {
            if (arguments.practice()) {
                world = World.practice(folders, clock);
            } else {
                settings = Optional.of(Settings.of(folders, arguments));
                var start = new RealStart(arguments.profile(), words, clock, toolkit, this::asking);
                switch (start.open(settings.get(), folders)) {
                    case RealStart.Outcome.Opened(var opened) -> world = opened;
                    case RealStart.Outcome.Practice() -> {
                        practiceNext = true;
                        return WELL;
                    }
                    case RealStart.Outcome.NotSignedIn() -> {
                        return WELL;
                    }
                    case RealStart.Outcome.NotSetUp(var missing) -> {
                        LOG.log(System.Logger.Level.ERROR, "a setting is missing", missing);
                        return said(MISUSED, Refusal.of(MISUSED, missing, words).line());
                    }
                }
            }
        } catch (Settings.Refused e) {
            LOG.log(System.Logger.Level.ERROR, "a setting cannot be used", e);
            return refuse(Refusal.of(MISUSED, e, words));
        }
        Milestones.reached("world");
        try (var desk = new FrontDesk(world, folders, Platform::runLater, clock)) {
            desk.practiseAgain();
            var cards = desk.cards();
            Milestones.reached("cards");
            var diagnosis = Diagnosis.of(desk, folders, settings, words, clock);
            orders.obtrudeValue(TerminalDesk.of(diagnosis, arguments)::order);
            var standing = standing(world, folders);
            Views.preloadTexts();
            Milestones.reached("texts");
            toolkit.get();
            Platform.runLater(() -> show(desk, cards, diagnosis, standing, facts(folders), closed));
            if (arguments.tour().isPresent() && world.practice().isPresent()) {
                new Tour(arguments.tour().get(), world.practice().get()).run();
            } else {
                closed.get();
                again = desk.reopening();
                if (!again) {
                    onClosed.run();
                }
                forgotten = desk.forgotten();
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

    /** A person is asked before there is a desk; whoever gives an order meanwhile is told so. */
    private void asking(BooleanSupplier onScreen) {
        raise.set(onScreen);
        var refusal = Refusal.of(FAILED, Problem.DESK_NOT_SIGNED_IN, words);
        orders.complete(_ -> Exchange.bytes(new Exchange.Reply(refusal.status(), "", refusal.line() + "\n")));
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
        orders.complete(_ -> Exchange.bytes(new Exchange.Reply(refusal.status(), "", refusal.line() + "\n")));
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
    private void show(FrontDesk desk, List<Card> cards, Diagnosis diagnosis, List<Standing> standing, List<Fact> facts,
            CompletableFuture<@Nullable Void> closed) {
        try {
            var window = new MainWindow(desk, new Stage(), standing, facts, words, clock);
            window.offer(diagnosis);
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

    private List<Standing> standing(World world, Folders folders) {
        var standing = new ArrayList<Standing>();
        standing.add(new Standing("gym", world.place().gymName()));
        for (var source : world.sources().values()) {
            standing.add(new Standing("address", Redactor.redact(source.origin().toString())));
        }
        standing.add(new Standing("data", folders.data().toString()));
        standing.add(new Standing("logs", folders.logs().toString()));
        return standing;
    }

    private List<Fact> facts(Folders folders) {
        return List.of(
                new Fact("version", Optional.ofNullable(System.getProperty("jpackage.app-version"))
                        .orElse(words.get("about.version.built"))),
                new Fact("java", Runtime.version().toString()),
                new Fact("javafx", System.getProperty("javafx.version", "")),
                new Fact("system", System.getProperty("os.name") + " " + System.getProperty("os.version")
                        + " " + System.getProperty("os.arch")),
                new Fact("data", folders.data().toString()),
                new Fact("logs", folders.logs().toString()));
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
