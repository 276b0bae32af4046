package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.app.SettingsLayers.Layer;
import com.fitscheduler.frontdesk.app.SettingsLayers.Setting;
import com.fitscheduler.frontdesk.desktop.Administrators;
import com.fitscheduler.frontdesk.ui.Words;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLayersTest {

    @TempDir
    private Path folder;

    private Path admin;
    private Path user;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> commandLine = new HashMap<>();

    @BeforeEach
    void name() {
        admin = folder.resolve("admin.properties");
        user = folder.resolve("settings.properties");
    }

    @Test
    void theLaterLayerWinsAndEachValueKnowsItsLayer() throws Exception {
        assertEquals(new Setting("desk.name", InetAddress.getLocalHost().getHostName(), Layer.BUILT_IN, false), deskName());
        Files.writeString(admin, "desk.name = A");
        assertEquals(new Setting("desk.name", "A", Layer.ADMINISTRATOR, false), deskName());
        assertEquals(List.of("desk.name"), settings().managed());
        Files.writeString(user, "desk.name = B");
        assertEquals(new Setting("desk.name", "B", Layer.USER, false), deskName());
        assertEquals(List.of(), settings().managed());
        environment.put("FRONTDESK_DESK_NAME", "C");
        assertEquals(new Setting("desk.name", "C", Layer.ENVIRONMENT, false), deskName());
        commandLine.put("desk.name", "D");
        assertEquals(new Setting("desk.name", "D", Layer.COMMAND_LINE, false), deskName());
    }

    @Test
    void aLockedKeyIsTheAdministratorsAlone() throws Exception {
        Files.writeString(admin, "desk.name = A\nlocked = desk.name, backend.url");
        Files.writeString(user, "desk.name = B\nbackend.url = https://elsewhere.example");
        environment.put("FRONTDESK_DESK_NAME", "C");
        commandLine.put("desk.name", "D");

        assertEquals(new Setting("desk.name", "A", Layer.ADMINISTRATOR, true), deskName());
        assertEquals(Optional.empty(), settings().backend());
        assertEquals(List.of("desk.name"), settings().managed());
    }

    @Test
    void aLockThatIsMisspelledLeavesNothingOpenUnseen() throws Exception {
        Files.writeString(admin, "locked = desk.nam");

        assertRefused(Settings.Wrong.NO_LOCK, "locked", admin.toString());
    }

    @Test
    void whatTheAdministratorMayNotSetDoesNotCountAndIsRemarked() throws Exception {
        Files.writeString(admin, "tour = /tmp\ndesk.name = A");

        assertEquals("A", deskName().value());
        assertEquals(List.of("not a setting: tour"), settings().layers().remarks());
    }

    @Test
    void aFileThatSomebodyElseCouldHaveWrittenDoesNotCountAndStopsNobody() throws Exception {
        Files.writeString(admin, "desk.name = A\nlocked = nonsense");
        var file = AdminFile.read(admin, _ -> false);

        assertEquals(Map.of(), file.values());
        assertEquals(1, file.remarks().size());
    }

    @Test
    void aLargeFileIsRefusedAndOneOfJustThatSizeIsNot() throws Exception {
        Files.writeString(admin, "desk.name = A\n" + "#".repeat(AdminFile.MAX_BYTES - 14));
        assertEquals("A", deskName().value());
        Files.writeString(admin, "desk.name = A\n" + "#".repeat(AdminFile.MAX_BYTES - 13));

        assertRefused(Settings.Wrong.TOO_LARGE, "admin.properties", admin.toString());
    }

    @Test
    void ownerAndPermissionsDecideWhoseFileItIs() throws Exception {
        var place = Files.createDirectory(folder.resolve("etc"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        var file = Files.writeString(place.resolve("settings.properties"), "");
        var root = Files.getAttribute(file, "unix:uid").equals(0);
        assertEquals(root, Administrators.alone(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertFalse(Administrators.alone(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
        assertFalse(Administrators.alone(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertFalse(Administrators.alone(file));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (root) {
            Files.setAttribute(file, "unix:uid", 65_534);
            assertFalse(Administrators.alone(file));
            var link = Files.createSymbolicLink(place.resolve("link"), file);
            assertFalse(Administrators.alone(link));
        }
        assertTrue(Administrators.alone(Path.of("/etc/hostname")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://gym.supabase.co/functions/v1, https://gym.supabase.co/auth/v1",
        "https://gym.supabase.co/functions/v1/, https://gym.supabase.co/auth/v1",
        "http://127.0.0.1:54321/functions/v1, http://127.0.0.1:54321/auth/v1",
        "https://backend.example,"})
    void theSignInAddressFollowsFromTheBackends(String backend, URI auth) throws Exception {
        Files.writeString(user, "backend.url = " + backend);

        assertEquals(Optional.ofNullable(auth), settings().auth());
        commandLine.put("auth.url", "https://other.example/auth/v1");
        assertEquals(Optional.of(URI.create("https://other.example/auth/v1")), settings().auth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth.url", "backend.url", "leadconnector.api"})
    void anAddressIsRefusedWithTheLayerThatSaidIt(String key) throws Exception {
        commandLine.put(key, "http://a.example");
        assertRefused(Settings.Wrong.NOT_SAFE, key, "--set " + key);
        commandLine.clear();
        Files.writeString(admin, key + " = http://a.example");
        assertRefused(Settings.Wrong.NOT_SAFE, key, admin.toString());
    }

    @Test
    void thePublishableKeyIsTakenAndASecretOneIsNot() throws Exception {
        for (var good : List.of("sb_publishable_made-up", jwt("anon"))) {
            Files.writeString(user, "backend.key = " + good);
            assertEquals(Optional.of(good), settings().backendKey());
        }
        for (var bad : List.of("sb_secret_made-up", jwt("service_role"))) {
            Files.writeString(user, "backend.key = " + bad);
            assertRefused(Settings.Wrong.SECRET_KEY, "backend.key", user.toString());
        }
        Files.writeString(user, "backend.key = two words");
        assertRefused(Settings.Wrong.NO_KEY, "backend.key", user.toString());
    }

    @Test
    void aGymThatNobodyChoseIsAStateAndNoFailure() throws Exception {
        assertEquals(Optional.empty(), settings().place());
        Files.writeString(user, "location.id = gym-1");
        assertRefused(Settings.Wrong.MISSING, "location.name", user.toString());
    }

    private static String jwt(String role) {
        return "eyJhbGciOiJub25lIn0." + Base64.getUrlEncoder().withoutPadding()
                .encodeToString(("{\"role\":\"" + role + "\"}").getBytes()) + ".x";
    }

    private Setting deskName() throws Settings.Refused {
        return settings().layers().get("desk.name").orElseThrow();
    }

    private Settings settings() throws Settings.Refused {
        return Settings.of(SettingsLayers.read(AdminFile.read(admin, _ -> true), user, environment, commandLine));
    }

    private void assertRefused(Settings.Wrong wrong, String subject, String place) {
        var refused = assertThrows(Settings.Refused.class, this::settings);
        assertEquals(wrong, refused.wrong());
        assertTrue(refused.cause(Words.shipped()).startsWith(subject + " "), refused.cause(Words.shipped()));
        assertTrue(refused.action(Words.shipped()).contains(place), refused.action(Words.shipped()));
    }
}
