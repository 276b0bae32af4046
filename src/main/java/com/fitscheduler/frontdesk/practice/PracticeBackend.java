package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticeServer.Dropped;
import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import com.fitscheduler.frontdesk.practice.PracticeServer.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The shared backend's calls as one desk sees them, in memory. What several desks do to each other is not here: those
 * rules live in the real backend's database.
 */
final class PracticeBackend implements PracticeServer.Site {

    private static final Pattern ACTION =
            Pattern.compile("/integrations/([a-z]+)(/oauth/connect|/manual/connect|/sync)?");
    private static final Set<String> FIELDS = Set.of("desk_id", "desk_name", "op_seq", "location_id", "connection_id",
            "base_epoch", "observed_at", "sent_at", "account", "outcome", "synced_data", "error_code");

    /** One integration of the one location. */
    private static final class Row {
        private @Nullable String connection;
        private @Nullable String method;
        private @Nullable String account;
        private @Nullable String syncedAt;
        private @Nullable Long contacts;
        private @Nullable String error;
        private String status = "configuring";
        private long epoch;
        private long revision;
        private long lastSeq;
        private String desk = "";
        private String deskName = "";
    }

    private final Supplier<Scenario> scenario;
    private final String locationId;
    private final String gymName;
    private final List<String> types;
    private final Map<String, Row> rows = new HashMap<>();
    private final Set<String> sessions = new HashSet<>();
    private long revisions;

    PracticeBackend(Supplier<Scenario> scenario, String locationId, String gymName, List<String> types) {
        this.scenario = scenario;
        this.locationId = locationId;
        this.gymName = gymName;
        this.types = List.copyOf(types);
    }

    @Override
    public Reply answer(Request request) throws Dropped {
        if (scenario.get() == Scenario.OFFLINE) {
            throw new Dropped();
        }
        return answerInTurn(request);
    }

    private synchronized Reply answerInTurn(Request request) {
        if (request.path().equals("/auth/v1/token")) {
            return signIn(request);
        }
        if (!sessions.contains(request.header("Authorization").replaceFirst("^Bearer ", ""))) {
            return refused(401, "no_authorization");
        }
        if (request.tooLarge()) {
            return refused(413, "too_large");
        }
        if (request.method().equals("GET") && request.path().equals("/integrations")) {
            return Reply.of(200, Map.of("server_time", Instant.now().toString(), "locations", List.of(location())));
        }
        var action = ACTION.matcher(request.path());
        if (!action.matches() || !types.contains(action.group(1))) {
            return refused(404, "not_found");
        }
        var row = rows.computeIfAbsent(action.group(1), _ -> new Row());
        if (request.method().equals("DELETE") && action.group(2) == null) {
            return push(action.group(1), row, "disconnect", new HashMap<>(request.query()));
        }
        if (!request.method().equals("POST") || action.group(2) == null) {
            return refused(405, "method_not_allowed");
        }
        return request.body().map(body -> push(action.group(1), row, action.group(2), fields(body)))
                .orElse(refused(400, "bad_json"));
    }

    private Reply signIn(Request request) {
        if (request.body().isEmpty()) {
            return refused(400, "bad_json");
        }
        var token = "practice-session-" + UUID.randomUUID();
        sessions.add(token);
        return Reply.of(200, Map.of("access_token", token, "token_type", "bearer", "expires_in", 3600,
                "refresh_token", "practice-refresh-" + UUID.randomUUID()));
    }

    private Reply push(String type, Row row, String action, Map<String, String> fields) {
        if (!FIELDS.containsAll(fields.keySet())) {
            return refused(422, "credentials_not_accepted");
        }
        if (!locationId.equals(fields.get("location_id"))) {
            return refused(403, "not_a_member");
        }
        long seq;
        try {
            seq = Long.parseLong(fields.getOrDefault("op_seq", ""));
        } catch (NumberFormatException e) {
            return refused(422, "op_seq");
        }
        if (seq <= row.lastSeq && fields.getOrDefault("desk_id", "").equals(row.desk)) {
            return outcome(seq == row.lastSeq ? "duplicate" : "stale", type, row);
        }
        row.lastSeq = seq;
        row.desk = fields.getOrDefault("desk_id", "");
        row.deskName = fields.getOrDefault("desk_name", "");
        row.revision = ++revisions;
        return outcome(apply(row, action, fields), type, row);
    }

    private static String apply(Row row, String action, Map<String, String> fields) {
        var connection = fields.getOrDefault("connection_id", "");
        var same = connection.equals(row.connection);
        switch (action) {
            case "disconnect" -> {
                if (!same) {
                    return "superseded";
                }
                row.connection = row.method = row.account = row.syncedAt = row.error = null;
                row.contacts = null;
                row.status = "disconnected";
                row.epoch++;
            }
            case "/sync" -> {
                if (!same) {
                    return "superseded";
                }
                count(row, fields);
            }
            default -> {
                if (!same) {
                    row.epoch++;
                }
                row.connection = connection;
                row.method = action.contains("manual") ? "manual" : "oauth";
                row.account = fields.get("account");
                count(row, fields);
            }
        }
        return "applied";
    }

    private static void count(Row row, Map<String, String> fields) {
        var failed = "failed".equals(fields.get("outcome"));
        row.error = failed ? fields.get("error_code") : null;
        row.status = failed ? "error" : "connected";
        if (!failed) {
            row.syncedAt = fields.get("observed_at");
            row.contacts = Long.valueOf(fields.getOrDefault("synced_data", "0"));
        }
    }

    private Map<String, Object> location() {
        var integrations = new ArrayList<Map<String, Object>>();
        for (var type : types) {
            integrations.add(row(type, rows.getOrDefault(type, new Row())));
        }
        return Map.of("id", locationId, "name", gymName, "integrations", integrations);
    }

    private Reply outcome(String outcome, String type, Row row) {
        return Reply.of(200, Map.of("outcome", outcome, "integration", row(type, row), "server_time", Instant.now().toString()));
    }

    private static Map<String, Object> row(String type, Row row) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", type);
        fields.put("availability", "available");
        fields.put("status", row.status);
        fields.put("epoch", row.epoch);
        fields.put("revision", row.revision);
        put(fields, "connection_method", row.method);
        put(fields, "connection_id", row.connection);
        put(fields, "account", row.account);
        put(fields, "last_synced_at", row.syncedAt);
        put(fields, "synced_data", row.contacts == null ? null : Map.of("contact_count", row.contacts));
        put(fields, "changed_by_desk", row.desk.isEmpty() ? null : Map.of("id", row.desk, "name", row.deskName));
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static Map<String, String> fields(JsonNode body) {
        var fields = new HashMap<String, String>();
        for (var field : body.properties()) {
            var value = field.getKey().equals("synced_data") ? field.getValue().path("contact_count") : field.getValue();
            if (!value.isNull()) {
                fields.put(field.getKey(), value.asString());
            }
        }
        return fields;
    }

    private static Reply refused(int status, String code) {
        return Reply.of(status, Map.of("code", code, "message", code));
    }
}
