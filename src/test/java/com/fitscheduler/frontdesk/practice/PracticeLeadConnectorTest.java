package com.fitscheduler.frontdesk.practice;

import static com.fitscheduler.frontdesk.practice.PracticeLeadConnector.LOCATION_ID;
import static com.fitscheduler.frontdesk.practice.PracticeLeadConnector.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void countsGrow() throws Exception {
        assertEquals(1284, total(search(TOKEN, LOCATION_ID)));
        assertEquals(1288, total(search(TOKEN, LOCATION_ID)));
        assertEquals(1, Asking.json(search(TOKEN, LOCATION_ID)).path("contacts").size());
    }

    @Test
    void whatIsShownToPasteWorksHereAndHasTheShapeOfARealOne() throws Exception {
        assertEquals(200, search(services.token(), services.accountId()).statusCode());
        assertEquals("Riverside Gym", services.gymName());
        assertTrue(LOCATION_ID.matches("[A-Za-z0-9]{20}"), LOCATION_ID);
        assertEquals(40, TOKEN.length());
        assertTrue(TOKEN.startsWith("pit-") && TOKEN.contains("practice"), TOKEN);
    }

    @Test
    void onlyItsOwnTokensOpenAnything() throws Exception {
        refused(401, "Invalid Private Integration token", search("pit-somebody-elses", LOCATION_ID));
        refused(401, "Invalid Private Integration token", name("pit-somebody-elses", LOCATION_ID));
        refused(401, "Invalid JWT", search("somebody-elses", LOCATION_ID));
        refused(403, "The token does not have access to this location.", search(TOKEN, "anotherLocation00001"));
        refused(403, "The token does not have access to this location.", name(TOKEN, "anotherLocation00001"));
    }

    @Test
    void wantsTheVersionAndTheLocationAsTheRealOneDoes() throws Exception {
        var uri = services.leadConnector().resolve("/contacts/search");
        var bearer = Map.of("Authorization", "Bearer " + TOKEN);
        refused(401, "version header was not found.", Asking.ask("POST", uri, bearer, Map.of("locationId", LOCATION_ID)));
        assertEquals(422, search(TOKEN, "").statusCode());
        assertTrue(Asking.json(search(TOKEN, "")).path("message").isArray());
        assertEquals(404, Asking.ask("GET", services.leadConnector().resolve("/elsewhere"), Map.of(), "").statusCode());
    }

    @Test
    void saysTheLocationsName() throws Exception {
        assertEquals("Riverside Gym", Asking.json(name(TOKEN, LOCATION_ID)).path("location").path("name").asString());
        services.play(Scenario.OTHER_LOCATION);
        assertEquals("Harbourside Gym", Asking.json(name(TOKEN, LOCATION_ID)).path("location").path("name").asString());
        assertEquals(200, search(TOKEN, LOCATION_ID).statusCode());
    }

    @Test
    void playsTheStoryThatIsOn() throws Exception {
        services.play(Scenario.WRONG_TOKEN);
        refused(401, "Invalid Private Integration token", search(TOKEN, LOCATION_ID));
        services.play(Scenario.WRONG_LOCATION);
        refused(403, "The token does not have access to this location.", search(TOKEN, LOCATION_ID));
        services.play(Scenario.BUSY);
        var busy = search(TOKEN, LOCATION_ID);
        assertEquals(429, busy.statusCode());
        assertEquals("10", busy.headers().firstValue("Retry-After").orElseThrow());
        assertEquals("0", busy.headers().firstValue("X-RateLimit-Remaining").orElseThrow());
        services.play(Scenario.BROKEN);
        var broken = search(TOKEN, LOCATION_ID);
        assertEquals(500, broken.statusCode());
        assertTrue(broken.body().startsWith("<html>"));
        services.play(Scenario.OFFLINE);
        assertThrows(IOException.class, () -> search(TOKEN, LOCATION_ID));
        services.play(Scenario.ALL_WELL);
        assertEquals(1284, total(search(TOKEN, LOCATION_ID)), "failures count nobody");
    }

    @Test
    @Timeout(5)
    void aSlowAnswerEndsAtOnceWhenTheServicesClose() throws Exception {
        var asked = new CountDownLatch(1);
        var tokens = new PracticeTokens(java.time.InstantSource.system());
        var server = new PracticeServer(new PracticeLeadConnector(() -> {
            asked.countDown();
            return Scenario.SLOW;
        }, tokens, new PracticeAuthorize(tokens, () -> java.net.URI.create("http://127.0.0.1:1/"))));
        var uri = server.address().resolve("/contacts/search");
        var outcome = new CompletableFuture<Throwable>();
        Thread.ofVirtual().start(() -> {
            try {
                Asking.ask("POST", uri, Map.of("Version", "1"), Map.of("locationId", LOCATION_ID));
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

    private HttpResponse<String> name(String token, String id) throws IOException, InterruptedException {
        return Asking.ask("GET", services.leadConnector().resolve("/locations/" + id), headers(token), "");
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
