package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticePush.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One integration of the gym, and what a push does to it. Desks are told apart, but never in conflict: that rule lives in
 * the real backend's database.
 */
final class PracticeRow {

    private static final class Desk {
        private String name = "";
        private long lastSeq;
        /** The connection it has a login for. */
        private @Nullable String login;
        /** The id it proposed when it was joined to the gym's connection. */
        private @Nullable String proposed;
        private @Nullable Instant attempt;
        private @Nullable String error;
        private @Nullable Instant success;
    }

    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private @Nullable String connection;
    private @Nullable String method;
    private @Nullable String account;
    private @Nullable Instant syncedAt;
    private @Nullable Long contacts;
    private @Nullable String changedBy;
    private long epoch;
    private long revision;
    private @Nullable Instant updatedAt;

    /** What becomes of it, in the contract's word. */
    String take(PracticePush push) {
        var desk = desks.computeIfAbsent(push.desk(), _ -> new Desk());
        if (push.seq() <= desk.lastSeq) {
            return push.seq() == desk.lastSeq ? "duplicate" : "stale";
        }
        desk.lastSeq = push.seq();
        desk.name = push.deskName();
        revision++;
        updatedAt = Instant.now();
        var meant = push.connection().equals(desk.proposed) ? connection : push.connection();
        var same = connection != null && connection.equals(meant);
        return switch (push.kind()) {
            case DISCONNECT -> same ? end(push) : "superseded";
            case SYNC -> same ? result(push, desk, "applied") : "superseded";
            case OAUTH_CONNECT, MANUAL_CONNECT -> same ? result(push, desk, "applied") : connect(push, desk);
        };
    }

    private String connect(PracticePush push, Desk desk) {
        if (connection != null && push.account().equals(account)) {
            desk.proposed = push.connection();
            return result(push, desk, "joined");
        }
        forget();
        connection = push.connection();
        method = push.kind() == Kind.OAUTH_CONNECT ? "oauth" : "manual";
        account = push.account();
        epoch++;
        changedBy = push.desk();
        return result(push, desk, "applied");
    }

    private String end(PracticePush push) {
        forget();
        epoch++;
        changedBy = push.desk();
        return "applied";
    }

    private void forget() {
        connection = method = account = null;
        contacts = null;
        syncedAt = null;
        for (var desk : desks.values()) {
            desk.login = desk.proposed = desk.error = null;
            desk.attempt = desk.success = null;
        }
    }

    private String result(PracticePush push, Desk desk, String outcome) {
        desk.login = connection;
        desk.attempt = push.observedAt();
        desk.error = push.error();
        if (push.error() == null) {
            desk.success = push.observedAt();
            if (syncedAt == null || !push.observedAt().isBefore(syncedAt)) {
                syncedAt = push.observedAt();
                contacts = push.contacts();
            }
        }
        return outcome;
    }

    private String status() {
        if (connection == null) {
            return epoch == 0 ? "configuring" : "disconnected";
        }
        var healthy = desks.values().stream().anyMatch(desk -> desk.login != null && desk.error == null);
        return healthy ? "connected" : "error";
    }

    /** The row as every answer carries it. */
    Map<String, @Nullable Object> json(String type) {
        var fields = new LinkedHashMap<String, @Nullable Object>(PracticeCatalogue.face(type, true));
        fields.put("status", status());
        fields.put("connection_method", method);
        fields.put("connection_id", connection);
        fields.put("account", account);
        fields.put("epoch", epoch);
        fields.put("revision", revision);
        fields.put("last_synced_at", text(syncedAt));
        fields.put("synced_data", contacts == null ? null : Map.of("contact_count", contacts));
        fields.put("updated_at", text(updatedAt));
        var by = changedBy == null ? null : desks.get(changedBy);
        fields.put("changed_by_desk", by == null || changedBy == null ? null : Map.of("id", changedBy, "name", by.name));
        var all = new ArrayList<Map<String, @Nullable Object>>();
        desks.forEach((id, desk) -> all.add(json(id, desk)));
        fields.put("desks", all);
        return fields;
    }

    private static Map<String, @Nullable Object> json(String id, Desk desk) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", id);
        fields.put("name", desk.name);
        fields.put("has_login", desk.login != null);
        fields.put("last_attempt_at", text(desk.attempt));
        fields.put("last_error_code", desk.error);
        fields.put("last_success_at", text(desk.success));
        return fields;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
