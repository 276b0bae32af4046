package com.fitscheduler.frontdesk.integration;

import java.util.Optional;

/**
 * Keeps logins where the operating system keeps secrets. Every method may block (a locked store can wait for a person),
 * ends within its own deadline, and may be called from any thread but the toolkit's. Throws
 * {@link Problem#KEYCHAIN_LOCKED}, {@link Problem#KEYCHAIN_SILENT}, {@link Problem#KEYCHAIN_FORGETS} (a write or removal
 * that did not happen) or {@link Problem#NO_KEYCHAIN}; interrupting the caller ends the wait.
 */
public interface CredentialStore {

    /** Names the login of the person at the desk to the shared backend. A gym location is never called so. */
    CardKey SESSION = new CardKey("session", "fitscheduler");

    /** Fails with {@link Problem#NO_KEYCHAIN} where this computer has no safe place for a login. */
    void probe() throws IntegrationException, InterruptedException;

    /** Whether a call would find the store open without a person being asked; where that cannot be told, true. */
    boolean opensUnasked() throws InterruptedException;

    /** Replaces the login of that card; returns only after it was read back and found equal. On failure the one before is whole. */
    void save(CardKey key, Login login) throws IntegrationException, InterruptedException;

    /**
     * Puts {@code next} in the place of {@code expected}, if that is the login of that card; returns only after it was
     * read back. The login before it stays beside it until {@link #settle}.
     *
     * @return false if another login is there by now, or none; then nothing was changed
     */
    boolean replace(CardKey key, Login expected, Login next) throws IntegrationException, InterruptedException;

    /** The login that {@link #replace} left beside the newest; empty if there is none. */
    Optional<Login> previous(CardKey key) throws IntegrationException, InterruptedException;

    /** The newest login of that card has worked: removes the one before it. */
    void settle(CardKey key) throws IntegrationException, InterruptedException;

    /**
     * The login of that card; empty if the store has none, which does not mean that a person disconnected.
     *
     * @throws IntegrationException also {@link Problem#LOGIN_DAMAGED}, until the next {@link #save} or {@link #delete}
     */
    Optional<Login> load(CardKey key) throws IntegrationException, InterruptedException;

    /** Removes every trace of that card's login. Nothing to remove is no failure. */
    void delete(CardKey key) throws IntegrationException, InterruptedException;
}
