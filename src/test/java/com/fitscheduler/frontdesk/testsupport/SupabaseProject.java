package com.fitscheduler.frontdesk.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Supabase project on this computer: PostgreSQL 17 with the real migrations, the real edge function under Deno, a made-up
 * sign-in, all behind one address as a hosted project has it ({@code /functions/v1/*}, {@code /auth/v1/*}).
 *
 * <pre>{@code
 * try (var project = SupabaseProject.start()) {
 *     var gym = project.gym("Riverside Gym");
 *     var anna = project.person(gym);                      // a member, who can sign in with email() and password()
 *     project.backend();                                   // what a desk has as backend.url
 *     project.token(anna);                                 // an access token, for calls without signing in
 *     project.stopFunction(); project.startFunction();     // down, up again: same address, cold
 *     project.later(Duration.ofMinutes(10));               // the function's clock goes ahead
 *     project.offline(true);                               // connections break without an answer
 *     project.offline("key", true);                        // only those of a desk with that publishable key
 *     var then = project.backup(); project.restore(then);  // the database of an earlier moment
 *     project.database();                                  // JDBC, as the project's owner
 * }
 * }</pre>
 *
 * Needs what {@code packaging/setup} installs into {@code target/tools}: a test that uses it is an {@code IT} with
 * {@code @EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1")}. The first start in a JVM takes a few
 * seconds, every further one less than one. All methods may be called from any thread.
 */
public final class SupabaseProject implements AutoCloseable {

    /** Set by {@code packaging/check}. */
    public static final String CHECK = "FRONTDESK_CHECK_BACKEND";
    /** What the function signs states and grants with. */
    public static final String SIGNING_KEY = "made up for tests, and long enough to be taken";

    private static final String FUNCTIONS = "/functions/v1";
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "expect", "date", "vary", "keep-alive");

    /** Somebody who can sign in. */
    public record Person(UUID id, String email, String password) {}

    private final Postgres postgres = Postgres.running();
    private final String database;
    private final HttpServer front;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UserTokens tokens;
    private final FakeAuth auth;
    private final Path supabase;
    private final Map<String, String> environment = new HashMap<>();
    private volatile EdgeFunction function;
    private volatile boolean offline;
    private final Set<String> cutOff = ConcurrentHashMap.newKeySet();

    private SupabaseProject(String database, Path supabase, Map<String, String> secrets) throws IOException {
        this.database = database;
        this.supabase = supabase;
        front = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        tokens = new UserTokens(address() + "/auth/v1");
        auth = new FakeAuth(tokens);
        environment.putAll(Map.of("SUPABASE_URL", address().toString(), "SUPABASE_DB_URL", postgres.address(database),
                "SUPABASE_JWKS", tokens.jwks(), "STATE_SIGNING_KEY", SIGNING_KEY));
        environment.putAll(secrets);
        startFunction();
        front.setExecutor(threads);
        front.createContext("/", this::serve);
        front.start();
    }

    /** An empty project without secrets for OAuth. */
    public static SupabaseProject start() throws IOException, SQLException {
        return start(Map.of());
    }

    /** @param secrets of the function, over the standard ones */
    public static SupabaseProject start(Map<String, String> secrets) throws IOException, SQLException {
        return start(Postgres.running().migrated(), Path.of(System.getProperty("project.folder", ""), "src/main/supabase"), secrets);
    }

    /**
     * Another state of things than that of this repository.
     *
     * @param database from {@link Postgres}; dropped when this is closed
     * @param supabase the folder with {@code functions}
     */
    public static SupabaseProject start(String database, Path supabase, Map<String, String> secrets) throws IOException {
        return new SupabaseProject(database, supabase, secrets);
    }

    /** Where both services are. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
    }

    /** What a desk is configured with: the contract's paths come behind it. */
    public URI backend() {
        return URI.create(address() + FUNCTIONS);
    }

    /** The function itself, without the address in front of it; another one after every start. */
    public URI function() {
        return function.address();
    }

    /** The sign-in service, to be told what to do. */
    public FakeAuth auth() {
        return auth;
    }

    public UserTokens tokens() {
        return tokens;
    }

    /** A new gym. */
    public UUID gym(String name) throws SQLException {
        var id = UUID.randomUUID();
        update("insert into public.locations (id, name) values (?, ?)", id, name);
        return id;
    }

    /** A new person, who belongs to these gyms. */
    public Person person(UUID... gyms) throws SQLException {
        var id = UUID.randomUUID();
        var person = new Person(id, id + "@gym.example", "password of " + id);
        update("insert into auth.users (id, email) values (?, ?)", id, person.email());
        auth.add(id, person.email(), person.password());
        for (var gym : gyms) {
            update("insert into public.location_members (location_id, user_id) values (?, ?)", gym, id);
        }
        return person;
    }

    /** An access token of that person, good for an hour. */
    public String token(Person person) {
        return tokens.of(person.id(), Duration.ofHours(1));
    }

    /** Runs one statement as the project's owner. */
    public void update(String sql, Object... values) throws SQLException {
        try (var connection = database(); var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    /** As the project's owner, above row level security; to be closed. */
    public Connection database() throws SQLException {
        return postgres.connect(database, "postgres");
    }

    /** As somebody who reached the tables past the function: what PostgREST would do. To be closed; nothing is committed. */
    public Connection as(Person person) throws SQLException {
        var connection = database();
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("select set_config('request.jwt.claims', ?, true)")) {
            statement.setString(1, "{\"role\":\"authenticated\",\"sub\":\"" + person.id() + "\"}");
            statement.execute();
        }
        Postgres.execute(connection, "set local role authenticated");
        return connection;
    }

    public synchronized void stopFunction() {
        function.close();
    }

    public synchronized void startFunction() throws IOException {
        function = new EdgeFunction(supabase, environment);
    }

    /** Everything that the function has printed since it started. */
    public String log() {
        return String.join("\n", function.log());
    }

    /** While true, every connection breaks without an answer, as one sees it without a network. */
    public void offline(boolean now) {
        offline = now;
    }

    /** As {@link #offline(boolean)}, for those who call with that publishable key. */
    public void offline(String apiKey, boolean now) {
        if (now) {
            cutOff.add(apiKey);
        } else {
            cutOff.remove(apiKey);
        }
    }

    /** Lets time pass for the function and for its count of the broker's calls, until it is started again. */
    public void later(Duration time) {
        try {
            client.send(HttpRequest.newBuilder(URI.create(function() + "/later"))
                    .POST(BodyPublishers.ofString(String.valueOf(time.toMillis()))).build(), BodyHandlers.discarding());
            update("update private.broker_calls set calls = array(select c - cast(? as interval) from unnest(calls) c)", time.toString());
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a copy of the database, for {@link #restore}. */
    public synchronized String backup() throws IOException, SQLException {
        stopFunction();
        var copy = postgres.copy(database);
        startFunction();
        return copy;
    }

    /** Puts the database back to what it was then. The function is started anew. */
    public synchronized void restore(String backup) throws IOException, SQLException {
        stopFunction();
        postgres.restore(database, backup);
        startFunction();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getRawPath();
            var body = exchange.getRequestBody().readAllBytes();
            if (offline || cutOff.contains(String.valueOf(exchange.getRequestHeaders().getFirst("apikey")))) {
                return;
            }
            if (path.startsWith("/auth/v1/")) {
                auth.answer(exchange, path, body);
            } else if (path.startsWith(FUNCTIONS + "/integrations")) {
                pass(exchange, body);
            } else {
                exchange.getResponseHeaders().set("sb-error-code", "NOT_FOUND");
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var there = URI.create(function() + exchange.getRequestURI().toString().substring(FUNCTIONS.length()));
        var request = HttpRequest.newBuilder(there).method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (java.net.ConnectException e) {
            exchange.getResponseHeaders().set("sb-error-code", "BOOT_ERROR");
            exchange.sendResponseHeaders(503, -1);
        }
    }

    @Override
    public void close() throws SQLException {
        front.stop(0);
        threads.shutdownNow();
        client.close();
        function.close();
        postgres.drop(database);
    }
}
