package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewal;
import com.fitscheduler.frontdesk.integration.SignIn;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** A sign-in whose browser answers at once, as it is told to. */
public final class FakeSignIn implements SignIn {

    public Problem refuses = null;
    public Problem ends = null;
    public Problem browserFails = null;
    public Duration left = Duration.ofMinutes(10);
    public String account = "abc";
    public int begun;
    public int opened;
    public int closed;
    public Consumer<Hint> hints = _ -> {};

    @Override
    public Attempt begin(CardKey card, Consumer<Hint> listener) throws IntegrationException {
        fail(refuses);
        begun++;
        hints = listener;
        return new Attempt() {
            @Override
            public URI link() {
                return URI.create("http://127.0.0.1:1/start/" + begun);
            }

            @Override
            public Duration remaining() {
                return left;
            }

            @Override
            public void openBrowser() throws IntegrationException {
                opened++;
                fail(browserFails);
            }

            @Override
            public void awaitBrowser() throws IntegrationException {
                fail(ends);
            }

            @Override
            public Login login() {
                return new Login(Method.OAUTH, URI.create("https://service.example"), account, "access",
                        new Renewal("refresh", "grant", "", Samples.NOW.plusSeconds(86_400), Duration.ofDays(1), null));
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private static void fail(Problem problem) throws IntegrationException {
        if (problem != null) {
            throw new IntegrationException(problem, "told to fail");
        }
    }
}
