package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.backend.ModelRules.Push;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.Postgres;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A gym at the real SQL function, or at the whole edge function, behind a network that does what the script says. Holds every
 * push against {@link ModelRules}. The database's clock is the script's; nothing else of its functions is touched.
 */
final class ModelGym implements AutoCloseable {

    /** What the network does with one request. */
    enum Fault { NONE, LOST_REQUEST, LOST_ANSWER, ON_ITS_WAY, TWICE, FAULT_BEFORE, FAULT_AFTER, GATEWAY }

    /** How a request came. */
    record Sent(String method, String path, String body) {}

    /** What the backend says. */
    record Said(int status, String body) {}

    /** Whatever stands behind the network. */
    interface Site {
        Said answer(Sent sent, UUID gym) throws IOException, SQLException, InterruptedException;
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UUID PERSON = UUID.fromString("00000000-0000-4000-8000-0000000000ff");
    private static final String PUSH = "private.push_integration(jsonb)";

    final Deque<Fault> faults = new ArrayDeque<>();
    /** Requests that have not arrived yet. */
    final List<Sent> strays = new ArrayList<>();
    /** What was found to be wrong since the script began. */
    final List<String> broken = new ArrayList<>();
    Runnable inFlight = () -> {};
    UUID gym = UUID.randomUUID();
    ModelRules rules = new ModelRules();
    private ModelRules backup = new ModelRules();
    private final Map<String, String> numbers = new HashMap<>();
    private final FakeClock clock;
    private final Site site;
    private final HttpServer front;
    private final Callable<Connection> connect;
    private Connection owner;
    private Connection caller;

    /** Opens a connection. */
    interface Callable<T> {
        T call() throws SQLException;
    }

    /** @param site null for the SQL function alone */
    ModelGym(Callable<Connection> connect, Site site, FakeClock clock) throws IOException, SQLException {
        this.connect = connect;
        this.clock = clock;
        this.site = site == null ? this::sql : site;
        owner = connect.call();
        Postgres.execute(owner, """
                create table private.model_clock (at timestamptz);
                insert into private.model_clock values (now());
                create function private.model_now() returns timestamptz language sql stable security definer set search_path = '' as
                  'select at from private.model_clock';
                create table private.model_rows (like public.user_integrations);
                create table private.model_desks (like public.integration_desks)""");
        owner.createStatement().execute("insert into auth.users (id, email) values ('" + PERSON + "', 'model@gym.example')");
        rewrite("now()", "private.model_now()");
        front = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        front.createContext("/", this::serve);
        front.start();
    }

    static UUID person() {
        return PERSON;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
    }

    /** Puts other words in the SQL function, which stays as it is otherwise. */
    void rewrite(String words, String others) throws SQLException {
        try (var statement = owner.createStatement();
                var row = statement.executeQuery("select pg_get_functiondef('" + PUSH + "'::regprocedure)")) {
            row.next();
            var text = row.getString(1);
            if (!text.contains(words)) {
                throw new IllegalStateException("not in the function: " + words);
            }
            try (var other = owner.createStatement()) {
                other.execute(text.replace(words, others));
            }
        }
    }

    /** Another gym, of which nobody knows anything. */
    void begin() throws SQLException {
        gym = UUID.randomUUID();
        rules = new ModelRules();
        numbers.clear();
        strays.clear();
        broken.clear();
        faults.clear();
        run("delete from public.locations");
        run("insert into public.locations (id, name) values ('" + gym + "', 'Riverside Gym')");
        run("insert into public.location_members (location_id, user_id) values ('" + gym + "', '" + PERSON + "')");
        backup();
        tick();
    }

    /** The database's clock shows what the script's does. */
    void tick() throws SQLException {
        try (var statement = owner.prepareStatement("update private.model_clock set at = ?")) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.execute();
        }
    }

    void backup() throws SQLException {
        run("delete from private.model_rows; delete from private.model_desks;"
                + "insert into private.model_rows select * from public.user_integrations where location_id = '" + gym + "';"
                + "insert into private.model_desks select * from public.integration_desks where location_id = '" + gym + "'");
        backup = rules.copy();
    }

    void restore() throws SQLException {
        run("delete from public.user_integrations where location_id = '" + gym + "';"
                + "insert into public.user_integrations select * from private.model_rows;"
                + "insert into public.integration_desks select * from private.model_desks");
        rules = backup.copy();
        // What was on its way went to the backend that is gone.
        strays.clear();
    }

    void restart() throws SQLException {
        if (caller != null) {
            caller.close();
            caller = null;
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One of those that were late arrives now. */
    void deliver(int which) throws Exception {
        take(strays.remove(which));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var sent = new Sent(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var fault = faults.isEmpty() ? Fault.NONE : faults.poll();
            var during = inFlight;
            inFlight = () -> {};
            if (fault == Fault.ON_ITS_WAY || fault == Fault.TWICE) {
                strays.add(sent);
            }
            if (fault == Fault.FAULT_BEFORE) {
                answer(exchange, new Said(503, "{\"code\":\"database_unavailable\"}"));
            } else if (fault == Fault.GATEWAY) {
                answer(exchange, new Said(502, "<html>bad gateway</html>"));
            } else if (fault != Fault.LOST_REQUEST && fault != Fault.ON_ITS_WAY) {
                var said = take(sent);
                during.run();
                if (fault == Fault.FAULT_AFTER) {
                    answer(exchange, new Said(500, "<html>"));
                } else if (fault != Fault.LOST_ANSWER) {
                    answer(exchange, said);
                }
            }
        } catch (Exception e) {
            broken.add("the backend failed: " + e);
        }
    }

    private static void answer(HttpExchange exchange, Said said) throws IOException {
        var bytes = said.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private synchronized Said take(Sent sent) throws Exception {
        var said = site.answer(sent, gym);
        if (!sent.method.equals("GET")) {
            check(push(sent), said);
        }
        return said;
    }

    /** Holds the answer against the rules, and the number against what went by it before. */
    private void check(Push push, Said said) {
        var before = rules.connection;
        var epoch = rules.epoch;
        var expected = rules.take(push, clock.instant());
        var body = JSON.readTree(said.body);
        var outcome = said.status == 409 ? body.path("code").asString("") : body.path("outcome").asString("");
        var row = body.path("integration");
        hold(expected.equals(outcome), "answered " + said.status + " " + outcome + " where the rules say " + expected + " to " + push);
        hold(rules.connection.equals(row.path("connection_id").asString("")) && rules.epoch == row.path("epoch").asLong(-1),
                "the row is " + row + " where the rules say " + rules);
        hold(rules.count == row.path("synced_data").path("contact_count").asLong(-1),
                "the count is " + row.path("synced_data") + " where the rules say " + rules.count);
        hold(rules.epoch >= epoch, "the epoch went back");
        hold(rules.connection.isEmpty() || !rules.dead.contains(rules.connection),
                "a connection is back whose end was acknowledged: " + rules.connection);
        hold(!push.kind().equals("disconnect") || before.equals(rules.connection) || rules.connection.isEmpty(), "a disconnect connected");
        var known = numbers.putIfAbsent(push.desk() + " " + push.seq(), meaning(push));
        hold(known == null || known.equals(meaning(push)), "number " + push.seq() + " was " + known + " and is " + meaning(push));
    }

    private static String meaning(Push push) {
        return push.kind() + " " + push.connection() + " on " + push.base() + ": " + push.count() + " at " + push.observedAt();
    }

    void hold(boolean so, String otherwise) {
        if (!so) {
            broken.add(otherwise);
        }
    }

    private static Push push(Sent sent) {
        var f = fields(sent);
        return new Push(f.path("desk_id").asString(), f.path("op_seq").asLong(), kind(sent), f.path("connection_id").asString(),
                f.path("base_epoch").asLong(), Instant.parse(f.path("observed_at").asString()), Instant.parse(f.path("sent_at").asString()),
                f.path("account").asString(""), f.has("synced_data") ? f.path("synced_data").path("contact_count").asLong() : null);
    }

    private static String kind(Sent sent) {
        return sent.method.equals("DELETE") ? "disconnect" : sent.path.endsWith("/sync") ? "sync" : "connect";
    }

    private static ObjectNode fields(Sent sent) {
        if (!sent.method.equals("DELETE")) {
            return (ObjectNode) JSON.readTree(sent.body);
        }
        var fields = JSON.createObjectNode();
        for (var field : URI.create(sent.path).getRawQuery().split("&")) {
            var name = field.substring(0, field.indexOf('='));
            var value = URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8);
            if (name.equals("op_seq") || name.equals("base_epoch")) {
                fields.put(name, Long.parseLong(value));
            } else {
                fields.put(name, value);
            }
        }
        return fields;
    }

    /** As the edge function asks the database, with its answers' shape. */
    private Said sql(Sent sent, UUID gym) throws SQLException {
        if (sent.method.equals("GET")) {
            var row = (ObjectNode) JSON.readTree(ask("select coalesce(private.integration_json(?::uuid, 'leadconnector'), '{\"epoch\": 0}')", gym.toString()));
            row.put("type", "leadconnector");
            var locations = JSON.createArrayNode().add(JSON.createObjectNode().put("id", gym.toString())
                    .set("integrations", JSON.createArrayNode().add(row)));
            return new Said(200, JSON.createObjectNode().set("locations", locations).toString());
        }
        var asked = fields(sent);
        asked.put("kind", kind(sent)).put("integration_type", "leadconnector").put("method", "manual");
        JsonNode answer = JSON.readTree(ask("select private.push_integration(?::jsonb)", asked.toString()));
        var refused = answer.path("outcome").asString().equals("changed_elsewhere");
        return new Said(refused ? 409 : 200, refused ? ((ObjectNode) answer).put("code", "changed_elsewhere").toString() : answer.toString());
    }

    private String ask(String sql, String value) throws SQLException {
        if (caller == null) {
            caller = connect.call();
            caller.setAutoCommit(false);
        }
        try (var who = caller.prepareStatement("select set_config('request.jwt.claims', ?, true), set_config('role', 'authenticated', true)");
                var what = caller.prepareStatement(sql)) {
            who.setString(1, "{\"role\":\"authenticated\",\"sub\":\"" + PERSON + "\"}");
            who.execute();
            what.setString(1, value);
            try (var row = what.executeQuery()) {
                row.next();
                var said = row.getString(1);
                caller.commit();
                return said;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        front.stop(0);
        restart();
        owner.close();
    }
}
