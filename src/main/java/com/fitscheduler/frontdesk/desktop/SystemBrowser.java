package com.fitscheduler.frontdesk.desktop;

import com.fitscheduler.frontdesk.integration.Browser;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The browser, and the window for folders, that the operating system starts for an address. Not {@code java.awt.Desktop}, which together with JavaFX
 * freezes on Linux, and never through a shell. The address is an argument of a process, which other people of this computer
 * may read: it must hold nothing that is good for more than one.
 */
public final class SystemBrowser implements Browser {

    private static final System.Logger LOG = System.getLogger(SystemBrowser.class.getName());
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Set<String> THIS_COMPUTER = Set.of("127.0.0.1", "localhost", "[::1]");
    /** The person's choice first, then what is there. */
    private static final List<String> LINUX = List.of("xdg-open", "x-www-browser", "firefox", "google-chrome",
            "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge", "brave-browser");
    /** RFC 3986's letters, less those that a Windows command line could take for its own. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/?&=%._~#+,;@!$'()*\\[\\]-]+");

    private final String system;
    private final Map<String, String> environment;
    private final Duration deadline;

    public SystemBrowser() {
        this(System.getenv());
    }

    /** The one of a process with that environment: programs are looked for on its PATH, and inherit it. */
    public SystemBrowser(Map<String, String> environment) {
        this(System.getProperty("os.name"), environment, DEADLINE);
    }

    SystemBrowser(String system, Map<String, String> environment, Duration deadline) {
        this.system = system.toLowerCase(Locale.ROOT);
        this.environment = environment;
        this.deadline = deadline;
    }

    @Override
    public void open(URI address) throws IntegrationException, InterruptedException {
        var text = address.toASCIIString();
        if (!isAllowed(address) || !PLAIN.matcher(text).matches()) {
            throw new IntegrationException(Problem.BROWSER_NOT_OPENED, "an address that no browser is opened for");
        }
        var commands = commands(text);
        for (var command : commands) {
            if (started(command)) {
                return;
            }
        }
        throw new IntegrationException(Problem.BROWSER_NOT_OPENED, commands.size() + " ways tried");
    }

    /** Shows that folder as the operating system shows folders; false if nothing here does. */
    public boolean show(Path folder) throws InterruptedException {
        for (var command : commands(folder.toAbsolutePath().toString())) {
            if (started(command)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAllowed(URI address) {
        var host = address.getHost();
        return host != null && address.getRawUserInfo() == null && ("https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && THIS_COMPUTER.contains(host)));
    }

    /** What can be tried here, best first. */
    List<List<String>> commands(String address) {
        if (system.startsWith("windows")) {
            return List.of(List.of(windows("rundll32.exe"), "url.dll,FileProtocolHandler", address));
        }
        if (system.startsWith("mac")) {
            return List.of(List.of("/usr/bin/open", address));
        }
        var found = new ArrayList<List<String>>();
        for (var name : LINUX) {
            onPath(name).ifPresent(program -> found.add(List.of(program, address)));
        }
        return found;
    }

    /** By its full name: Windows looks in the program's own and the current folder first. */
    private String windows(String program) {
        return environment.getOrDefault("SystemRoot", "C:\\Windows") + "\\System32\\" + program;
    }

    private Optional<String> onPath(String name) {
        for (var folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            var program = Path.of(folder, name);
            if (program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program)) {
                return Optional.of(program.toString());
            }
        }
        return Optional.empty();
    }

    /** A browser that is itself started goes on running; one that only hands over ends, and says whether it could. */
    private boolean started(List<String> command) throws InterruptedException {
        var name = Path.of(command.getFirst()).getFileName();
        try {
            var builder = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
            var well = !ended || process.exitValue() == 0;
            LOG.log(System.Logger.Level.DEBUG, "{0} {1}", name, ended ? "ended with " + process.exitValue() : "runs");
            return well;
        } catch (IOException e) {
            // The message of the exception may name the arguments.
            LOG.log(System.Logger.Level.DEBUG, "{0} cannot be started: {1}", name, e.getClass().getSimpleName());
            return false;
        }
    }
}
