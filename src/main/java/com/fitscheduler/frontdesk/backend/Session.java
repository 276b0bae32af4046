package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;

/** Who is at the desk, as far as the backend cares. */
public interface Session {

    /**
     * The access token to send; blocks while a new one is fetched.
     *
     * @throws IntegrationException {@link Problem#DESK_NOT_SIGNED_IN} if a person has to sign in; any other problem passes
     */
    String accessToken() throws IntegrationException, InterruptedException;

    /** The backend refused that access token: the next call of {@link #accessToken} brings another. */
    void refused(String accessToken);

    /** Nobody is signed in. */
    static Session none() {
        return new Session() {
            @Override
            public String accessToken() throws IntegrationException {
                throw new IntegrationException(Problem.DESK_NOT_SIGNED_IN, "nobody is signed in");
            }

            @Override
            public void refused(String accessToken) {
                throw new IllegalStateException("there was no token to refuse");
            }
        };
    }
}
