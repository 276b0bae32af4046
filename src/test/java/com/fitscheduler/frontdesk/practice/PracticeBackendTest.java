package com.fitscheduler.frontdesk.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PracticeBackendTest {

    private static final String ONE = "00000000-0000-4000-8000-000000000001";
    private static final String TWO = "00000000-0000-4000-8000-000000000002";
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");

    private PracticeServices services;
    private String token;

    @BeforeEach
    void start() throws Exception {
        services = new PracticeServices("gym", List.of("leadconnector", "made-up_2"));
        token = signIn("password", Map.of("email", "a@b.example", "password", "x")).path("access_token").asString();
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void listsTheOneGymAndItsIntegrations() throws Exception {
        var answer = Asking.json(call("GET", "/integrations?location_id=gym", ""));
        var gym = answer.path("locations").path(0);
        Instant.parse(answer.path("server_time").asString());
        assertEquals("Riverside Gym", gym.path("name").asString());
        assertEquals("leadconnector", gym.path("integrations").path(0).path("type").asString());
        assertEquals("configuring", gym.path("integrations").path(0).path("status").asString());
        assertEquals(0, gym.path("integrations").path(1).path("epoch").asInt());
        assertEquals(2 + 4, gym.path("integrations").size());
        assertEquals(1, Asking.json(call("GET", "/integrations", "")).path("locations").size());
    }

    @Test
    void connectSyncAndDisconnectMoveTheRow() throws Exception {
        var connected = push("leadconnector/manual/connect", 1, ONE, synced("a", 1284));
        assertEquals("applied", connected.path("outcome").asString());
        row(connected, "connected", ONE, 1, 1284);
        assertEquals("manual", connected.path("integration").path("connection_method").asString());
        var synced = push("leadconnector/sync", 2, ONE, synced("", 1288));
        row(synced, "connected", ONE, 1, 1288);
        assertEquals(1, synced.path("integration").path("desks").size());
        var failed = push("leadconnector/sync", 3, ONE, Map.of("outcome", "failed", "error_code", "E22"));
        row(failed, "error", ONE, 1, 1288);
        var ended = Asking.json(delete(4, ONE));
        assertEquals("applied", ended.path("outcome").asString());
        row(ended, "disconnected", "", 2, 0);
    }

    @Test
    void aRepeatIsADuplicateAndALateOneStaleAndNeitherChangesAnything() throws Exception {
        push("leadconnector/oauth/connect", 5, ONE, synced("a", 1));
        assertEquals("duplicate", push("leadconnector/oauth/connect", 5, TWO, synced("b", 2)).path("outcome").asString());
        var stale = push("leadconnector/sync", 4, ONE, synced("", 3));
        assertEquals("stale", stale.path("outcome").asString());
        row(stale, "connected", ONE, 1, 1);
    }

    @Test
    void theSameAccountIsJoinedUnderTheGymsId() throws Exception {
        push("leadconnector/manual/connect", 1, ONE, synced("a", 1));
        var joined = push("leadconnector/manual/connect", 2, TWO, synced("a", 2));
        assertEquals("joined", joined.path("outcome").asString());
        row(joined, "connected", ONE, 1, 2);
        assertEquals("applied", push("leadconnector/sync", 3, TWO, synced("", 3)).path("outcome").asString());
        row(Asking.json(delete(4, TWO)), "disconnected", "", 2, 0);
    }

    @Test
    void anotherAccountReplacesAndWhatBelongsToNoConnectionIsSuperseded() throws Exception {
        push("leadconnector/manual/connect", 1, ONE, synced("a", 1));
        row(push("leadconnector/manual/connect", 2, TWO, synced("b", 2)), "connected", TWO, 2, 2);
        assertEquals("superseded", push("leadconnector/sync", 3, ONE, synced("", 9)).path("outcome").asString());
        assertEquals("superseded", Asking.json(delete(4, ONE)).path("outcome").asString());
        row(push("leadconnector/manual/connect", 5, TWO, synced("b", 7)), "connected", TWO, 2, 7);
    }

    @Test
    void integrationsDoNotMeet() throws Exception {
        push("made-up_2/manual/connect", 1, ONE, synced("a", 5));
        row(push("leadconnector/manual/connect", 1, TWO, synced("a", 6)), "connected", TWO, 1, 6);
    }

    @ParameterizedTest
    @CsvSource({"leadconnector_token,x,credentials_not_accepted", "desk_name,pit-01234567-x,credentials_not_accepted",
            "desk_name,eyJhbGciOiJSUzI1NiJ9,credentials_not_accepted", "note,x,unknown_field", "op_seq,x,invalid_op_seq",
            "desk_id,x,invalid_desk_id", "connection_id,x,invalid_connection_id", "base_epoch,-,invalid_base_epoch",
            "observed_at,yesterday,invalid_observed_at", "sent_at,x,invalid_sent_at", "desk_name,' ',invalid_desk_name",
            "account,abc,invalid_account", "outcome,odd,invalid_outcome", "synced_data,x,invalid_contact_count"})
    void whatIsNotInTheContractIsRefused(String field, String value, String code) throws Exception {
        var body = fields(1, ONE, synced("a", 1));
        body.put(field, value);
        var answer = call("POST", "/integrations/leadconnector/manual/connect", body);
        assertEquals(422, answer.statusCode());
        assertEquals(code, Asking.json(answer).path("code").asString());
    }

    @Test
    void strangersAndOversizeAndNonsenseAreTurnedAway() throws Exception {
        var uri = services.backend().resolve("/integrations");
        assertEquals("no_authorization", Asking.json(Asking.ask("GET", uri, Map.of(), "")).path("code").asString());
        assertEquals("no_authorization", Asking.json(Asking.ask("GET", uri, Map.of("Authorization", token), "")).path("code").asString());
        assertEquals("bad_jwt", Asking.json(Asking.ask("GET", uri, Map.of("Authorization", "Bearer x"), "")).path("code").asString());
        assertEquals(403, call("GET", "/integrations?location_id=other", "").statusCode());
        var elsewhere = fields(1, ONE, synced("a", 1));
        elsewhere.put("location_id", "other");
        assertEquals(403, call("POST", "/integrations/leadconnector/manual/connect", elsewhere).statusCode());
        assertEquals(413, call("POST", "/integrations/leadconnector/sync", "x".repeat(16 * 1024 + 1)).statusCode());
        assertEquals(400, call("POST", "/integrations/leadconnector/sync", "{").statusCode());
        assertEquals(422, call("POST", "/integrations/unheard/sync", fields(1, ONE, synced("", 1))).statusCode());
        assertEquals(405, call("DELETE", "/integrations/leadconnector/sync", "").statusCode());
        assertEquals(404, call("GET", "/nowhere", "").statusCode());
    }

    @Test
    void aRefreshTokenIsGoodOnce() throws Exception {
        var first = signIn("password", Map.of("email", "a@b.example", "password", "x"));
        var refresh = Map.of("refresh_token", first.path("refresh_token").asString());
        token = signIn("refresh_token", refresh).path("access_token").asString();
        assertEquals(200, call("GET", "/integrations", "").statusCode());
        assertEquals(400, signInAnswer("refresh_token", refresh).statusCode());
        assertEquals(400, signInAnswer("password", Map.of("email", "a@b.example")).statusCode());
        assertEquals(400, signInAnswer("other", Map.of()).statusCode());
    }

    @Test
    void isDeadWhileThereIsNoNetwork() throws Exception {
        services.play(Scenario.OFFLINE);
        assertThrows(IOException.class, () -> call("GET", "/integrations", ""));
        services.play(Scenario.BROKEN);
        assertEquals(200, call("GET", "/integrations", "").statusCode(), "LeadConnector's troubles are not the backend's");
    }

    private HttpResponse<String> call(String method, String path, Object body) throws IOException, InterruptedException {
        return Asking.ask(method, services.backend().resolve(path), Map.of("Authorization", "Bearer " + token), body);
    }

    private JsonNode push(String path, long seq, String connection, Map<String, Object> more) throws Exception {
        var answer = call("POST", "/integrations/" + path, fields(seq, connection, more));
        assertEquals(200, answer.statusCode(), answer.body());
        return Asking.json(answer);
    }

    private HttpResponse<String> delete(long seq, String connection) throws Exception {
        var query = fields(seq, connection, Map.of()).entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return call("DELETE", "/integrations/leadconnector?" + query, "");
    }

    private static Map<String, Object> fields(long seq, String connection, Map<String, Object> more) {
        var fields = new HashMap<String, Object>(more);
        fields.putAll(Map.of("desk_id", TWO, "desk_name", "Front desk 2", "op_seq", seq, "location_id", "gym",
                "connection_id", connection, "base_epoch", 0, "observed_at", NOON.plusSeconds(seq).toString(),
                "sent_at", NOON.plusSeconds(seq).toString()));
        return fields;
    }

    private static Map<String, Object> synced(String account, long contacts) {
        var fields = new HashMap<String, Object>();
        if (!account.isEmpty()) {
            fields.put("account", account.repeat(64));
        }
        fields.put("outcome", "synced");
        fields.put("synced_data", Map.of("contact_count", contacts));
        fields.put("error_code", null);
        return fields;
    }

    private static void row(JsonNode answer, String status, String connection, long epoch, long contacts) {
        var row = answer.path("integration");
        assertEquals(status, row.path("status").asString());
        assertEquals(connection, row.path("connection_id").asString(""));
        assertEquals(epoch, row.path("epoch").asLong());
        assertEquals(contacts, row.path("synced_data").path("contact_count").asLong(0));
    }

    private HttpResponse<String> signInAnswer(String grant, Map<String, ?> body) throws IOException, InterruptedException {
        return Asking.ask("POST", services.backend().resolve("/auth/v1/token?grant_type=" + grant), Map.of(), body);
    }

    private JsonNode signIn(String grant, Map<String, ?> body) throws IOException, InterruptedException {
        var answer = signInAnswer(grant, body);
        assertTrue(answer.statusCode() == 200, answer.body());
        return Asking.json(answer);
    }
}
