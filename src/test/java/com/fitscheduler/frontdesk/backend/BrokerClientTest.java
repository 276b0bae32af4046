package com.fitscheduler.frontdesk.backend;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.bytes;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.drop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewal;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeSession;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.tokens.TokenKeeper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The contract's calls 2 and 4 over real sockets: what is sent, and what each answer means to a person. */
@Timeout(60)
class BrokerClientTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CardKey KEY = new CardKey("gym 1", "made-up");
    private static final URI ORIGIN = URI.create("https://service.example");
    private static final String CODE = "c0de-canary";
    private static final String STATE = "st4te-canary";
    private static final String VERIFIER = "ver1fier-canary";
    private static final String REFRESH = "r3fresh-canary";
    private static final String GRANT = "gr4nt-canary";
    private static final String TOKEN = "t0ken-canary";
    private static final List<String> SECRETS = List.of(CODE, STATE, VERIFIER, REFRESH, GRANT, TOKEN);
    private static final Map<String, Object> BEGUN = Map.of("authorize_url", "https://accounts.example/authorize?state=" + STATE,
            "state", STATE, "redirect_uri", "https://backend.example/callback", "expires_in", 600);
    private static final Map<String, Object> GRANTED = Map.of("access_token", TOKEN, "refresh_token", "next", "token_type", "Bearer",
            "expires_in", 86_400, "scope", "contacts.readonly", "user_type", "Location", "leadconnector_location_id", "abc", "grant", "next-grant");

    private final FakeClock clock = new FakeClock("2026-05-03T15:05:00Z", "UTC");
    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false, clock);
    private final FakeSession session = new FakeSession();
    private final Login login = new Login(Method.OAUTH, ORIGIN, "abc", TOKEN,
            new Renewal(REFRESH, GRANT, "contacts.readonly", clock.instant().plusSeconds(60), Duration.ofDays(1), null));

    /** The three things that the broker is asked. */
    enum Call {
        INITIATE, REDEEM, RENEW;

        void ask(BrokerClient broker, Login login) throws Exception {
            switch (this) {
                case INITIATE -> broker.initiate(KEY, VERIFIER, 40_000);
                case REDEEM -> broker.redeem(KEY, ORIGIN, CODE, STATE, VERIFIER);
                case RENEW -> broker.renew(KEY, login);
            }
        }

        Map<String, Object> good() {
            return this == INITIATE ? BEGUN : GRANTED;
        }
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void eachCallIsSentAsTheContractSays() throws Exception {
        sends(Call.INITIATE, "initiate", Map.of("location_id", "gym 1", "code_challenge", VERIFIER, "port", 40_000));
        sends(Call.REDEEM, "token", Map.of("grant_type", "authorization_code", "code", CODE, "state", STATE, "code_verifier", VERIFIER));
        sends(Call.RENEW, "token", Map.of("grant_type", "refresh_token", "refresh_token", REFRESH, "grant", GRANT));
    }

    private void sends(Call call, String path, Map<String, Object> body) throws Exception {
        try (var server = new FaultServer(good(call))) {
            call.ask(broker(server), login);
            var request = server.arrived();
            assertTrue(request.startsWith("POST /v1/integrations/made-up/oauth/" + path + " HTTP/1.1\r\n"), request);
            assertTrue(request.contains("\r\nAuthorization: Bearer session-1\r\n") && request.contains("\r\napikey: key\r\n"), request);
            assertEquals(JSON.valueToTree(body), JSON.readTree(request.substring(request.indexOf("\r\n\r\n"))));
        }
    }

    @Test
    void aGoodAnswerIsTheLogin() throws Exception {
        try (var server = new FaultServer(good(Call.REDEEM))) {
            var got = broker(server).redeem(KEY, ORIGIN, CODE, STATE, VERIFIER);
            assertEquals(new Login(Method.OAUTH, ORIGIN, "abc", TOKEN, new Renewal("next", "next-grant", "contacts.readonly",
                    clock.instant().plusSeconds(86_400), Duration.ofDays(1), null)), got);
            assertEquals(got, broker(server).renew(KEY, login));
        }
    }

    /** Only plain http on this computer is listened at; the broker's own practice address is not. */
    @Test
    void whereTheAnswerComesIsTheBrokersUnlessItIsOnThisComputer() throws Exception {
        for (var host : List.of("http://localhost:8765/back", "http://127.0.0.1:8765/back")) {
            try (var server = new FaultServer(answer(200, json(with(BEGUN, "redirect_uri", host))))) {
                assertEquals(Optional.of(URI.create(host)), broker(server).initiate(KEY, VERIFIER, 40_000).listenAt());
            }
        }
        try (var server = new FaultServer(good(Call.INITIATE))) {
            assertEquals(Optional.empty(), broker(server).initiate(KEY, VERIFIER, 40_000).listenAt());
        }
        var own = new ArrayList<String>();
        try (var server = new FaultServer((_, socket) -> answer(200, json(with(BEGUN, "redirect_uri", own.getFirst() + "/callback")))
                .play("", socket))) {
            own.add(server.address().toString());
            assertEquals(Optional.empty(), broker(server).initiate(KEY, VERIFIER, 40_000).listenAt());
        }
    }

    @ParameterizedTest
    @CsvSource({
            "401, bad_jwt,              DESK_NOT_SIGNED_IN, DESK_NOT_SIGNED_IN, DESK_NOT_SIGNED_IN",
            "403, not_your_sign_in,     NOT_A_MEMBER,       NOT_A_MEMBER,       NOT_A_MEMBER",
            "403, not_a_member,         NOT_A_MEMBER,       NOT_A_MEMBER,       NOT_A_MEMBER",
            "400, bad_code,             UNEXPECTED_ANSWER,  CODE_NOT_VALID,     SIGN_IN_EXPIRED",
            "400, state_expired,        UNEXPECTED_ANSWER,  CODE_NOT_VALID,     SIGN_IN_EXPIRED",
            "400, bad_verifier,         UNEXPECTED_ANSWER,  CODE_NOT_VALID,     SIGN_IN_EXPIRED",
            "400, bad_grant,            UNEXPECTED_ANSWER,  CODE_NOT_VALID,     SIGN_IN_EXPIRED",
            "400, bad_json,             UNEXPECTED_ANSWER,  UNEXPECTED_ANSWER,  UNEXPECTED_ANSWER",
            "409, agency_token,         WHOLE_AGENCY,       WHOLE_AGENCY,       WHOLE_AGENCY",
            "409, location_inactive,    LOCATION_INACTIVE,  LOCATION_INACTIVE,  LOCATION_INACTIVE",
            "409, grant_refused,        UNEXPECTED_ANSWER,  CODE_NOT_VALID,     SIGN_IN_EXPIRED",
            "409, account_changed,      LOGIN_ELSEWHERE,    LOGIN_ELSEWHERE,    LOGIN_ELSEWHERE",
            "409, changed_elsewhere,    UNEXPECTED_ANSWER,  UNEXPECTED_ANSWER,  UNEXPECTED_ANSWER",
            "413, too_large,            UNEXPECTED_ANSWER,  UNEXPECTED_ANSWER,  UNEXPECTED_ANSWER",
            "422, invalid_port,         UNEXPECTED_ANSWER,  UNEXPECTED_ANSWER,  UNEXPECTED_ANSWER",
            "429, too_many_requests,    TOO_MANY_REQUESTS,  TOO_MANY_REQUESTS,  TOO_MANY_REQUESTS",
            "429, upstream_busy,        TOO_MANY_REQUESTS,  TOO_MANY_REQUESTS,  TOO_MANY_REQUESTS",
            "502, upstream_failed,      SERVICE_FAULT,      SERVICE_FAULT,      SERVICE_FAULT",
            "502, upstream_timeout,     SERVICE_FAULT,      SERVICE_FAULT,      SERVICE_FAULT",
            "502, unexpected_answer,    SERVICE_FAULT,      SERVICE_FAULT,      SERVICE_FAULT",
            // The owner's secret is wrong: no reason to drop anybody's login.
            "502, client_refused,       BROKER_NEEDED,      BROKER_NEEDED,      BROKER_NEEDED",
            "503, database_unavailable, BROKER_NEEDED,      BROKER_NEEDED,      BROKER_NEEDED",
            "503, oauth_not_configured, BROKER_NEEDED,      BROKER_NEEDED,      BROKER_NEEDED",
            "500, internal_error,       BROKER_NEEDED,      BROKER_NEEDED,      BROKER_NEEDED",
            "546, '',                   BROKER_NEEDED,      BROKER_NEEDED,      BROKER_NEEDED",
            "404, not_found,            BROKER_NEEDED,      BROKER_NEEDED,      BROKER_NEEDED"})
    void everyRefusalHasItsOneCause(int status, String code, Problem initiate, Problem redeem, Problem renew) throws Exception {
        var body = json(Map.of("code", code, "message", String.join(" ", SECRETS)));
        assertRefused(Call.INITIATE, initiate, answer(status, body, "Retry-After: 17"));
        assertRefused(Call.REDEEM, redeem, answer(status, body, "Retry-After: 17"));
        var failure = assertRefused(Call.RENEW, renew, answer(status, body, "Retry-After: 17"));
        assertEquals(Duration.ofSeconds(17), failure.retryAfter());
    }

    /** What a gateway says of its own has no word of the broker's in it, and never costs a login. */
    @ParameterizedTest
    @CsvSource({"400, UNEXPECTED_ANSWER", "409, UNEXPECTED_ANSWER", "502, BROKER_NEEDED", "503, BROKER_NEEDED", "504, BROKER_NEEDED",
            "404, BROKER_NEEDED", "200, CAPTIVE_PORTAL", "511, CAPTIVE_PORTAL"})
    void aPageOfAGatewayIsNoVerdict(int status, Problem problem) throws Exception {
        for (var call : Call.values()) {
            assertRefused(call, problem, answer(status, "<html>" + String.join(" ", SECRETS) + "</html>", "Content-Type: text/html"));
        }
    }

    @Test
    void anAnswerThatBreaksOffOrIsNoneIsTheWayToTheBroker() throws Exception {
        for (var call : Call.values()) {
            assertRefused(call, Problem.BROKER_NEEDED, drop());
            assertRefused(call, Problem.BROKER_NEEDED, bytes("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{\"access_token\":\"" + TOKEN));
            assertRefused(call, Problem.BROKER_NEEDED, bytes(TOKEN + "\r\n\r\n"));
            assertRefused(call, Problem.CAPTIVE_PORTAL, answer(302, "", "Location: https://evil.example/" + TOKEN));
            assertRefused(call, Problem.UNEXPECTED_ANSWER, answer(307, "", "Location: /elsewhere"));
            assertRefused(call, Problem.UNEXPECTED_ANSWER, answer(200, "[\"" + TOKEN + "\"]"));
            assertRefused(call, Problem.UNEXPECTED_ANSWER, answer(200, "{\"access_token\":\"a\",\"access_token\":\"" + TOKEN + "\"}"));
        }
    }

    @Test
    void nothingIsMadeUpForAFieldThatIsMissingOrOfAnotherType() throws Exception {
        for (var call : Call.values()) {
            for (var field : call.good().keySet()) {
                if (field.equals("scope")) {
                    continue;
                }
                var wrongs = new ArrayList<Object>(List.of("", " ", List.of(TOKEN), Map.of("a", TOKEN), true));
                wrongs.add(null);
                wrongs.addAll(field.equals("expires_in") ? List.of("600", 0, -1, 1.5, 1e300, Long.MAX_VALUE) : List.of(7));
                for (var wrong : wrongs) {
                    assertRefused(call, Problem.UNEXPECTED_ANSWER, answer(200, json(with(call.good(), field, wrong))));
                }
                var without = new HashMap<>(call.good());
                without.remove(field);
                assertRefused(call, Problem.UNEXPECTED_ANSWER, answer(200, json(without)));
            }
        }
        assertRefused(Call.REDEEM, Problem.WHOLE_AGENCY, answer(200, json(with(GRANTED, "user_type", "Company"))));
        assertRefused(Call.REDEEM, Problem.UNEXPECTED_ANSWER, answer(200, json(with(GRANTED, "token_type", "mac"))));
    }


    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "file:///etc/passwd", "https:///x", "accounts.example/authorize", "https://a b/"})
    void aBrowserIsSentToNoSuchAddress(String address) throws Exception {
        for (var field : List.of("authorize_url", "redirect_uri")) {
            assertRefused(Call.INITIATE, Problem.UNEXPECTED_ANSWER, answer(200, json(with(BEGUN, field, address))));
        }
    }

    @Test
    void anotherLocationsTokenIsRefusedAndNothingIsStored() throws Exception {
        try (var server = new FaultServer(answer(200, json(with(GRANTED, "leadconnector_location_id", "xyz"))))) {
            var store = new InMemoryCredentialStore();
            store.save(KEY, login);
            var broker = broker(server);
            try (var keeper = new TokenKeeper(store, asked -> broker.renew(KEY, asked), clock, RandomGenerator.getDefault())) {
                clock.move(Duration.ofMinutes(2));
                var failure = assertThrows(IntegrationException.class, () -> keeper.usable(KEY, login));
                assertEquals(Problem.LOGIN_ELSEWHERE, failure.problem());
                assertEquals(1, server.requests.size(), "asking again would bring the same");
                var kept = store.load(KEY).orElseThrow();
                assertEquals(List.of("abc", TOKEN, REFRESH), List.of(kept.accountId(), kept.token(), kept.renewal().refreshToken()));
            }
        }
    }

    @Test
    void aSessionThatHasEndedIsRenewedOnceAndTheCallRepeated() throws Exception {
        try (var server = new FaultServer(answer(401, "{}"), good(Call.RENEW))) {
            assertEquals("next", broker(server).renew(KEY, login).renewal().refreshToken());
            assertEquals(List.of("session-1"), session.refused);
        }
    }

    private IntegrationException assertRefused(Call call, Problem problem, Fault fault) throws Exception {
        try (var server = new FaultServer(fault)) {
            var failure = assertThrows(IntegrationException.class, () -> call.ask(broker(server), login));
            assertEquals(problem, failure.problem(), () -> call + " " + failure.getMessage());
            var text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            SECRETS.forEach(secret -> assertFalse(text.toString().contains(secret), text::toString));
            return failure;
        }
    }

    private BrokerClient broker(FaultServer server) {
        return new BrokerClient(new BackendClient(http, server.address().resolve("/v1"), "key", session, clock), clock);
    }

    private static Fault good(Call call) {
        return answer(200, json(call.good()));
    }

    private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        var changed = new HashMap<>(body);
        changed.put(field, value);
        return changed;
    }

    private static String json(Object body) {
        return JSON.writeValueAsString(body);
    }
}
