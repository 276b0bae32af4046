package com.fitscheduler.frontdesk.ui.signin;

import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.util.List;
import java.util.Optional;

/** The account of the person at the desk, at the shared backend. Every method blocks. */
public interface Account {

    /**
     * Signs in, and keeps that in place of whoever was signed in before; the password is kept nowhere.
     *
     * @throws IntegrationException {@link Problem#WRONG_PASSWORD} if the two do not belong together
     */
    void signIn(String email, String password) throws IntegrationException, InterruptedException;

    /** Nobody is signed in on this computer any more. */
    void signOut() throws IntegrationException, InterruptedException;

    /** The e-mail address of whoever is signed in, even if that has to be done again; empty if nobody is. */
    Optional<String> who() throws IntegrationException, InterruptedException;

    /**
     * The gym locations that the account belongs to.
     *
     * @throws IntegrationException {@link Problem#DESK_NOT_SIGNED_IN} if a person has to sign in first
     */
    List<GymLocation> gyms() throws IntegrationException, InterruptedException;
}
