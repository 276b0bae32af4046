package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticePush.Kind;
import com.fitscheduler.frontdesk.practice.PracticePush.Wrong;
import com.fitscheduler.frontdesk.practice.PracticeServer.Dropped;
import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import com.fitscheduler.frontdesk.practice.PracticeServer.Request;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The shared backend's calls as one desk sees them, in memory, with sign-in for a person who is made up too. */
final class PracticeBackend implements PracticeServer.Site {

    private static final Pattern ACTION =
            Pattern.compile("/integrations/([a-z0-9_-]+)(/oauth/connect|/manual/connect|/sync)?");
    private static final String BEARER = "Bearer ";
    /** Whose address begins so belongs to no gym. */
    private static final String STRANGER = "stranger";

    private final Supplier<Scenario> scenario;
    private final String locationId;
    private final String gymName;
    private final List<String> types;
    private final Map<String, PracticeRow> rows = new HashMap<>();
    private final PracticeBroker broker;
    /** Each with the address of the person it belongs to. */
    private final Map<String, String> accessTokens = new HashMap<>();
    private final Map<String, String> refreshTokens = new HashMap<>();

    PracticeBackend(Supplier<Scenario> scenario, String locationId, String gymName, List<String> types, PracticeBroker broker) {
        this.broker = broker;
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
        if (request.path().equals(PracticeBroker.CALLBACK)) {
            return request.method().equals("GET") ? broker.relay(request) : refused(405, "method_not_allowed");
        }
        var authorization = request.header("Authorization");
        if (!authorization.startsWith(BEARER)) {
            return refused(401, "no_authorization");
        }
        var user = accessTokens.get(authorization.substring(BEARER.length()));
        if (user == null) {
            return refused(401, "bad_jwt");
        }
        if (user.startsWith(STRANGER)) {
            return refused(403, "not_a_member");
        }
        if (request.path().matches(PracticeBroker.PATH + "(initiate|token)")) {
            return request.method().equals("POST") ? broker.answer(request, user) : refused(405, "method_not_allowed");
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
        var integrations = Stream.<Map<String, ?>>concat(types.stream().map(type -> row(type).json(type)),
                PracticeCatalogue.comingSoon(types).stream()).toList();
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
        var user = switch (grant) {
            case "password" -> body.filter(json -> said(json, "email") && said(json, "password")).map(json -> json.path("email").asString());
            case "refresh_token" -> body.map(json -> refreshTokens.remove(json.path("refresh_token").asString("")));
            default -> Optional.<String>empty();
        };
        if (!request.method().equals("POST") || user.isEmpty()) {
            return Reply.of(400, Map.of("code", 400, "error_code", "invalid_credentials", "msg", "Invalid login credentials"));
        }
        var access = "practice-session-" + UUID.randomUUID();
        var refresh = "practice-refresh-" + UUID.randomUUID();
        accessTokens.put(access, user.get());
        refreshTokens.put(refresh, user.get());
        return Reply.of(200, Map.of("access_token", access, "token_type", "bearer", "expires_in", 3600, "refresh_token", refresh));
    }

    private static boolean said(JsonNode body, String field) {
        return !body.path(field).asString("").isBlank();
    }

    private static Reply refused(int status, String code) {
        return Reply.of(status, error(code));
    }

    static Map<String, String> error(String code) {
        return Map.of("code", code, "message", code);
    }
}
