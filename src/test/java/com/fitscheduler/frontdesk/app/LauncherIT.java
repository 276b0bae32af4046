package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Child;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: what a person types, what comes back. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class LauncherIT {

    /** Stops of the tour, each light and dark. */
    private static final int TOUR = 21;

    /** What a program said on its error output, and the status that it ended with. */
    private record Ended(int status, String said) {}

    @TempDir
    private Path folder;

    private String otherDisplay;
    private String classPath = System.getProperty("java.class.path");
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void theTourNeedsNoDisplay() throws Exception {
        var pictures = folder.resolve("tour");

        var ended = run(false, "--tour", pictures.toString());

        assertEquals(0, ended.status(), ended.said());
        try (var files = Files.list(pictures)) {
            var names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(2 * TOUR, names.size(), names.toString());
            assertEquals(TOUR, names.stream().filter(name -> name.endsWith("-dark.png")).count());
            assertTrue(names.contains("15-offline-light.png"), names.toString());
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
            disabledReason = "needs a screen with a window manager: run packaging/check")
    void theTourTakesADisplayWhereThereIsOne() throws Exception {
        var ended = run(true, "--tour", folder.resolve("tour").toString());

        assertEquals(0, ended.status(), ended.said());
        try (var files = Files.list(folder.resolve("tour"))) {
            assertEquals(2 * TOUR, files.count());
        }
    }

    @Test
    void withoutADisplayOneLineSaysSo() throws Exception {
        var ended = run(false, "--practice");

        assertEquals(3, ended.status());
        assertEquals(1, ended.said().lines().count(), ended.said());
        assertTrue(ended.said().contains("--tour"), ended.said());
    }

    @Test
    void aDisplayThatCannotBeReachedIsNone() throws Exception {
        otherDisplay = ":9999";

        var ended = run(true, "--practice");

        assertEquals(3, ended.status(), ended.said());
        assertTrue(ended.said().contains("--tour"), ended.said());
    }

    @Test
    void whatIsNotUnderstoodIsNamed() throws Exception {
        var ended = run(false, "--prctice");

        assertEquals(2, ended.status());
        assertTrue(ended.said().contains("--prctice") && ended.said().contains("--help"), ended.said());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
            disabledReason = "needs a screen with a window manager: run packaging/check")
    void aSecondStartIsNoSecondProgramAndNothingSecretIsWritten() throws Exception {
        var first = start(true, "--practice");
        awaitListening(first);

        var second = run(true, "--practice");

        assertEquals(0, second.status(), second.said());
        assertTrue(second.said().contains("open already"), second.said());
        assertTrue(first.isAlive());
        first.destroyForcibly().waitFor();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("practice-session-"), file.toString());
            }
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
            disabledReason = "needs a screen with a window manager: run packaging/check")
    void realModeNamesTheSettingThatIsMissingInAWindowAndInItsLog() throws Exception {
        var program = start(true, "--real");
        closeAsAPersonWould(program);

        var ended = end(program);

        assertEquals(2, ended.status());
        var file = folder.resolve("config/fitscheduler-front-desk/default/settings.properties");
        assertTrue(ended.said().contains("backend.url is missing") && ended.said().contains(file.toString()), ended.said());
        assertTrue(log("default").contains("MISSING backend.url in " + file), log("default"));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
            disabledReason = "needs a screen with a window manager: run packaging/check")
    void aWindowThatCannotBeMadeIsSaidInAnotherOne() throws Exception {
        // As in a damaged installation: this one is found before ours.
        var damaged = folder.resolve("damaged");
        var screen = damaged.resolve("com/fitscheduler/frontdesk/ui/window/Window.fxml");
        Files.createDirectories(screen.getParent());
        Files.writeString(screen, "<not a screen");
        classPath = damaged + File.pathSeparator + classPath;

        var program = start(true, "--practice");
        closeAsAPersonWould(program);

        var ended = end(program);
        assertEquals(1, ended.status());
        assertTrue(ended.said().contains("Code E99"), ended.said());
        assertTrue(log("practice").contains("Window.fxml"), log("practice"));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
            disabledReason = "needs a screen with a window manager: run packaging/check")
    void aFrozenProgramIsNotSaidToBeShown() throws Exception {
        var first = start(true, "--practice");
        awaitListening(first);
        assertEquals(0, new ProcessBuilder("kill", "-STOP", Long.toString(first.pid())).start().waitFor());

        var second = start(true, "--practice");
        closeAsAPersonWould(second);

        var ended = end(second);
        assertEquals(1, ended.status());
        assertTrue(ended.said().contains("does not answer"), ended.said());
    }

    /** As a person closes what only has something to say; pressed again until the window is there and listens. */
    private static void closeAsAPersonWould(Process program) throws IOException, InterruptedException {
        for (var tries = 0; program.isAlive() && tries < 300; tries++) {
            var found = xdotool("search", "--onlyvisible", "--name", "^FitScheduler Front Desk$", "windowactivate");
            // A command of its own: in one with a window it would be sent in a way that toolkits ignore.
            if (found && xdotool("key", "Escape")) {
                program.waitFor(2, TimeUnit.SECONDS);
            } else {
                program.waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
        assertFalse(program.isAlive(), "no window came, or it did not close");
    }

    private static boolean xdotool(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(words));
        var run = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return run.waitFor(20, TimeUnit.SECONDS) && run.exitValue() == 0;
    }

    private void awaitListening(Process program) throws InterruptedException {
        while (!Files.exists(folder.resolve("data/fitscheduler-front-desk/practice/running.sock"))) {
            assertFalse(program.waitFor(20, TimeUnit.MILLISECONDS), "the program did not start");
        }
    }

    private String log(String profile) throws IOException {
        return Files.readString(folder.resolve("cache/fitscheduler-front-desk/logs/" + profile + "/front-desk-0.log"));
    }

    private Ended run(boolean display, String... arguments) throws IOException, InterruptedException {
        return end(start(display, arguments));
    }

    private static Ended end(Process program) throws InterruptedException {
        var said = program.errorReader().lines().filter(line -> !line.contains("WARNING")
                && !line.contains("com.sun.javafx") && !line.contains("dconf") && !line.contains("Gtk")).toList();
        assertTrue(program.waitFor(120, TimeUnit.SECONDS), "still running");
        return new Ended(program.exitValue(), String.join("\n", said));
    }

    private Process start(boolean display, String... arguments) throws IOException {
        var builder = Child.of(Launcher.class, List.of("-cp", classPath), arguments);
        var environment = builder.environment();
        if (!display) {
            environment.remove("DISPLAY");
        }
        if (otherDisplay != null) {
            environment.put("DISPLAY", otherDisplay);
        }
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        var program = builder.start();
        started.add(program);
        return program;
    }
}
