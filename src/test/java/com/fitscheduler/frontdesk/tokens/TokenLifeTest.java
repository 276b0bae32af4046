package com.fitscheduler.frontdesk.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.keychain.FaultyVault;
import com.fitscheduler.frontdesk.keychain.FaultyVault.Fault;
import com.fitscheduler.frontdesk.keychain.FaultyVault.Killed;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.RotatingServer;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Renewals with the process ended at every step: at each operation of the keychain, and on both sides of the answer. */
class TokenLifeTest {

    private static final int RUNS = 1_000;
    private static final Duration LIFE = Duration.ofHours(24);

    private final FakeClock clock = new FakeClock("2026-05-03T15:05:00Z", "UTC");
    private final AtomicLong nanos = new AtomicLong();
    private final Random random = new Random(20_261_129);

    private enum End {
        WORKS,
        RECONNECT
    }

    /** How many ended how. */
    private record Ends(int works, int reconnect, int kills) {}

    @Test
    void aThousandKilledRenewalsEndWithAPairThatWorksOrWithReconnect() throws Exception {
        var ends = lives(false);

        assertTrue(ends.works() > RUNS / 2, ends.toString());
        assertTrue(ends.reconnect() > 0, "no kill hit the window that no client can close: " + ends);
    }

    @Test
    void whereTheServerTakesTheParentTokenOnceEveryKilledRenewalEndsConnected() throws Exception {
        var ends = lives(true);

        assertEquals(0, ends.reconnect(), ends.toString());
    }

    private Ends lives(boolean acceptsParent) throws Exception {
        var works = 0;
        var reconnect = 0;
        var kills = 0;
        for (var run = 0; run < RUNS; run++) {
            var server = new RotatingServer(clock, nanos::get, LIFE);
            server.acceptsParent = acceptsParent;
            var entries = new TreeMap<String, String>();
            new KeychainCredentialStore(new FaultyVault(entries), "test").save(Samples.KEY, server.login());
            for (var time = 0; time < 3; time++) {
                pass(LIFE);
                kills += killed(entries, server) ? 1 : 0;
                pass(Duration.ofSeconds(random.nextInt(60)));
                var end = used(entries, server, "run " + run);
                if (end == End.RECONNECT) {
                    reconnect++;
                    break;
                }
                works++;
            }
        }
        assertTrue(kills > RUNS, "only " + kills + " kills");
        return new Ends(works, reconnect, kills);
    }

    /** A process that ends somewhere on the way; false if it got through. */
    private boolean killed(Map<String, String> entries, RotatingServer server) throws Exception {
        var vault = new FaultyVault(entries);
        var step = random.nextInt(70);
        server.between = () -> {};
        if (step % 10 == 0) {
            server.between = () -> {
                throw new Killed();
            };
        } else {
            vault.breakAt(step, random.nextBoolean() ? Fault.KILLED : Fault.KILLED_AFTERWARDS);
        }
        var store = new KeychainCredentialStore(vault, "test");
        try {
            var login = store.load(Samples.KEY).orElseThrow();
            keeper(store, server).use(Samples.KEY, login, use -> accepted(server, use));
            return false;
        } catch (Killed e) {
            return true;
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof Killed) {
                return true;
            }
            throw e;
        } finally {
            server.between = () -> {};
        }
    }

    /** The next process, with nothing but the keychain's entries. */
    private End used(Map<String, String> entries, RotatingServer server, String context) throws Exception {
        var store = new KeychainCredentialStore(new FaultyVault(entries), "test");
        var login = store.load(Samples.KEY).orElseGet(() -> fail(context + " lost the login"));
        try {
            keeper(store, server).use(Samples.KEY, login, use -> accepted(server, use));
            assertTrue(server.accepts(store.load(Samples.KEY).orElseThrow()), context + " keeps another pair than it uses");
            assertTrue(store.previous(Samples.KEY).isEmpty(), context + " keeps an old pair");
            return End.WORKS;
        } catch (IntegrationException e) {
            assertEquals(Problem.SIGN_IN_EXPIRED, e.problem(), context);
            assertTrue(store.load(Samples.KEY).isPresent(), context + " threw the login away");
            return End.RECONNECT;
        }
    }

    private TokenKeeper keeper(KeychainCredentialStore store, RotatingServer server) {
        return new TokenKeeper(store, server, clock, nanos::get, new Random(random.nextLong()));
    }

    private static long accepted(RotatingServer server, Login login) throws IntegrationException {
        if (!server.accepts(login)) {
            throw new IntegrationException(Problem.TOKEN_NOT_ACCEPTED, "not the newest token");
        }
        return 1;
    }

    private void pass(Duration time) {
        clock.move(time);
        nanos.addAndGet(time.toNanos());
    }
}
