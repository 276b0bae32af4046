package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.contract.BrokerContract;
import com.fitscheduler.frontdesk.contract.BrokerSite;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class PracticeBrokerTest extends BrokerContract {

    @Override
    protected BrokerSite open() throws IOException {
        var clock = new FakeClock("2026-05-03T12:00:00Z", "UTC");
        var services = new PracticeServices("gym", List.of("leadconnector"), clock);
        return new BrokerSite() {
            @Override
            public URI backend() {
                return services.backend();
            }

            @Override
            public String gym() {
                return "gym";
            }

            @Override
            public String otherGym() {
                return "other";
            }

            @Override
            public String member() throws Exception {
                return signIn("a@gym.example");
            }

            @Override
            public String colleague() throws Exception {
                return signIn("b@gym.example");
            }

            @Override
            public String stranger() throws Exception {
                return signIn("stranger@elsewhere.example");
            }

            @Override
            public URI decided(URI authorize, String account) throws Exception {
                return PracticeBrokerTest.decided(authorize, account.equals("agency") ? PracticeTokens.AGENCY : account);
            }

            @Override
            public String account() {
                return services.accountId();
            }

            @Override
            public void later(Duration time) {
                clock.move(time);
            }

            @Override
            public void close() {
                services.close();
            }

            private String signIn(String person) throws Exception {
                return Asking.json(Asking.ask("POST", services.backend().resolve("/auth/v1/token?grant_type=password"), Map.of(),
                        Map.of("email", person, "password", "x"))).path("access_token").asString();
            }
        };
    }

    /** Fills in the form as a browser does. */
    static URI decided(URI authorize, String account) throws Exception {
        var body = authorize.getRawQuery() + "&account=" + account + "&decision=" + (account.isEmpty() ? "decline" : "allow");
        var answer = Asking.ask("POST", authorize.resolve(PracticeAuthorize.PATH), Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
        return URI.create(answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body())));
    }
}
