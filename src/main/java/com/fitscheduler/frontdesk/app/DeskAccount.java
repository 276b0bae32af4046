package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.KeptSession;
import com.fitscheduler.frontdesk.backend.Refused;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.signin.Account;
import java.util.List;
import java.util.Optional;

/** The kept session and the shared backend, as the screens see them. */
record DeskAccount(KeptSession session, BackendClient backend) implements Account {

    @Override
    public void signIn(String email, String password) throws IntegrationException, InterruptedException {
        try {
            session.signIn(email, password);
        } catch (IntegrationException e) {
            throw before(e);
        }
    }

    @Override
    public void signOut() throws IntegrationException, InterruptedException {
        session.signOut();
    }

    @Override
    public Optional<String> who() throws IntegrationException, InterruptedException {
        return session.who();
    }

    @Override
    public List<GymLocation> gyms() throws IntegrationException, InterruptedException {
        try {
            return backend.locations();
        } catch (Refused e) {
            throw before(new IntegrationException(e.problem(), String.valueOf(e.getMessage())));
        } catch (IntegrationException e) {
            throw before(e);
        }
    }

    /** Nothing waits to be shared here, so nothing is said of a change that is sent later. */
    private static IntegrationException before(IntegrationException e) {
        return e.problem() == Problem.NOT_SHARED
                ? new IntegrationException(Problem.SERVICE_FAULT, String.valueOf(e.getMessage()), e.retryAfter()) : e;
    }
}
