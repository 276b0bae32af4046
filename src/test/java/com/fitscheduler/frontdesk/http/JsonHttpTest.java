package com.fitscheduler.frontdesk.http;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.bytes;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.drop;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.stall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonHttpTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SECRET = "pit-canary";

    private boolean offline;
    private final JsonHttp http = new JsonHttp(LONG, () -> offline);
    private final JsonHttp hasty = new JsonHttp(Duration.ofMillis(400), () -> offline);

    @AfterEach
    void close() {
        http.close();
        hasty.close();
    }

    @Test
    void sendsJsonWithItsOwnNameAndTheGivenHeaders() throws Exception {
        try (var server = new FaultServer(answer(200, "{\"a\":1}"))) {
            var answer = http.send("POST", server.address().resolve("/x?y=z"), Map.of("Version", "1"), Map.of("b", 2));
            assertEquals(1, answer.body().orElseThrow().path("a").asInt());
            assertTrue(answer.succeeded());
            var request = server.arrived();
            assertTrue(request.startsWith("POST /x?y=z HTTP/1.1\r\n"), request);
            assertTrue(request.endsWith("\r\n\r\n{\"b\":2}"), request);
            assertTrue(request.contains("User-Agent: FitScheduler-FrontDesk/"), request);
            assertTrue(request.contains("Content-Type: application/json\r\n"), request);
            assertTrue(request.contains("Version: 1\r\n"), request);
            assertFalse(request.contains("Upgrade:"), "plain http is spoken as HTTP/1.1: " + request);
        }
    }

    @Test
    void anAnswerOfAnyStatusIsAnAnswer() throws Exception {
        try (var server = new FaultServer(answer(429, "{\"m\":\"" + SECRET + "\"}", "Retry-After: 10"))) {
            var answer = get(http, server);
            assertEquals(429, answer.status());
            assertFalse(answer.succeeded());
            assertEquals(Duration.ofSeconds(10), answer.retryAfter());
            assertFalse(answer.toString().contains(SECRET));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "html", "[1]", "12", "\"text\"", "{\"cut\":", "{} {"})
    void whatIsNoJsonObjectIsNoBody(String body) throws Exception {
        try (var server = new FaultServer(answer(200, body))) {
            assertEquals(Optional.empty(), get(http, server).body());
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        try (var server = new FaultServer(answer(307, "", "Location: /elsewhere"))) {
            assertEquals(307, get(http, server).status());
            assertEquals(1, server.requests.size());
        }
    }

    @Test
    void theDeadlineCoversABodyThatStallsAndClosesTheSocket() throws Exception {
        try (var server = new FaultServer(stall("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"a\""))) {
            assertEquals(Problem.TIMED_OUT, problem(hasty, server.address()));
            server.clientLeft();
        }
    }

    @Test
    void theDeadlineCoversAServerThatSaysNothing() throws Exception {
        try (var server = new FaultServer(stall(""))) {
            assertEquals(Problem.TIMED_OUT, problem(hasty, server.address()));
            server.clientLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"})
    void anInterruptEndsTheCallAndClosesTheSocket(String begin) throws Exception {
        try (var server = new FaultServer(stall(begin))) {
            var outcome = new CompletableFuture<Throwable>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    get(http, server);
                } catch (Throwable e) {
                    outcome.complete(e);
                }
            });
            server.arrived();
            caller.interrupt();
            assertInstanceOf(InterruptedException.class, outcome.get(LONG.toSeconds(), TimeUnit.SECONDS));
            server.clientLeft();
        }
    }

    @Test
    void closingEndsACallInFlight() throws Exception {
        try (var server = new FaultServer(stall(""))) {
            var outcome = new CompletableFuture<Throwable>();
            Thread.ofVirtual().start(() -> {
                try {
                    get(http, server);
                } catch (Throwable e) {
                    outcome.complete(e);
                }
            });
            server.arrived();
            http.close();
            assertInstanceOf(IntegrationException.class, outcome.get(LONG.toSeconds(), TimeUnit.SECONDS));
            server.clientLeft();
        }
    }

    @Test
    void aHugeBodyIsCutOff() throws Exception {
        var megabytes = "x".repeat(3 * JsonHttp.MAX_BYTES);
        try (var server = new FaultServer(answer(200, megabytes), bytes("HTTP/1.1 200 OK\r\n\r\n" + megabytes))) {
            assertEquals(Problem.UNEXPECTED_ANSWER, problem(http, server.address()), "length told");
            assertEquals(Problem.UNEXPECTED_ANSWER, problem(http, server.address()), "length not told");
        }
    }

    @Test
    void aPostThatGotNoAnswerIsNotRepeated() throws Exception {
        try (var server = new FaultServer(drop())) {
            var failure = assertThrows(IntegrationException.class,
                    () -> http.send("POST", server.address(), Map.of(), Map.of("x", 1)));
            assertEquals(Problem.UNREACHABLE, failure.problem());
            assertEquals(1, server.requests.size());
        }
    }

    @Test
    void aDeadCableIsToldFromADeadServer() throws Exception {
        var nobody = new FaultServer(drop());
        nobody.close();
        assertEquals(Problem.UNREACHABLE, problem(http, nobody.address()));
        offline = true;
        assertEquals(Problem.OFFLINE, problem(http, nobody.address()));
        try (var server = new FaultServer(drop())) {
            assertEquals(Problem.OFFLINE, problem(http, server.address()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0 " + SECRET + "\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: " + SECRET + "\r\n\r\n"})
    void whatIsNoHttpIsAnUnexpectedAnswerThatIsNotQuoted(String all) throws Exception {
        try (var server = new FaultServer(bytes(all))) {
            var failure = assertThrows(IntegrationException.class, () -> get(http, server));
            assertEquals(Problem.UNEXPECTED_ANSWER, failure.problem());
            assertFalse(trace(failure).contains(SECRET), trace(failure));
        }
    }

    @Test
    void failuresQuoteNeitherAddressNorHeadersNorBody() throws Exception {
        try (var server = new FaultServer(drop(), stall(""))) {
            for (var each : new JsonHttp[] {http, hasty}) {
                var failure = assertThrows(IntegrationException.class, () -> each.send("POST",
                        server.address().resolve("/" + SECRET), Map.of("Authorization", SECRET), Map.of("x", SECRET)));
                assertFalse(trace(failure).contains(SECRET), trace(failure));
            }
        }
    }

    @Test
    void aHeaderThatCannotBeSentIsNotQuoted() {
        var failure = assertThrows(IllegalArgumentException.class, () -> http.send("GET",
                URI.create("http://127.0.0.1:9"), Map.of("Authorization", SECRET + "\u2013"), null));
        assertFalse(trace(failure).contains(SECRET), trace(failure));
        assertNull(failure.getCause());
    }

    private static Answer get(JsonHttp http, FaultServer server) throws IntegrationException, InterruptedException {
        return http.send("GET", server.address(), Map.of(), null);
    }

    private static Problem problem(JsonHttp http, URI address) {
        return assertThrows(IntegrationException.class, () -> http.send("POST", address, Map.of(), Map.of("x", 1))).problem();
    }

    private static String trace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
