package com.fitscheduler.frontdesk.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    private final Logger root = Logger.getLogger("");
    private final Handler[] before = root.getHandlers();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        for (var handler : before) {
            root.addHandler(handler);
        }
    }

    @Test
    void aLineHasItsInstantAndAFailureItsStack() throws Exception {
        try (var logs = LogFiles.in(folder)) {
            System.getLogger("com.fitscheduler.frontdesk.desk").log(System.Logger.Level.WARNING, "did not work", new IllegalStateException("why"));
            System.getLogger("org.sqlite").log(System.Logger.Level.INFO, "chatter");
        }
        var text = Files.readString(folder.resolve("front-desk-0.log"));
        assertTrue(text.matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\S+Z WARNING com.fitscheduler.frontdesk.desk did not work\njava.lang.IllegalStateException: why\n\tat .*"), text);
        assertFalse(text.contains("chatter"));
    }

    @Test
    void aMessageStaysInItsLine() throws Exception {
        try (var logs = LogFiles.in(folder)) {
            System.getLogger("com.fitscheduler.frontdesk.desk").log(System.Logger.Level.INFO, "one\r\n2026-01-01T00:00:00Z SEVERE two");
            System.getLogger("com.fitscheduler.frontdesk.desk").log(System.Logger.Level.DEBUG, "too much");
        }
        assertEquals(1, Files.readAllLines(folder.resolve("front-desk-0.log")).size());
    }

    @Test
    void theFilesNeverGrowBeyondFiveTimesTwoMegabytes() throws Exception {
        try (var logs = LogFiles.in(folder)) {
            var logger = System.getLogger("com.fitscheduler.frontdesk.desk");
            var text = "\u00e9".repeat(50_000);
            for (var i = 0; i < 150; i++) {
                logger.log(System.Logger.Level.INFO, text);
            }
        }
        var bytes = 0L;
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                assertTrue(file.toString().matches(".*front-desk-[0-4]\\.log"), file.toString());
                bytes += Files.size(file);
            }
        }
        assertTrue(bytes > 8_000_000 && bytes < 11_000_000, bytes + " bytes");
    }

    @Test
    void aFolderMayHaveAPercentSignInItsName() throws Exception {
        var odd = Files.createDirectory(folder.resolve("100%u"));
        LogFiles.in(odd).close();

        assertTrue(Files.exists(odd.resolve("front-desk-0.log")));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoReasonNotToRun() throws Exception {
        var blocked = Files.writeString(folder.resolve("blocked"), "a file where the folder should be");

        LogFiles.in(blocked).close();

        assertTrue(root.getHandlers().length > 0);
    }

    @Test
    void noMessageOfAnyFailureForgesALineOrTellsASecret() throws Exception {
        var failure = new IllegalStateException("a\n2026-01-01T00:00:00Z SEVERE forged", new IOException("Bearer s3cr3t"));
        failure.addSuppressed(new IOException("https://x:s3cr3t@host.example", failure));
        failure.addSuppressed(new IOException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no words");
            }
        });
        try (var logs = LogFiles.in(folder)) {
            System.getLogger("com.fitscheduler.frontdesk.desk").log(System.Logger.Level.ERROR, "password=s3cr3t\u001b[1m", failure);
        }
        var text = read();
        assertFalse(text.contains("s3cr3t") || text.contains("\u001b"), text);
        assertTrue(text.contains("Suppressed: java.io.IOException: https://[removed]@host.example"), text);
        assertTrue(text.contains("Caused by: java.io.IOException: Bearer [removed]"), text);
        assertEquals(1, text.lines().filter(line -> line.contains("SEVERE forged") && line.startsWith("java.lang.Ill")).count(), text);
        assertTrue(text.lines().noneMatch(line -> line.startsWith("2026-01-01")), text);
    }

    @Test
    void noConfigurationMakesALibraryTalk() throws Exception {
        var loud = Stream.of("org.freedesktop.dbus.connections", "org.sqlite.core", "jdk.httpclient.HttpClient",
                "com.github.javakeyring.internal").map(Logger::getLogger).toList();
        try (var logs = LogFiles.in(folder)) {
            // As a logging.properties or the command line would, even after we have set ours.
            root.setLevel(Level.ALL);
            for (var logger : loud) {
                logger.setLevel(Level.ALL);
                logger.info("chatter");
                logger.warning("trouble");
            }
        } finally {
            loud.forEach(logger -> logger.setLevel(null));
        }
        assertFalse(read().contains("chatter"));
        assertEquals(loud.size(), read().lines().count());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskOrAFileThatWasDeletedIsNoReasonToStop() throws Exception {
        Files.createSymbolicLink(folder.resolve("front-desk-0.log"), Path.of("/dev/full"));
        try (var logs = LogFiles.in(folder)) {
            say();
        }
        Files.delete(folder.resolve("front-desk-0.log"));
        try (var logs = LogFiles.in(folder)) {
            say();
            Files.delete(folder.resolve("front-desk-0.log"));
            say();
        }
        try (var logs = LogFiles.in(folder)) {
            say();
        }
        assertEquals(1, read().lines().count());
    }

    private static void say() {
        System.getLogger("com.fitscheduler.frontdesk.desk").log(System.Logger.Level.INFO, "here");
    }

    private String read() throws IOException {
        return Files.readString(folder.resolve("front-desk-0.log"));
    }
}
