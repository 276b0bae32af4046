package com.fitscheduler.frontdesk.leadconnector;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.drop;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.stall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadConnectorClientTest {

    private static final URI ORIGIN = URI.create("https://service.example");
    private static final String TOKEN = "pit-canary";

    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false);

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void countsWithExactlyTheRequestThatTheServiceWants() throws Exception {
        try (var server = new FaultServer(answer(200, "{\"contacts\":[{\"email\":\"a@b.example\"}],\"total\":1284,\"traceId\":\"t\"}"))) {
            assertEquals(1284, client(server).countContacts(login(TOKEN)));
            var request = server.arrived();
            assertTrue(request.startsWith("POST /contacts/search HTTP/1.1\r\n"), request);
            assertTrue(request.endsWith("\r\n\r\n{\"locationId\":\"abc123\",\"page\":1,\"pageLimit\":1}"), request);
            assertTrue(request.contains("Authorization: Bearer " + TOKEN + "\r\n"), request);
            assertTrue(request.contains("Version: 2021-07-28\r\n"), request);
        }
    }

    @Test
    void anEmptyAccountCountsZero() throws Exception {
        try (var server = new FaultServer(answer(201, "{\"total\":0}"))) {
            assertEquals(0, client(server).countContacts(login(TOKEN)));
        }
    }

    @Test
    void saysWhatTheServiceCallsTheLocation() throws Exception {
        var body = "{\"location\":{\"id\":\"abc123\",\"name\":\" Riverside Gym \",\"email\":\"owner@b.example\"}}";
        try (var server = new FaultServer(answer(200, body))) {
            assertEquals(Optional.of("Riverside Gym"), client(server).accountName(login(TOKEN)));
            var request = server.arrived();
            assertTrue(request.startsWith("GET /locations/abc123 HTTP/1.1\r\n"), request);
            assertTrue(request.contains("Authorization: Bearer " + TOKEN + "\r\n"), request);
            assertTrue(request.contains("Version: 2021-07-28\r\n"), request);
        }
    }

    @Test
    void aNameThatIsNotSaidEndsNothing() throws Exception {
        var answers = List.of(answer(401, "{\"message\":\"The token is not authorized for this scope.\"}"), drop(),
                answer(200, "<html>"), answer(200, "{\"location\":\"x\"}"), answer(200, "{\"location\":{\"name\":7}}"),
                answer(200, "{\"location\":{\"name\":\" \"}}"), answer(500, "{\"location\":{\"name\":\"x\"}}"));
        for (var each : answers) {
            try (var server = new FaultServer(each)) {
                assertEquals(Optional.empty(), client(server).accountName(login(TOKEN)));
            }
        }
        var broken = new LeadConnectorClient(http, ORIGIN, ORIGIN);
        assertEquals(Optional.empty(), broken.accountName(login("pit-\u2013")));
    }

    @Test
    void anAccountIdStaysOnePieceOfTheAddress() throws Exception {
        try (var server = new FaultServer(answer(404, "{}"))) {
            client(server).accountName(new Login(Method.MANUAL, ORIGIN, "a/../b?c", TOKEN));
            assertTrue(server.arrived().startsWith("GET /locations/a%2F..%2Fb%3Fc HTTP/1.1\r\n"));
        }
    }

    @Test
    void anInterruptEndsTheCountAndTheName() throws Exception {
        try (var server = new FaultServer(stall(""))) {
            assertInstanceOf(InterruptedException.class, interrupted(server, () -> client(server).countContacts(login(TOKEN))));
            assertInstanceOf(InterruptedException.class, interrupted(server, () -> client(server).accountName(login(TOKEN))));
        }
    }

    @Test
    void aTokenThatNoHeaderTakesIsRefusedHereAndNotQuoted() throws Exception {
        try (var server = new FaultServer(answer(200, "{\"total\":1}"))) {
            for (var odd : List.of(TOKEN + "\u2013", TOKEN + "\u00a0x", TOKEN + "\r\nX: y", TOKEN + " x", "")) {
                var failure = refusal(client(server), odd);
                assertEquals(Problem.TOKEN_NOT_ACCEPTED, failure.problem());
                assertFalse(failure.toString().contains("canary"));
            }
            assertTrue(server.requests.isEmpty(), "nothing was sent");
        }
    }

    @Test
    void aRefusalNamesStatusAndTraceAndQuotesNothingElse() throws Exception {
        var body = "{\"statusCode\":401,\"message\":\"Invalid Private Integration token " + TOKEN + "\",\"traceId\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}";
        try (var server = new FaultServer(answer(401, body), answer(401, body.replace("0f8fad5b-d9cb-469f-a165-70867728950e", "9f 1 " + TOKEN)))) {
            assertEquals("E22 TOKEN_NOT_ACCEPTED: status 401, trace 0f8fad5b-d9cb-469f-a165-70867728950e", refusal(client(server), TOKEN).getMessage());
            assertEquals("E22 TOKEN_NOT_ACCEPTED: status 401", refusal(client(server), TOKEN).getMessage());
        }
        assertFalse(login(TOKEN).toString().contains("canary"));
    }

    private LeadConnectorClient client(FaultServer server) {
        return new LeadConnectorClient(http, server.address(), ORIGIN);
    }

    private static Login login(String token) {
        return new Login(Method.MANUAL, ORIGIN, "abc123", token);
    }

    private static IntegrationException refusal(LeadConnectorClient client, String token) {
        return assertThrows(IntegrationException.class, () -> client.countContacts(login(token)));
    }

    @FunctionalInterface
    private interface Call {
        Object make() throws Exception;
    }

    private static Throwable interrupted(FaultServer server, Call call) throws Exception {
        var outcome = new CompletableFuture<Throwable>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                outcome.completeExceptionally(new AssertionError("answered " + call.make()));
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        server.arrived();
        caller.interrupt();
        var thrown = outcome.get(20, TimeUnit.SECONDS);
        server.clientLeft();
        return thrown;
    }
}
