package com.fitscheduler.frontdesk.testsupport;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Signs people in as Supabase Auth does: password and refresh grant, refresh tokens that are good once, sign-out. The
 * parent of the newest refresh token is forgiven (a lost answer); any other that was used ends the session.
 */
public final class FakeAuth {

    /** What the {@code apikey} header must begin with: a project can have several keys. */
    public static final String PUBLISHABLE_KEY = "sb_publishable_made_up_for_tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final class Session {
        private final UUID user;
        private String newest = "";
        private String parent = "";
        private boolean over;

        private Session(UUID user) {
            this.user = user;
        }
    }

    private record Account(UUID id, String password) {}

    /** How often a person signed in by password. */
    public final AtomicInteger signIns = new AtomicInteger();
    /** How often a session was renewed. */
    public final AtomicInteger renewals = new AtomicInteger();
    private final UserTokens tokens;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Session> byRefreshToken = new HashMap<>();
    private final Map<String, Session> byAccessToken = new HashMap<>();
    private Duration life = Duration.ofHours(1);

    FakeAuth(UserTokens tokens) {
        this.tokens = tokens;
    }

    synchronized void add(UUID id, String email, String password) {
        accounts.put(email, new Account(id, password));
    }

    /** How long access tokens are good from now on. */
    public synchronized void life(Duration next) {
        life = next;
    }

    /** Ends every session, as an administrator can: the next renewal is refused. Access tokens that are out stay good. */
    public synchronized void endSessions() {
        byRefreshToken.values().forEach(session -> session.over = true);
    }

    synchronized void answer(HttpExchange exchange, String path, byte[] body) throws IOException {
        var query = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (!String.valueOf(exchange.getRequestHeaders().getFirst("apikey")).startsWith(PUBLISHABLE_KEY)) {
            send(exchange, 401, Map.of("message", "No API key found in request"));
        } else if (!exchange.getRequestMethod().equals("POST")) {
            refuse(exchange, 405, "method_not_allowed");
        } else if (path.equals("/auth/v1/token") && query.contains("grant_type=password")) {
            password(exchange, json(body));
        } else if (path.equals("/auth/v1/token") && query.contains("grant_type=refresh_token")) {
            refresh(exchange, json(body).path("refresh_token").asString(""));
        } else if (path.equals("/auth/v1/logout")) {
            signOut(exchange);
        } else {
            refuse(exchange, 400, "validation_failed");
        }
    }

    private void password(HttpExchange exchange, JsonNode body) throws IOException {
        var account = accounts.get(body.path("email").asString(""));
        if (account == null || !account.password().equals(body.path("password").asString(""))) {
            refuse(exchange, 400, "invalid_credentials");
            return;
        }
        signIns.incrementAndGet();
        give(exchange, new Session(account.id()), true);
    }

    private void refresh(HttpExchange exchange, String token) throws IOException {
        var session = byRefreshToken.get(token);
        if (session == null || session.over) {
            refuse(exchange, 400, session == null ? "refresh_token_not_found" : "session_expired");
            return;
        }
        if (!token.equals(session.newest) && !token.equals(session.parent)) {
            session.over = true;
            refuse(exchange, 400, "refresh_token_already_used");
            return;
        }
        renewals.incrementAndGet();
        give(exchange, session, token.equals(session.newest));
    }

    private void give(HttpExchange exchange, Session session, boolean next) throws IOException {
        if (next) {
            session.parent = session.newest;
            session.newest = "refresh-" + UUID.randomUUID();
            byRefreshToken.put(session.newest, session);
        }
        var access = tokens.of(session.user, life);
        byAccessToken.put(access, session);
        send(exchange, 200, Map.of("access_token", access, "token_type", "bearer", "expires_in", life.toSeconds(),
                "expires_at", System.currentTimeMillis() / 1000 + life.toSeconds(), "refresh_token", session.newest,
                "user", Map.of("id", session.user.toString())));
    }

    private void signOut(HttpExchange exchange) throws IOException {
        var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        var session = byAccessToken.get(authorization.replaceFirst("^Bearer ", ""));
        if (session == null) {
            refuse(exchange, 403, "bad_jwt");
            return;
        }
        session.over = true;
        exchange.sendResponseHeaders(204, -1);
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        var named = "2024-01-01".equals(exchange.getRequestHeaders().getFirst("X-Supabase-Api-Version"));
        exchange.getResponseHeaders().set("x-sb-error-code", code);
        send(exchange, status, named ? Map.of("code", code, "message", code)
                : Map.of("code", status, "error_code", code, "msg", code));
    }

    private static void send(HttpExchange exchange, int status, Object content) throws IOException {
        var bytes = JSON.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            // Refused as a body that says nothing.
            return MissingNode.getInstance();
        }
    }
}
