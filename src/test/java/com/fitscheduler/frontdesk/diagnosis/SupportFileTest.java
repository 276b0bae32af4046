package com.fitscheduler.frontdesk.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.desktop.Redactor;
import com.fitscheduler.frontdesk.diagnosis.SupportFile.Part;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportFileTest {

    private static final Instant AT = Instant.parse("2026-11-29T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void itHoldsWhatItListsWithoutSecretsAndWithoutTheBrand() throws Exception {
        var brand = "high" + "level";
        var file = collect(part("state.txt", () -> "connected"),
                part("log.txt", () -> "token=abc-made-up pit-made-up-0000 someone@gym.example\nuse " + brand + " here"));

        file.write(folder.resolve("support.zip"));

        var zip = read(folder.resolve("support.zip"));
        assertEquals(List.of("contents.txt", "state.txt", "log.txt"), List.copyOf(zip.keySet()));
        assertEquals("connected", zip.get("state.txt"));
        assertEquals(3, file.entries().get(1).removed());
        for (var secret : List.of("abc-made-up", "pit-made-up", "someone@", brand)) {
            assertFalse(zip.toString().contains(secret), zip.toString());
        }
        assertTrue(zip.get("contents.txt").contains("log.txt: " + zip.get("log.txt").length() + " bytes, removed: 3"), zip.toString());
        assertTrue(zip.get("contents.txt").contains("left out: sign-ins"), zip.toString());
    }

    @Test
    void aPartThatCannotBeReadIsNamedAndTheOthersAreThere() throws Exception {
        var file = collect(part("history.txt", () -> {
            throw new IntegrationException(Problem.NEWER_DATA, "made up");
        }), part("versions.txt", () -> "1.0"));

        file.write(folder.resolve("support.zip"));

        assertEquals(Problem.NEWER_DATA, file.entries().getFirst().problem());
        var zip = read(folder.resolve("support.zip"));
        assertEquals(List.of("contents.txt", "versions.txt"), List.copyOf(zip.keySet()));
        assertTrue(zip.get("contents.txt").contains("history.txt: could not be read, E44"), zip.toString());
    }

    @Test
    void itTakesThePlaceOfAnOlderOneAndLeavesNothingBesideIt() throws Exception {
        var target = Files.writeString(folder.resolve("support.zip"), "old");
        collect(part("a.txt", () -> "a")).write(target);

        assertEquals("a", read(target).get("a.txt"));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFolderThatIsNotThereIsAProblem() throws Exception {
        var file = collect(part("a.txt", () -> "a"));
        var failure = assertThrows(IntegrationException.class, () -> file.write(folder.resolve("none/support.zip")));

        assertEquals(Problem.CANNOT_WRITE, failure.problem());
    }

    private static Part part(String name, Callable<String> text) {
        return new Part(name, text);
    }

    private static SupportFile collect(Part... parts) throws InterruptedException {
        return SupportFile.collect(List.of(parts), Redactor::redact, "[removed]", List.of("sign-ins"), AT);
    }

    static Map<String, String> read(Path file) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : java.util.Collections.list(zip.entries())) {
                texts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
