package com.fitscheduler.frontdesk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.FakeProvider;
import com.fitscheduler.frontdesk.testsupport.FakeProvider.Reply;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject.Person;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What LeadConnector may do to the token broker, and what of it a desk hears. */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(120)
class SupabaseBrokerIT {

    private static final String REDIRECT = "https://project.example/functions/v1/integrations/leadconnector/oauth/callback";
    private static final String DIRECT = "http://localhost:8765/integrations/leadconnector/oauth/callback";
    private static final String ACCOUNT = "madeUpLocation000001";
    // RFC 7636, appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static FakeProvider provider;
    private static SupabaseProject relaying;

    private SupabaseProject project;
    private UUID gym;
    private Person person;
    private Desk desk;

    @BeforeAll
    static void start() throws Exception {
        provider = new FakeProvider();
        relaying = SupabaseProject.start(provider.secrets(REDIRECT));
    }

    @AfterAll
    static void stop() throws Exception {
        relaying.close();
        provider.close();
    }

    @BeforeEach
    void truth() throws Exception {
        provider.say(null);
        use(relaying);
    }

    @Test
    void leadConnectorIsAskedAsItsDocumentsSay() throws Exception {
        var got = signedIn();
        var asked = provider.asked.getLast();
        assertEquals(Map.of("PATH", "/oauth/token", "TYPE", "application/x-www-form-urlencoded;charset=UTF-8", "VERSION", "2021-07-28",
                "AUTHORIZATION", "null", "client_id", FakeProvider.CLIENT_ID, "client_secret", FakeProvider.CLIENT_SECRET,
                "user_type", "Location", "grant_type", "authorization_code", "redirect_uri", REDIRECT), without(asked, "code"));
        refresh(got).is(200);
        assertEquals("refresh_token", provider.asked.getLast().get("grant_type"));
        assertEquals(got.path("refresh_token").asString(), provider.asked.getLast().get("refresh_token"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400 | {\"message\":\"Invalid grant: refresh token is invalid\"} | -  | 409 | grant_refused       | -",
        "401 | {\"error\":\"UnAuthorized!\"}                             | -  | 409 | grant_refused       | -",
        "422 | {\"message\":[\"grant_type must be valid\"]}              | -  | 409 | grant_refused       | -",
        "403 | <html>blocked</html>                                      | -  | 409 | grant_refused       | -",
        "400 | {\"message\":\"Location is not active\"}                  | -  | 409 | location_inactive   | -",
        "401 | UnAuthorized! Invalid client credentials!                 | -  | 502 | client_refused      | 3600",
        "429 | {}                                                        | -  | 429 | upstream_busy       | 10",
        "429 | {}                                                        | 7  | 429 | upstream_busy       | 7",
        "503 | <html>x</html>                                            | 9  | 502 | upstream_failed     | 9",
        "500 | {}                                                        | -  | 502 | upstream_failed     | 2",
        "302 | {}                                                        | -  | 502 | upstream_failed     | 2",
        "404 | Cannot POST                                               | -  | 502 | upstream_failed     | 2",
        "200 | <html>x</html>                                            | -  | 502 | unexpected_answer   | 2",
        "200 | null                                                      | -  | 502 | unexpected_answer   | 2",
        "200 | {\"access_token\":\"a\",\"userType\":\"Location\"}        | -  | 502 | unexpected_answer   | 2",
        "200 | {\"access_token\":\"a\",\"userType\":\"Company\"}         | -  | 409 | agency_token        | -"})
    void whatLeadConnectorSaysComesThroughInOurWords(int status, String body, String after, int wanted, String code, String retry)
            throws Exception {
        var got = signedIn();
        provider.say(new Reply(status, body, after.equals("-") ? Map.of("Location", provider.address() + "/elsewhere")
                : Map.of("Retry-After", after)));
        var calls = provider.asked.size();
        var answer = refresh(got).is(wanted, code);
        assertEquals(retry, answer.headers().firstValue("Retry-After").orElse("-"));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(calls + 1, provider.asked.size(), "one call, and no redirect followed");
        assertFalse(answer.body().toString().contains("grant_type must"), "LeadConnector's own words are not passed on");
        provider.say(null);
        refresh(got).is(200);
    }

    @Test
    void aSilentOneAnEndlessOneAndAnAbsentOneAreCutOff() throws Exception {
        var got = signedIn();
        provider.say(new Reply(200, "\"" + "x".repeat(70_000) + "\"", Map.of()));
        refresh(got).is(502, "unexpected_answer");
        provider.say(new Reply(0, "", Map.of()));
        refresh(got).is(502, "upstream_timeout");
        var nowhere = new HashMap<>(provider.secrets(REDIRECT));
        nowhere.put("LEADCONNECTOR_TOKEN_URL", "http://127.0.0.1:1/oauth/token");
        try (var other = SupabaseProject.start(nowhere)) {
            use(other);
            exchange(relayed()).is(502, "upstream_unreachable");
        }
    }

    @Test
    void anAgencysTokenForOneLocationIsExchangedForThatLocations() throws Exception {
        var got = exchange(relayed("agency " + ACCOUNT)).is(200).body();
        assertEquals(ACCOUNT, got.path("leadconnector_location_id").asString());
        assertEquals("Location", got.path("user_type").asString());
        var asked = provider.asked.getLast();
        assertEquals("/oauth/locationToken Bearer agency-access " + ACCOUNT + " madeUpCompany0000001",
                String.join(" ", asked.get("PATH"), asked.get("AUTHORIZATION"), asked.get("locationId"), asked.get("companyId")));
        refresh(got).is(200);
    }

    @Test
    void aRefreshThatComesBackForAnotherAccountIsKeptBack() throws Exception {
        var got = signedIn();
        provider.say(new Reply(200, provider.pair("madeUpLocation000002"), Map.of()));
        var answer = refresh(got).is(409, "account_changed");
        assertFalse(answer.body().toString().contains("access-"));
    }

    @Test
    void whoLeftTheGymRenewsNothing() throws Exception {
        var got = signedIn();
        var back = relayed();
        project.update("delete from public.location_members where user_id = ?", person.id());
        var calls = provider.asked.size();
        refresh(got).is(403, "not_a_member");
        exchange(back).is(403, "not_a_member");
        assertEquals(calls, provider.asked.size());
    }

    @Test
    void directModeTakesTheCodeAsItIsAndRelaysNobody() throws Exception {
        try (var direct = SupabaseProject.start(provider.secrets(DIRECT))) {
            use(direct);
            var begun = initiate().is(200).body();
            assertEquals(DIRECT, begun.path("redirect_uri").asString());
            var back = provider.decided(URI.create(begun.path("authorize_url").asString()), ACCOUNT);
            assertTrue(back.toString().startsWith(DIRECT));
            Desk.send("GET", URI.create(project.backend() + "/integrations/leadconnector/oauth/callback?" + back.getRawQuery()),
                    Map.of(), "").is(400, "bad_state");
            exchange(back).is(200);
            assertEquals(DIRECT, provider.asked.getLast().get("redirect_uri"));
        }
    }

    @Test
    void withoutItsSecretsItSaysSoAndTheRestWorks() throws Exception {
        var tooShort = new HashMap<>(provider.secrets(REDIRECT));
        tooShort.put("STATE_SIGNING_KEY", "short");
        for (var secrets : List.of(Map.<String, String>of(), tooShort)) {
            try (var bare = SupabaseProject.start(secrets)) {
                use(bare);
                initiate().is(503, "oauth_not_configured");
                desk.list().is(200);
            }
        }
    }

    @Test
    void nothingThatIsSecretIsPrintedOrKept() throws Exception {
        var back = relayed();
        var got = exchange(back).is(200).body();
        var next = refresh(got).is(200).body();
        provider.say(new Reply(500, "broken", Map.of()));
        refresh(next).is(502, "upstream_failed");
        provider.say(new Reply(200, "<html>", Map.of()));
        refresh(next).is(502, "unexpected_answer");
        var dump = new StringBuilder(project.log());
        try (var open = project.database(); var statement = open.createStatement()) {
            for (var table : List.of("public.user_integrations", "public.integration_desks", "private.broker_calls",
                    "private.user_integrations_archive")) {
                try (var rows = statement.executeQuery("select coalesce(jsonb_agg(to_jsonb(t)), '[]') from " + table + " t")) {
                    rows.next();
                    dump.append(rows.getString(1));
                }
            }
        }
        for (var secret : List.of(got.path("access_token").asString(), got.path("refresh_token").asString(), next.path("refresh_token").asString(),
                parameters(back).get("code"), parameters(back).get("state"), VERIFIER, FakeProvider.CLIENT_SECRET, desk.token())) {
            assertFalse(dump.toString().contains(secret), dump::toString);
        }
    }

    private void use(SupabaseProject other) throws Exception {
        project = other;
        gym = project.gym("Riverside Gym");
        person = project.person(gym);
        desk = Desk.at(project.backend(), project.token(person), gym.toString(), "Front desk 1");
    }

    private Answer initiate() throws Exception {
        return desk.post("oauth/initiate", Map.of("location_id", gym.toString(), "code_challenge", CHALLENGE, "port", 50_123));
    }

    private URI relayed() throws Exception {
        return relayed(ACCOUNT);
    }

    private URI relayed(String account) throws Exception {
        var authorize = URI.create(initiate().is(200).body().path("authorize_url").asString());
        var query = provider.decided(authorize, account).getRawQuery();
        var answer = Desk.send("GET", URI.create(project.backend() + "/integrations/leadconnector/oauth/callback?" + query), Map.of(), "").is(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private Answer exchange(URI back) throws Exception {
        var fields = parameters(back);
        return desk.post("oauth/token", Map.of("grant_type", "authorization_code", "code", fields.get("code"), "state", fields.get("state"),
                "code_verifier", VERIFIER));
    }

    private JsonNode signedIn() throws Exception {
        return exchange(relayed()).is(200).body();
    }

    private Answer refresh(JsonNode got) throws Exception {
        return desk.post("oauth/token", Map.of("grant_type", "refresh_token", "refresh_token", got.path("refresh_token").asString(),
                "grant", got.path("grant").asString()));
    }

    private static Map<String, String> without(Map<String, String> fields, String name) {
        var others = new HashMap<>(fields);
        assertFalse(String.valueOf(others.remove(name)).isEmpty());
        return others;
    }

    private static Map<String, String> parameters(URI address) {
        var found = new HashMap<String, String>();
        for (var pair : address.getRawQuery().split("&", -1)) {
            var cut = pair.indexOf('=');
            found.put(pair.substring(0, cut), URLDecoder.decode(pair.substring(cut + 1), StandardCharsets.UTF_8));
        }
        return found;
    }
}
