package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.util.Optional;

/**
 * Named secrets, one by one. It may claim to have written what it has not (so does the operating system's), therefore
 * nothing counts before it was read back.
 *
 * <p>Every method but {@link #close} may block up to the vault's own deadline, ends its wait when the caller is
 * interrupted, and throws {@link Problem#KEYCHAIN_LOCKED}, {@link Problem#KEYCHAIN_SILENT} or {@link Problem#NO_KEYCHAIN}.
 * A call that was given up may still take effect later, but before any later call.
 */
public interface Vault extends AutoCloseable {

    /** The most UTF-16 units of a value: Windows takes 2,560 bytes, and java-keyring spends two on each. */
    int MAX_LENGTH = 1_280;

    /**
     * The value of that name; empty if there is none.
     *
     * @param account ASCII
     * @throws IntegrationException also {@link Problem#LOGIN_DAMAGED} if somebody gave that name a second value
     */
    Optional<String> get(String account) throws IntegrationException, InterruptedException;

    /**
     * Sets the value of that name.
     *
     * @param account ASCII
     * @param value   from 1 to {@link #MAX_LENGTH} units long
     * @throws IllegalArgumentException if the value has another length
     */
    void set(String account, String value) throws IntegrationException, InterruptedException;

    /** Removes that name. Nothing to remove is no failure. */
    void delete(String account) throws IntegrationException, InterruptedException;

    /** Whether a call would find it open without a person being asked; where that cannot be told, true. */
    boolean opensUnasked() throws InterruptedException;

    /** Lets go of what the vault holds; does not throw, and later calls fail. */
    @Override
    void close();

    /** Refuses a value that some operating system cannot keep, on every one, so that any machine finds the mistake. */
    static void check(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("cannot be stored everywhere: length " + value.length());
        }
    }
}
