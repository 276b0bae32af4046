package com.fitscheduler.frontdesk.keychain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real gnome-keyring, which {@code packaging/keyring} starts for it. */
@EnabledIfEnvironmentVariable(
        named = "FRONTDESK_CHECK_KEYRING",
        matches = "1",
        disabledReason = "needs a throw-away keyring: run packaging/check")
class KeychainIT {

    private static final CardKey KEY = new CardKey("gym-1", "leadconnector");
    private static final String HEADER = "it/gym-1/leadconnector/a";

    // Tells of every connection; held here, or the setting goes with it.
    private static final Logger LIBRARY = Logger.getLogger("org.freedesktop");

    @TempDir
    Path folder;

    private final Keyring keyring = new Keyring();
    private KeychainCredentialStore store;

    @BeforeAll
    static void beQuiet() {
        LIBRARY.setLevel(Level.WARNING);
    }

    @BeforeEach
    void open() {
        store = new KeychainCredentialStore(new OsVault(Duration.ofSeconds(20)), "it");
    }

    @AfterEach
    void close() throws Exception {
        store.delete(KEY);
        store.close();
        assertEquals(0, keyring.count());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_199, 1_200, 1_201, 2_600, 100_000})
    void everyLengthComesBackFromTheKeyringAndLeavesNothing(int length) throws Exception {
        store.save(KEY, login("first"));
        saveAndCompare("x".repeat(length));
        assertTrue(keyring.count() >= 2);
        store.delete(KEY);
        assertEquals(0, keyring.count());
        assertEquals(Optional.empty(), store.load(KEY));
    }

    @Test
    void everyCharacterComesBackFromTheKeyring() throws Exception {
        saveAndCompare("\u00FC\u4E2D \uD83D\uDE00 \u0000 \" '".repeat(500));
    }

    @Test
    void aProbePassesAndLeavesNothing() throws Exception {
        store.probe();
        assertEquals(0, keyring.count());
    }

    @Test
    void aLoginOutlivesTheProgram() throws Exception {
        store.save(KEY, login("token"));
        store.close();
        open();
        assertEquals(Optional.of(login("token")), store.load(KEY));
    }

    @Test
    void aLockedKeyringFailsAndTheLoginBeforeIsThereAfterwards() throws Exception {
        store.save(KEY, login("old"));
        keyring.lock();
        try {
            assertLocked(() -> store.save(KEY, login("new")));
            assertLocked(() -> store.load(KEY));
            assertLocked(() -> store.delete(KEY));
            assertLocked(store::probe);
        } finally {
            keyring.restart();
        }
        assertEquals(Optional.of(login("old")), store.load(KEY));
        saveAndCompare("new");
    }

    @Test
    void aRestartedKeyringCostsNothing() throws Exception {
        store.save(KEY, login("old"));
        keyring.restart();
        store.save(KEY, login("new"));
        keyring.restart();
        assertEquals(Optional.of(login("new")), store.load(KEY));
        keyring.restart();
        store.delete(KEY);
        assertEquals(Optional.empty(), store.load(KEY));
    }

    @Test
    void anEntryThatExistsTwiceIsReplaced() throws Exception {
        store.save(KEY, login("old"));
        keyring.plant(HEADER, "twice");
        keyring.plant(HEADER + "/1", "twice");
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
        saveAndCompare("new");
        assertEquals(2, keyring.count());
    }

    @Test
    void withoutABusThereIsNoKeychainAndTheProgramEnds() throws Exception {
        var child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + folder, "-cp", System.getProperty("java.class.path"), WithoutBus.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        child.environment().keySet().removeIf(name -> name.matches("DBUS_.*|XDG_.*|DISPLAY|WAYLAND_DISPLAY"));
        child.environment().put("HOME", folder.toString());
        assertEquals("NO_KEYCHAIN", keyring.run(child, ""));
    }

    /** What the child program does. */
    static final class WithoutBus {
        public static void main(String[] arguments) throws Exception {
            try (var store = new KeychainCredentialStore(new OsVault(), "it")) {
                store.probe();
                System.out.print("it works");
            } catch (IntegrationException e) {
                System.out.print(e.problem());
            }
            System.exit(0);
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void assertLocked(Call call) {
        assertProblem(Problem.KEYCHAIN_LOCKED, call);
    }

    private static void assertProblem(Problem problem, Call call) {
        var thrown = assertThrows(IntegrationException.class, call::run);
        assertEquals(problem, thrown.problem());
        assertFalse(thrown.getMessage().contains("gym-1"));
    }

    private void saveAndCompare(String token) throws Exception {
        store.save(KEY, login(token));
        assertEquals(Optional.of(login(token)), store.load(KEY));
    }

    private static Login login(String token) {
        return new Login(Method.MANUAL, URI.create("https://example.com"), "account-1", token);
    }
}
