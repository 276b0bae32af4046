package com.fitscheduler.frontdesk.tokens;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Problem;

/** Asks whoever gave a login for the next one. */
@FunctionalInterface
public interface Refresher {

    /**
     * Spends the login's refresh token. Blocks, under a deadline of its own, and stores nothing.
     *
     * @throws IntegrationException {@link Problem#SIGN_IN_EXPIRED} if this refresh token is refused for good; after any
     *                              other problem it may be good still
     */
    Login refresh(Login login) throws IntegrationException, InterruptedException;
}
