package com.fitscheduler.frontdesk.app;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.drop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.KeptSession;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of the shared backend come to on the sign-in screen. */
class DeskAccountTest {

    private static final String SIGNED_IN =
            "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":3600,\"token_type\":\"bearer\"}";

    @ParameterizedTest
    @CsvSource({"400, WRONG_PASSWORD", "404, SERVICE_NOT_SET_UP", "429, TOO_MANY_REQUESTS", "503, SERVICE_FAULT", "200, UNEXPECTED_ANSWER"})
    void aSignInThatFailsIsNotSaidToBeSentLater(int status, Problem problem) throws Exception {
        try (var server = new FaultServer(answer(status, "{}")); var http = http()) {
            assertEquals(problem, assertThrows(IntegrationException.class,
                    () -> account(server, http).signIn("desk@example.com", "secret words")).problem());
        }
    }

    @Test
    void aServerThatHangsUpIsUnreachable() throws Exception {
        try (var server = new FaultServer(drop()); var http = http()) {
            assertEquals(Problem.UNREACHABLE, assertThrows(IntegrationException.class,
                    () -> account(server, http).signIn("desk@example.com", "secret words")).problem());
        }
    }

    @ParameterizedTest
    @CsvSource({"403, NOT_A_MEMBER", "503, SERVICE_FAULT", "200, UNEXPECTED_ANSWER"})
    void gymLocationsThatAreNotTold(int status, Problem problem) throws Exception {
        try (var server = new FaultServer(answer(200, SIGNED_IN), answer(status, "{}")); var http = http()) {
            var account = account(server, http);
            account.signIn("desk@example.com", "secret words");
            assertEquals(problem, assertThrows(IntegrationException.class, account::gyms).problem());
        }
    }

    @Test
    void theGymLocationsOfWhoeverSignedIn() throws Exception {
        try (var http = http(); var server = new FaultServer(answer(200, SIGNED_IN),
                answer(200, "{\"locations\":[{\"id\":\"1\",\"name\":\"Riverside Gym\"},{\"id\":\"2\"}]}"))) {
            var account = account(server, http);
            account.signIn("desk@example.com", "secret words");
            assertEquals(List.of(new GymLocation("1", "Riverside Gym"), new GymLocation("2", "2")), account.gyms());
            assertEquals("desk@example.com", account.who().orElseThrow());
        }
    }

    private static JsonHttp http() {
        return new JsonHttp(Duration.ofSeconds(20), () -> false);
    }

    private static DeskAccount account(FaultServer server, JsonHttp http) {
        var clock = new FakeClock("2026-05-03T15:05:00Z", "UTC");
        var session = new KeptSession(http, server.address().resolve("/auth/v1"), "publishable", new InMemoryCredentialStore(),
                clock, new Random(1));
        return new DeskAccount(session, new BackendClient(http, server.address(), "publishable", session, clock));
    }
}
