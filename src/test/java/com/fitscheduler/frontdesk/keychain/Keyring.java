package com.fitscheduler.frontdesk.keychain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The throw-away gnome-keyring of {@code packaging/keyring}, through the programs that come with it. */
public final class Keyring {

    private static final String SECRETS = "org.freedesktop.secrets";
    private static final String LOGIN = "/org/freedesktop/secrets/collection/login";
    private static final String PASSWORD = "test\n";
    private static final String BUS_PATH = busPath();
    private static final Pattern NUMBER = Pattern.compile("uint32 (\\d+)");

    /** How many entries this program has there. */
    long count() throws IOException, InterruptedException {
        var search = new ProcessBuilder("secret-tool", "search", "--all", "service", OsVault.SERVICE)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Its answer is the exit value 1 where nothing is found.
        var process = search.start();
        var lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines();
        process.waitFor();
        return lines.filter(line -> line.startsWith("label = ")).count();
    }

    public void lock() throws IOException, InterruptedException {
        call(SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", "[objectpath '" + LOGIN + "']");
    }

    /** The process that keeps the secrets. */
    public long daemon() throws IOException, InterruptedException {
        return owner(SECRETS);
    }

    long bus() throws IOException, InterruptedException {
        return owner("org.freedesktop.DBus");
    }

    public void signal(String name, long process) throws IOException, InterruptedException {
        run(new ProcessBuilder("bash", "-c", "kill -" + name + " " + process), "");
    }

    /** Ends the daemon and starts it again, unlocked; the one way to unlock it without a person. */
    public void restart() throws IOException, InterruptedException {
        var daemon = ProcessHandle.of(daemon()).orElseThrow();
        daemon.destroy();
        daemon.onExit().join();
        start();
    }

    void killBus() throws IOException, InterruptedException {
        var bus = ProcessHandle.of(bus()).orElseThrow();
        var daemon = ProcessHandle.of(daemon()).orElseThrow();
        bus.destroyForcibly();
        bus.onExit().join();
        daemon.destroy();
        daemon.onExit().join();
    }

    /** At the address where the one before was, with its keyring unlocked. */
    void restartBus() throws IOException, InterruptedException {
        var path = Objects.requireNonNull(BUS_PATH);
        Files.deleteIfExists(Path.of(path));
        var bus = new ProcessBuilder("dbus-daemon", "--session", "--nofork", "--print-address", "--address=unix:path=" + path)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // It listens once it has said where. It goes with this program.
        bus.getInputStream().read();
        Runtime.getRuntime().addShutdownHook(new Thread(bus::destroyForcibly));
        start();
    }

    private void start() throws IOException, InterruptedException {
        // With the home it had: with the real one it would open the person's own keyring.
        var home = Objects.requireNonNull(System.getenv("FRONTDESK_KEYRING_HOME"));
        var again = new ProcessBuilder("gnome-keyring-daemon", "--unlock", "--components=secrets");
        again.environment().put("HOME", home);
        again.environment().put("XDG_DATA_HOME", home + "/data");
        again.environment().remove("DISPLAY");
        run(again, PASSWORD);
        run(new ProcessBuilder("gdbus", "wait", "--session", "--timeout", "30", SECRETS), "");
    }

    private long owner(String name) throws IOException, InterruptedException {
        var bus = "org.freedesktop.DBus";
        var answer = NUMBER.matcher(call(bus, "/", bus + ".GetConnectionUnixProcessID", name));
        if (!answer.find()) {
            throw new AssertionError("nobody owns " + name);
        }
        return Long.parseLong(answer.group(1));
    }

    /** A second item of the same name: one more attribute makes it another one to the keyring. */
    void plant(String account, String value) throws IOException, InterruptedException {
        run(new ProcessBuilder("secret-tool", "store", "--label=planted", "service", OsVault.SERVICE, "account", account,
                "planted", "yes"), value);
    }

    /** As somebody else would, entry by entry. */
    void remove(String account) throws IOException, InterruptedException {
        run(new ProcessBuilder("secret-tool", "clear", "service", OsVault.SERVICE, "account", account), "");
    }

    /** What it printed, once it ended well. */
    String run(ProcessBuilder program, String input) throws IOException, InterruptedException {
        if (BUS_PATH != null) {
            // Without the identity that a bus restarted there does not have.
            program.environment().put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + BUS_PATH);
        }
        var process = program.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(program.command() + " failed: " + output);
        }
        return output;
    }

    private static String busPath() {
        var path = Pattern.compile("unix:path=([^,]+)").matcher(
                Objects.requireNonNullElse(System.getenv("DBUS_SESSION_BUS_ADDRESS"), ""));
        return path.find() ? path.group(1) : null;
    }

    private String call(String destination, String path, String method, String argument)
            throws IOException, InterruptedException {
        return run(new ProcessBuilder("gdbus", "call", "--session", "--dest", destination, "--object-path", path,
                "--method", method, argument), "");
    }
}
