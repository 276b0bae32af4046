package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewal;
import com.fitscheduler.frontdesk.tokens.Refresher;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Gives pairs whose refresh token is good once: spent again within {@link #grace} it brings the same pair, and later it
 * is refused. Time is its own, so that the desk's clock may be wrong.
 */
public final class RotatingServer implements Refresher {

    public static final URI ORIGIN = URI.create("https://service.example");
    public final Duration life;
    /** How long a spent refresh token brings the same pair again. */
    public Duration grace = Duration.ofSeconds(30);
    /** Whether the parent of the newest pair brings that pair again, however late. */
    public boolean acceptsParent;
    /** What goes wrong with the next calls, after the pair was made; null for nothing. */
    public final Deque<Fault> faults = new ArrayDeque<>();
    /** Happens after a pair was made and before it is answered. */
    public Runnable between = () -> {};
    public int calls;
    public int made;
    private final Clock desk;
    private final LongSupplier nanos;
    private String refresh = "refresh-0";
    private String access = "access-0";
    private String parent = "";
    private long spentAt;
    private boolean revoked;

    /** What a call comes to instead of an answer. */
    public record Fault(Problem problem, boolean served) {}

    public RotatingServer(Clock desk, LongSupplier nanos, Duration life) {
        this.desk = desk;
        this.nanos = nanos;
        this.life = life;
    }

    /** The pair that is good now, as if it had just been given. */
    public Login login() {
        return login(access, refresh);
    }

    /** A token is good if it is the newest: enough for one desk. */
    public boolean accepts(Login login) {
        return !revoked && login.token().equals(access);
    }

    public void revoke() {
        revoked = true;
    }

    @Override
    public synchronized Login refresh(Login login) throws IntegrationException {
        calls++;
        var fault = faults.poll();
        if (fault != null && !fault.served()) {
            throw new IntegrationException(fault.problem(), "told to fail before");
        }
        var answer = answer(login.renewal().refreshToken());
        between.run();
        if (fault != null) {
            throw new IntegrationException(fault.problem(), "told to lose the answer");
        }
        return answer;
    }

    private Login answer(String given) throws IntegrationException {
        var again = given.equals(parent)
                && (acceptsParent || nanos.getAsLong() - spentAt <= grace.toNanos());
        if (revoked || !(given.equals(refresh) || again)) {
            throw new IntegrationException(Problem.SIGN_IN_EXPIRED, "not the newest refresh token");
        }
        if (!again) {
            made++;
            parent = refresh;
            spentAt = nanos.getAsLong();
            refresh = "refresh-" + made;
            access = "access-" + made;
        }
        return login(access, refresh);
    }

    private Login login(String token, String renewing) {
        return new Login(Method.OAUTH, ORIGIN, "account-1", token,
                new Renewal(renewing, "grant", "contacts.readonly", desk.instant().plus(life), life, null));
    }

}
