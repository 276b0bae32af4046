package com.fitscheduler.frontdesk.integration;

import java.util.Optional;

/**
 * Keeps logins where the operating system keeps secrets. Every method may block (a locked store can wait for a person),
 * ends within its own deadline, and may be called from any thread but the toolkit's. Throws
 * {@link Problem#KEYCHAIN_LOCKED}, {@link Problem#KEYCHAIN_SILENT}, {@link Problem#KEYCHAIN_FORGETS} (a write or removal
 * that did not happen) or {@link Problem#NO_KEYCHAIN}; interrupting the caller ends the wait.
 */
public interface CredentialStore {

    /** Fails with {@link Problem#NO_KEYCHAIN} where this computer has no safe place for a login. */
    void probe() throws IntegrationException, InterruptedException;

    /** Whether a call would find the store open without a person being asked; where that cannot be told, true. */
    boolean opensUnasked() throws InterruptedException;

    /** Replaces the login of that card; returns only after it was read back and found equal. On failure the one before is whole. */
    void save(CardKey key, Login login) throws IntegrationException, InterruptedException;

    /**
     * The login of that card; empty if the store has none, which does not mean that a person disconnected.
     *
     * @throws IntegrationException also {@link Problem#LOGIN_DAMAGED}, until the next {@link #save} or {@link #delete}
     */
    Optional<Login> load(CardKey key) throws IntegrationException, InterruptedException;

    /** Removes every trace of that card's login. Nothing to remove is no failure. */
    void delete(CardKey key) throws IntegrationException, InterruptedException;
}
