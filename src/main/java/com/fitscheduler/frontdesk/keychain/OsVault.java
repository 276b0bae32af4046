package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's keychain through java-keyring. One keyring at a time, made at the first call and used by one
 * thread of its own; its calls may wait for a person who is asked to unlock, so each caller waits under a deadline.
 */
public final class OsVault implements Vault {

    private static final System.Logger LOG = System.getLogger(OsVault.class.getName());
    private static final String SERVICE = "FitScheduler Front Desk";
    private static final String ABSENT = "No stored credentials match";

    private final Duration patience;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("keychain").factory());
    private @Nullable Keyring keyring;

    /** @param patience how long a caller waits: long enough for a person to type the password of the keychain */
    public OsVault(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Optional<String> get(String name) throws IntegrationException, InterruptedException {
        return call(ring -> {
            try {
                return Optional.ofNullable(ring.getPassword(SERVICE, name));
            } catch (PasswordAccessException e) {
                return absent(e);
            }
        });
    }

    @Override
    public void set(String name, String text) throws IntegrationException, InterruptedException {
        call(ring -> {
            ring.setPassword(SERVICE, name, text);
            return Optional.empty();
        });
    }

    @Override
    public void delete(String name) throws IntegrationException, InterruptedException {
        call(ring -> {
            try {
                ring.deletePassword(SERVICE, name);
                return Optional.empty();
            } catch (PasswordAccessException e) {
                return absent(e);
            }
        });
    }

    /** The library has one exception for "not there" and for everything else; only the words tell them apart. */
    private static Optional<String> absent(PasswordAccessException e) throws PasswordAccessException {
        var message = String.valueOf(e.getMessage());
        // 1168: Windows, element not found. -25300: macOS, item not found.
        if (message.contains(ABSENT) || message.contains("1168") || message.contains("-25300")
                || message.toLowerCase(Locale.ROOT).contains("could not be found")) {
            return Optional.empty();
        }
        throw e;
    }

    @FunctionalInterface
    private interface Use {
        Optional<String> with(Keyring keyring) throws PasswordAccessException;
    }

    private Optional<String> call(Use use) throws IntegrationException, InterruptedException {
        var task = thread.submit((Callable<Optional<String>>) () -> use.with(opened()));
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "no answer within " + patience);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } finally {
            // Of a call that still waits, this leaves the queue; one that runs is not interrupted, but nobody waits for it.
            task.cancel(false);
        }
    }

    private IntegrationException failed(@Nullable Throwable cause) {
        if (cause instanceof BackendNotSupportedException || cause instanceof LinkageError) {
            return new IntegrationException(Problem.NO_KEYCHAIN, "no keychain on this computer", cause);
        }
        // The library throws undeclared exceptions when the keychain is locked or gone, and is of no use afterwards.
        thread.execute(this::forget);
        return new IntegrationException(Problem.KEYCHAIN_LOCKED, "the keychain did not answer", cause);
    }

    private Keyring opened() throws BackendNotSupportedException {
        if (keyring == null) {
            keyring = Keyring.create(type());
        }
        return keyring;
    }

    /** By operating system: trying one after the other, as the library would, loads foreign native code on the way. */
    private static KeyringStorageType type() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return KeyringStorageType.WINDOWS_CREDENTIAL_STORE;
        }
        return os.startsWith("mac") ? KeyringStorageType.OSX_KEYCHAIN : KeyringStorageType.GNOME_KEYRING;
    }

    private void forget() {
        var dead = keyring;
        keyring = null;
        if (dead != null) {
            try {
                dead.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "the keyring was not closed", e);
            }
        }
    }

    /** Lets go of the keychain; without it, the library's own threads keep the process alive. */
    @Override
    public void close() {
        thread.execute(this::forget);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the keychain still waits for somebody");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
