package com.fitscheduler.frontdesk.integration;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns authorization codes and refresh tokens into logins: the broker that adds the Client Secret, which no desk has.
 * Every method blocks under a deadline and throws {@link Problem#BROKER_NEEDED} while the broker cannot be reached.
 */
public interface TokenExchange {

    /**
     * A sign-in that may begin (RFC 6749, 4.1.1).
     *
     * @param page     where the person allows it
     * @param state    what the answer must carry; secret
     * @param listenAt where on this computer the service sends the browser; empty where it sends it to the broker, which
     *                 sends it on to the port that was told
     * @param life     how long the state is good
     */
    record Authorization(URI page, String state, Optional<URI> listenAt, Duration life) {

        @Override
        public String toString() {
            return "Authorization[redacted]";
        }
    }

    /**
     * Asks for a sign-in.
     *
     * @param challenge of the code verifier (RFC 7636, 4.2)
     * @param port      where this computer listens
     */
    Authorization initiate(CardKey card, String challenge, int port) throws IntegrationException, InterruptedException;

    /**
     * The login that an authorization code is good for, once.
     *
     * @param origin what the login may be sent to
     * @throws IntegrationException also {@link Problem#CODE_NOT_VALID}, {@link Problem#WHOLE_AGENCY} or
     *                              {@link Problem#LOCATION_INACTIVE}
     */
    Login redeem(CardKey card, URI origin, String code, String state, String verifier)
            throws IntegrationException, InterruptedException;

    /**
     * The login after this one.
     *
     * @throws IntegrationException also {@link Problem#SIGN_IN_EXPIRED}, after which the refresh token is worth nothing, or
     *                              {@link Problem#LOGIN_ELSEWHERE} if it brought another account's login
     */
    Login renew(CardKey card, Login login) throws IntegrationException, InterruptedException;
}
