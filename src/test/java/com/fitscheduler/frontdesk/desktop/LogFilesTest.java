package com.fitscheduler.frontdesk.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    private final Logger root = Logger.getLogger("");
    private final Handler[] before = root.getHandlers();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        for (var handler : before) {
            root.addHandler(handler);
        }
    }

    @Test
    void aLineHasItsInstantAndAFailureItsStack() throws Exception {
        try (var logs = LogFiles.in(folder)) {
            System.getLogger("desk").log(System.Logger.Level.WARNING, "did not work", new IllegalStateException("why"));
            System.getLogger("org.sqlite").log(System.Logger.Level.INFO, "chatter");
        }
        var text = Files.readString(folder.resolve("front-desk-0.log"));
        assertTrue(text.matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\S+Z WARNING desk did not work\njava.lang.IllegalStateException: why\n\tat .*"), text);
        assertFalse(text.contains("chatter"));
    }

    @Test
    void aMessageStaysInItsLine() throws Exception {
        try (var logs = LogFiles.in(folder)) {
            System.getLogger("desk").log(System.Logger.Level.INFO, "one\r\n2026-01-01T00:00:00Z SEVERE two");
            System.getLogger("desk").log(System.Logger.Level.DEBUG, "too much");
        }
        assertEquals(1, Files.readAllLines(folder.resolve("front-desk-0.log")).size());
    }

    @Test
    void theFilesNeverGrowBeyondFiveTimesTwoMegabytes() throws Exception {
        try (var logs = LogFiles.in(folder)) {
            var logger = System.getLogger("desk");
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
}
