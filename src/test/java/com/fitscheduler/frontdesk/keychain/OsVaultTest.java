package com.fitscheduler.frontdesk.keychain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.keychain.Session.State;
import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import com.github.javakeyring.internal.KeyringBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OsVaultTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Map<String, String> entries = new ConcurrentHashMap<>();
    private final List<Backend> opened = new ArrayList<>();
    private final LinkedBlockingQueue<RuntimeException> throwNext = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> refuseNext = new LinkedBlockingQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Queue<State> states = new ConcurrentLinkedQueue<>();
    private volatile State state = State.OPEN;
    private volatile boolean opens = true;
    private volatile long now;
    private boolean blocks;
    private OsVault vault = vault(LONG);

    private OsVault vault(Duration deadline) {
        return new OsVault(new Linux(), deadline, () -> now);
    }

    private final class Linux implements Session.Opener {

        @Override
        public KeyringBackend open() throws BackendNotSupportedException {
            var backend = new Backend();
            opened.add(backend);
            if (!opens) {
                throw new BackendNotSupportedException("no session");
            }
            return backend;
        }

        @Override
        public State state() {
            var next = states.poll();
            return next == null ? state : next;
        }
    }

    @AfterEach
    void close() {
        goOn.countDown();
        vault.close();
    }

    @Test
    void opensOnceAndOnlyWhenNeeded() throws Exception {
        assertEquals(0, opened.size());
        vault.set("a", "value");
        assertEquals(Optional.of("value"), vault.get("a"));
        vault.delete("a");
        vault.delete("a");
        assertEquals(Optional.empty(), vault.get("a"));
        assertEquals(1, opened.size());
        vault.close();
        assertTrue(opened.getFirst().closed);
        assertProblem(Problem.KEYCHAIN_SILENT, () -> vault.get("a"));
    }

    @Test
    void aSessionThatIsGoneCostsNothing() throws Exception {
        vault.set("a", "value");
        throwNext.add(new NullPointerException("account a"));
        assertEquals(Optional.of("value"), vault.get("a"));
        assertTrue(opened.getFirst().closed);
        assertEquals(2, opened.size());
        throwNext.add(new NullPointerException("account a"));
        vault.set("a", "other");
        assertEquals(Map.of("a", "other"), entries);
        throwNext.add(new NullPointerException("account a"));
        vault.delete("a");
        assertEquals(Map.of(), entries);
        assertEquals(4, opened.size());
    }

    @Test
    void aCallThatFailsInANewSessionTooIsSaid() throws Exception {
        vault.set("a", "value");
        throwNext.addAll(List.of(new NullPointerException("account a"), new NullPointerException("account a")));
        var thrown = assertProblem(Problem.KEYCHAIN_SILENT, () -> vault.get("a"));
        assertFalse(thrown.getMessage().contains("account a"));
        assertEquals(Optional.of("value"), vault.get("a"));
    }

    @Test
    void aFailureHasTheCauseThatTheSystemGives() throws Exception {
        vault.set("a", "value");
        var problems = Map.of(State.LOCKED, Problem.KEYCHAIN_LOCKED, State.SILENT, Problem.KEYCHAIN_SILENT,
                // It was there, so it is not missing for good.
                State.NONE, Problem.KEYCHAIN_SILENT);
        for (var cause : problems.entrySet()) {
            throwNext.add(new IllegalStateException());
            state = cause.getKey();
            assertProblem(cause.getValue(), () -> vault.get("a"));
            state = State.OPEN;
            assertEquals(Optional.of("value"), vault.get("a"), "mended");
        }
    }

    @Test
    void aKeychainThatIsSilentOrMissingIsNotOpenedAtAll() throws Exception {
        state = State.NONE;
        assertProblem(Problem.NO_KEYCHAIN, () -> vault.get("a"));
        state = State.SILENT;
        assertProblem(Problem.KEYCHAIN_SILENT, () -> vault.get("a"));
        assertEquals(0, opened.size());
        state = State.OPEN;
        assertEquals(Optional.empty(), vault.get("a"));
    }

    @Test
    void anUnlockThatWasRefusedIsAskedForOnceACall() throws Exception {
        state = State.LOCKED;
        assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.get("a"));
        assertEquals(1, opened.size());
        assertTrue(opened.getFirst().closed);
        assertEquals(1, begun.getCount(), "went on with a locked one");
        states.add(State.LOCKED);
        state = State.OPEN;
        assertEquals(Optional.empty(), vault.get("a"), "the person unlocked it");
        assertEquals(2, opened.size());
    }

    @Test
    void anEntryThatSomebodyGaveASecondValueIsDamaged() {
        refuseNext.add("Too many stored credentials match x account: a");
        assertProblem(Problem.LOGIN_DAMAGED, () -> vault.get("a"));
    }

    @Test
    void aRefusalIsNotAnAbsence() throws Exception {
        vault.set("a", "value");
        refuseNext.add("Error code 5");
        assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.get("a"));
        refuseNext.add("Failed to get credential. Denied");
        assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.delete("a"));
        assertEquals(Optional.of("value"), vault.get("a"));
    }

    @Test
    void windowsSaysAbsentInItsOwnWay() throws Exception {
        refuseNext.addAll(List.of("Error code 1168", "Error code 1168"));
        assertEquals(Optional.empty(), vault.get("a"));
    }

    @Test
    void oneAnswerThatCameTooLateIsNoAbsence() throws Exception {
        vault.set("a", "value");
        refuseNext.add("No stored credentials match x account: a");
        assertEquals(Optional.of("value"), vault.get("a"));
    }

    @Test
    void withoutAnythingToAskAFailedOpeningMeansNoKeychain() {
        state = State.UNKNOWN;
        opens = false;
        for (var i = 0; i < 30; i++) {
            assertProblem(Problem.NO_KEYCHAIN, () -> vault.get("a"));
        }
        assertEquals(30, opened.size());
    }

    @Test
    void anOpeningThatLeaksIsTriedLessAndLessOftenButNeverGivenUp() throws Exception {
        opens = false;
        var weeks = Duration.ofDays(28);
        for (; now < weeks.toNanos(); now += Duration.ofMinutes(1).toNanos()) {
            assertProblem(Problem.KEYCHAIN_SILENT, () -> vault.get("a"));
        }
        assertTrue(opened.size() < 28 * 24 + 20, "opened " + opened.size());
        opens = true;
        now += Duration.ofHours(1).toNanos();
        assertEquals(Optional.empty(), vault.get("a"));
    }

    @Test
    void weeksOfALockOrOfSilenceEndWithTheLock() throws Exception {
        vault.set("a", "value");
        throwNext.add(new NullPointerException());
        for (var i = 0; i < 1_000; i++) {
            state = i % 2 == 0 ? State.LOCKED : State.SILENT;
            var problem = i % 2 == 0 ? Problem.KEYCHAIN_LOCKED : Problem.KEYCHAIN_SILENT;
            assertProblem(problem, () -> vault.get("a"));
        }
        state = State.OPEN;
        assertEquals(Optional.of("value"), vault.get("a"));
    }

    @Test
    void aPromptThatNobodyAnswersEndsTheWait() {
        vault = vault(Duration.ofMillis(50));
        blocks = true;
        states.add(State.OPEN);
        state = State.LOCKED;
        assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.get("a"));
    }

    @Test
    void aCallThatTakesTooLongForNoReasonIsSilence() {
        vault = vault(Duration.ofMillis(50));
        blocks = true;
        assertProblem(Problem.KEYCHAIN_SILENT, () -> vault.get("a"));
    }

    @Test
    void theToolkitsThreadMayNotWait() throws Exception {
        var thrown = new LinkedBlockingQueue<Throwable>();
        var toolkit = new Thread(() -> {
            try {
                vault.get("a");
            } catch (Throwable e) {
                thrown.add(e);
            }
        }, "JavaFX Application Thread");
        toolkit.start();
        toolkit.join();
        assertEquals(IllegalStateException.class, thrown.remove().getClass());
        assertEquals(0, opened.size());
    }

    @Test
    void whatWasGivenUpBeforeItBeganNeverHappens() throws Exception {
        vault = vault(Duration.ofMillis(50));
        blocks = true;
        assertProblem(Problem.KEYCHAIN_SILENT, () -> vault.get("a"));
        assertProblem(Problem.KEYCHAIN_SILENT, () -> vault.set("a", "value"));
        goOn.countDown();
        vault.close();
        assertEquals(Map.of(), entries);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        blocks = true;
        var ended = new LinkedBlockingQueue<Class<?>>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                vault.get("a");
            } catch (IntegrationException | InterruptedException e) {
                ended.add(e.getClass());
            }
        });
        begun.await();
        caller.interrupt();
        assertEquals(InterruptedException.class, ended.take());
    }

    @Test
    void whatWindowsCannotKeepIsRefusedEverywhere() {
        assertThrows(IllegalArgumentException.class, () -> vault.set("a", ""));
        assertThrows(IllegalArgumentException.class, () -> vault.set("a", "x".repeat(Vault.MAX_LENGTH + 1)));
    }

    @Test
    void eachSystemHasItsKeychain() {
        var types = new HashMap<String, KeyringStorageType>();
        for (var os : List.of("Linux", "Mac OS X", "Windows 11", "FreeBSD")) {
            types.put(os, OsVault.type(os));
        }
        assertEquals(Map.of("Linux", KeyringStorageType.GNOME_KEYRING, "Mac OS X", KeyringStorageType.OSX_KEYCHAIN,
                "Windows 11", KeyringStorageType.WINDOWS_CREDENTIAL_STORE,
                "FreeBSD", KeyringStorageType.GNOME_KEYRING), types);
    }

    private interface Call {
        void run() throws Exception;
    }

    private static IntegrationException assertProblem(Problem problem, Call call) {
        var thrown = assertThrows(IntegrationException.class, call::run);
        assertEquals(problem, thrown.problem());
        return thrown;
    }

    /** Behaves as java-keyring was seen to. */
    private final class Backend implements KeyringBackend {

        private volatile boolean closed;

        @Override
        public String getPassword(String service, String account) throws PasswordAccessException {
            before();
            return present(account, entries.get(account));
        }

        @Override
        public void setPassword(String service, String account, String password) throws PasswordAccessException {
            before();
            entries.put(account, password);
        }

        @Override
        public void deletePassword(String service, String account) throws PasswordAccessException {
            before();
            present(account, entries.remove(account));
        }

        @Override
        public void close() {
            closed = true;
        }

        private void before() throws PasswordAccessException {
            begun.countDown();
            if (blocks) {
                awaitGoOn();
            }
            if (closed) {
                throw new IllegalStateException("closed");
            }
            var thrown = throwNext.poll();
            if (thrown != null) {
                throw thrown;
            }
            var refusal = refuseNext.poll();
            if (refusal != null) {
                throw new PasswordAccessException(refusal);
            }
        }

        private void awaitGoOn() {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static String present(String account, String value) throws PasswordAccessException {
            if (value == null) {
                throw new PasswordAccessException("No stored credentials match service account: " + account);
            }
            return value;
        }
    }
}
