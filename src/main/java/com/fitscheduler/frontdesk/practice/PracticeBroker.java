package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import com.fitscheduler.frontdesk.practice.PracticeServer.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The contract's calls 2 to 4: whoever signs in at LeadConnector does so through here, because the Client Secret is here. */
final class PracticeBroker {

    static final String PATH = "/integrations/leadconnector/oauth/";
    static final String CALLBACK = PATH + "callback";

    private static final Duration STATE_LIFE = Duration.ofMinutes(10);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int CALLS = 30;
    private static final int LONGEST_CODE = 4096;

    /** The message is the contract's code for it. */
    private static final class Refused extends Exception {
        private final int status;
        private final long retryAfter;

        Refused(int status, String code) {
            this(status, code, 0);
        }

        Refused(int status, String code, long retryAfter) {
            super(code);
            this.status = status;
            this.retryAfter = retryAfter;
        }
    }

    private final String locationId;
    private final InstantSource clock;
    private final Supplier<URI> authorize;
    private final Supplier<URI> relay;
    private final Supplier<Optional<URI>> direct;
    private final Function<Map<String, String>, Reply> provider;
    private final Seal seal = new Seal();
    private final Map<String, Deque<Instant>> calls = new HashMap<>();

    /**
     * @param authorize where people allow it
     * @param relay     this backend's own callback, which sends the browser on
     * @param direct    the address on the desk, if that is the registered one instead
     * @param provider  LeadConnector's token call
     */
    PracticeBroker(String locationId, InstantSource clock, Supplier<URI> authorize, Supplier<URI> relay,
            Supplier<Optional<URI>> direct, Function<Map<String, String>, Reply> provider) {
        this.locationId = locationId;
        this.clock = clock;
        this.authorize = authorize;
        this.relay = relay;
        this.direct = direct;
        this.provider = provider;
    }

    /** Calls 2 and 4, of a person who is signed in and belongs to the gym. */
    Reply answer(Request request, String user) {
        try {
            var body = (ObjectNode) request.body().orElseThrow(() -> new Refused(400, "bad_json"));
            return new Reply(200, request.path().equals(PATH + "initiate") ? initiate(body, user) : token(body, user),
                    Map.of("Cache-Control", "no-store"));
        } catch (Refused e) {
            return refusal(e);
        }
    }

    /** Call 3, from the browser. */
    Reply relay(Request request) {
        try {
            var signed = request.query().getOrDefault("state", "");
            var state = state(signed);
            if (!isRelay()) {
                throw new Refused(400, "bad_state");
            }
            var code = request.query().getOrDefault("code", "");
            var error = request.query().getOrDefault("error", "");
            var given = !code.isEmpty() && code.length() <= LONGEST_CODE && error.isEmpty();
            var said = given ? "code=" + seal.close("code " + signed, Map.of("code", code))
                    : "error=" + (error.matches("[a-z_]{1,40}") ? error : "invalid_request");
            return new Reply(302, "", Map.of("Location", "http://127.0.0.1:" + state.path("port").asInt() + CALLBACK + "?" + said
                    + "&state=" + signed, "Cache-Control", "no-store", "Referrer-Policy", "no-referrer"));
        } catch (Refused e) {
            return refusal(e);
        }
    }

    private boolean isRelay() {
        return direct.get().isEmpty();
    }

    private String redirect() {
        return direct.get().orElseGet(relay).toString();
    }

    private Map<String, Object> initiate(ObjectNode fields, String user) throws Refused {
        only(fields, Set.of("location_id", "code_challenge", "port"));
        var port = fields.path("port");
        if (!port.isInt() || port.asInt() < 1024 || port.asInt() > 65_535) {
            throw new Refused(422, "invalid_port");
        }
        var location = text(fields, "location_id", ".*");
        var challenge = text(fields, "code_challenge", "[A-Za-z0-9_-]{43}");
        if (!location.equals(locationId)) {
            throw new Refused(403, "not_a_member");
        }
        var state = seal.close("state", Map.of("user", user, "location", location, "port", port.asInt(), "challenge", challenge,
                "end", clock.instant().plus(STATE_LIFE).toString()));
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("redirect_uri", redirect());
        query.put("client_id", PracticeTokens.CLIENT_ID);
        query.put("scope", PracticeTokens.SCOPE);
        query.put("loginWindowOpenMode", "self");
        query.put("state", state);
        var address = new StringBuilder(authorize.get().toString()).append('?');
        query.forEach((name, value) -> address.append(name).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")).append('&'));
        address.setLength(address.length() - 1);
        return Map.of("authorize_url", address.toString(), "state", state, "redirect_uri", redirect(),
                "expires_in", STATE_LIFE.toSeconds());
    }

    private Map<String, Object> token(ObjectNode fields, String user) throws Refused {
        var type = text(fields, "grant_type", "authorization_code|refresh_token");
        admit(user);
        return type.equals("refresh_token") ? refreshed(fields) : exchanged(fields, user);
    }

    private Map<String, Object> exchanged(ObjectNode fields, String user) throws Refused {
        only(fields, Set.of("grant_type", "code", "state", "code_verifier"));
        var signed = text(fields, "state", ".+");
        var code = text(fields, "code", ".+");
        var verifier = text(fields, "code_verifier", "[A-Za-z0-9._~-]{43,128}");
        var state = state(signed);
        if (!state.path("user").asString("").equals(user)) {
            throw new Refused(403, "not_your_sign_in");
        }
        if (!Seal.challenge(verifier).equals(state.path("challenge").asString(""))) {
            throw new Refused(400, "bad_verifier");
        }
        var opened = isRelay() ? seal.open("code " + signed, code).orElseThrow(() -> new Refused(400, "bad_code"))
                .path("code").asString("") : code;
        return granted(asked(Map.of("grant_type", "authorization_code", "code", opened)));
    }

    private Map<String, Object> refreshed(ObjectNode fields) throws Refused {
        only(fields, Set.of("grant_type", "refresh_token", "grant"));
        var token = text(fields, "refresh_token", ".+");
        var grant = seal.open("grant", text(fields, "grant", ".+")).orElseThrow(() -> new Refused(400, "bad_grant"));
        if (!grant.path("token").asString("").equals(Seal.sha256(token))) {
            throw new Refused(400, "bad_grant");
        }
        if (!grant.path("location").asString("").equals(locationId)) {
            throw new Refused(403, "not_a_member");
        }
        var got = asked(Map.of("grant_type", "refresh_token", "refresh_token", token));
        if (!Seal.sha256(String.valueOf(got.get("locationId"))).equals(grant.path("account").asString(""))) {
            throw new Refused(409, "account_changed");
        }
        return granted(got);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> asked(Map<String, String> grant) throws Refused {
        var form = new HashMap<>(grant);
        form.putAll(Map.of("client_id", PracticeTokens.CLIENT_ID, "client_secret", PracticeTokens.CLIENT_SECRET, "user_type", "Location",
                "redirect_uri", redirect()));
        var reply = provider.apply(form);
        if (reply.status() == 429) {
            throw new Refused(429, "upstream_busy", 10);
        }
        if (reply.status() >= 500) {
            throw new Refused(502, "upstream_failed", 2);
        }
        if (reply.status() >= 400) {
            throw new Refused(409, "grant_refused");
        }
        var got = (Map<String, Object>) reply.content();
        if ("Company".equals(got.get("userType"))) {
            throw new Refused(409, "agency_token");
        }
        return got;
    }

    private Map<String, Object> granted(Map<String, Object> got) {
        var answer = new LinkedHashMap<String, Object>();
        for (var name : Set.of("access_token", "refresh_token", "token_type", "expires_in", "scope")) {
            answer.put(name, got.getOrDefault(name, ""));
        }
        var account = String.valueOf(got.get("locationId"));
        answer.put("user_type", "Location");
        answer.put("leadconnector_location_id", account);
        answer.put("grant", seal.close("grant", Map.of("location", locationId, "account", Seal.sha256(account),
                "token", Seal.sha256(String.valueOf(got.get("refresh_token"))))));
        return answer;
    }

    private JsonNode state(String signed) throws Refused {
        var state = seal.open("state", signed).orElseThrow(() -> new Refused(400, "bad_state"));
        if (!clock.instant().isBefore(Instant.parse(state.path("end").asString("")))) {
            throw new Refused(400, "state_expired");
        }
        return state;
    }

    private void admit(String user) throws Refused {
        var recent = calls.computeIfAbsent(user, _ -> new ArrayDeque<>());
        var now = clock.instant();
        while (!recent.isEmpty() && !recent.getFirst().plus(WINDOW).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= CALLS) {
            throw new Refused(429, "too_many_requests", Duration.between(now, recent.getFirst().plus(WINDOW)).toSeconds() + 1);
        }
        recent.addLast(now);
    }

    private static void only(ObjectNode fields, Set<String> known) throws Refused {
        if (!known.containsAll(fields.propertyNames())) {
            throw new Refused(422, "unknown_field");
        }
    }

    private static String text(ObjectNode fields, String name, String right) throws Refused {
        var value = fields.path(name);
        if (!value.isString() || !value.asString().matches(right)) {
            throw new Refused(422, "invalid_" + name);
        }
        return value.asString();
    }

    private static Reply refusal(Refused e) {
        var headers = new HashMap<>(Map.of("Cache-Control", "no-store"));
        if (e.retryAfter > 0) {
            headers.put("Retry-After", String.valueOf(e.retryAfter));
        }
        return new Reply(e.status, PracticeBackend.error(String.valueOf(e.getMessage())), headers);
    }
}
