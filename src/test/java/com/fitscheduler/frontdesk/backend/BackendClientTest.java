package com.fitscheduler.frontdesk.backend;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.backend.Pushed.Outcome;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.PendingChange;
import com.fitscheduler.frontdesk.integration.PendingChange.Connect;
import com.fitscheduler.frontdesk.integration.PendingChange.CountFailed;
import com.fitscheduler.frontdesk.integration.PendingChange.Counted;
import com.fitscheduler.frontdesk.integration.PendingChange.Disconnect;
import com.fitscheduler.frontdesk.integration.PendingChange.Stamp;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeSession;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class BackendClientTest {

    private static final CardKey KEY = new CardKey("gym 1", "made-up");
    private static final UUID CONNECTION = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID DESK = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final Stamp STAMP = new Stamp(41, CONNECTION, 2, Instant.parse("2026-05-03T15:00:00Z"));
    private static final String ROW = "{\"type\":\"made-up\",\"epoch\":3,\"connection_id\":\"" + CONNECTION + "\"}";
    private static final String COMMON = "\"desk_id\":\"" + DESK + "\",\"desk_name\":\"Front desk 2\",\"op_seq\":41,"
            + "\"location_id\":\"gym 1\",\"connection_id\":\"" + CONNECTION + "\",\"base_epoch\":2,"
            + "\"observed_at\":\"2026-05-03T15:00:00Z\",\"sent_at\":\"2026-05-03T15:05:00Z\"";

    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false, new FakeClock("2026-05-03T15:05:00Z", "UTC"));
    private final FakeSession session = new FakeSession();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void eachKindOfChangeIsTheCallThatTheContractSays() throws Exception {
        sends(new Connect(STAMP, Method.MANUAL, "ab", 1284), "/integrations/made-up/manual/connect",
                ",\"account\":\"ab\",\"outcome\":\"synced\",\"synced_data\":{\"contact_count\":1284}");
        sends(new Connect(STAMP, Method.OAUTH, "ab", 1), "/integrations/made-up/oauth/connect",
                ",\"account\":\"ab\",\"outcome\":\"synced\",\"synced_data\":{\"contact_count\":1}");
        sends(new Counted(STAMP, 7), "/integrations/made-up/sync", ",\"outcome\":\"synced\",\"synced_data\":{\"contact_count\":7}");
        sends(new CountFailed(STAMP, Problem.OFFLINE), "/integrations/made-up/sync", ",\"outcome\":\"failed\",\"error_code\":\"E01\"");
    }

    @Test
    void aDisconnectCarriesItsFieldsInTheQuery() throws Exception {
        try (var server = new FaultServer(answer(200, "{\"outcome\":\"applied\",\"integration\":" + ROW + "}"))) {
            push(client(server.address()), new Disconnect(STAMP));
            assertTrue(server.arrived().startsWith("DELETE /integrations/made-up?desk_id=" + DESK + "&desk_name=Front+desk+2"
                    + "&op_seq=41&location_id=gym+1&connection_id=" + CONNECTION + "&base_epoch=2&observed_at="
                    + "2026-05-03T15%3A00%3A00Z&sent_at=2026-05-03T15%3A05%3A00Z HTTP/1.1\r\n"), server.requests.getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/functions/v1", "/functions/v1/"})
    void thePathOfTheConfiguredAddressIsKept(String path) throws Exception {
        try (var server = new FaultServer(answer(200, "{\"locations\":[]}"))) {
            client(server.address().resolve(path)).pull("gym 1", DESK);
            assertTrue(server.arrived().startsWith("GET /functions/v1/integrations?location_id=gym+1 HTTP/1.1\r\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({"applied,TAKEN", "duplicate,TAKEN", "superseded,TAKEN", "joined,JOINED", "stale,STALE", "news,TAKEN"})
    void outcomesAreUnderstood(String said, Outcome understood) throws Exception {
        try (var server = new FaultServer(answer(200, "{\"outcome\":\"" + said + "\",\"integration\":" + ROW + "}"))) {
            assertEquals(new Pushed(understood, new SharedRow(CONNECTION, 3)), push(client(server.address()), new Counted(STAMP, 1)));
        }
    }

    /** The answer that said so was lost; the repeat, or the next change, is answered with another word. */
    @ParameterizedTest
    @CsvSource({"duplicate,true,JOINED", "applied,true,JOINED", "duplicate,false,TAKEN", "stale,true,STALE"})
    void aConnectIsJoinedWhereTheGymHasOurLoginUnderAnotherId(String said, boolean hasLogin, Outcome understood) throws Exception {
        var row = ROW.replace(CONNECTION.toString(), DESK.toString()).replace("}", ",\"desks\":[{\"id\":\"x\",\"has_login\":true},{\"id\":\""
                + DESK + "\",\"has_login\":" + hasLogin + "}]}");
        try (var server = new FaultServer(answer(200, "{\"outcome\":\"" + said + "\",\"integration\":" + row + "}"))) {
            assertEquals(understood, push(client(server.address()), new Connect(STAMP, Method.MANUAL, "ab", 1)).outcome());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{}", "{\"integration\":{}}", "{\"integration\":{\"epoch\":\"3\"}}",
            "{\"integration\":{\"epoch\":3,\"connection_id\":\"x\"}}", "{\"integration\":{\"epoch\":99999999999999999999}}",
            "{\"integration\":{\"epoch\":3.5}}", "{\"integration\":7}"})
    void anAnswerWithoutARowIsNoAcknowledgement(String body) throws Exception {
        try (var server = new FaultServer(answer(200, body))) {
            var client = client(server.address());
            var failure = assertThrows(IntegrationException.class, () -> push(client, new Counted(STAMP, 1)));
            assertEquals(Problem.UNEXPECTED_ANSWER, failure.problem());
        }
    }

    @Test
    void theNewsAreThisGymsRows() throws Exception {
        var body = "{\"server_time\":\"x\",\"locations\":[{\"id\":\"gym 1\",\"integrations\":[" + ROW
                + ",{\"type\":\"hubspot\",\"availability\":\"coming_soon\"},{\"type\":\"z\",\"epoch\":2,\"connection_id\":null}]},"
                + "{\"id\":\"other\",\"integrations\":[" + ROW + "]},{\"id\":{},\"integrations\":[{\"type\":[],\"epoch\":1}]}]}";
        try (var server = new FaultServer(answer(200, body))) {
            assertEquals(Map.of(KEY, new SharedRow(CONNECTION, 3), new CardKey("gym 1", "z"), new SharedRow(null, 2)),
                    client(server.address()).pull("gym 1", DESK));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"locations\":{}}", "{\"status\":\"welcome to our Wi-Fi\"}"})
    void newsOfAnUnknownShapeAreNoProofOfTheBackend(String body) throws Exception {
        try (var server = new FaultServer(answer(200, body))) {
            var client = client(server.address());
            assertEquals(Problem.UNEXPECTED_ANSWER,
                    assertThrows(IntegrationException.class, () -> client.pull("gym 1", DESK)).problem());
        }
    }

    @Test
    void aRefusedSessionIsRenewedOnceAndTheCallRepeatedOnce() throws Exception {
        try (var server = new FaultServer(answer(401, "{}"), answer(200, "{\"locations\":[]}"), answer(401, ""))) {
            var client = client(server.address());
            assertEquals(Map.of(), client.pull("gym 1", DESK));
            assertTrue(server.requests.get(0).contains("Authorization: Bearer session-1\r\n"));
            assertTrue(server.requests.get(1).contains("Authorization: Bearer session-2\r\n"));
            assertEquals(Refused.Course.SIGN_IN, assertThrows(Refused.class, () -> client.pull("gym 1", DESK)).course());
            assertEquals(4, server.requests.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"400,PARK", "403,PARK", "409,PARK", "413,PARK", "422,PARK", "429,WAIT", "404,RETRY", "500,RETRY", "502,RETRY",
            "546,RETRY", "302,RETRY", "408,RETRY"})
    void theStatusDecides(int status, Refused.Course course) throws Exception {
        try (var server = new FaultServer(answer(status, "{\"code\":\"secret\"}"))) {
            var client = client(server.address());
            var refused = assertThrows(Refused.class, () -> push(client, new Counted(STAMP, 1)));
            assertEquals(course, refused.course());
            assertEquals(Duration.ZERO, refused.retryAfter());
            assertEquals("the backend answered " + status, refused.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"30,30", "0,0", "999999999,3600", "99999999999999,0", "-5,0", "soon,0", "'Sun, 3 May 2026 15:06:00 GMT',60",
            "'Sun, 3 May 2026 14:00:00 GMT',0", "'Sun, 3 May 2037 15:06:00 GMT',3600"})
    void aRetryAfterIsKeptWithinReason(String header, long seconds) throws Exception {
        try (var server = new FaultServer(answer(503, "", "Retry-After: " + header))) {
            var client = client(server.address());
            var refused = assertThrows(Refused.class, () -> push(client, new Counted(STAMP, 1)));
            assertEquals(Refused.Course.WAIT, refused.course());
            assertEquals(Duration.ofSeconds(seconds), refused.retryAfter());
        }
    }

    private void sends(PendingChange change, String path, String result) throws Exception {
        try (var server = new FaultServer(answer(200, "{\"outcome\":\"applied\",\"integration\":" + ROW + "}"))) {
            assertEquals(Outcome.TAKEN, push(client(server.address()), change).outcome());
            var request = server.arrived();
            assertTrue(request.startsWith("POST " + path + " HTTP/1.1\r\n"), request);
            assertTrue(request.contains("Authorization: Bearer session-1\r\n"), request);
            var body = request.substring(request.indexOf("\r\n\r\n") + 4);
            var json = JsonMapper.builder().build();
            assertEquals(json.readTree("{" + COMMON + result + "}"), json.readTree(body));
        }
    }

    private Pushed push(BackendClient client, PendingChange change) throws Exception {
        return client.push(KEY, DESK, "Front desk 2", change);
    }

    private BackendClient client(URI address) {
        return new BackendClient(http, address, "key", session, new FakeClock("2026-05-03T15:05:00Z", "UTC"));
    }
}
