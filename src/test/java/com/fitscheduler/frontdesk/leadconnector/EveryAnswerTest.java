package com.fitscheduler.frontdesk.leadconnector;

import static com.fitscheduler.frontdesk.integration.Problem.*;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.bytes;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.drop;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.stall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Failure;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that was seen to come back from LeadConnector, or from what stands before it, to its one problem, over real
 * sockets. Each request is made once, and nothing that was said reaches an exception.
 */
class EveryAnswerTest {

    private static final String CANARY = "Canary7";
    private static final String TOKEN = "pit-" + CANARY;

    /** After these the service does not take the login any more; all others leave a connection standing. */
    private static final Set<Problem> ENDS = Set.of(TOKEN_NOT_ACCEPTED, AGENCY_TOKEN, WRONG_LOCATION, PERMISSION_MISSING, NOT_IN_PLAN,
            LOCATION_INACTIVE);

    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false);
    private final JsonHttp hasty = new JsonHttp(Duration.ofMillis(400), () -> false);

    @AfterEach
    void close() {
        http.close();
        hasty.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                row("no version", message(401, "\"version header was not found.\""), UNEXPECTED_ANSWER),
                row("wrong version", message(401, "\"version header is invalid\""), UNEXPECTED_ANSWER),
                row("token wrong or gone", message(401, "\"Invalid Private Integration token\""), TOKEN_NOT_ACCEPTED),
                row("sign-in expired", message(401, "\"Invalid JWT\""), TOKEN_NOT_ACCEPTED),
                row("sign-in bad", message(401, "\"Invalid token: access token is invalid\""), TOKEN_NOT_ACCEPTED),
                row("scope", message(401, "\"The token is not authorized for this scope.\""), PERMISSION_MISSING),
                row("scope, as an array", message(401, "[\"The token is not authorized for this scope.\"]"), PERMISSION_MISSING),
                row("agency's sign-in", message(401, "\"This authClass type is not allowed to access this scope.\""), AGENCY_TOKEN),
                row("agency's token", message(401, "\"Token's user type mismatch!\""), AGENCY_TOKEN),
                row("location", message(401, "\"This location is not accessible from this token!\""), WRONG_LOCATION),
                row("location, usually", message(403, "\"The token does not have access to this location.\""), WRONG_LOCATION),
                row("plan", message(401, "\"You do not have access to this feature! Please contact the admin!\""), NOT_IN_PLAN),
                row("inactive", message(400, "\"Location is not active\""), LOCATION_INACTIVE),
                row("filter", message(400, "\"Invalid field contact_name\""), UNEXPECTED_ANSWER),
                row("no location", message(422, "[\"locationId should not be empty\",\"locationId must be a string\"]"), WRONG_LOCATION),
                row("extra field", message(422, "[\"property offset should not exist\"]"), UNEXPECTED_ANSWER),
                row("no such path", message(404, "\"Cannot GET /contacts/search\""), UNEXPECTED_ANSWER),
                row("too many", message(429, "\"Too many\""), TOO_MANY_REQUESTS),
                row("too many, no body", answer(429, ""), TOO_MANY_REQUESTS),
                row("firewall", answer(403, "<html>error code: 1010 " + CANARY, "Content-Type: text/html"), REQUEST_BLOCKED),
                row("firewall, plain", answer(403, "error code: 1010 " + CANARY), REQUEST_BLOCKED),
                row("fault", answer(500, "<html>" + CANARY, "Content-Type: text/html"), SERVICE_FAULT),
                row("gateway", answer(502, CANARY), SERVICE_FAULT),
                row("maintenance", answer(503, "", "Retry-After: 30"), SERVICE_FAULT),
                row("gateway's time-out", answer(504, ""), SERVICE_FAULT),
                row("teapot", answer(418, CANARY), UNEXPECTED_ANSWER),
                row("time-out of the request", answer(408, CANARY), UNEXPECTED_ANSWER));
    }

    static Stream<Arguments> countsThatAreNone() {
        return Stream.of("", CANARY, "[1284]", "{}", "{\"total\":null}", "{\"total\":\"1284\"}", "{\"total\":12.0}", "{\"total\":1e3}",
                        "{\"total\":-1}", "{\"total\":[1284]}", "{\"total\":{\"total\":1284}}", "{\"meta\":{\"total\":1284}}",
                        "{\"total\":9223372036854775808}", "{\"total\":1,\"total\":2}", "{\"total\":1284}{", "{\"total\":1284} x",
                        "{\"total\":1284", "\ufeff{\"total\":1284}", "{'total':1284}", "{\"total\":01}", "{\"total\":true}",
                        "{\"Total\":1284}", "null", "[".repeat(100_000), "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000))
                .map(body -> row(body.substring(0, Math.min(30, body.length())), answer(200, body), UNEXPECTED_ANSWER));
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                row("nothing but a status", answer(204, ""), UNEXPECTED_ANSWER),
                row("a part", answer(206, "{\"total\":1284}"), UNEXPECTED_ANSWER),
                row("moved here", answer(302, "", "Location: /v3/contacts/search"), UNEXPECTED_ANSWER),
                row("moved nowhere", answer(307, ""), UNEXPECTED_ANSWER),
                row("moved away, 301", answer(301, "", "Location: https://" + CANARY + ".example/"), CAPTIVE_PORTAL),
                row("moved away, 302", answer(302, "", "Location: http://192.168.1.1/login"), CAPTIVE_PORTAL),
                row("moved away, 307", answer(307, "", "Location: //portal.example/"), CAPTIVE_PORTAL),
                row("moved away, 308", answer(308, "", "Location: :::"), CAPTIVE_PORTAL),
                row("page of a Wi-Fi", answer(200, "<!DOCTYPE html><title>" + CANARY + "</title>"), CAPTIVE_PORTAL),
                row("page that says so", answer(200, CANARY, "Content-Type: text/html; charset=utf-8"), CAPTIVE_PORTAL),
                row("network wants a sign-in", answer(511, CANARY), CAPTIVE_PORTAL),
                row("proxy before us", answer(407, CANARY, "Proxy-Authenticate: Basic realm=" + CANARY), PROXY_SIGN_IN),
                row("no HTTP", bytes(CANARY + "\r\n\r\n"), UNEXPECTED_ANSWER),
                row("huge", answer(200, "{\"x\":\"" + "x".repeat(2_000_000) + "\",\"total\":1284}"), UNEXPECTED_ANSWER),
                row("half a body", bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"total\":1284}"), UNREACHABLE),
                row("half a chunk", bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"total\":1284}"), UNREACHABLE),
                row("closed after the request", drop(), UNREACHABLE),
                row("reset after the request", reset(""), UNREACHABLE),
                row("reset after the status", reset("HTTP/1.1 200 OK\r\n"), UNREACHABLE),
                row("reset after the headers", reset("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n"), UNREACHABLE),
                row("reset in the body", reset("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"total\":"), UNREACHABLE));
    }

    static Stream<Arguments> slow() {
        return Stream.of(row("silent", stall(""), TIMED_OUT),
                row("silent after the headers", stall("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n"), TIMED_OUT),
                row("drop by drop", EveryAnswerTest::drip, TIMED_OUT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"refusals", "countsThatAreNone", "strangers"})
    void hasOneMeaning(String name, Fault fault, Problem problem) throws Exception {
        try (var server = new FaultServer(fault)) {
            assertProblem(problem, http, server.address());
            assertEquals(1, server.requests.size(), "asked once");
        }
        var card = Samples.connected().failed(new Failure(problem, Samples.NOW));
        assertEquals(ENDS.contains(problem), card.connection() instanceof Broken, "as the card has it: " + card);
        assertEquals(1284, card.connection().lastCount().orElseThrow().contacts(), "the last truth stays");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void isWaitedForOnceAndNotForEver(String name, Fault fault, Problem problem) throws Exception {
        try (var server = new FaultServer(fault)) {
            assertProblem(problem, hasty, server.address());
            server.clientLeft();
            assertEquals(1, server.requests.size(), "asked once");
        }
    }

    @Test
    void nobodyThereAndNoSuchNameAreToldAlike() throws Exception {
        var closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        closed.close();
        assertProblem(UNREACHABLE, http, URI.create("http://127.0.0.1:" + closed.getLocalPort()));
        assertProblem(UNREACHABLE, http, URI.create("https://no-such-host.invalid"));
        try (var cable = new JsonHttp(Duration.ofSeconds(20), () -> true)) {
            assertProblem(OFFLINE, cable, URI.create("https://no-such-host.invalid"));
        }
    }

    @Test
    void aConnectionThatIsResetBeforeAnythingWasReadIsNoAnswer() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (var socket = server.accept()) {
                        socket.setSoLinger(true, 0);
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            assertProblem(UNREACHABLE, http, URI.create("http://127.0.0.1:" + server.getLocalPort()));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anAddressThatSwallowsConnectionsIsNotReached() throws Exception {
        var taken = new ArrayList<Socket>();
        try (var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            while (taken.size() < 20 && connects(full, taken)) {
                // Nobody accepts: Linux answers no more once its queue is full.
            }
            assertProblem(UNREACHABLE, hasty, URI.create("http://127.0.0.1:" + full.getLocalPort()));
        } finally {
            for (var socket : taken) {
                socket.close();
            }
        }
    }

    private static boolean connects(ServerSocket server, List<Socket> taken) throws IOException {
        var socket = new Socket();
        taken.add(socket);
        try {
            socket.connect(server.getLocalSocketAddress(), 100);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"http", "https"})
    void aProxyThatAsksForAPasswordIsNamed(String scheme) throws Exception {
        var before = ProxySelector.getDefault();
        try (var proxy = new FaultServer(answer(407, CANARY, "Proxy-Authenticate: Basic realm=\"" + CANARY + "\""))) {
            ProxySelector.setDefault(through(proxy.address()));
            assertProblem(PROXY_SIGN_IN, http, URI.create(scheme + "://behind-a-proxy.invalid"));
            assertFalse(proxy.requests.isEmpty());
            assertEquals("https".equals(scheme), proxy.requests.getFirst().startsWith("CONNECT behind-a-proxy.invalid:443"));
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "429; ; 0", "429; Retry-After: 7; 7", "429; Retry-After: soon; 0", "429; Retry-After: -1; 0",
        "429; X-RateLimit-Interval-Milliseconds: 10000; 10", "429; X-RateLimit-Interval-Milliseconds: ten; 0",
        "429; X-RateLimit-Interval-Milliseconds: 10000 & X-RateLimit-Daily-Remaining: 0; 3600",
        "429; X-RateLimit-Interval-Milliseconds: 10000 & X-RateLimit-Daily-Remaining: 12; 10",
        "429; X-RateLimit-Daily-Remaining: 0 & X-RateLimit-Daily-Reset: 90000; 90",
        "429; Retry-After: 3 & X-RateLimit-Daily-Remaining: 0; 3",
        "429; Date: Sun, 3 May 2026 15:05:00 GMT & Retry-After: Sun, 3 May 2026 15:06:30 GMT; 90",
        "503; Retry-After: 30; 30", "500; X-RateLimit-Interval-Milliseconds: 10000; 0"})
    void itSaysHowLongToLeaveItAlone(int status, String headers, long seconds) throws Exception {
        var lines = headers == null ? new String[0] : headers.split(" & ");
        try (var server = new FaultServer(answer(status, "{}", lines))) {
            var refused = assertThrows(IntegrationException.class, () -> count(http, server.address()));
            assertEquals(Duration.ofSeconds(seconds), refused.retryAfter());
        }
    }

    private static void assertProblem(Problem problem, JsonHttp http, URI address) {
        var refused = assertThrows(IntegrationException.class, () -> count(http, address));
        assertEquals(problem, refused.problem(), refused.getMessage());
        var all = new StringWriter();
        refused.printStackTrace(new PrintWriter(all, true));
        assertFalse(all.toString().contains(CANARY), all::toString);
    }

    private static long count(JsonHttp http, URI address) throws Exception {
        return new LeadConnectorClient(http, address, address).countContacts(
                new Login(Method.MANUAL, address, CANARY, TOKEN));
    }

    private static Arguments row(String name, Fault fault, Problem problem) {
        return Arguments.of(name, fault, problem);
    }

    private static Fault message(int status, String message) {
        return answer(status, "{\"statusCode\":" + status + ",\"message\":" + message + ",\"error\":\"" + CANARY
                + "\",\"traceId\":\"" + CANARY.toLowerCase(java.util.Locale.ROOT) + "\"}");
    }

    private static Fault reset(String begin) {
        return (request, socket) -> {
            bytes(begin).play(request, socket);
            socket.setSoLinger(true, 0);
        };
    }

    private static void drip(String request, Socket socket) throws IOException {
        bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n").play(request, socket);
        try {
            while (true) {
                socket.getOutputStream().write(' ');
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProxySelector through(URI proxy) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new AssertionError(failure);
            }
        };
    }
}
