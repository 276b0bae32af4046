package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.PasswordSession;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.keychain.OsVault;
import com.fitscheduler.frontdesk.keychain.Vault;
import com.fitscheduler.frontdesk.testsupport.RobotBrowser;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * From the browser's answer to Connected, with the practice services on loopback and the keyring of this session. Run by
 * {@code packaging/bench signin}.
 */
public final class SignInBench {

    private static final String ID = "leadconnector";
    private static final int WARM = 3;
    private static final int RUNS = 20;

    private SignInBench() {}

    /** Nanoseconds of one sign-in, by part. */
    private record Times(long exchange, long count, long keychain, long save) {
        long all() {
            return exchange + count + keychain + save;
        }
    }

    /** Adds up what the keyring takes. */
    private record TimedVault(Vault vault, AtomicLong nanos) implements Vault {

        @FunctionalInterface
        private interface Call<T> {
            T make() throws IntegrationException, InterruptedException;
        }

        private <T> T timed(Call<T> call) throws IntegrationException, InterruptedException {
            var start = System.nanoTime();
            try {
                return call.make();
            } finally {
                nanos.addAndGet(System.nanoTime() - start);
            }
        }

        @Override
        public Optional<String> get(String account) throws IntegrationException, InterruptedException {
            return timed(() -> vault.get(account));
        }

        @Override
        public void set(String account, String value) throws IntegrationException, InterruptedException {
            timed(() -> {
                vault.set(account, value);
                return true;
            });
        }

        @Override
        public void delete(String account) throws IntegrationException, InterruptedException {
            timed(() -> {
                vault.delete(account);
                return true;
            });
        }

        @Override
        public boolean opensUnasked() throws InterruptedException {
            return vault.opensUnasked();
        }

        @Override
        public void close() {
            vault.close();
        }
    }

    public static void main(String[] words) throws Exception {
        var folder = Files.createTempDirectory("sign-in-bench");
        var folders = new Folders(folder, folder, folder);
        var robot = new RobotBrowser();
        var vault = new TimedVault(new OsVault(), new AtomicLong());
        try (var desk = new FrontDesk(over(World.practice(folders, Clock.systemUTC(), robot), vault, robot), folders, Runnable::run,
                Clock.systemUTC())) {
            var times = new ArrayList<Times>();
            for (var run = 0; run < WARM + RUNS; run++) {
                var one = signIn(desk, vault.nanos());
                if (run >= WARM) {
                    times.add(one);
                }
            }
            desk.service().disconnect(ID);
            report(times);
        }
    }

    /** The practice world with the real keyring. */
    private static World over(World plain, Vault vault, RobotBrowser robot) {
        plain.leadConnector().orElseThrow().close();
        var services = plain.practice().orElseThrow();
        var credentials = new KeychainCredentialStore(vault, "sign-in-bench");
        var session = new PasswordSession(plain.http(), services.backend(), "practice@example.com", "practice");
        var leadConnector = LeadConnector.of(
                new LeadConnector.Addresses(services.leadConnector(), URI.create("http://127.0.0.1"), services.backend(), ""),
                session, credentials, plain.http(), plain.offline(), robot, Clock.systemUTC());
        return new World(plain.place(), plain.catalogue(), Map.of(ID, leadConnector.client()), credentials, plain.backend(),
                plain.session(), Optional.of(leadConnector), plain.shared(), plain.free(), plain.offline(), plain.http(),
                plain.practice());
    }

    private static Times signIn(FrontDesk desk, AtomicLong keychain) throws Exception {
        var marks = new ArrayList<Long>();
        try (var attempt = desk.service().signIn(ID, _ -> {})) {
            attempt.openBrowser();
            var tested = desk.service().test(ID, attempt, (Step step) -> marks.add(System.nanoTime()));
            var counted = System.nanoTime();
            keychain.set(0);
            var card = desk.service().keep(tested);
            var kept = System.nanoTime() - counted;
            if (!(card.connection() instanceof Connected)) {
                throw new IllegalStateException("not connected");
            }
            return new Times(marks.get(1) - marks.get(0), counted - marks.get(1), keychain.get(), kept - keychain.get());
        }
    }

    private static void report(List<Times> times) {
        line("exchange", times, Times::exchange);
        line("count and name", times, Times::count);
        line("keychain", times, Times::keychain);
        line("save", times, Times::save);
        line("callback to Connected", times, Times::all);
    }

    private static void line(String what, List<Times> times, ToLongFunction<Times> part) {
        var sorted = times.stream().mapToLong(part).sorted().toArray();
        System.out.printf(Locale.ROOT, "%-22s median %6.1f ms, %6.1f to %6.1f ms%n", what,
                (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2e6, sorted[0] / 1e6, sorted[sorted.length - 1] / 1e6);
    }
}
