package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.signin.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes one password, and fails once told to. */
public final class FakeAccount implements Account {

    public static final String PASSWORD = "secret words";

    public final List<GymLocation> gyms = new ArrayList<>();
    public Problem refuses = null;
    public Problem gymsRefuse = null;
    public String who = null;
    public int signIns;

    @Override
    public void signIn(String email, String password) throws IntegrationException {
        signIns++;
        check(refuses);
        if (!password.equals(PASSWORD)) {
            throw new IntegrationException(Problem.WRONG_PASSWORD, "told to refuse");
        }
        who = email;
    }

    @Override
    public void signOut() throws IntegrationException {
        check(refuses);
        who = null;
    }

    @Override
    public Optional<String> who() throws IntegrationException {
        check(refuses);
        return Optional.ofNullable(who);
    }

    @Override
    public List<GymLocation> gyms() throws IntegrationException {
        check(gymsRefuse);
        return gyms;
    }

    private static void check(Problem problem) throws IntegrationException {
        if (problem != null) {
            throw new IntegrationException(problem, "told to refuse");
        }
    }
}
