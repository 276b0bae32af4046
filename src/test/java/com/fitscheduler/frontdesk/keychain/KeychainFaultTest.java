package com.fitscheduler.frontdesk.keychain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.keychain.FaultyVault.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault at each operation of a save or a delete. */
class KeychainFaultTest {

    private static final CardKey KEY = new CardKey("gym-1", "leadconnector");
    private static final int ROUNDS = 25;

    // Says at each fault what it could not remove; held here, or the setting goes with it.
    private static final Logger LOG = Logger.getLogger(KeychainCredentialStore.class.getName());

    private final FaultyVault vault = new FaultyVault();
    private final Random random = new Random(20_260_101);
    private int logins;

    /** What a call came to. */
    private enum End {
        RETURNED,
        THREW,
        KILLED
    }

    private interface Action {
        void run(KeychainCredentialStore store) throws IntegrationException, InterruptedException;
    }

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource
    void aSaveEndsWithTheOldLoginOrTheNewWhereverItBreaks(Fault fault) throws Exception {
        save();
        var broken = 0;
        for (var round = 0; round < ROUNDS; round++) {
            for (var at = 0; saveBreaks(fault, at); at++) {
                broken++;
            }
        }
        assertTrue(broken > ROUNDS * 10, "only " + broken + " breaks");
        var last = save();
        var untouched = new FaultyVault();
        new KeychainCredentialStore(untouched, "test").save(KEY, last);
        assertEquals(untouched.entries.size(), vault.entries.size(), "left: " + vault.entries.keySet());
    }

    /** Whether the save got as far as that operation. */
    private boolean saveBreaks(Fault fault, int at) throws Exception {
        var old = load().orElseThrow();
        var fresh = fresh();
        var end = runBroken(fault, at, store -> store.save(KEY, fresh));
        var reached = vault.operations > at;
        vault.mend();
        var context = fault + " at operation " + at;
        var now = load().orElseThrow(() -> new AssertionError(context + " lost the login"));
        // A save that could not even take back what it began may stand either way.
        var either = end == End.KILLED || fault == Fault.LOCKED;
        switch (end) {
            case RETURNED -> assertEquals(fresh, now, context);
            case THREW, KILLED -> assertTrue(now.equals(old) || (either && now.equals(fresh)), context);
        }
        return reached;
    }

    @ParameterizedTest
    @EnumSource
    void aDeleteEndsWithTheLoginOrWithNoneWhereverItBreaks(Fault fault) throws Exception {
        boolean reached;
        var at = 0;
        do {
            saveBesideTheOneBefore();
            var login = load();
            var end = runBroken(fault, at, store -> store.delete(KEY));
            reached = vault.operations > at;
            vault.mend();
            var context = fault + " at operation " + at;
            var now = load();
            if (end == End.RETURNED) {
                assertEquals(Map.of(), vault.entries, context);
            }
            assertTrue(now.isEmpty() || now.equals(login), context + " brought the login before back");
            store().delete(KEY);
            assertEquals(Map.of(), vault.entries, context);
            at++;
        } while (reached);
        assertTrue(at > 10, "only " + at + " breaks");
    }

    @Test
    void anInterruptAfterTheNewLoginIsProvedFailsNothingAndIsHandedOn() throws Exception {
        var fresh = KeychainCredentialStoreTest.login("fresh");
        store().save(KEY, fresh);
        vault.mend();
        store().save(KEY, fresh);
        var operations = vault.operations;
        vault.mend();
        vault.breakAt(operations - 1, Fault.INTERRUPTED);
        store().save(KEY, fresh);
        assertTrue(Thread.interrupted());
        assertEquals(Optional.of(fresh), load());
    }

    private End runBroken(Fault fault, int at, Action action) {
        vault.mend();
        vault.breakAt(at, fault);
        try {
            action.run(store());
            return End.RETURNED;
        } catch (IntegrationException | InterruptedException e) {
            return End.THREW;
        } catch (FaultyVault.Killed e) {
            return End.KILLED;
        } finally {
            // An interrupt while tidying is handed on as the thread's flag, which is not for the next call.
            Thread.interrupted();
        }
    }

    /** As a kill leaves it between the proof of the new login and the removal of the one before. */
    private void saveBesideTheOneBefore() throws Exception {
        save();
        var before = Map.copyOf(vault.entries);
        save();
        before.forEach(vault.entries::putIfAbsent);
    }

    private Login save() throws Exception {
        vault.mend();
        var login = fresh();
        store().save(KEY, login);
        return login;
    }

    private Optional<Login> load() throws Exception {
        return store().load(KEY);
    }

    /** A new process each time: nothing is remembered but the entries. */
    private KeychainCredentialStore store() {
        return new KeychainCredentialStore(vault, "test");
    }

    private Login fresh() {
        return KeychainCredentialStoreTest.login(logins++ + "-" + "x".repeat(random.nextInt(4) * 1_100));
    }
}
