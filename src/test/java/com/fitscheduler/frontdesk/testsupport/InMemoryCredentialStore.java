package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps logins in memory, and refuses everything once told to. */
public final class InMemoryCredentialStore implements CredentialStore {

    public final Map<CardKey, Login> logins = new ConcurrentHashMap<>();
    public final Map<CardKey, Login> previous = new ConcurrentHashMap<>();
    public Problem refuses = null;
    public int deletions;
    public Runnable afterSave = () -> {};
    /** What is there cannot be read, but replaced. */
    public boolean damaged = false;

    @Override
    public void probe() throws IntegrationException {
        check();
    }

    @Override
    public boolean opensUnasked() {
        return refuses == null;
    }

    @Override
    public void save(CardKey key, Login login) throws IntegrationException {
        check();
        logins.put(key, login);
        damaged = false;
        afterSave.run();
    }

    @Override
    public boolean replace(CardKey key, Login expected, Login next) throws IntegrationException {
        check();
        if (!expected.equals(logins.get(key))) {
            return false;
        }
        previous.put(key, expected);
        logins.put(key, next);
        afterSave.run();
        return true;
    }

    @Override
    public Optional<Login> previous(CardKey key) throws IntegrationException {
        check();
        return Optional.ofNullable(previous.get(key));
    }

    @Override
    public void settle(CardKey key) throws IntegrationException {
        check();
        previous.remove(key);
    }

    @Override
    public Optional<Login> load(CardKey key) throws IntegrationException {
        check();
        if (damaged) {
            throw new IntegrationException(Problem.LOGIN_DAMAGED, "told to be damaged");
        }
        return Optional.ofNullable(logins.get(key));
    }

    @Override
    public void delete(CardKey key) throws IntegrationException {
        check();
        deletions++;
        logins.remove(key);
        previous.remove(key);
    }

    private void check() throws IntegrationException {
        if (refuses != null) {
            throw new IntegrationException(refuses, "told to refuse");
        }
    }
}
