package com.fitscheduler.frontdesk.keychain;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.internal.KeyringBackend;
import com.github.javakeyring.internal.KeyringBackendFactory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The operating system's keychain: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. Opened by
 * the first call, which may make the system ask the person to unlock it. Calls run one after the other on a thread of
 * its own, and never for the toolkit's.
 *
 * <p>What has been there once in this process is silent when it is gone, not missing; nothing is given up for ever.
 * {@link #close} blocks for two seconds at most.
 *
 * <p>One per process: with a second one open, java-keyring misses the person's answer. An opening that fails in spite of
 * a keychain that answers leaves java-keyring's own threads behind, so the program must end by {@link System#exit}.
 */
public final class OsVault implements Vault {

    /** What all entries of this program are filed under. */
    public static final String SERVICE = "FitScheduler Front Desk";

    // A waiting prompt blocks java-keyring for two minutes; nobody looks at a still window that long.
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration ASKING_WHY = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger(OsVault.class.getName());

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("keychain").factory());
    private final ExecutorService asking =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("keychain state").factory());
    private final Session session;
    private final Duration deadline;

    /** Waits at most 20 seconds for each call, and two more to learn why it takes that long. */
    public OsVault() {
        this(PATIENCE);
    }

    /** @param deadline the longest that a caller waits for one call */
    public OsVault(Duration deadline) {
        this(opener(type(System.getProperty("os.name", ""))), deadline, System::nanoTime);
    }

    OsVault(Session.Opener opener, Duration deadline, LongSupplier nanoTime) {
        this.session = new Session(opener, SERVICE, nanoTime);
        this.deadline = deadline;
    }

    @Override
    public Optional<String> get(String account) throws IntegrationException, InterruptedException {
        return call(() -> session.get(account));
    }

    @Override
    public void set(String account, String value) throws IntegrationException, InterruptedException {
        Vault.check(value);
        call(() -> session.set(account, value));
    }

    @Override
    public void delete(String account) throws IntegrationException, InterruptedException {
        call(() -> session.delete(account));
    }

    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        var closing = thread.submit(session::close);
        thread.shutdown();
        asking.shutdown();
        try {
            closing.get(CLOSING.toNanos(), NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "the keychain did not close: {0}", e.getClass().getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> call(Callable<Optional<String>> call) throws IntegrationException, InterruptedException {
        // By its name, because this package does not know the toolkit.
        if (Thread.currentThread().getName().equals("JavaFX Application Thread")) {
            throw new IllegalStateException("a prompt would freeze the window");
        }
        try {
            return answer(thread, call, deadline);
        } catch (ExecutionException e) {
            // Without the cause, whose message may name an account.
            throw e.getCause() instanceof IntegrationException ours
                    ? ours
                    : new IntegrationException(Problem.KEYCHAIN_SILENT, "the keychain failed");
        } catch (TimeoutException e) {
            throw new IntegrationException(whyLate(), "no answer within " + deadline);
        } catch (RejectedExecutionException e) {
            throw new IntegrationException(Problem.KEYCHAIN_SILENT, "closed");
        }
    }

    @Override
    public boolean opensUnasked() throws InterruptedException {
        try {
            return answer(asking, session::opensUnasked, ASKING_WHY);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return false;
        }
    }

    private Problem whyLate() throws InterruptedException {
        try {
            return answer(asking, session::whyLate, ASKING_WHY);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return Problem.KEYCHAIN_SILENT;
        }
    }

    private static <T> T answer(ExecutorService thread, Callable<T> call, Duration deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        var answer = thread.submit(call);
        try {
            return answer.get(deadline.toNanos(), NANOSECONDS);
        } finally {
            // What nobody waits for must not begin later; what has begun cannot be stopped.
            answer.cancel(false);
        }
    }

    private static Session.Opener opener(KeyringStorageType type) {
        if (type != KeyringStorageType.GNOME_KEYRING) {
            return () -> KeyringBackendFactory.create(type);
        }
        return new Session.Opener() {
            @Override
            public KeyringBackend open() throws BackendNotSupportedException {
                return KeyringBackendFactory.create(type);
            }

            @Override
            public Session.State state() {
                return SecretService.state();
            }
        };
    }

    static KeyringStorageType type(String osName) {
        var os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return KeyringStorageType.WINDOWS_CREDENTIAL_STORE;
        }
        // KWallet answers on the Secret Service name too; java-keyring's own KWallet loses writes silently.
        return os.startsWith("mac") ? KeyringStorageType.OSX_KEYCHAIN : KeyringStorageType.GNOME_KEYRING;
    }
}
