package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.integration.ContactSource;
import com.fitscheduler.frontdesk.integration.EntryAdvice;
import com.fitscheduler.frontdesk.integration.EntryAdvice.Field;
import com.fitscheduler.frontdesk.integration.EntryAdvice.Kind;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SignIn;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service that counts what it is told to, and finds blank values empty and tokens that begin with "odd" unusual. */
public final class FakeContactSource implements ContactSource {

    public URI origin = URI.create("https://service.example");
    public long contacts = 1284;
    public Problem fails = null;
    public Optional<String> name = Optional.of("Riverside Gym");
    /** Happens while the service counts. */
    public Runnable during = () -> {};
    public Duration retryAfter = Duration.ZERO;
    public SignIn signIn = null;
    public final List<Login> asked = new ArrayList<>();

    @Override
    public URI origin() {
        return origin;
    }

    @Override
    public Optional<SignIn> signIn() {
        return Optional.ofNullable(signIn);
    }

    @Override
    public List<EntryAdvice> review(ManualEntry entry) {
        var advice = new ArrayList<EntryAdvice>();
        if (entry.token().isEmpty()) {
            advice.add(new EntryAdvice(Field.TOKEN, Kind.EMPTY, null));
        } else if (entry.token().startsWith("odd")) {
            advice.add(new EntryAdvice(Field.TOKEN, Kind.UNUSUAL, null));
        }
        if (entry.accountId().isEmpty()) {
            advice.add(new EntryAdvice(Field.ACCOUNT_ID, Kind.EMPTY, null));
        } else if (entry.accountId().startsWith("https:")) {
            advice.add(new EntryAdvice(Field.ACCOUNT_ID, Kind.WEB_ADDRESS, "part"));
        }
        return advice;
    }

    @Override
    public long countContacts(Login login) throws IntegrationException {
        asked.add(login);
        during.run();
        if (fails != null) {
            throw new IntegrationException(fails, "told to fail", retryAfter);
        }
        return contacts;
    }

    @Override
    public Optional<String> accountName(Login login) {
        return name;
    }
}
