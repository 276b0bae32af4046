package com.fitscheduler.frontdesk.contract;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Says to a backend, in plain HTTP, what a desk would, or what it never should.
 *
 * @param backend the calls' paths come behind it
 * @param token   of the person at the desk
 */
public record Desk(URI backend, String token, String gym, String id, String name) {

    /** No contact count. */
    public static final long NONE = -1;

    // HTTP/1.1: towards plain http the JDK would ask for an upgrade, which Deno answers with 400.
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Desk at(URI backend, String token, String gym, String name) {
        return new Desk(backend, token, gym, UUID.randomUUID().toString(), name);
    }

    /** Another desk of the same gym and person. */
    public Desk another(String otherName) {
        return at(backend, token, gym, otherName);
    }

    /** This desk with somebody else at it, or elsewhere. */
    public Desk with(String otherToken, String otherGym) {
        return new Desk(backend, otherToken, otherGym, id, name);
    }

    public static String connection() {
        return UUID.randomUUID().toString();
    }

    public Answer list() throws IOException, InterruptedException {
        return call("GET", "/integrations?location_id=" + gym, "");
    }

    /** What {@link #list} says of LeadConnector, in the shape of a push's answer. */
    public Answer row() throws IOException, InterruptedException {
        var all = list().is(200);
        var row = all.body().path("locations").path(0).path("integrations").path(0);
        return new Answer(all.status(), JSON.createObjectNode().set("integration", row), all.headers());
    }

    /** @param account one hexadecimal digit stands for all 64 */
    public Answer connect(long seq, String connection, long baseEpoch, String account, long contacts)
            throws IOException, InterruptedException {
        return post("manual/connect", connecting(seq, connection, baseEpoch, account, contacts));
    }

    public Answer sync(long seq, String connection, long contacts) throws IOException, InterruptedException {
        return post("sync", syncing(seq, connection, contacts));
    }

    public Answer failed(long seq, String connection, String code) throws IOException, InterruptedException {
        var fields = fields(seq, connection, 0);
        fields.putAll(Map.of("outcome", "failed", "error_code", code));
        return post("sync", fields);
    }

    public Answer disconnect(long seq, String connection) throws IOException, InterruptedException {
        return delete(fields(seq, connection, 0));
    }

    public Map<String, Object> connecting(long seq, String connection, long baseEpoch, String account, long contacts) {
        var fields = fields(seq, connection, baseEpoch);
        fields.put("account", account.repeat(64));
        return counted(fields, contacts);
    }

    public Map<String, Object> syncing(long seq, String connection, long contacts) {
        return counted(fields(seq, connection, 0), contacts);
    }

    /** What every push has. */
    public Map<String, Object> fields(long seq, String connection, long baseEpoch) {
        var now = Instant.now().toString();
        return new HashMap<>(Map.of("desk_id", id, "desk_name", name, "op_seq", seq, "location_id", gym,
                "connection_id", connection, "base_epoch", baseEpoch, "observed_at", now, "sent_at", now));
    }

    private static Map<String, Object> counted(Map<String, Object> fields, long contacts) {
        fields.put("outcome", "synced");
        fields.put("synced_data", Map.of("contact_count", contacts));
        fields.put("error_code", null);
        return fields;
    }

    /** @param path behind the integration's own */
    public Answer post(String path, Object body) throws IOException, InterruptedException {
        return call("POST", "/integrations/leadconnector/" + path, body);
    }

    public Answer delete(Map<String, Object> fields) throws IOException, InterruptedException {
        var query = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(String.valueOf(field.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return call("DELETE", "/integrations/leadconnector?" + query, "");
    }

    /** @param body a text is sent as it is, anything else as JSON; "" for none */
    public Answer call(String method, String path, Object body) throws IOException, InterruptedException {
        return send(method, URI.create(backend + path), Map.of("Authorization", "Bearer " + token), body);
    }

    /** The same for whoever. */
    public static Answer send(String method, URI uri, Map<String, String> headers, Object body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), json(answer.body()), answer.headers());
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            // No JSON: what a test expects of it will say so.
            return MissingNode.getInstance();
        }
    }
}
