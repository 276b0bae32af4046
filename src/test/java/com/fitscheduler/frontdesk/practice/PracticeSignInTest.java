package com.fitscheduler.frontdesk.practice;

import static com.fitscheduler.frontdesk.practice.PracticeLeadConnector.LOCATION_ID;
import static com.fitscheduler.frontdesk.practice.PracticeLeadConnector.OTHER_LOCATION_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.FakeClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Signing in at the made-up LeadConnector, and what its tokens open. */
class PracticeSignInTest {

    private static final String VERIFIER = "v".repeat(43);

    private final FakeClock clock = new FakeClock("2026-05-03T12:00:00Z", "UTC");
    private PracticeServices services;
    private String person;

    @BeforeEach
    void start() throws Exception {
        services = new PracticeServices("gym", List.of("leadconnector"), clock);
        person = Asking.json(Asking.ask("POST", services.backend().resolve("/auth/v1/token?grant_type=password"), Map.of(),
                Map.of("email", "a@b.example", "password", "x"))).path("access_token").asString();
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void thePageOffersTheLocationsAndHasNoScript() throws Exception {
        var page = Asking.ask("GET", authorize(), Map.of(), "");
        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'none'"));
        for (var part : List.of("Riverside Gym", "Harbourside Gym", "value=\"allow\"", "value=\"decline\"", LOCATION_ID, OTHER_LOCATION_ID)) {
            assertTrue(page.body().contains(part), part);
        }
        assertFalse(page.body().toLowerCase(Locale.ROOT).matches("(?s).*(<script|src=|href=|https://).*"));
    }

    @Test
    void whatIsAskedWronglyIsToldThereAndRedirectedNowhere() throws Exception {
        for (var wrong : List.of("client_id=x", "redirect_uri=http%3A%2F%2Fevil.example%2F", "response_type=token")) {
            var name = wrong.substring(0, wrong.indexOf('='));
            var address = URI.create(authorize().toString().replaceAll(name + "=[^&]*", wrong));
            for (var method : List.of("GET", "POST")) {
                var answer = Asking.ask(method, method.equals("GET") ? address : address.resolve(PracticeAuthorize.PATH),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        method.equals("GET") ? "" : address.getRawQuery() + "&decision=allow&account=" + LOCATION_ID);
                assertEquals(400, answer.statusCode(), wrong);
                assertTrue(answer.headers().firstValue("Location").isEmpty());
            }
        }
        var injected = URI.create(authorize().toString().replaceAll("state=[^&]*", "state=%22%3E%3Cscript%3E"));
        assertFalse(Asking.ask("GET", injected, Map.of(), "").body().contains("<script"));
    }

    @Test
    void aTokenOpensTheLocationThatWasChosenAndNoOther() throws Exception {
        var token = signedIn(OTHER_LOCATION_ID).path("access_token").asString();
        assertEquals(200, search(token, OTHER_LOCATION_ID).statusCode());
        assertEquals("Harbourside Gym", Asking.json(name(token, OTHER_LOCATION_ID)).path("location").path("name").asString());
        assertEquals(403, search(token, LOCATION_ID).statusCode());
        assertEquals("Riverside Gym", Asking.json(name(signedIn(LOCATION_ID).path("access_token").asString(), LOCATION_ID))
                .path("location").path("name").asString());
    }

    @Test
    void aTokenEndsAfterADayOrAMinuteIfThatIsPlayed() throws Exception {
        var day = signedIn(LOCATION_ID);
        assertEquals(86_400, day.path("expires_in").asInt());
        services.play(Scenario.SHORT_LOGIN);
        var minute = signedIn(LOCATION_ID);
        assertEquals(60, minute.path("expires_in").asInt());
        clock.move(Duration.ofSeconds(59));
        assertEquals(200, search(minute.path("access_token").asString(), LOCATION_ID).statusCode());
        clock.move(Duration.ofSeconds(1));
        var ended = search(minute.path("access_token").asString(), LOCATION_ID);
        assertEquals(401, ended.statusCode());
        assertEquals("Invalid JWT", Asking.json(ended).path("message").asString());
        clock.move(Duration.ofDays(1).minusMinutes(1));
        assertEquals(401, search(day.path("access_token").asString(), LOCATION_ID).statusCode());
    }

    @Test
    void whereTheLoginIsEndedNothingOfItWorks() throws Exception {
        var got = signedIn(LOCATION_ID);
        services.play(Scenario.LOGIN_ENDED);
        assertEquals(401, search(got.path("access_token").asString(), LOCATION_ID).statusCode());
        assertEquals("grant_refused", Asking.json(refresh(got)).path("code").asString());
        assertEquals(200, search(services.token(), LOCATION_ID).statusCode(), "a private token is another matter");
        services.play(Scenario.ALL_WELL);
        assertEquals(200, refresh(got).statusCode());
    }

    @Test
    void leadConnectorsTroublesAreToldByTheBroker() throws Exception {
        var got = signedIn(LOCATION_ID);
        services.play(Scenario.BUSY);
        var busy = refresh(got);
        assertEquals(429, busy.statusCode());
        assertEquals("upstream_busy", Asking.json(busy).path("code").asString());
        assertEquals("10", busy.headers().firstValue("Retry-After").orElseThrow());
        services.play(Scenario.BROKEN);
        assertEquals(502, refresh(got).statusCode());
        services.play(Scenario.ALL_WELL);
        assertEquals(200, refresh(got).statusCode(), "the token was not used up");
    }

    @Test
    void inDirectModeTheBrowserGoesToTheDeskAndTheCodeIsAsItCame() throws Exception {
        services.redirectTo(Optional.of(URI.create("http://localhost:8765/back")));
        var begun = begun();
        assertEquals("http://localhost:8765/back", begun.path("redirect_uri").asString());
        var back = PracticeBrokerTest.decided(URI.create(begun.path("authorize_url").asString()), LOCATION_ID);
        assertTrue(back.toString().startsWith("http://localhost:8765/back?code=practice-code-"));
        var answer = token(Map.of("grant_type", "authorization_code", "code", Query.parse(back.getRawQuery()).getOrDefault("code", ""),
                "state", begun.path("state").asString(), "code_verifier", VERIFIER));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(400, Asking.ask("GET", services.backend().resolve(PracticeBroker.CALLBACK + "?code=x&state=" + begun.path("state").asString()),
                Map.of(), "").statusCode());
    }

    @Test
    void theTokenCallWantsTheSecretThatTheBrokerHas() throws Exception {
        var answer = Asking.ask("POST", services.leadConnector().resolve("/oauth/token"), Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=refresh_token&refresh_token=x&client_id=" + PracticeTokens.CLIENT_ID + "&client_secret=guess");
        assertEquals(401, answer.statusCode());
        var asBroker = Asking.ask("POST", services.leadConnector().resolve("/oauth/token"), Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=refresh_token&refresh_token=x&client_id=" + PracticeTokens.CLIENT_ID + "&client_secret=" + PracticeTokens.CLIENT_SECRET);
        assertEquals("Invalid grant: refresh token is invalid", Asking.json(asBroker).path("message").asString());
    }

    private URI authorize() throws Exception {
        return URI.create(begun().path("authorize_url").asString());
    }

    private JsonNode begun() throws Exception {
        return Asking.json(Asking.ask("POST", services.backend().resolve(PracticeBroker.PATH + "initiate"), Map.of("Authorization", "Bearer " + person),
                Map.of("location_id", "gym", "port", 40_000, "code_challenge", Seal.challenge(VERIFIER))));
    }

    private JsonNode signedIn(String account) throws Exception {
        var begun = begun();
        var decided = PracticeBrokerTest.decided(URI.create(begun.path("authorize_url").asString()), account);
        var relayed = URI.create(Asking.ask("GET", decided, Map.of(), "").headers().firstValue("Location").orElseThrow());
        var answer = token(Map.of("grant_type", "authorization_code", "code", Query.parse(relayed.getRawQuery()).getOrDefault("code", ""),
                "state", begun.path("state").asString(), "code_verifier", VERIFIER));
        assertEquals(200, answer.statusCode(), answer.body());
        return Asking.json(answer);
    }

    private HttpResponse<String> refresh(JsonNode got) throws IOException, InterruptedException {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", got.path("refresh_token").asString(), "grant",
                got.path("grant").asString()));
    }

    private HttpResponse<String> token(Map<String, String> body) throws IOException, InterruptedException {
        return Asking.ask("POST", services.backend().resolve(PracticeBroker.PATH + "token"), Map.of("Authorization", "Bearer " + person), body);
    }

    private HttpResponse<String> search(String token, String location) throws IOException, InterruptedException {
        return Asking.ask("POST", services.leadConnector().resolve("/contacts/search"),
                Map.of("Authorization", "Bearer " + token, "Version", "2021-07-28"), new HashMap<>(Map.of("locationId", location)));
    }

    private HttpResponse<String> name(String token, String id) throws IOException, InterruptedException {
        return Asking.ask("GET", services.leadConnector().resolve("/locations/" + id),
                Map.of("Authorization", "Bearer " + token, "Version", "2021-07-28"), "");
    }
}
