package com.fitscheduler.frontdesk.keychain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The throw-away gnome-keyring of {@code packaging/keyring}, through the programs that come with it. */
final class Keyring {

    private static final String SECRETS = "org.freedesktop.secrets";
    private static final String LOGIN = "/org/freedesktop/secrets/collection/login";
    private static final String PASSWORD = "test\n";
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

    void lock() throws IOException, InterruptedException {
        call(SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", "[objectpath '" + LOGIN + "']");
    }

    /** Ends the daemon and starts it again, unlocked; the one way to unlock it without a person. */
    void restart() throws IOException, InterruptedException {
        var bus = "org.freedesktop.DBus";
        var answer = NUMBER.matcher(call(bus, "/", bus + ".GetConnectionUnixProcessID", SECRETS));
        if (!answer.find()) {
            throw new AssertionError("nobody owns " + SECRETS);
        }
        var daemon = ProcessHandle.of(Long.parseLong(answer.group(1))).orElseThrow();
        daemon.destroy();
        daemon.onExit().join();
        // With the home it had: with the real one it would open the person's own keyring.
        var home = Objects.requireNonNull(System.getenv("FRONTDESK_KEYRING_HOME"));
        var again = new ProcessBuilder("gnome-keyring-daemon", "--unlock", "--components=secrets");
        again.environment().put("HOME", home);
        again.environment().put("XDG_DATA_HOME", home + "/data");
        again.environment().remove("DISPLAY");
        run(again, PASSWORD);
        run(new ProcessBuilder("gdbus", "wait", "--session", "--timeout", "30", SECRETS), "");
    }

    /** A second item of the same name: one more attribute makes it another one to the keyring. */
    void plant(String account, String value) throws IOException, InterruptedException {
        run(new ProcessBuilder("secret-tool", "store", "--label=planted", "service", OsVault.SERVICE, "account", account,
                "planted", "yes"), value);
    }

    /** What it printed, once it ended well. */
    String run(ProcessBuilder program, String input) throws IOException, InterruptedException {
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

    private String call(String destination, String path, String method, String argument)
            throws IOException, InterruptedException {
        return run(new ProcessBuilder("gdbus", "call", "--session", "--dest", destination, "--object-path", path,
                "--method", method, argument), "");
    }
}
