package com.fitscheduler.frontdesk.keychain;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.KeyringStorageType;
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
import org.jspecify.annotations.Nullable;

/**
 * The operating system's keychain: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. Opened by
 * the first call, which may make the system ask the person to unlock it. Calls run one after the other on a thread of
 * its own.
 *
 * <p>One per process: with a second one open, java-keyring misses the person's answer. A failed opening leaves
 * java-keyring's own threads behind, so the program must end by {@link System#exit}.
 */
public final class OsVault implements Vault {

    /** What all entries of this program are filed under. */
    public static final String SERVICE = "FitScheduler Front Desk";

    // A waiting prompt blocks java-keyring for two minutes; nobody looks at a still window that long.
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger(OsVault.class.getName());

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("keychain").factory());
    private final Session session;
    private final Duration deadline;

    /** Waits at most 20 seconds for each call. */
    public OsVault() {
        this(PATIENCE);
    }

    /** @param deadline the longest that a caller waits for one call */
    public OsVault(Duration deadline) {
        this(() -> KeyringBackendFactory.create(type(System.getProperty("os.name", ""))), deadline);
    }

    OsVault(Session.Opener opener, Duration deadline) {
        this.session = new Session(opener, SERVICE);
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
        try {
            closing.get(CLOSING.toNanos(), NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "the keychain did not close: {0}", e.getClass().getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> call(Callable<Optional<String>> call) throws IntegrationException, InterruptedException {
        try {
            var answer = thread.submit(call);
            try {
                return answer.get(deadline.toNanos(), NANOSECONDS);
            } finally {
                // What nobody waits for must not begin later; what has begun cannot be stopped.
                answer.cancel(false);
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "no answer within " + deadline);
        } catch (RejectedExecutionException e) {
            throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "closed");
        }
    }

    /** In our own words only, without the cause: java-keyring's messages name accounts. */
    private static IntegrationException failure(@Nullable Throwable cause) {
        var none = cause instanceof BackendNotSupportedException || cause instanceof LinkageError;
        return new IntegrationException(none ? Problem.NO_KEYCHAIN : Problem.KEYCHAIN_LOCKED,
                "keychain refused: " + (cause == null ? "" : cause.getClass().getName()));
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
