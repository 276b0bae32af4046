package com.fitscheduler.frontdesk;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom. The README shows the same table, and a test compares them. */
class ArchitectureTest {

    private static final String ROOT = "com.fitscheduler.frontdesk";
    private static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    /** Package, and the packages of ours that it may depend on. */
    private static final Map<String, List<String>> MAY = new TreeMap<>(Map.ofEntries(
            Map.entry("integration", List.of()),
            Map.entry("oauth", List.of()),
            Map.entry("http", List.of("integration")),
            Map.entry("tokens", List.of("integration")),
            Map.entry("leadconnector", List.of("integration", "http", "oauth")),
            Map.entry("backend", List.of("integration", "http", "tokens")),
            Map.entry("storage", List.of("integration")),
            Map.entry("keychain", List.of("integration")),
            Map.entry("desktop", List.of("integration")),
            Map.entry("practice", List.of()),
            Map.entry("diagnosis", List.of("integration", "http")),
            Map.entry("cli", List.of("integration", "diagnosis", "ui", "ui.support")),
            Map.entry("ui", List.of("integration")),
            Map.entry("ui.integrations", List.of("integration", "ui")),
            Map.entry("ui.connect", List.of("integration", "ui")),
            Map.entry("ui.details", List.of("integration", "ui")),
            Map.entry("ui.support", List.of("integration", "diagnosis", "ui")),
            Map.entry("ui.activity", List.of("integration", "ui")),
            Map.entry("ui.help", List.of("ui")),
            Map.entry("ui.signin", List.of("integration", "ui")),
            Map.entry("ui.settings", List.of("integration", "ui")),
            Map.entry("ui.window", List.of("integration", "ui"))));

    /** What only these packages may touch. */
    private static final Map<String, List<String>> ONLY = Map.of(
            "java.sql..", List.of("storage"),
            "org.sqlite..", List.of("storage"),
            "com.github.javakeyring..", List.of("keychain"),
            "java.net.http..", List.of("http"),
            "com.sun.net.httpserver..", List.of("oauth", "practice"),
            "net.harawata..", List.of("desktop"),
            "org.controlsfx..", List.of("ui.window"),
            "javafx..", List.of("ui", "ui.integrations", "ui.connect", "ui.details", "ui.support", "ui.activity", "ui.help",
                    "ui.signin", "ui.settings", "ui.window", "app"),
            "picocli..", List.of("cli"));

    static Stream<String> packages() {
        return MAY.keySet().stream();
    }

    static Stream<String> guarded() {
        return ONLY.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageKnowsOnlyItsOwn(String name) {
        var allowed = Stream.concat(Stream.of(name), MAY.get(name).stream()).map(ArchitectureTest::full).toList();
        DescribedPredicate<JavaClass> foreign = resideInAPackage(ROOT + "..").and(DescribedPredicate.not(
                DescribedPredicate.describe("are allowed", type -> allowed.contains(type.getPackageName()))));
        noClasses().that().resideInAPackage(full(name)).should().dependOnClassesThat(foreign)
                .allowEmptyShould(true).check(CODE);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void aTechnologyHasOneHome(String technology) {
        var homes = ONLY.get(technology).stream().map(ArchitectureTest::full).toArray(String[]::new);
        noClasses().that(DescribedPredicate.not(resideInAnyPackage(homes))).should()
                .dependOnClassesThat(resideInAPackage(technology)).check(CODE);
    }

    @Test
    void everyClassLivesInAListedPackage() {
        var listed = Stream.concat(MAY.keySet().stream(), Stream.of("app")).map(ArchitectureTest::full).toArray(String[]::new);
        classes().should().resideInAnyPackage(listed).check(CODE);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void viewModelsKnowNoNodes() {
        noClasses().that().haveSimpleNameEndingWith("ViewModel").or().haveSimpleNameEndingWith("State").should()
                .dependOnClassesThat(resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..",
                        "javafx.application..")).check(CODE);
    }

    @Test
    void onlyTheDesktopStartsProcesses() {
        noClasses().that().resideOutsideOfPackage(full("desktop")).should().dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder").check(CODE);
    }

    @Test
    void namesSayWhatAThingIs() {
        var banned = List.of("Manager", "Helper", "Util", "Utils", "Handler", "Data", "Info", "Processor", "Impl");
        classes().should().haveNameNotMatching(".*(" + String.join("|", banned) + ")").check(CODE);
    }

    @Test
    void theReadmeShowsThisTable() throws IOException {
        var lines = Files.readAllLines(Path.of(System.getProperty("project.folder"), "README.md"));
        var shown = new TreeMap<String, List<String>>();
        var table = lines.subList(lines.indexOf("| package | charter | may know |"), lines.size());
        for (var line : table.subList(0, table.indexOf(""))) {
            var cells = line.split("\\|", -1);
            if (cells.length == 5 && cells[1].strip().matches("`[a-z.]+`")) {
                var allowed = new ArrayList<String>();
                for (var cell : cells[3].split(",")) {
                    if (!cell.isBlank() && !cell.strip().equals("–")) {
                        allowed.add(cell.strip());
                    }
                }
                shown.put(cells[1].strip().replace("`", ""), allowed);
            }
        }
        assertFalse(shown.isEmpty(), "the README has no dependency table");
        assertEquals(MAY, shown);
    }

    private static String full(String name) {
        return ROOT + "." + name;
    }
}
