package com.fitscheduler.frontdesk.app;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.ui.Words;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("settings.properties");
        Files.writeString(file, "location.id = gym-1\nlocation.name = Riverside Gym\ndesk.name = Front desk 1\n");
    }

    @Test
    void theFileSaysWhereThisIs() throws Exception {
        var settings = Settings.load(file, Map.of());

        assertEquals(Optional.of(new Place("gym-1", "Riverside Gym", "Front desk 1")), settings.place());
        assertEquals(URI.create("https://services.leadconnectorhq.com"), settings.leadConnector());
        assertEquals(Optional.empty(), settings.backend());
    }

    @Test
    void theEnvironmentWins() throws Exception {
        var settings = Settings.load(file, Map.of("FRONTDESK_DESK_NAME", "Office", "FRONTDESK_BACKEND_URL", "https://a.example/v1"));

        assertEquals("Office", settings.deskName());
        assertEquals(Optional.of(URI.create("https://a.example/v1")), settings.backend());
    }

    @Test
    void anEmptyVariableIsNone() throws Exception {
        assertEquals("Front desk 1", Settings.load(file, Map.of("FRONTDESK_DESK_NAME", " ")).deskName());
    }

    @Test
    void whatIsMissingIsNamedWithItsFile() {
        var none = folder.resolve("none");
        var refused = assertThrows(Settings.Refused.class, () -> Settings.load(none, Map.of()).chosenPlace());

        assertEquals(Settings.Wrong.MISSING, refused.wrong());
        assertEquals("location.id is missing or has no value.", refused.cause(Words.shipped()));
        assertEquals("Change it in " + none + ", then start again.", refused.action(Words.shipped()));
    }

    @ParameterizedTest
    @CsvSource({
        "http://services.example, NOT_SAFE", "ftp://127.0.0.1, NOT_SAFE", "http://127.0.0.1.evil.example, NOT_SAFE",
        "services.example, NO_ADDRESS", "https://, NO_ADDRESS", "not an address, NO_ADDRESS", "https://a.example:99999, NO_ADDRESS",
        "http://localhost@evil.example, MORE_THAN_ADDRESS", "https://person:pass-word@a.example, MORE_THAN_ADDRESS",
        "https://a.example?pass-word, MORE_THAN_ADDRESS", "https://a.example/#pass-word, MORE_THAN_ADDRESS"})
    void anAddressThatATokenMustNotGoToIsRefusedAndNotRepeated(String address, Settings.Wrong wrong) {
        for (var key : List.of("leadconnector.api", "backend.url")) {
            var variable = "FRONTDESK_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
            var refused = assertThrows(Settings.Refused.class, () -> Settings.load(file, Map.of(variable, address)));

            assertEquals(wrong, refused.wrong());
            assertTrue(refused.cause(Words.shipped()).startsWith(key + " "), refused.cause(Words.shipped()));
            assertTrue(refused.action(Words.shipped()).contains(variable), refused.action(Words.shipped()));
            var trace = new StringWriter();
            refused.printStackTrace(new PrintWriter(trace));
            assertFalse(trace.toString().contains("pass-word"), trace.toString());
        }
    }

    @Test
    void anAddressOfTheFileIsRefusedWithTheFile() throws Exception {
        Files.writeString(file, "backend.url = http://a.example\n", APPEND);

        assertRefused(Settings.Wrong.NOT_SAFE, "backend.url", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://services.example", "http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:80",
        "HTTPS://services.example"})
    void anAddressWithTlsOrOnThisComputerIsTaken(String address) throws Exception {
        assertEquals(URI.create(address), load(address).leadConnector());
    }

    @Test
    void aByteOrderMarkHidesNoKey() throws Exception {
        Files.writeString(file, "\ufeff" + Files.readString(file));

        assertEquals("gym-1", Settings.load(file, Map.of()).chosenPlace().locationId());
    }

    @Test
    void spacesAroundAValueDoNotCountAndWindowsLineEndsDoNotEither() throws Exception {
        Files.writeString(file, "location.id=gym-1 \t\r\n  location.name : Caf\u00e9 \\u00e9 \\\\ # 1  \r\ndesk.name Front desk\r\nbackend.url=\r\n");

        var settings = Settings.load(file, Map.of());

        assertEquals(new Place("gym-1", "Caf\u00e9 \u00e9 \\ # 1", "Front desk"), settings.chosenPlace());
        assertEquals(Optional.empty(), settings.backend());
    }

    @Test
    void anEmptyValueIsMissing() throws Exception {
        Files.writeString(file, "location.id =  \n");

        assertRefused(Settings.Wrong.MISSING, "location.id", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\users", "C:\\gym\\", "Front\\Desk", "one\\nline", "\\\\\\u12"})
    void aBackslashThatWouldBeLostIsRefusedWithItsLine(String value) throws Exception {
        Files.writeString(file, "# C:\\users in a comment\n! C:\\u\ndesk.name = " + value + "\nlocation.id = gym-1\n");

        assertRefused(Settings.Wrong.BACKSLASH, "desk.name", 3);
    }

    @Test
    void aKeyWithTwoValuesIsRefusedWithTheSecondLine() throws Exception {
        Files.writeString(file, "location.id = gym-1 \n", APPEND);
        assertEquals("gym-1", Settings.load(file, Map.of()).chosenPlace().locationId());
        Files.writeString(file, "location.id = gym-2\n", APPEND);

        assertRefused(Settings.Wrong.TWICE, "location.id", 5);
    }

    @Test
    void aFileThatIsNotUtf8IsRefusedWithItsLine() throws Exception {
        Files.write(file, "location.id = gym-1\nlocation.name = Caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(Settings.Wrong.NOT_UTF_8, "settings.properties", 2);
        Files.write(file, "location.id = gym-1\n\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(Settings.Wrong.NOT_UTF_8, "settings.properties", 2);
        Files.write(file, "location.id = gym-1\n".getBytes(StandardCharsets.UTF_16));
        assertRefused(Settings.Wrong.NOT_UTF_8, "settings.properties", 1);
        // Cut off in the middle of a letter.
        Files.write(file, Arrays.copyOf("desk.name = \u00e9".getBytes(StandardCharsets.UTF_8), 13));
        assertRefused(Settings.Wrong.NOT_UTF_8, "settings.properties", 1);
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws Exception {
        Files.delete(file);
        Files.createDirectory(file);

        assertRefused(Settings.Wrong.UNREADABLE, "settings.properties", 0);
    }

    private void assertRefused(Settings.Wrong wrong, String subject, int line) {
        var refused = assertThrows(Settings.Refused.class, () -> Settings.load(file, Map.of()).chosenPlace());
        assertEquals(wrong, refused.wrong());
        assertTrue(refused.cause(Words.shipped()).startsWith(subject + " "), refused.cause(Words.shipped()));
        assertEquals("Change it in " + file + (line > 0 ? ", line " + line : "") + ", then start again.",
                refused.action(Words.shipped()));
    }

    private Settings load(String address) throws Settings.Refused {
        var environment = new HashMap<String, String>();
        environment.put("FRONTDESK_LEADCONNECTOR_API", address);
        return Settings.load(file, environment);
    }
}
