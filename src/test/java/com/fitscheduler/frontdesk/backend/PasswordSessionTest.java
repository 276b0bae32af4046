package com.fitscheduler.frontdesk.backend;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordSessionTest {

    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false);

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void signsInOnceAndAgainOnlyAfterThatTokenWasRefused() throws Exception {
        try (var server = new FaultServer(answer(200, "{\"access_token\":\"one\"}"), answer(200, "{\"access_token\":\"two\"}"))) {
            var session = session(server);
            assertEquals("one", session.accessToken());
            assertEquals("one", session.accessToken());
            assertTrue(server.requests.getFirst().startsWith("POST /auth/v1/token?grant_type=password HTTP/1.1\r\n"));
            session.refused("one");
            assertEquals("two", session.accessToken());
            session.refused("one");
            assertEquals("two", session.accessToken(), "a late refusal of the token before");
            assertEquals(2, server.requests.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"400,{},DESK_NOT_SIGNED_IN", "401,{},DESK_NOT_SIGNED_IN", "422,{},DESK_NOT_SIGNED_IN", "429,{},NOT_SHARED",
            "408,{},NOT_SHARED", "500,<html>,NOT_SHARED", "200,<html>,CAPTIVE_PORTAL", "200,{},NOT_SHARED", "302,'',NOT_SHARED"})
    void onlyARefusalOfTheBackendNeedsAPerson(int status, String body, Problem problem) throws Exception {
        try (var server = new FaultServer(answer(status, body))) {
            var session = session(server);
            var failure = assertThrows(IntegrationException.class, session::accessToken);
            assertEquals(problem, failure.problem());
            assertFalse(failure.toString().contains("canary"));
        }
    }

    private PasswordSession session(FaultServer server) {
        return new PasswordSession(http, server.address(), "a@b.example", "canary");
    }
}
