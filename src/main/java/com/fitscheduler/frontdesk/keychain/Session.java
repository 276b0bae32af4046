package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.PasswordAccessException;
import com.github.javakeyring.internal.KeyringBackend;
import com.github.javakeyring.internal.freedesktop.FreedesktopKeyringBackend;
import com.github.javakeyring.internal.freedesktop.SimpleCollection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * java-keyring as it is, without its traps: opened by the first call, thrown away after any runtime exception (locked,
 * or its session or bus is gone: it never recovers) and then tried once more in a new one, and with a meaning for its
 * exceptions. For one thread, except {@link #whyLate} and {@link #opensUnasked}.
 */
final class Session {

    // Linux: an opening that fails although the service answered leaks two threads inside java-keyring. It is never given
    // up, only tried less and less often: at the longest pause a week comes to some 300 idle threads.
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    /** How a keychain stands. */
    enum State {
        OPEN,
        LOCKED,
        /** It is there, or could be started, and does not answer. */
        SILENT,
        /** There is none, or it has nowhere to put an entry. */
        NONE,
        /** This system cannot be asked. */
        UNKNOWN
    }

    /** What a test stands in for. {@code Keyring} itself cannot be: its constructor is private, and it only passes on. */
    interface Opener {
        KeyringBackend open() throws BackendNotSupportedException;

        /** Asked without a prompt, in seconds at most; from any thread. */
        default State state() {
            return State.UNKNOWN;
        }
    }

    private interface Call {
        String on(KeyringBackend keyring) throws PasswordAccessException;
    }

    private final Opener opener;
    private final String service;
    private final LongSupplier nanoTime;
    private @Nullable KeyringBackend open;
    private volatile boolean wasOpen;
    private Duration pause = Duration.ZERO;
    private long pauseBegan;

    /** @param nanoTime what {@link System#nanoTime} is */
    Session(Opener opener, String service, LongSupplier nanoTime) {
        this.opener = opener;
        this.service = service;
        this.nanoTime = nanoTime;
    }

    Optional<String> get(String account) throws IntegrationException {
        // An answer that came too late looks like "absent" to java-keyring, so absence has to be said twice.
        var value = find(account);
        return value.isPresent() ? value : find(account);
    }

    Optional<String> set(String account, String value) throws IntegrationException {
        return call(keyring -> {
            keyring.setPassword(service, account, value);
            return value;
        });
    }

    Optional<String> delete(String account) throws IntegrationException {
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
        if (keyring instanceof FreedesktopKeyringBackend linux) {
            try {
                SecretService.beforeClosing((SimpleCollection) SecretService.field(linux, "collection"));
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.DEBUG, "a keychain session may not close: {0}", e.getClass().getName());
            }
        }
        if (keyring != null) {
            close(keyring);
        }
        if (keyring instanceof FreedesktopKeyringBackend) {
            SecretService.listenAgain();
        }
    }

    /** What a call that takes too long waits for. */
    boolean opensUnasked() {
        return switch (opener.state()) {
            case OPEN, UNKNOWN -> true;
            case LOCKED, SILENT, NONE -> false;
        };
    }

    Problem whyLate() {
        return problem(opener.state());
    }

    private Optional<String> find(String account) throws IntegrationException {
        return call(keyring -> keyring.getPassword(service, account));
    }

    /** The answer; empty if the keychain has no such entry. Every call here may be made twice. */
    private Optional<String> call(Call call) throws IntegrationException {
        for (var again = false; ; again = true) {
            var keyring = opened();
            try {
                return Optional.of(call.on(keyring));
            } catch (PasswordAccessException e) {
                if (isAbsent(e)) {
                    return Optional.empty();
                }
                throw isTwice(e)
                        ? new IntegrationException(Problem.LOGIN_DAMAGED, "exists twice")
                        : failure(Problem.KEYCHAIN_LOCKED, e);
            } catch (RuntimeException e) {
                close();
                var state = opener.state();
                if (again || (state != State.OPEN && state != State.UNKNOWN)) {
                    throw failure(problem(state), e);
                }
            }
        }
    }

    private KeyringBackend opened() throws IntegrationException {
        if (open != null) {
            return open;
        }
        var state = opener.state();
        if (state == State.NONE || state == State.SILENT) {
            throw new IntegrationException(problem(state), "not opened");
        }
        var keyring = open(state);
        // One question to the person is enough: each call would ask again, up to twice.
        if (state == State.LOCKED && opener.state() == State.LOCKED) {
            open = keyring;
            close();
            throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "it was not unlocked");
        }
        open = keyring;
        wasOpen = true;
        return keyring;
    }

    private KeyringBackend open(State before) throws IntegrationException {
        if (nanoTime.getAsLong() - pauseBegan < pause.toNanos()) {
            throw new IntegrationException(
                    before == State.UNKNOWN ? Problem.NO_KEYCHAIN : problem(before), "did not open a moment ago");
        }
        try {
            var keyring = opener.open();
            pause = Duration.ZERO;
            return keyring;
        } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
            // Elsewhere a failed opening leaves nothing behind.
            if (before != State.UNKNOWN) {
                var next = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
                pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
                pauseBegan = nanoTime.getAsLong();
            }
            var cannot = e instanceof LinkageError || (before == State.UNKNOWN && e instanceof BackendNotSupportedException);
            throw failure(cannot ? Problem.NO_KEYCHAIN : problem(opener.state()), e);
        }
    }

    /** One that was there before in this process has not gone for good. */
    private Problem problem(State state) {
        return switch (state) {
            case LOCKED -> Problem.KEYCHAIN_LOCKED;
            case NONE -> wasOpen ? Problem.KEYCHAIN_SILENT : Problem.NO_KEYCHAIN;
            case OPEN, SILENT, UNKNOWN -> Problem.KEYCHAIN_SILENT;
        };
    }

    /** In our own words only, without the cause: java-keyring's messages name accounts. */
    private static IntegrationException failure(Problem problem, Throwable cause) {
        return new IntegrationException(problem, "keychain refused: " + cause.getClass().getName());
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
            SecretService.beforeClosing(collection);
            close(collection);
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
