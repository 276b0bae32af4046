package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** What a program said on its error output, and the status that it ended with. */
    private record Ended(int status, String said) {}

    @TempDir
    private Path folder;

    @Test
    void theTourNeedsNoDisplay() throws Exception {
        var pictures = folder.resolve("tour");

        var ended = run(false, "--tour", pictures.toString());

        assertEquals(0, ended.status(), ended.said());
        try (var files = Files.list(pictures)) {
            var names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(40, names.size(), names.toString());
            assertEquals(20, names.stream().filter(name -> name.endsWith("-dark.png")).count());
            assertTrue(names.contains("14-offline-light.png"), names.toString());
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
            disabledReason = "needs a screen with a window manager: run packaging/check")
    void theTourTakesADisplayWhereThereIsOne() throws Exception {
        var ended = run(true, "--tour", folder.resolve("tour").toString());

        assertEquals(0, ended.status(), ended.said());
        try (var files = Files.list(folder.resolve("tour"))) {
            assertEquals(40, files.count());
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
    void whatIsNotUnderstoodIsNamed() throws Exception {
        var ended = run(false, "--prctice");

        assertEquals(2, ended.status());
        assertTrue(ended.said().contains("--prctice") && ended.said().contains("usage:"), ended.said());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
            disabledReason = "needs a screen with a window manager: run packaging/check")
    void aSecondStartIsNoSecondProgramAndNothingSecretIsWritten() throws Exception {
        var first = start(true, "--practice");
        var lock = folder.resolve("data/fitscheduler-front-desk/practice/running.sock");
        while (!Files.exists(lock)) {
            assertTrue(first.isAlive(), "the program did not start");
            Thread.onSpinWait();
        }

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
    void realModeNamesTheSettingThatIsMissing() throws Exception {
        var ended = run(true, "--real");

        assertEquals(2, ended.status());
        assertTrue(ended.said().contains("location.id is missing"), ended.said());
    }

    private Ended run(boolean display, String... arguments) throws IOException, InterruptedException {
        var program = start(display, arguments);
        var said = program.errorReader().lines().filter(line -> !line.contains("WARNING")
                && !line.contains("com.sun.javafx") && !line.contains("dconf") && !line.contains("Gtk")).toList();
        assertTrue(program.waitFor(120, TimeUnit.SECONDS), "still running");
        return new Ended(program.exitValue(), String.join("\n", said));
    }

    private Process start(boolean display, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Launcher.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        if (!display) {
            environment.remove("DISPLAY");
        }
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return builder.start();
    }
}
