package com.fitscheduler.frontdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words have one home, are all used, and never name the forbidden brand. */
class MessagesTest {

    private static final Path FOLDER = Path.of(System.getProperty("project.folder"));
    private static final Path JAVA = FOLDER.resolve("src/main/java");
    private static final Path RESOURCES = FOLDER.resolve("src/main/resources");
    /** Written in pieces, so that this test does not find itself. */
    private static final Pattern BRAND = Pattern.compile("(?i)high" + "[ _-]?level|(?-i)\\bG" + "HL\\b");
    private static final Pattern FXML_KEY = Pattern.compile("\"%([a-z_.]+)\"");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Keys of which the code says the first part and a value says the rest. */
    private static final List<Pattern> FAMILIES = List.of(
            Pattern.compile("integration\\.[a-z]+\\.(name|tile|soon|configure|(re)?connect\\.title|details\\.title)"),
            Pattern.compile("integration\\.[a-z]+\\.manual\\.(heading|about|token|token\\.prompt|account|help\\.[1-9])"),
            Pattern.compile("integration\\.[a-z]+\\.advice\\.(token|account_id)\\.(empty|unusual|web_address)"),
            Pattern.compile("pill\\.(configure|connecting|connected|syncing|disconnecting|offline|trouble|attention|disconnected|error)"),
            Pattern.compile("callback\\.(done|declined|failed|foreign|link_used|finished|late)\\.(title|text)"),
            Pattern.compile("integration\\.[a-z]+\\.signin\\.(heading|about|best|promise)"),
            Pattern.compile("step\\.(signing_in|counting|saving)"),
            Pattern.compile("details\\.(status|since|method|account|account_id|keychain|stored|success|contacts|attempt|next|shared|permissions|renews)"),
            Pattern.compile("details\\.stored\\.(windows|mac|linux|practice)"),
            Pattern.compile("details\\.method\\.(manual|oauth)"),
            Pattern.compile("integration\\.[a-z]+\\.scope\\.[a-z_]+"),
            Pattern.compile("activity\\.(connect|sync|disconnect)"),
            Pattern.compile("settings\\.(gym|desk|address|backend|network|data|logs)"),
            Pattern.compile("help\\.how\\.[1-9]|help\\.key\\.[a-z]+(\\.keys)?|about\\.[a-z]+"),
            Pattern.compile("check\\.(link|mark|skipped)\\.[a-z_]+"),
            Pattern.compile("setup\\.(backend\\.(url|key)|auth\\.url)"),
            Pattern.compile("scenario\\.[a-z_]+(\\.story)?"),
            Pattern.compile("problem\\.E\\d\\d\\.(title|cause|action)"));

    @Test
    void everyKeyThatCodeOrFxmlNamesExists() throws IOException {
        var missing = new TreeSet<>(named());
        missing.removeAll(bundle().stringPropertyNames());
        assertEquals(Set.of(), missing);
    }

    @Test
    void noKeyIsUnused() throws IOException {
        var unused = new TreeSet<>(bundle().stringPropertyNames());
        unused.removeAll(named());
        unused.removeIf(key -> FAMILIES.stream().anyMatch(family -> family.matcher(key).matches()));
        assertEquals(Set.of(), unused);
    }

    @Test
    void everyProblemHasItsWordsAndEveryWordItsProblem() throws IOException {
        var wanted = new TreeSet<String>();
        for (var problem : Problem.values()) {
            for (var part : List.of("title", "cause", "action")) {
                wanted.add("problem." + problem.code() + "." + part);
            }
        }
        var present = bundle().stringPropertyNames().stream().filter(key -> key.startsWith("problem.E"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(wanted, present);
    }

    @Test
    void codesOfProblemsAreUnique() {
        assertEquals(Problem.values().length, Stream.of(Problem.values()).map(Problem::code).distinct().count());
    }

    @Test
    void everyPatternIsSoundAndNoTextIsEmpty() throws IOException {
        for (var entry : bundle().entrySet()) {
            var text = entry.getValue().toString();
            assertFalse(text.isBlank(), entry.getKey().toString());
            assertFalse(text.replace("''", "").contains("'"), () -> entry.getKey() + " has a single apostrophe");
            assertFalse(new MessageFormat(text).toPattern().isEmpty());
        }
    }

    @Test
    void textsThatFxmlTakesAsTheyStandHaveNoPlaces() throws IOException {
        var bundle = bundle();
        for (var key : fxmlKeys()) {
            assertFalse(bundle.getProperty(key, "").matches(".*['{].*"), key);
        }
    }

    @Test
    void fxmlHasNoTextOfItsOwn() throws IOException {
        var literal = Pattern.compile("(text|promptText|accessibleText)=\"(?!%)[^\"]+\"");
        assertEquals(List.of(), lines(RESOURCES, ".fxml").filter(line -> literal.matcher(line).find()).toList());
    }

    @Test
    void theForbiddenBrandIsNowhereInWhatShips() throws IOException {
        var found = new ArrayList<String>();
        for (var place : List.of(RESOURCES, FOLDER.resolve("icons"), FOLDER.resolve("packaging"))) {
            lines(place, "").filter(line -> BRAND.matcher(line).find()).forEach(found::add);
        }
        lines(JAVA, ".java").filter(line -> BRAND.matcher(line).find()).forEach(found::add);
        assertEquals(List.of(), found);
        assertTrue(BRAND.matcher("Connect your Go" + "High" + "Level account").find());
    }

    @Test
    void aStateIsSaidInFewLetters() throws IOException {
        var bundle = bundle();
        for (var key : bundle.stringPropertyNames()) {
            assertTrue(!key.startsWith("pill.") || bundle.getProperty(key).length() <= 32, key);
        }
    }

    /** Keys in full, as string literals of the code or as %keys of FXML. */
    private static Set<String> named() throws IOException {
        var bundle = bundle();
        var keys = new TreeSet<>(fxmlKeys());
        lines(JAVA, ".java").forEach(line -> {
            var quoted = QUOTED.matcher(line);
            while (quoted.find()) {
                var text = quoted.group(1);
                if (bundle.containsKey(text) || line.contains("words.get(\"" + text + "\"")) {
                    keys.add(text);
                }
            }
        });
        // A literal that only begins a key ("scenario." + …) is one of the families.
        keys.removeIf(key -> key.endsWith("."));
        return keys;
    }

    private static Set<String> fxmlKeys() throws IOException {
        var keys = new TreeSet<String>();
        lines(RESOURCES, ".fxml").forEach(line -> FXML_KEY.matcher(line).results().forEach(hit -> keys.add(hit.group(1))));
        return keys;
    }

    private static Properties bundle() throws IOException {
        var bundle = new Properties();
        try (var reader = Files.newBufferedReader(RESOURCES.resolve("com/fitscheduler/frontdesk/messages.properties"))) {
            bundle.load(reader);
        }
        return bundle;
    }

    private static Stream<String> lines(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(ending)).sorted()
                    .flatMap(file -> read(file).lines().map(line -> FOLDER.relativize(file) + ": " + line.strip()))
                    .toList().stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
