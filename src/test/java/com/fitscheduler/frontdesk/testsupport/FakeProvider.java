package com.fitscheduler.frontdesk.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * LeadConnector as the token broker sees it: codes that are good once, refresh tokens that rotate and are answered with the
 * same pair for half a minute, and whatever else a test tells it to say.
 */
public final class FakeProvider implements AutoCloseable {

    public static final String CLIENT_ID = "made-up-client";
    public static final String CLIENT_SECRET = "made-up-client-secret-5309";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SAME_PAIR = Duration.ofSeconds(30);

    /** @param content JSON, or a text that goes out as it is */
    public record Reply(int status, Object content, Map<String, String> headers) {}

    private record Spent(Instant at, Map<String, Object> pair) {}

    /** What was asked, field by field, with the path and the headers that matter under names in capitals. */
    public final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, String> refreshTokens = new HashMap<>();
    private final Map<String, Spent> spent = new HashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Duration ahead = Duration.ZERO;
    private volatile Reply instead;

    public FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What a function needs to find it. @param redirect the registered address */
    public Map<String, String> secrets(String redirect) {
        return Map.of("LEADCONNECTOR_CLIENT_ID", CLIENT_ID, "LEADCONNECTOR_CLIENT_SECRET", CLIENT_SECRET,
                "LEADCONNECTOR_REDIRECT_URI", redirect, "LEADCONNECTOR_SCOPES", "contacts.readonly locations.readonly",
                "LEADCONNECTOR_AUTHORIZE_URL", address() + "/v2/oauth/chooselocation?version_id=v1",
                "LEADCONNECTOR_TOKEN_URL", address() + "/oauth/token");
    }

    /** Where the browser goes after a decision. @param account a location's id; "agency", or "agency ID" for one location of it; "" declines */
    public synchronized URI decided(URI authorize, String account) {
        var fields = form(authorize.getRawQuery());
        var code = UUID.randomUUID().toString();
        codes.put(code, account);
        var said = account.isEmpty() ? "error=access_denied" : "code=" + code;
        return URI.create(fields.get("redirect_uri") + "?" + said + "&state="
                + URLEncoder.encode(fields.get("state"), StandardCharsets.UTF_8));
    }

    /** Says this to everything from now on; null for the truth. */
    public void say(Reply next) {
        instead = next;
    }

    public synchronized void later(Duration time) {
        ahead = ahead.plus(time);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var fields = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var headers = exchange.getRequestHeaders();
            fields.put("PATH", exchange.getRequestURI().getPath());
            fields.put("AUTHORIZATION", String.valueOf(headers.getFirst("Authorization")));
            fields.put("TYPE", String.valueOf(headers.getFirst("Content-Type")));
            fields.put("VERSION", String.valueOf(headers.getFirst("Version")));
            asked.add(fields);
            var reply = instead == null ? answer(fields) : instead;
            if (reply.status() == 0) {
                // Nothing comes; the client's leaving ends it.
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    Thread.sleep(200);
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            }
            var bytes = reply.content() instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(reply.content());
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Reply answer(Map<String, String> fields) {
        if (fields.get("PATH").equals("/oauth/locationToken")) {
            return new Reply(201, pair(fields.get("locationId")), Map.of());
        }
        if (!CLIENT_SECRET.equals(fields.get("client_secret")) || !CLIENT_ID.equals(fields.get("client_id"))) {
            return refused("UnAuthorized! Invalid client credentials!");
        }
        var now = Instant.now().plus(ahead);
        if ("authorization_code".equals(fields.get("grant_type"))) {
            var account = codes.remove(fields.get("code"));
            return account == null ? refused("Authorization code not found")
                    : new Reply(200, account.startsWith("agency") ? agency(account) : pair(account), Map.of());
        }
        var token = String.valueOf(fields.get("refresh_token"));
        var account = refreshTokens.remove(token);
        if (account != null) {
            spent.put(token, new Spent(now, pair(account)));
        }
        var before = spent.get(token);
        return before != null && now.isBefore(before.at().plus(SAME_PAIR)) ? new Reply(200, before.pair(), Map.of())
                : new Reply(400, Map.of("statusCode", 400, "message", "Invalid grant: refresh token is invalid"), Map.of());
    }

    /** A new pair for that location. */
    public synchronized Map<String, Object> pair(String account) {
        var refresh = "refresh-" + UUID.randomUUID();
        refreshTokens.put(refresh, account);
        return new HashMap<>(Map.of("access_token", "access-" + UUID.randomUUID(), "refresh_token", refresh, "token_type", "Bearer",
                "expires_in", 86_399, "scope", "contacts.readonly locations.readonly", "userType", "Location", "locationId", account,
                "companyId", "madeUpCompany0000001", "userId", "madeUpUser0000000001"));
    }

    private static Map<String, Object> agency(String account) {
        var approved = account.equals("agency") ? List.of("one", "two") : List.of(account.substring("agency ".length()));
        return Map.of("access_token", "agency-access", "refresh_token", "agency-refresh", "token_type", "Bearer", "expires_in", 86_399,
                "scope", "", "userType", "Company", "companyId", "madeUpCompany0000001", "approvedLocations", approved);
    }

    private static Reply refused(String description) {
        return new Reply(401, Map.of("error", "UnAuthorized!", "error_description", description), Map.of());
    }

    private static Map<String, String> form(String text) {
        var fields = new HashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            var cut = pair.indexOf('=');
            if (cut > 0) {
                fields.put(pair.substring(0, cut), URLDecoder.decode(pair.substring(cut + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
