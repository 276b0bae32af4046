package com.fitscheduler.frontdesk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The backend contract's calls 2 to 4 in relay mode, and everything that may be stolen on the way. */
public abstract class BrokerContract {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/integrations/leadconnector/oauth/";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final int PORT = 40_123;

    private BrokerSite site;

    protected abstract BrokerSite open() throws Exception;

    @BeforeEach
    void openSite() throws Exception {
        site = open();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void aSignInGoesAllTheWay() throws Exception {
        var begun = begin();
        assertEquals(600, begun.path("expires_in").asInt());
        var authorize = begun.path("authorize_url").asString();
        assertTrue(authorize.contains("response_type=code&") && authorize.matches(".*[?&]scope=[a-z./]+%20[a-z./%0-9]+&.*"), authorize);
        assertEquals(begun.path("state").asString(), parameters(URI.create(authorize)).get("state"));
        var back = relayed(begun, site.account());
        assertTrue(back.toString().startsWith("http://127.0.0.1:" + PORT + PATH + "callback?"), "only the port is the state's");
        assertEquals(begun.path("state").asString(), parameters(back).get("state"));
        var answer = exchange(site.member(), code(back), state(back), VERIFIER);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        var got = JSON.readTree(answer.body());
        assertEquals("Bearer", got.path("token_type").asString());
        assertEquals("Location", got.path("user_type").asString());
        assertEquals(site.account(), got.path("leadconnector_location_id").asString());
        assertTrue(got.path("expires_in").isIntegralNumber() && got.path("scope").isString());
        for (var name : new String[] {"access_token", "refresh_token", "grant"}) {
            assertFalse(got.path(name).asString("").isEmpty(), name);
        }
        var next = JSON.readTree(refresh(site.member(), got).body());
        assertNotEquals(got.path("refresh_token"), next.path("refresh_token"));
        assertEquals(200, refresh(site.colleague(), next).statusCode(), "a colleague's desk is the gym's too");
    }

    @Test
    void decliningIsRelayedAsAnError() throws Exception {
        var back = parameters(relayed(begin(), ""));
        assertEquals("access_denied", back.get("error"));
        assertFalse(back.containsKey("code"));
    }

    @Test
    void anAgencyIsNoLocation() throws Exception {
        var back = relayed(begin(), "agency");
        refused(409, "agency_token", exchange(site.member(), code(back), state(back), VERIFIER));
    }

    @Test
    void aStolenCodeIsWorthNothingWithAnotherState() throws Exception {
        var theirs = relayed(begin(), site.account());
        var thief = begin(site.colleague());
        refused(400, "bad_code", exchange(site.colleague(), code(theirs), thief.path("state").asString(), VERIFIER));
        refused(403, "not_your_sign_in", exchange(site.colleague(), code(theirs), state(theirs), VERIFIER));
        assertEquals(200, exchange(site.member(), code(theirs), state(theirs), VERIFIER).statusCode(), "nothing was used up");
    }

    @Test
    void aCodeThatIsNotSealedIsWorthNothing() throws Exception {
        var begun = begin();
        var raw = parameters(site.decided(URI.create(begun.path("authorize_url").asString()), site.account()));
        refused(400, "bad_code", exchange(site.member(), raw.get("code"), raw.get("state"), VERIFIER));
    }

    @Test
    void theVerifierMustBeTheOne() throws Exception {
        var back = relayed(begin(), site.account());
        refused(400, "bad_verifier", exchange(site.member(), code(back), state(back), "x".repeat(43)));
        refused(422, "invalid_code_verifier", exchange(site.member(), code(back), state(back), "short"));
    }

    @Test
    void aCodeIsGoodOnce() throws Exception {
        var back = relayed(begin(), site.account());
        assertEquals(200, exchange(site.member(), code(back), state(back), VERIFIER).statusCode());
        refused(409, "grant_refused", exchange(site.member(), code(back), state(back), VERIFIER));
    }

    @Test
    void strangersGetNothing() throws Exception {
        var back = relayed(begin(), site.account());
        assertEquals(403, exchange(site.stranger(), code(back), state(back), VERIFIER).statusCode());
        refused(403, "not_a_member", call(site.stranger(), "initiate", asking(site.gym())));
        refused(403, "not_a_member", call(site.member(), "initiate", asking(site.otherGym())));
        var got = signedIn();
        refused(403, "not_a_member", refresh(site.stranger(), got));
        assertEquals(401, send("", "initiate", asking(site.gym())).statusCode());
        assertEquals(401, send("", "token", Map.of()).statusCode());
    }

    @Test
    void aStolenRefreshTokenIsWorthNothingWithoutItsGrant() throws Exception {
        var one = signedIn();
        var two = signedIn();
        var body = new HashMap<String, Object>(Map.of("grant_type", "refresh_token", "refresh_token", text(one, "refresh_token"),
                "grant", text(two, "grant")));
        refused(400, "bad_grant", call(site.member(), "token", body));
        body.put("grant", text(one, "grant").substring(1));
        refused(400, "bad_grant", call(site.member(), "token", body));
        body.put("grant", state(relayed(begin(), site.account())));
        refused(400, "bad_grant", call(site.member(), "token", body));
        body.remove("grant");
        refused(422, "invalid_grant", call(site.member(), "token", body));
        assertEquals(200, refresh(site.member(), one).statusCode());
    }

    @Test
    void aRefreshTokenIsAnsweredWithTheSamePairForHalfAMinuteAndThenNeverMore() throws Exception {
        var got = signedIn();
        var first = JSON.readTree(refresh(site.member(), got).body());
        site.later(Duration.ofSeconds(29));
        var again = JSON.readTree(refresh(site.member(), got).body());
        for (var name : new String[] {"access_token", "refresh_token"}) {
            assertEquals(first.path(name), again.path(name));
        }
        site.later(Duration.ofSeconds(1));
        refused(409, "grant_refused", refresh(site.member(), got));
        assertEquals(200, refresh(site.member(), again).statusCode());
    }

    @Test
    void aStateEndsAfterTenMinutes() throws Exception {
        var begun = begin();
        var back = relayed(begun, site.account());
        site.later(Duration.ofMinutes(10));
        refused(400, "state_expired", exchange(site.member(), code(back), state(back), VERIFIER));
        refused(400, "state_expired", browser(PATH + "callback?code=x&state=" + state(back)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?code=x", "?code=x&state=", "?code=x&state=x", "?error=access_denied&state=x",
            "?code=x&state=aHR0cDovL2V2aWwuZXhhbXBsZQ"})
    void theRelaySendsNobodyAnywhereWithoutAGoodState(String query) throws Exception {
        var answer = browser(PATH + "callback" + query);
        assertEquals(400, answer.statusCode());
        assertEquals("", answer.headers().firstValue("Location").orElse(""));
        assertFalse(answer.headers().firstValue("Content-Type").orElse("").contains("html"));
    }

    @Test
    void whatTheRelayPassesOnIsPlain() throws Exception {
        var state = begin().path("state").asString();
        for (var query : new String[] {"error=%3Cscript%3E", "error=a%26b%3Dc", "code=", "code=x&error=access_denied"}) {
            var answer = browser(PATH + "callback?" + query + "&state=" + state);
            assertEquals(302, answer.statusCode());
            assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
            assertEquals("no-referrer", answer.headers().firstValue("Referrer-Policy").orElse(""));
            var error = parameters(URI.create(answer.headers().firstValue("Location").orElseThrow())).get("error");
            assertEquals(query.contains("access_denied") ? "access_denied" : "invalid_request", error);
        }
    }

    @ParameterizedTest
    @CsvSource({"port,80,invalid_port", "port,70000,invalid_port", "port,x,invalid_port", "code_challenge,short,invalid_code_challenge",
            "redirect_uri,http://evil.example/,unknown_field"})
    void aSignInBeginsOnlyAsTheContractSays(String field, String value, String code) throws Exception {
        var body = asking(site.gym());
        body.put(field, value.matches("\\d+") ? Integer.valueOf(value) : value);
        refused(422, code, call(site.member(), "initiate", body));
    }

    @ParameterizedTest
    @CsvSource({"grant_type,client_credentials,invalid_grant_type", "grant_type,,invalid_grant_type", "code,,invalid_code", "state,,invalid_state",
            "code_verifier,,invalid_code_verifier", "client_id,x,unknown_field", "state,x,bad_state"})
    void tokensAreAskedForOnlyAsTheContractSays(String field, String value, String code) throws Exception {
        var body = new HashMap<String, Object>(Map.of("grant_type", "authorization_code", "code", "x", "state", "x", "code_verifier", VERIFIER));
        if (value == null) {
            body.remove(field);
        } else {
            body.put(field, value);
        }
        refused(code.equals("bad_state") ? 400 : 422, code, call(site.member(), "token", body));
    }

    @Test
    void thirtyCallsInFiveMinutesAreEnoughForAnybody() throws Exception {
        var body = Map.of("grant_type", "refresh_token", "refresh_token", "x", "grant", "x");
        for (var i = 0; i < 30; i++) {
            refused(400, "bad_grant", call(site.member(), "token", body));
        }
        var answer = call(site.member(), "token", body);
        refused(429, "too_many_requests", answer);
        var wait = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(wait > 0 && wait <= 301, () -> "Retry-After " + wait);
        refused(400, "bad_grant", call(site.colleague(), "token", body));
        site.later(Duration.ofMinutes(5));
        refused(400, "bad_grant", call(site.member(), "token", body));
    }

    private JsonNode begin() throws Exception {
        return begin(site.member());
    }

    private JsonNode begin(String person) throws Exception {
        var answer = call(person, "initiate", asking(site.gym()));
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static Map<String, Object> asking(String gym) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return new HashMap<>(Map.of("location_id", gym, "port", PORT, "code_challenge",
                Base64.getUrlEncoder().withoutPadding().encodeToString(hash)));
    }

    /** Where the relay sends the browser after the person's decision. */
    private URI relayed(JsonNode begun, String account) throws Exception {
        var decided = site.decided(URI.create(begun.path("authorize_url").asString()), account);
        var answer = browser(decided.getRawPath() + "?" + decided.getRawQuery());
        assertEquals(302, answer.statusCode(), answer.body());
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private JsonNode signedIn() throws Exception {
        var back = relayed(begin(), site.account());
        return JSON.readTree(exchange(site.member(), code(back), state(back), VERIFIER).body());
    }

    private HttpResponse<String> exchange(String person, String code, String state, String verifier) throws Exception {
        return call(person, "token", Map.of("grant_type", "authorization_code", "code", code, "state", state, "code_verifier", verifier));
    }

    private HttpResponse<String> refresh(String person, JsonNode got) throws Exception {
        return call(person, "token", Map.of("grant_type", "refresh_token", "refresh_token", text(got, "refresh_token"),
                "grant", text(got, "grant")));
    }

    private HttpResponse<String> call(String person, String name, Map<String, ?> body) throws Exception {
        return send("Bearer " + person, name, body);
    }

    private HttpResponse<String> send(String authorization, String name, Map<String, ?> body) throws Exception {
        var request = HttpRequest.newBuilder(at(PATH + name)).POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .header("Content-Type", "application/json").header("apikey", "publishable");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> browser(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create(site.backend().toString().replaceAll("/$", "") + path.substring(path.indexOf("/integrations/")));
    }

    private static String code(URI back) {
        return parameters(back).get("code");
    }

    private static String state(URI back) {
        return parameters(back).get("state");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }

    private static Map<String, String> parameters(URI address) {
        var found = new HashMap<String, String>();
        for (var pair : address.getRawQuery().split("&", -1)) {
            var cut = pair.indexOf('=');
            found.put(pair.substring(0, cut), URLDecoder.decode(pair.substring(cut + 1), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static void refused(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, JSON.readTree(answer.body()).path("code").asString());
    }
}
