package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Place;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

        assertEquals(new Place("gym-1", "Riverside Gym", "Front desk 1"), settings.place());
        assertEquals(URI.create("https://services.leadconnectorhq.com"), settings.leadConnector());
        assertEquals(Optional.empty(), settings.backend());
    }

    @Test
    void theEnvironmentWins() throws Exception {
        var settings = Settings.load(file, Map.of("FRONTDESK_DESK_NAME", "Office", "FRONTDESK_BACKEND_URL", "https://a.example/v1"));

        assertEquals("Office", settings.place().deskName());
        assertEquals(Optional.of(URI.create("https://a.example/v1")), settings.backend());
    }

    @Test
    void whatIsMissingIsNamed() {
        var refused = assertThrows(Settings.Refused.class, () -> Settings.load(folder.resolve("none"), Map.of()));

        assertTrue(refused.getMessage().contains("location.id is missing"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://services.example", "ftp://127.0.0.1", "services.example", "https://", "not an address",
        "http://127.0.0.1.evil.example", "http://localhost@evil.example"})
    void anAddressThatATokenMustNotGoToIsRefused(String address) {
        var refused = assertThrows(Settings.Refused.class, () -> load(address));

        assertTrue(refused.getMessage().startsWith("leadconnector.api "), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://services.example", "http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:80"})
    void anAddressWithTlsOrOnThisComputerIsTaken(String address) throws Exception {
        assertEquals(URI.create(address), load(address).leadConnector());
    }

    private Settings load(String address) throws Settings.Refused {
        var environment = new HashMap<String, String>();
        environment.put("FRONTDESK_LEADCONNECTOR_API", address);
        return Settings.load(file, environment);
    }
}
