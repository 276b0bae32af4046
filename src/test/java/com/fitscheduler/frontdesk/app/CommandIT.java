package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.testsupport.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Commands as processes: with nothing open, with a window open, and in trouble. No display is needed. */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class CommandIT {

    /** What a process printed, and the status that it ended with. */
    private record Ended(int status, String out, String err) {}

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    /** Of the Java that is started next. */
    private final List<String> flags = new ArrayList<>();
    private final String token;
    private final String locationId;

    CommandIT() throws IOException {
        try (var services = new PracticeServices("unused", List.of())) {
            token = services.token();
            locationId = services.accountId();
        }
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void everyCommandWorksWithNothingOpen() throws Exception {
        assertEquals(4, run("", "--practice", "status").status());
        var connected = run(token + "\n", "--practice", "connect", "--location", locationId);
        assertEquals(0, connected.status(), connected.err());
        assertTrue(connected.out().startsWith("LeadConnector: Connected"), connected.out());

        var status = run("", "--practice", "status", "--json");
        assertEquals(0, status.status(), status.err());
        assertEquals("connected", JsonMapper.builder().build().readTree(status.out()).path("integrations").path(0).path("status").asString());
        assertEquals(0, run("", "--practice", "sync").status());

        var doctor = run("", "--practice", "doctor");
        assertEquals(0, doctor.status(), doctor.out() + doctor.err());
        assertEquals(7, doctor.out().lines().filter(line -> line.startsWith("[OK]")).count(), doctor.out());

        var file = folder.resolve("support.zip");
        assertEquals(0, run("", "--practice", "support-file", file.toString()).status());
        assertSafe(file);
        assertEquals(0, run("", "--practice", "disconnect").status());
        assertEquals(4, run("", "--practice", "status").status());
        assertNowhere(token);
    }

    @Test
    void theWindowThatIsOpenCarriesThemOutAndAnotherProfileIsAnotherSetUp() throws Exception {
        var classes = folder.resolve("classes.log");
        flags.add("-Xlog:class+load=info:file=" + classes);
        var window = start("--practice");
        flags.clear();
        while (!Files.exists(folder.resolve("data/fitscheduler-front-desk/practice/running.sock"))) {
            assertFalse(window.waitFor(20, TimeUnit.MILLISECONDS), "the program did not start");
        }

        // The socket is there before the window, so this waits until there is a desk.
        var connected = run(token + "\n", "--practice", "connect", "--location", locationId);
        assertEquals(0, connected.status(), connected.err());
        assertFalse(usual(Files.readString(classes)).contains("picocli"), "loaded by a usual start");
        assertEquals(0, run("", "--practice", "status").status());
        assertEquals(4, run("", "--practice", "--profile", "east", "status").status());
        assertEquals(2, run("", "--practice", "--set", "desk.name=A", "status").status());
        assertEquals(0, run("", "--practice", "doctor", "--json").status());
        // Where it was typed, and not where the window was started.
        var file = folder.resolve("support.zip");
        assertEquals(0, run("", "--practice", "support-file", "support.zip").status());
        assertSafe(file);
        assertTrue(window.isAlive());
    }

    @Test
    void aSettingThatCannotBeUsedIsNamedAndTheFileForTheHelperIsWrittenAllTheSame() throws Exception {
        var refused = run("", "--set", "backend.url=http://a.example", "status");
        assertEquals(2, refused.status());
        assertTrue(refused.err().contains("backend.url") && refused.err().contains("--set backend.url"), refused.err());

        var missing = run("", "sync");
        assertEquals(2, missing.status());
        assertTrue(missing.err().contains("location.id is missing"), missing.err());

        var file = folder.resolve("support.zip");
        assertEquals(2, run("", "support-file", file.toString()).status());
        assertSafe(file);
    }

    @Test
    void withoutInputNothingIsTriedAndWhatIsTypedWronglyIsNotRepeatedWithItsSecret() throws Exception {
        assertEquals(2, run("", "--practice", "connect", "--location", locationId).status());
        var misused = run("", "--practice", "connect", "--location", locationId, "pit-made-up-0000");
        assertEquals(2, misused.status());
        assertFalse(misused.err().contains("made-up"), misused.err());
        assertEquals(0, run("", "--help").status());
        assertEquals(0, run("", "--version").status());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_KEYRING", matches = "1",
            disabledReason = "needs a throw-away keyring: run packaging/check")
    void inRealModeTheLoginIsInTheKeychainAndNowhereElse() throws Exception {
        try (var services = new PracticeServices("unused", List.of())) {
            var settings = List.of("--profile", "command-it", "--set", "leadconnector.api=" + services.leadConnector(),
                    "--set", "location.id=gym-1", "--set", "location.name=" + services.gymName());
            assertEquals(0, run(token + "\n", with(settings, "connect", "--location", locationId)).status());
            assertEquals(0, run("", with(settings, "sync")).status());
            assertNowhere(token);
            assertEquals(0, run("", with(settings, "disconnect")).status());
        }
    }

    /** What was loaded before the first command came in. */
    private static String usual(String classes) {
        assertTrue(classes.contains("cli.Exchange"), "no command came in");
        return classes.substring(0, classes.indexOf("cli.Exchange$Request"));
    }

    private static String[] with(List<String> settings, String... command) {
        var words = new ArrayList<>(settings);
        words.addAll(List.of(command));
        return words.toArray(String[]::new);
    }

    private void assertSafe(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            var names = Collections.list(zip.entries()).stream().map(entry -> entry.getName()).toList();
            assertTrue(names.containsAll(List.of("contents.txt", "versions.txt", "settings.txt", "check.txt")), names.toString());
            for (var entry : Collections.list(zip.entries())) {
                var text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                assertFalse(text.contains(token) || text.toLowerCase(Locale.ROOT).contains("high" + "level"), text);
            }
        }
    }

    private void assertNowhere(String secret) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                // Practice mode's own, made-up logins are in a file of its own.
                if (!file.endsWith("practice-logins.json")) {
                    assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret), file.toString());
                }
            }
        }
    }

    private Ended run(String input, String... words) throws IOException, InterruptedException {
        var process = start(words);
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
        return new Ended(process.exitValue(), out, err);
    }

    private Process start(String... words) throws IOException {
        var all = new ArrayList<>(List.of("-Dglass.platform=Headless", "-Dprism.order=sw", "-Dstdout.encoding=UTF-8"));
        all.addAll(flags);
        var builder = Child.of(Launcher.class, all, words);
        builder.directory(folder.toFile());
        builder.environment().remove("DISPLAY");
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        var process = builder.start();
        started.add(process);
        return process;
    }
}
