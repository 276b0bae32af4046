package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.cli.Command;
import com.fitscheduler.frontdesk.cli.Commands;
import com.fitscheduler.frontdesk.cli.Exchange;
import com.fitscheduler.frontdesk.cli.Exchange.Request;
import com.fitscheduler.frontdesk.cli.Line;
import com.fitscheduler.frontdesk.cli.Syntax;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.LogFiles;
import com.fitscheduler.frontdesk.desktop.Network;
import com.fitscheduler.frontdesk.desktop.RunningInstance;
import com.fitscheduler.frontdesk.desktop.RunningInstance.Alone;
import com.fitscheduler.frontdesk.desktop.RunningInstance.Carried;
import com.fitscheduler.frontdesk.desktop.RunningInstance.Unanswered;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.keychain.OsVault;
import com.fitscheduler.frontdesk.ui.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out one command without a window: by the window that is open, or by itself. */
final class Terminal {

    private static final System.Logger LOG = System.getLogger(Terminal.class.getName());
    private static final int LONGEST_INPUT = 8 * 1024;

    private final Arguments arguments;
    private final Words words;
    private final Clock clock;
    private final PrintWriter out;
    private final PrintWriter err;

    Terminal(Arguments arguments, Words words, Clock clock, PrintWriter out, PrintWriter err) {
        this.arguments = arguments;
        this.words = words;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** What can be typed. */
    static Syntax syntax(Words words) {
        return new Syntax(words, SettingsLayers.KEYS, Version.text());
    }

    /**
     * Blocks until it is over.
     *
     * @param in where a secret comes from; never an argument, which others on this computer can see
     * @return the status for the process
     */
    int run(Line line, InputStream in) throws IOException, InterruptedException {
        var command = line.command().orElseThrow();
        var input = command.wantsInput() ? firstLine(in) : "";
        if (command.wantsInput() && input.isBlank()) {
            err.println(words.get("cli.no_input"));
            return Commands.MISUSED;
        }
        var folders = Folders.of(arguments.profile());
        return switch (ordered(folders, Exchange.bytes(new Request(line.words(), input)))) {
            case Carried carried -> {
                var said = Exchange.reply(carried.reply());
                out.print(said.out());
                err.print(said.err());
                yield said.status();
            }
            case Unanswered() -> {
                err.println(words.get("cli.unanswered"));
                yield Commands.FAILED;
            }
            case Alone(var running) -> {
                try (running; var logs = LogFiles.in(folders.logs())) {
                    yield alone(folders, command, input);
                }
            }
            case null -> alone(folders, command, input);
        };
    }

    /** Null where the folder cannot be written: then nothing can be changed, and there is nobody to get in the way of. */
    private RunningInstance.@Nullable Ordered ordered(Folders folders, byte[] order) {
        try {
            return RunningInstance.order(folders.data(), order);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the data folder can only be read", e);
            return null;
        }
    }

    private int alone(Folders folders, Command command, String input) throws IOException, InterruptedException {
        Optional<Settings> settings = Optional.empty();
        World world;
        try {
            if (arguments.practice()) {
                world = World.practice(folders, clock);
            } else {
                settings = Optional.of(Settings.of(folders, arguments));
                if (command instanceof Command.SignIn && ChosenGym.isOpen(settings.get(), folders)) {
                    return firstSignIn(folders, settings.get(), command, input);
                }
                world = World.real(settings.get(), RealServices.of(settings.get(), arguments.profile(), clock),
                        ChosenGym.of(settings.get(), folders), clock);
            }
        } catch (Settings.Refused e) {
            LOG.log(System.Logger.Level.ERROR, "a setting cannot be used", e);
            return inTrouble(folders, settings, Optional.empty(), Refusal.of(Commands.MISUSED, e, words), command, input);
        }
        try (var desk = new FrontDesk(world, folders, Runnable::run, clock)) {
            return carryOut(Diagnosis.of(desk, folders, settings, words, clock), command, input);
        } catch (IntegrationException e) {
            world.close();
            LOG.log(System.Logger.Level.ERROR, "the data cannot be opened", e);
            return inTrouble(folders, settings, Optional.of(e.problem()), Refusal.of(Commands.FAILED, e.problem(), words), command, input);
        }
    }

    private int carryOut(Diagnosis diagnosis, Command command, String input) throws InterruptedException {
        return new Commands(TerminalDesk.of(diagnosis, arguments), words, out, err).run(command, input);
    }

    /** Before it is known where this computer stands there is no desk to open. */
    private int firstSignIn(Folders folders, Settings settings, Command command, String input) throws InterruptedException {
        try (var services = RealServices.of(settings, arguments.profile(), clock)) {
            var diagnosis = new Diagnosis(folders, words, clock, Network::surelyOffline, Optional.of(settings),
                    Optional.of(new World.Reach(settings.leadConnector(), settings.backend())),
                    Optional.of(services.credentials()), Optional.empty(), Optional.empty());
            var way = services.session().map(session -> ChosenGym.bySignIn(new DeskAccount(session, services.backend()), folders));
            return new Commands(new TerminalDesk(diagnosis, arguments, way), words, out, err).run(command, input);
        }
    }

    /** Settings or data cannot be used: that is told, and what can be found out is found out. */
    private int inTrouble(Folders folders, Optional<Settings> settings, Optional<Problem> trouble, Refusal refusal,
            Command command, String input) throws InterruptedException {
        err.println(refusal.line());
        if (!command.worksInTrouble()) {
            return refusal.status();
        }
        try (var credentials = new KeychainCredentialStore(new OsVault(), arguments.profile())) {
            var reach = settings.map(known -> new World.Reach(known.leadConnector(), known.backend()));
            carryOut(new Diagnosis(folders, words, clock, Network::surelyOffline, settings, reach,
                    arguments.practice() ? Optional.empty() : Optional.of(credentials), Optional.empty(), trouble), command, input);
            return refusal.status();
        }
    }

    /** Without its end; what is longer than any secret is cut. */
    private static String firstLine(InputStream in) throws IOException {
        var bytes = new byte[LONGEST_INPUT];
        var length = 0;
        for (var next = in.read(); next >= 0 && next != '\n' && length < LONGEST_INPUT; next = in.read()) {
            bytes[length++] = (byte) next;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    }
}
