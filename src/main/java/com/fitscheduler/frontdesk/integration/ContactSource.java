package com.fitscheduler.frontdesk.integration;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The service behind an integration, as far as this program needs it. One implementation per available integration. */
public interface ContactSource {

    /** Scheme, host and port that this service's logins are for. */
    URI origin();

    /** The way to sign in with the browser; empty if this service has none. */
    default Optional<SignIn> signIn() {
        return Optional.empty();
    }

    /** How logins of this service are kept usable. */
    default Renewals renewals() {
        return Renewals.none();
    }

    /** What can be said about pasted values without asking the service; empty if they look as usual. */
    List<EntryAdvice> review(ManualEntry entry);

    /** How many contacts the account has. Blocks; interrupting the thread ends the call. */
    long countContacts(Login login) throws IntegrationException, InterruptedException;

    /** What the service calls the account; empty if it does not say, for whatever reason. */
    Optional<String> accountName(Login login) throws InterruptedException;
}
