package com.fitscheduler.frontdesk.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {

    @TempDir
    private Path folder;

    private final List<Runnable> later = new ArrayList<>();

    @Test
    void whatIsSetIsThereAtTheNextStart() {
        try (var preferences = open()) {
            preferences.set("window.x", "-12.5");
            preferences.set("name", "Empfang \u00e9\u4e2d \\ = # \n");
        }
        assertEquals(Optional.of("-12.5"), open().get("window.x"));
        assertEquals(Optional.of("Empfang \u00e9\u4e2d \\ = # \n"), open().get("name"));
        assertEquals(Optional.empty(), open().get("window.y"));
    }

    @Test
    void manyChangesAreOneWriteAndNoneIsNone() {
        try (var preferences = open()) {
            for (var x = 0; x < 100; x++) {
                preferences.set("window.x", Integer.toString(x));
            }
            assertEquals(1, later.size());
            assertFalse(Files.exists(file()));
            later.getFirst().run();
            assertEquals(Optional.of("99"), open().get("window.x"));
            preferences.set("window.x", "99");
            assertEquals(1, later.size());
            preferences.set("window.x", "100");
            assertEquals(2, later.size());
        }
        assertEquals(Optional.of("100"), open().get("window.x"));
    }

    @Test
    void aDamagedFileIsAnEmptyOneAndIsMendedByTheNextChange() throws IOException {
        var noise = new byte[2_000];
        new Random(6).nextBytes(noise);
        for (var damage : List.of(noise, "a=\\u00zz".getBytes(StandardCharsets.UTF_8), new byte[200_000])) {
            Files.write(file(), damage);
            try (var preferences = open()) {
                assertEquals(Optional.empty(), preferences.get("a"));
                preferences.set("a", "1");
            }
            assertEquals(Optional.of("1"), open().get("a"));
        }
    }

    @Test
    void whereNothingCanBeWrittenItWorksUntilTheEnd() {
        try (var preferences = Preferences.in(folder.resolve("missing"), later::add)) {
            preferences.set("a", "1");
            later.getFirst().run();
            assertEquals(Optional.of("1"), preferences.get("a"));
        }
        assertFalse(Files.exists(folder.resolve("missing")));
    }

    @Test
    void aHalfWrittenFileOfAKilledProgramChangesNothing() throws IOException {
        try (var preferences = open()) {
            preferences.set("a", "1");
        }
        Files.writeString(folder.resolve("preferences.properties.new"), "a=");
        try (var preferences = open()) {
            assertEquals(Optional.of("1"), preferences.get("a"));
            preferences.set("a", "2");
        }
        try (var files = Files.list(folder)) {
            assertTrue(files.allMatch(file()::equals));
        }
        assertEquals(Optional.of("2"), open().get("a"));
    }

    private Path file() {
        return folder.resolve("preferences.properties");
    }

    private Preferences open() {
        return Preferences.in(folder, later::add);
    }
}
