package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticePush.Kind;
import com.fitscheduler.frontdesk.practice.PracticePush.Wrong;
import com.fitscheduler.frontdesk.practice.PracticeServer.Dropped;
import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import com.fitscheduler.frontdesk.practice.PracticeServer.Request;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The shared backend's calls as one desk sees them, in memory, with sign-in for a person who is made up too. */
final class PracticeBackend implements PracticeServer.Site {

    private static final Pattern ACTION =
            Pattern.compile("/integrations/([a-z0-9_-]+)(/oauth/connect|/manual/connect|/sync)?");
    private static final String BEARER = "Bearer ";

    private final Supplier<Scenario> scenario;
    private final String locationId;
    private final String gymName;
    private final List<String> types;
    private final Map<String, PracticeRow> rows = new HashMap<>();
    private final Set<String> accessTokens = new HashSet<>();
    private final Set<String> refreshTokens = new HashSet<>();

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
        return inTurn(request);
    }

    private synchronized Reply inTurn(Request request) {
        if (request.tooLarge()) {
            return refused(413, "too_large");
        }
        if (request.path().equals("/auth/v1/token")) {
            return signIn(request);
        }
        var authorization = request.header("Authorization");
        if (!authorization.startsWith(BEARER)) {
            return refused(401, "no_authorization");
        }
        if (!accessTokens.contains(authorization.substring(BEARER.length()))) {
            return refused(401, "bad_jwt");
        }
        if (request.path().equals("/integrations")) {
            return request.method().equals("GET") ? list(request) : refused(405, "method_not_allowed");
        }
        var action = ACTION.matcher(request.path());
        return action.matches() ? push(request, action.group(1), action.group(2)) : refused(404, "not_found");
    }

    private Reply list(Request request) {
        if (!request.query().getOrDefault("location_id", locationId).equals(locationId)) {
            return refused(403, "not_a_member");
        }
        var integrations = types.stream().map(type -> row(type).json(type)).toList();
        var location = Map.of("id", locationId, "name", gymName, "integrations", integrations);
        return Reply.of(200, Map.of("server_time", Instant.now().toString(), "locations", List.of(location)));
    }

    private Reply push(Request request, String type, String action) {
        var kind = switch (action) {
            case "/oauth/connect" -> Kind.OAUTH_CONNECT;
            case "/manual/connect" -> Kind.MANUAL_CONNECT;
            case "/sync" -> Kind.SYNC;
            case null, default -> Kind.DISCONNECT;
        };
        if (!request.method().equals(kind == Kind.DISCONNECT ? "DELETE" : "POST")) {
            return refused(405, "method_not_allowed");
        }
        if (!types.contains(type)) {
            return refused(422, "unknown_integration");
        }
        if (kind == Kind.DISCONNECT) {
            return push(type, kind, PracticePush.fields(request.query()));
        }
        return request.body().map(body -> push(type, kind, body)).orElseGet(() -> refused(400, "bad_json"));
    }

    private Reply push(String type, Kind kind, JsonNode fields) {
        try {
            var push = PracticePush.of(kind, fields);
            if (!fields.path("location_id").asString("").equals(locationId)) {
                return refused(403, "not_a_member");
            }
            var outcome = row(type).take(push);
            return Reply.of(200, Map.of("outcome", outcome, "integration", row(type).json(type),
                    "server_time", Instant.now().toString()));
        } catch (Wrong e) {
            return refused(422, String.valueOf(e.getMessage()));
        }
    }

    private PracticeRow row(String type) {
        return rows.computeIfAbsent(type, _ -> new PracticeRow());
    }

    /** Any e-mail address and password will do: nobody is asked to invent an account for practice. */
    private Reply signIn(Request request) {
        var grant = request.query().getOrDefault("grant_type", "");
        var body = request.body();
        var good = switch (grant) {
            case "password" -> body.map(json -> said(json, "email") && said(json, "password")).orElse(false);
            case "refresh_token" -> body.map(json -> refreshTokens.remove(json.path("refresh_token").asString(""))).orElse(false);
            default -> false;
        };
        if (!request.method().equals("POST") || !good) {
            return Reply.of(400, Map.of("code", 400, "error_code", "invalid_credentials", "msg", "Invalid login credentials"));
        }
        var access = "practice-session-" + UUID.randomUUID();
        var refresh = "practice-refresh-" + UUID.randomUUID();
        accessTokens.add(access);
        refreshTokens.add(refresh);
        return Reply.of(200, Map.of("access_token", access, "token_type", "bearer", "expires_in", 3600, "refresh_token", refresh));
    }

    private static boolean said(JsonNode body, String field) {
        return !body.path(field).asString("").isBlank();
    }

    private static Reply refused(int status, String code) {
        return Reply.of(status, Map.of("code", code, "message", code));
    }
}
