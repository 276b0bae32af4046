package com.fitscheduler.frontdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours have one home, are all used, can be read, and marks are shown unaltered. */
class StylesTest {

    private static final Path FOLDER = Path.of(System.getProperty("project.folder"));
    private static final Path UI = FOLDER.resolve("src/main/resources/com/fitscheduler/frontdesk/ui");
    private static final Pattern COLOUR = Pattern.compile(
            "#[0-9A-Fa-f]{3,8}\\b|\\b(rgba?|hsba?)\\(|Color\\.[A-Z]+\\b|Color\\.(web|rgb|color|valueOf)");
    private static final Pattern TOKEN = Pattern.compile("(-fd-[a-z0-9-]+):\\s*(#[0-9A-Fa-f]{6});");

    @Test
    void coloursStandInTheTokensFileOnly() throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(FOLDER.resolve("src/main"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().matches(".*\\.(css|fxml|java)") && !file.endsWith("tokens.css")) {
                    for (var line : Files.readAllLines(file)) {
                        if (COLOUR.matcher(line).find() && !line.contains("-fx-shape")) {
                            found.add(FOLDER.relativize(file) + ": " + line.strip());
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void everyTokenThatIsNamedExistsAndEveryTokenIsNamed() throws IOException {
        var named = new TreeSet<String>();
        for (var sheet : List.of("app.css", "shapes.css")) {
            Pattern.compile("-fd-[a-z0-9-]+").matcher(Files.readString(UI.resolve(sheet))).results()
                    .forEach(hit -> named.add(hit.group()));
        }
        assertEquals(tokens(false).keySet(), named);
    }

    @Test
    void darkAnswersEveryTokenThatIsNotTheSameByNature() throws IOException {
        var missing = new TreeSet<>(tokens(false).keySet());
        missing.removeAll(tokens(true).keySet());
        assertEquals(Set.of("-fd-tile", "-fd-mark-hubspot", "-fd-mark-zapier", "-fd-mark-make"), missing);
    }

    @ParameterizedTest
    @CsvSource({
        "text,app,4.5", "text,surface,4.5", "text,subtle,4.5", "text2,app,4.5", "text2,surface,4.5", "text2,subtle,4.5",
        "muted,app,4.5", "muted,surface,4.5", "muted,subtle,4.5", "on-primary,primary,4.5", "on-primary,primary-hover,4.5",
        "on-primary,primary-pressed,4.5", "link,surface,4.5", "link,app,4.5", "focus,surface,3", "focus,app,3",
        "border-strong,surface,3", "border-strong,app,3", "success-text,success-bg,4.5", "success-text,surface,4.5",
        "success-solid,success-bg,3", "warning-text,warning-bg,4.5", "warning-text,surface,4.5",
        "warning-solid,warning-bg,3", "error-text,error-bg,4.5", "error-text,surface,4.5", "error-solid,error-bg,3",
        "error-solid,surface,3", "info-text,info-bg,4.5", "info-text,surface,4.5", "info-solid,info-bg,3",
        "neutral-text,neutral-bg,4.5", "neutral-solid,neutral-bg,3", "on-danger,danger,4.5"})
    void textAndIconsCanBeRead(String front, String back, double needed) throws IOException {
        for (var dark : List.of(false, true)) {
            var tokens = new HashMap<>(tokens(false));
            tokens.putAll(tokens(dark));
            var contrast = contrast(tokens.get("-fd-" + front), tokens.get("-fd-" + back));
            assertTrue(contrast >= needed, () -> front + " on " + back + (dark ? " (dark): " : " (light): ") + contrast);
        }
    }

    @ParameterizedTest
    @CsvSource({"hubspot", "zapier", "make"})
    void marksAreShownUnaltered(String mark) throws IOException {
        var svg = Files.readString(FOLDER.resolve("icons/marks/" + mark + ".svg"));
        var path = svg.replaceAll("(?s).* d=\"([^\"]*)\".*", "$1");
        assertTrue(Files.readString(UI.resolve("shapes.css")).contains(path));
    }

    private static Map<String, String> tokens(boolean dark) throws IOException {
        var sheet = Files.readString(UI.resolve("tokens.css"));
        var half = sheet.indexOf("@media");
        var tokens = new java.util.TreeMap<String, String>();
        TOKEN.matcher(dark ? sheet.substring(half) : sheet.substring(0, half)).results()
                .forEach(hit -> tokens.put(hit.group(1), hit.group(2)));
        return tokens;
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(String front, String back) {
        var a = luminance(front);
        var b = luminance(back);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    }

    private static double channel(String hex, int at) {
        var value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
