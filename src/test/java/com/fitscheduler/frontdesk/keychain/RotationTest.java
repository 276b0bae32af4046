package com.fitscheduler.frontdesk.keychain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.keychain.FaultyVault.Fault;
import com.fitscheduler.frontdesk.keychain.FaultyVault.Killed;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** New logins over old ones, as refreshing a token does, with the process ended at every step of every one. */
class RotationTest {

    private static final CardKey KEY = new CardKey("gym-1", "leadconnector");
    private static final int ROTATIONS = 1_000;
    private static final int MOST_PARTS = 4;

    private final Random random = new Random(20_261_123);

    @Test
    void aThousandRotationsKilledAtEveryStepLeaveOneWholeLoginEach() throws Exception {
        var entries = new TreeMap<String, String>();
        var old = login(0);
        store(entries).save(KEY, old);
        var kills = 0;
        var before = 0;
        for (var rotation = 1; rotation <= ROTATIONS; rotation++) {
            var fresh = login(rotation);
            for (var step = 0; ; step++) {
                var left = new TreeMap<>(entries);
                if (!isKilled(left, fresh, step)) {
                    break;
                }
                kills++;
                before += assertOldOrNew(left, old, fresh, "rotation " + rotation + " killed at " + step);
            }
            // Goes on from the last kill point of some, so that damage would add up.
            if (rotation % 2 == 0) {
                isKilled(entries, fresh, random.nextInt(30));
            }
            store(entries).save(KEY, fresh);
            assertClean(entries, fresh, "rotation " + rotation);
            old = fresh;
        }
        // Read the old and the new slot, clear, write, prove, clear: even the shortest has so many steps.
        assertTrue(kills > ROTATIONS * 15, "only " + kills + " kill points");
        assertTrue(before > ROTATIONS && before < kills - ROTATIONS, before + " of " + kills + " before the new one stood");
    }

    private boolean isKilled(Map<String, String> entries, Login fresh, int step) throws Exception {
        var vault = new FaultyVault(entries);
        vault.breakAt(step, Fault.KILLED);
        try {
            new KeychainCredentialStore(vault, "test").save(KEY, fresh);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    /** 1 if the old one is the login. */
    private int assertOldOrNew(Map<String, String> entries, Login old, Login fresh, String context) throws Exception {
        var now = store(entries).load(KEY).orElseThrow(() -> new AssertionError(context + " lost the login"));
        assertTrue(now.equals(old) || now.equals(fresh), context);
        var next = login(-1);
        store(entries).save(KEY, next);
        assertClean(entries, next, context);
        return now.equals(old) ? 1 : 0;
    }

    private static void assertClean(Map<String, String> entries, Login login, String context) throws Exception {
        assertEquals(Optional.of(login), store(entries).load(KEY), context);
        var untouched = new TreeMap<String, String>();
        store(untouched).save(KEY, login);
        assertEquals(untouched.size(), entries.size(), () -> context + " left " + entries.keySet());
    }

    /** A new process: nothing is remembered but the entries. */
    private static KeychainCredentialStore store(Map<String, String> entries) {
        return new KeychainCredentialStore(new FaultyVault(entries), "test");
    }

    /** Of one to four parts, and never the same twice. */
    private Login login(int number) {
        var length = random.nextInt(MOST_PARTS) * Slot.PART + random.nextInt(Slot.PART - 100);
        return KeychainCredentialStoreTest.login(number + "-" + random.nextLong() + "x".repeat(length));
    }
}
