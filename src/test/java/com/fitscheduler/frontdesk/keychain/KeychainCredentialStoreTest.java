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
import com.fitscheduler.frontdesk.integration.Renewal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeychainCredentialStoreTest {

    private static final CardKey KEY = new CardKey("gym-1", "leadconnector");
    private static final String SLOTS = "test/gym-1/leadconnector/";

    private final FaultyVault vault = new FaultyVault();
    private final KeychainCredentialStore store = new KeychainCredentialStore(vault, "test");

    /** Clocks tick in nanoseconds, and a renewal replaces the login that it read. */
    @Test
    void aLoginThatWasReadAgainIsTheOneThatWasSaved() throws Exception {
        var store = new KeychainCredentialStore(new FaultyVault(new TreeMap<>()), "test");
        var fine = Instant.parse("2026-05-03T12:00:00.123456789Z");
        var renewal = new Renewal("r", "g", "s", fine, Duration.ofNanos(86_400_000_000_001L), fine);
        var first = login("first").renewing(renewal);
        store.save(KEY, first);
        assertEquals(Optional.of(first), store.load(KEY));
        assertTrue(store.replace(KEY, first, login("second").renewing(renewal.begun(fine.plusNanos(1)))));
    }

    @Test
    void whatWasNeverSavedIsAbsent() throws Exception {
        assertEquals(Optional.empty(), store.load(KEY));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_199, 1_200, 1_201, 2_600, 100_000})
    void everyLengthComesBackAsItWas(int length) throws Exception {
        saveAndCompare("x".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_199, 1_200, 1_201, 2_399, 2_400, 2_401})
    void aTextThatJustFillsItsPartsComesBack(int length) throws Exception {
        var around = Slot.PART - textLength(login("x".repeat(Slot.PART)));
        saveAndCompare("x".repeat(length + around));
        assertEquals(1 + Math.ceilDiv(length, Slot.PART), vault.entries.size());
    }

    @Test
    void anEmojiAcrossAPartBorderStaysWhole() throws Exception {
        for (var before = 1_100; before < 1_201; before++) {
            saveAndCompare("x".repeat(before) + "\uD83D\uDE00\u00FC\u4E2D");
        }
        // Half an emoji is no character, yet a pasted value may end in one.
        saveAndCompare("half \uD83D");
    }

    @Test
    void noEntryIsEmptyOrTooLongForWindows() throws Exception {
        store.save(KEY, login("\u4E2D".repeat(5_000)));
        assertTrue(vault.entries.values().stream().allMatch(value -> !value.isEmpty() && value.length() <= Slot.PART));
    }

    @Test
    void namesAreAsciiAndApart() throws Exception {
        var one = new CardKey("gym/1|\u00FC", "a b");
        var other = new CardKey("gym", "1|\u00FC/a b");
        store.save(one, login("one"));
        store.save(other, login("other"));
        assertEquals("one", store.load(one).orElseThrow().token());
        assertEquals("other", store.load(other).orElseThrow().token());
        assertEquals(Optional.empty(), new KeychainCredentialStore(vault, "second").load(one));
    }

    @Test
    void aReplacedTokenDoesNotLinger() throws Exception {
        store.save(KEY, login("old-token".repeat(1_000)));
        store.save(KEY, login("new-token"));
        assertEquals(2, vault.entries.size());
        assertFalse(vault.entries.toString().contains("old-token"));
    }

    @Test
    void deleteLeavesNothing() throws Exception {
        store.save(KEY, login("x".repeat(5_000)));
        vault.entries.put(SLOTS + "b/1", "left by a save that was cut short");
        vault.entries.put(SLOTS + "b/2", "left by a save that was cut short");
        store.delete(KEY);
        assertEquals(Map.of(), vault.entries);
        store.delete(KEY);
        assertEquals(Optional.empty(), store.load(KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "{}", "[]", "null", "{\"format\":2}",
        "{\"format\":1,\"generation\":9223372036854775807,\"origin\":\"https://x\",\"length\":5,\"parts\":1,\"sha256\":\"0\"}",
        "{\"format\":1,\"generation\":99,\"origin\":\"https://x\",\"length\":2147483647,\"parts\":1789570,\"sha256\":\"0\"}"})
    void aForeignHeaderIsADamagedLoginAndNoneBesideAWholeOne(String header) throws Exception {
        vault.entries.put(SLOTS + "a", header);
        vault.entries.put(SLOTS + "a/1", "12345");
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
        saveAndCompare("first");
        assertEquals(2, vault.entries.size());
        // It went into the empty slot.
        vault.entries.put(SLOTS + "a", header);
        vault.entries.put(SLOTS + "a/1", "12345");
        assertEquals("first", store.load(KEY).orElseThrow().token());
        saveAndCompare("second");
        assertEquals(2, vault.entries.size());
    }

    @Test
    void aLoginWithOneCharacterChangedIsDamaged() throws Exception {
        store.save(KEY, login("token"));
        for (var name : vault.entries.keySet()) {
            var before = new TreeMap<>(vault.entries);
            vault.entries.computeIfPresent(name, (_, value) -> value.replace("token", "tokem").replace("https:", "httpz:"));
            assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
            vault.entries.putAll(before);
        }
        assertTrue(store.load(KEY).isPresent());
    }

    @Test
    void aPartThatIsMissingIsDamageAndNotNoLogin() throws Exception {
        var long_ = login("x".repeat(3_000));
        store.save(KEY, long_);
        for (var number = 1; number <= 3; number++) {
            var part = vault.entries.remove(SLOTS + "a/" + number);
            assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
            vault.entries.put(SLOTS + "a/" + number, part);
        }
        assertEquals(Optional.of(long_), store.load(KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/1"})
    void anEntryThatExistsTwiceIsDamageUntilTheNextSaveOrDelete(String entry) throws Exception {
        store.save(KEY, login("first"));
        vault.twice.add(SLOTS + entry);
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
        saveAndCompare("second");
        vault.twice.add(SLOTS + entry.replace('a', 'b'));
        store.delete(KEY);
        assertEquals(Map.of(), vault.entries);
        assertEquals(Optional.empty(), store.load(KEY));
    }

    @Test
    void bothSlotsDamagedIsSaidAndTheNextSaveMendsIt() throws Exception {
        bothSlots();
        vault.entries.put(SLOTS + "a/1", "changed");
        vault.entries.remove(SLOTS + "b/1");
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
        saveAndCompare("mended");
        assertEquals(2, vault.entries.size());
    }

    @Test
    void damageToTheOneThatWasReplacedDoesNotMatter() throws Exception {
        bothSlots();
        vault.entries.put(SLOTS + "a/1", "changed");
        assertEquals(Optional.of(login("newer")), store.load(KEY));
        saveAndCompare("newest");
        assertEquals(2, vault.entries.size());
    }

    @Test
    void damageToTheNewestDoesNotBringBackTheOneThatItReplaced() throws Exception {
        bothSlots();
        vault.entries.put(SLOTS + "b/1", "changed");
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
        vault.breakAt(8, FaultyVault.Fault.KILLED);
        assertThrows(FaultyVault.Killed.class, () -> store.save(KEY, login("newest")));
        assertTrue(vault.entries.containsKey(SLOTS + "a"), "the whole one goes last");
        vault.mend();
        saveAndCompare("newest");
        assertEquals(2, vault.entries.size());
    }

    @Test
    void aTextThatFitsItsChecksumButIsNoLoginIsDamaged() throws Exception {
        new Slot(vault, SLOTS + "a").write(new Slot.Content(1, "https://example.com", "{}"));
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
        store.save(KEY, login("first"));
        var text = vault.entries.get(SLOTS + "b/1");
        new Slot(vault, SLOTS + "b").write(new Slot.Content(3, "no address", text));
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
    }

    @Test
    void theOriginIsBoundToTheToken() throws Exception {
        store.save(KEY, login("token"));
        vault.entries.computeIfPresent(SLOTS + "a", (_, value) -> value.replace("example.com", "example.org"));
        assertProblem(Problem.LOGIN_DAMAGED, () -> store.load(KEY));
    }

    @Test
    void aVaultThatAnswersWithThePastFailsTheSave() throws Exception {
        var old = login("old");
        store.save(KEY, old);
        vault.readStale();
        assertProblem(Problem.KEYCHAIN_FORGETS, () -> store.save(KEY, login("new")));
        vault.mend();
        assertEquals(Optional.of(old), store.load(KEY));
    }

    @Test
    void aProbeLeavesNothing() throws Exception {
        store.probe();
        assertEquals(Map.of(), vault.entries);
    }

    @Test
    void aProbeFindsAVaultThatDoesNotWriteOrRemove() throws Exception {
        store.probe();
        var operations = vault.operations;
        var found = 0;
        for (var at = 0; at < operations; at++) {
            vault.mend();
            vault.breakAt(at, FaultyVault.Fault.SILENT);
            try {
                store.probe();
            } catch (IntegrationException e) {
                assertEquals(Problem.KEYCHAIN_FORGETS, e.problem());
                found++;
            }
        }
        assertTrue(found >= 4, "two writes and their removals, found " + found);
    }

    @Test
    void noSecretInAnyText() throws Exception {
        assertFalse(login("secret").toString().contains("secret"));
        assertFalse(new Slot.Content(1, "https://example.com", "secret").toString().contains("secret"));
        vault.breakAt(8, FaultyVault.Fault.SILENT);
        var thrown = assertThrows(IntegrationException.class, () -> store.save(KEY, login("secret")));
        assertFalse(thrown.toString().contains("secret"));
    }

    @Test
    void closingClosesTheVault() {
        store.close();
        assertTrue(vault.closed);
    }

    static Login login(String token) {
        return new Login(Method.MANUAL, URI.create("https://example.com"), "account-1", token);
    }

    private void saveAndCompare(String token) throws Exception {
        store.save(KEY, login(token));
        assertEquals(Optional.of(login(token)), store.load(KEY));
    }

    /** As a kill leaves it between the proof of the new login and the removal of the one before. */
    private void bothSlots() throws Exception {
        store.save(KEY, login("older"));
        var before = Map.copyOf(vault.entries);
        store.save(KEY, login("newer"));
        before.forEach(vault.entries::putIfAbsent);
    }

    private int textLength(Login login) throws Exception {
        store.save(KEY, login);
        return vault.entries.entrySet().stream().filter(entry -> entry.getKey().matches(".*/[0-9]+"))
                .mapToInt(entry -> entry.getValue().length()).sum();
    }

    private static void assertProblem(Problem problem, Executable call) {
        assertEquals(problem, assertThrows(IntegrationException.class, call).problem());
    }
}
