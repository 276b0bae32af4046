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
import com.fitscheduler.frontdesk.testsupport.Child;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
    void whatSomebodyElseRemovedOrChangedIsDamageUntilTheNextSave() throws Exception {
        store.save(KEY, login("x".repeat(3_000)));
        keyring.remove(HEADER + "/2");
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
        saveAndCompare("mended");
        var other = HEADER.replaceAll("a$", "b");
        keyring.remove(other + "/1");
        keyring.plant(other + "/1", "changed");
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
        saveAndCompare("mended again");
        assertEquals(2, keyring.count());
        keyring.remove(HEADER);
        assertEquals(Optional.empty(), store.load(KEY), "as a kill in the middle of a removal leaves it");
        store.delete(KEY);
        assertEquals(0, keyring.count());
    }

    @Test
    void withoutABusThereIsNoKeychainAndTheProgramEnds() throws Exception {
        var child = java("none");
        child.environment().keySet().removeIf(name -> name.matches("DBUS_.*|XDG_.*|DISPLAY|WAYLAND_DISPLAY"));
        child.environment().put("HOME", folder.toString());
        assertEquals(List.of("load NO_KEYCHAIN", "probe NO_KEYCHAIN", "no threads left", "closed"), said(child));
    }

    @Test
    void onABusWithNothingThatKeepsSecretsThereIsNoKeychainAndTheProgramEnds() throws Exception {
        var config = Files.writeString(folder.resolve("bus.conf"), """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig><type>session</type><listen>unix:dir=%s</listen><policy context="default">
                <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
                </policy></busconfig>
                """.formatted(folder));
        var child = java("none");
        child.command().addAll(0, List.of("dbus-run-session", "--config-file=" + config, "--"));
        assertEquals(List.of("load NO_KEYCHAIN", "probe NO_KEYCHAIN", "no threads left", "closed"), said(child));
    }

    @Test
    void aLockedKeyringSaysSoLeaksNothingAndKeepsTheLogin() throws Exception {
        assertEquals(List.of("load KEYCHAIN_LOCKED", "save KEYCHAIN_LOCKED", "delete KEYCHAIN_LOCKED", "no threads left",
                "kept", "closed"), said(ownKeyring("locked")));
    }

    @Test
    void aPromptThatNobodyAnswersIsALockAndDoesNotHoldUpTheEnd() throws Exception {
        assertEquals(List.of("load KEYCHAIN_LOCKED", "in time", "closed"), said(ownKeyring("promptUnanswered")));
    }

    @Test
    void aBusThatDoesNotAnswerIsSilenceAndDoesNotHoldUpTheEnd() throws Exception {
        assertEquals(List.of("load KEYCHAIN_SILENT", "in time", "closed"), said(ownKeyring("busUnanswered")));
    }

    @Test
    void aKeyringThatDoesNotAnswerIsSilentLeaksNothingAndKeepsTheLogin() throws Exception {
        assertEquals(List.of("load KEYCHAIN_SILENT", "again KEYCHAIN_SILENT", "no threads left", "kept", "closed"),
                said(ownKeyring("silent")));
    }

    @Test
    void aKeyringKilledWhileACallWaitsKeepsTheLogin() throws Exception {
        assertEquals(List.of("load KEYCHAIN_LOCKED", "kept", "closed"), said(ownKeyring("killedWhileACallWaits")));
    }

    @Test
    void aBusThatIsGoneIsSilenceAndItsReturnCostsNothing() throws Exception {
        assertEquals(List.of("load KEYCHAIN_SILENT", "save KEYCHAIN_SILENT", "delete KEYCHAIN_SILENT", "no threads left",
                "kept", "closed"), said(ownKeyring("busGone")));
    }

    @Test
    void aProcessKilledInTheMiddleOfItsSavesLeavesTheOldLoginOrTheNew() throws Exception {
        var random = new Random(20_261_123);
        var last = 0;
        store.save(KEY, KeychainChild.login(last));
        for (var round = 0; round < 24; round++) {
            var child = java("rotate", Integer.toString(last + 1)).start();
            try (var said = child.inputReader()) {
                said.readLine();
                Thread.sleep(random.nextInt(250));
                keyring.signal("KILL", child.pid());
                last = said.lines().map(line -> Integer.parseInt(line.replace("saved ", ""))).reduce(last + 1, Math::max);
            }
            child.waitFor();
            var now = store.load(KEY).orElseThrow();
            assertTrue(now.equals(KeychainChild.login(last)) || now.equals(KeychainChild.login(last + 1)), "after " + last);
            last++;
            saveAndCompare("between");
            assertEquals(2, keyring.count());
        }
    }

    private static ProcessBuilder java(String... arguments) {
        return Child.of(KeychainChild.class, List.of(), arguments).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** Beside a keyring that it may ruin. */
    private static ProcessBuilder ownKeyring(String scenario) {
        var child = java(scenario);
        child.command().addAll(0, List.of("bash", "packaging/keyring"));
        return child;
    }

    /** What it said until it asked for its end, which must come soon. */
    private static List<String> said(ProcessBuilder program) throws Exception {
        var child = program.start();
        var said = new ArrayList<String>();
        try (var output = child.inputReader()) {
            for (var line = output.readLine(); line != null && !line.equals("exit"); line = output.readLine()) {
                said.add(line);
            }
            assertTrue(child.waitFor(5, TimeUnit.SECONDS), "it goes on");
        } finally {
            child.destroyForcibly();
        }
        assertEquals(0, child.exitValue());
        return said;
    }

    private interface Call {
        void run() throws Exception;
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
