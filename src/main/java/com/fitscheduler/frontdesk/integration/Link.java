package com.fitscheduler.frontdesk.integration;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be said aloud of the login that a connection was made with.
 *
 * @param id          names this connection to the shared backend
 * @param account     SHA-256 of the account's id at the service, in hex
 * @param accountName what the service calls the account; null if it did not say
 * @param since       when the connection was made
 */
public record Link(UUID id, Method method, String account, @Nullable String accountName, Instant since) {

    /** Whether both speak of one and the same connecting; the {@code id} may have become another since. */
    public boolean isSameAs(Link other) {
        return since.equals(other.since) && account.equals(other.account) && method == other.method;
    }
}
