package com.fitscheduler.frontdesk.keychain;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.PasswordAccessException;
import com.github.javakeyring.internal.KeyringBackend;
import com.github.javakeyring.internal.freedesktop.FreedesktopKeyringBackend;
import com.github.javakeyring.internal.freedesktop.SimpleCollection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.secret.handlers.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * java-keyring as it is, without its traps: opened by the first call, thrown away after any runtime exception (locked,
 * or its session or bus is gone: it never recovers), and with a meaning for its one exception. For one thread.
 */
final class Session {

    // Each failed opening leaks two threads inside java-keyring.
    private static final int MOST_FAILED_OPENINGS = 10;
    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    /** What a test stands in for. {@code Keyring} itself cannot be: its constructor is private, and it only passes on. */
    interface Opener {
        KeyringBackend open() throws BackendNotSupportedException;
    }

    private interface Call {
        String on(KeyringBackend keyring) throws PasswordAccessException;
    }

    private final Opener opener;
    private final String service;
    private @Nullable KeyringBackend open;
    private int failedOpenings;

    Session(Opener opener, String service) {
        this.opener = opener;
        this.service = service;
    }

    Optional<String> get(String account) throws PasswordAccessException, BackendNotSupportedException {
        // An answer that came too late looks like "absent" to java-keyring, so absence has to be said twice.
        var value = find(account);
        return value.isPresent() ? value : find(account);
    }

    Optional<String> set(String account, String value) throws PasswordAccessException, BackendNotSupportedException {
        return call(keyring -> {
            keyring.setPassword(service, account, value);
            return value;
        });
    }

    Optional<String> delete(String account) throws PasswordAccessException, BackendNotSupportedException {
        return call(keyring -> {
            try {
                keyring.deletePassword(service, account);
            } catch (PasswordAccessException e) {
                if (!isTwice(e)) {
                    throw e;
                }
                deleteEvery(account);
            }
            return account;
        });
    }

    void close() {
        var keyring = open;
        open = null;
        if (keyring != null) {
            close(keyring);
        }
        if (keyring instanceof FreedesktopKeyringBackend) {
            listenAgain();
        }
    }

    private Optional<String> find(String account) throws PasswordAccessException, BackendNotSupportedException {
        return call(keyring -> keyring.getPassword(service, account));
    }

    /** The answer; empty if the keychain has no such entry, or has it twice, which says nothing. */
    private Optional<String> call(Call call) throws PasswordAccessException, BackendNotSupportedException {
        if (open == null) {
            open = open();
        }
        try {
            return Optional.of(call.on(open));
        } catch (PasswordAccessException e) {
            if (isAbsent(e) || isTwice(e)) {
                return Optional.empty();
            }
            throw e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private KeyringBackend open() throws BackendNotSupportedException {
        if (failedOpenings >= MOST_FAILED_OPENINGS) {
            throw new BackendNotSupportedException("gave up");
        }
        try {
            return opener.open();
        } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
            failedOpenings++;
            throw e;
        }
    }

    /** Linux only. An entry that exists twice refuses every call for ever, so java-keyring's own delete is no help. */
    private void deleteEvery(String account) throws PasswordAccessException {
        SimpleCollection collection;
        try {
            collection = new SimpleCollection();
        } catch (IOException e) {
            throw new PasswordAccessException("no second session");
        }
        try {
            for (var item : collection.getItems(Map.of("service", service, "account", account))) {
                collection.deleteItem(item);
            }
        } finally {
            close(collection);
        }
    }

    /**
     * secret-service hears the answer to a prompt on the first connection of the process only; on every later one it
     * waits two minutes for what has long been said. It believes to be registered, and offers no way to tell it.
     */
    private static void listenAgain() {
        try {
            var registered = SignalHandler.class.getDeclaredField("registered");
            registered.setAccessible(true);
            ((List<?>) registered.get(SignalHandler.getInstance())).clear();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "a prompt may now be answered late: {0}", e.getClass().getName());
        }
    }

    private static void close(AutoCloseable session) {
        try {
            session.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "a keychain session did not close: {0}", e.getClass().getName());
        }
    }

    /** 1168 is Windows' ERROR_NOT_FOUND. */
    private static boolean isAbsent(PasswordAccessException e) {
        var message = String.valueOf(e.getMessage());
        return message.contains("No stored credentials match") || message.equals("Error code 1168");
    }

    private static boolean isTwice(PasswordAccessException e) {
        return String.valueOf(e.getMessage()).startsWith("Too many stored credentials match");
    }
}
