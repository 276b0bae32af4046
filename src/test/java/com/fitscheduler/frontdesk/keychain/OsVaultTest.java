package com.fitscheduler.frontdesk.keychain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
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
import java.util.concurrent.ConcurrentHashMap;
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
    private boolean blocks;
    private OsVault vault = new OsVault(this::open, LONG);

    private Backend open() {
        var backend = new Backend();
        opened.add(backend);
        return backend;
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
        assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.get("a"));
    }

    @Test
    void aRuntimeExceptionEndsTheSessionAndTheNextCallOpensANewOne() throws Exception {
        vault.set("a", "value");
        throwNext.add(new NullPointerException("account a"));
        var thrown = assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.get("a"));
        assertFalse(thrown.getMessage().contains("account a"));
        assertTrue(opened.getFirst().closed);
        assertEquals(Optional.of("value"), vault.get("a"));
        assertEquals(2, opened.size());
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
    void noKeychainIsSaidAndTriedOnlySoOften() {
        var tries = new ArrayList<Integer>();
        vault = new OsVault(() -> {
            tries.add(1);
            throw new BackendNotSupportedException("none");
        }, LONG);
        for (var i = 0; i < 30; i++) {
            assertProblem(Problem.NO_KEYCHAIN, () -> vault.get("a"));
        }
        assertEquals(10, tries.size());
    }

    @Test
    void aPromptThatNobodyAnswersEndsTheWait() {
        vault = new OsVault(this::open, Duration.ofMillis(50));
        blocks = true;
        assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.get("a"));
    }

    @Test
    void whatWasGivenUpBeforeItBeganNeverHappens() throws Exception {
        vault = new OsVault(this::open, Duration.ofMillis(50));
        blocks = true;
        assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.get("a"));
        assertProblem(Problem.KEYCHAIN_LOCKED, () -> vault.set("a", "value"));
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
