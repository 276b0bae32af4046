package com.fitscheduler.frontdesk.practice;

import static com.fitscheduler.frontdesk.practice.PracticeLeadConnector.HARBOURSIDE;
import static com.fitscheduler.frontdesk.practice.PracticeLeadConnector.RIVERSIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.practice.PracticeLeadConnector.Location;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PracticeLeadConnectorTest {

    private PracticeServices services;

    @BeforeEach
    void start() throws IOException {
        services = new PracticeServices("gym", List.of("leadconnector"));
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void countsGrowAndDifferByLocation() throws Exception {
        assertEquals(1284, total(search(RIVERSIDE.token(), RIVERSIDE.id())));
        assertEquals(1288, total(search(RIVERSIDE.token(), RIVERSIDE.id())));
        assertEquals(642, total(search(HARBOURSIDE.token(), HARBOURSIDE.id())));
        assertEquals(1, Asking.json(search(RIVERSIDE.token(), RIVERSIDE.id())).path("contacts").size());
    }

    @Test
    void whatIsShownToPasteWorksHereAndHasTheShapeOfARealOne() throws Exception {
        assertEquals(200, search(services.token(), services.accountId()).statusCode());
        assertEquals("Riverside Gym", services.gymName());
        for (var location : List.of(RIVERSIDE, HARBOURSIDE)) {
            assertTrue(location.id().matches("[A-Za-z0-9]{20}"), location.id());
            assertEquals(40, location.token().length());
            assertTrue(location.token().startsWith("pit-") && location.token().contains("practice"), location.token());
        }
    }

    @Test
    void onlyItsOwnTokensOpenAnything() throws Exception {
        refused(401, "Invalid Private Integration token", search("pit-somebody-elses", RIVERSIDE.id()));
        refused(401, "Invalid Private Integration token", name("pit-somebody-elses", RIVERSIDE));
        refused(403, "The token does not have access to this location.", search(RIVERSIDE.token(), HARBOURSIDE.id()));
        refused(403, "The token does not have access to this location.", name(RIVERSIDE.token(), HARBOURSIDE));
    }

    @Test
    void wantsTheVersionAndTheLocationAsTheRealOneDoes() throws Exception {
        var uri = services.leadConnector().resolve("/contacts/search");
        var bearer = Map.of("Authorization", "Bearer " + RIVERSIDE.token());
        refused(401, "version header was not found.", Asking.ask("POST", uri, bearer, Map.of("locationId", RIVERSIDE.id())));
        assertEquals(422, search(RIVERSIDE.token(), "").statusCode());
        assertTrue(Asking.json(search(RIVERSIDE.token(), "")).path("message").isArray());
        assertEquals(404, Asking.ask("GET", services.leadConnector().resolve("/elsewhere"), Map.of(), "").statusCode());
    }

    @Test
    void saysTheLocationsName() throws Exception {
        assertEquals("Harbourside Gym", Asking.json(name(HARBOURSIDE.token(), HARBOURSIDE)).path("location").path("name").asString());
        assertEquals("Riverside Gym", Asking.json(name(RIVERSIDE.token(), RIVERSIDE)).path("location").path("name").asString());
        services.play(Scenario.OTHER_LOCATION);
        assertEquals("Harbourside Gym", Asking.json(name(RIVERSIDE.token(), RIVERSIDE)).path("location").path("name").asString());
        assertEquals(200, search(RIVERSIDE.token(), RIVERSIDE.id()).statusCode());
    }

    @Test
    void playsTheStoryThatIsOn() throws Exception {
        services.play(Scenario.WRONG_TOKEN);
        refused(401, "Invalid Private Integration token", search(RIVERSIDE.token(), RIVERSIDE.id()));
        services.play(Scenario.WRONG_LOCATION);
        refused(403, "The token does not have access to this location.", search(RIVERSIDE.token(), RIVERSIDE.id()));
        services.play(Scenario.BUSY);
        var busy = search(RIVERSIDE.token(), RIVERSIDE.id());
        assertEquals(429, busy.statusCode());
        assertEquals("10", busy.headers().firstValue("Retry-After").orElseThrow());
        assertEquals("0", busy.headers().firstValue("X-RateLimit-Remaining").orElseThrow());
        services.play(Scenario.BROKEN);
        var broken = search(RIVERSIDE.token(), RIVERSIDE.id());
        assertEquals(500, broken.statusCode());
        assertTrue(broken.body().startsWith("<html>"));
        services.play(Scenario.OFFLINE);
        assertThrows(IOException.class, () -> search(RIVERSIDE.token(), RIVERSIDE.id()));
        services.play(Scenario.ALL_WELL);
        assertEquals(1284, total(search(RIVERSIDE.token(), RIVERSIDE.id())), "failures count nobody");
    }

    @Test
    @Timeout(5)
    void aSlowAnswerEndsAtOnceWhenTheServicesClose() throws Exception {
        var asked = new CountDownLatch(1);
        var server = new PracticeServer(new PracticeLeadConnector(() -> {
            asked.countDown();
            return Scenario.SLOW;
        }));
        var uri = server.address().resolve("/contacts/search");
        var outcome = new CompletableFuture<Throwable>();
        Thread.ofVirtual().start(() -> {
            try {
                Asking.ask("POST", uri, Map.of("Version", "1"), Map.of("locationId", RIVERSIDE.id()));
            } catch (IOException | InterruptedException e) {
                outcome.complete(e);
            }
        });
        asked.await();
        server.close();
        assertInstanceOf(IOException.class, outcome.get(5, TimeUnit.SECONDS));
    }

    @Test
    void answersOnlyToItsOwnNameOnLoopback() throws Exception {
        assertTrue(InetAddress.getByName(services.leadConnector().getHost()).isLoopbackAddress());
        assertTrue(raw("127.0.0.1:" + services.backend().getPort()).startsWith("HTTP/1.1 401"));
        assertTrue(raw("evil.example:" + services.backend().getPort()).startsWith("HTTP/1.1 421"));
        assertTrue(raw("evil.example").startsWith("HTTP/1.1 421"));
    }

    private String raw(String host) throws IOException {
        try (var socket = new Socket(services.backend().getHost(), services.backend().getPort())) {
            socket.getOutputStream().write(("GET /integrations HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private HttpResponse<String> search(String token, String location) throws IOException, InterruptedException {
        var body = new HashMap<String, Object>(Map.of("page", 1, "pageLimit", 1, "locationId", location));
        return Asking.ask("POST", services.leadConnector().resolve("/contacts/search"), headers(token), body);
    }

    private HttpResponse<String> name(String token, Location location) throws IOException, InterruptedException {
        return Asking.ask("GET", services.leadConnector().resolve("/locations/" + location.id()), headers(token), "");
    }

    private static Map<String, String> headers(String token) {
        return Map.of("Authorization", "Bearer " + token, "Version", "2021-07-28");
    }

    private static long total(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode());
        return Asking.json(answer).path("total").asLong();
    }

    private static void refused(int status, String message, HttpResponse<String> answer) {
        var body = Asking.json(answer);
        assertEquals(status, answer.statusCode());
        assertEquals(status, body.path("statusCode").asInt());
        assertEquals(message, body.path("message").asString());
        assertFalse(body.path("traceId").asString().isEmpty());
    }
}
