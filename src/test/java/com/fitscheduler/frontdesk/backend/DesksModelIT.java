package com.fitscheduler.frontdesk.backend;

import static org.junit.jupiter.api.Assertions.fail;

import com.fitscheduler.frontdesk.backend.ModelGym.Fault;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Connection;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.PendingChange;
import com.fitscheduler.frontdesk.integration.PendingChange.Connect;
import com.fitscheduler.frontdesk.integration.PendingChange.Disconnect;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.Postgres;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Scripts drawn by lot: up to three desks of a gym with real files and rounds, a network that loses, delays and repeats,
 * restarts and kills anywhere, against the real SQL. {@code -Dmodel.scripts=10000} runs that many, {@code -Dmodel.seed=...}
 * begins with another one.
 */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(3_600)
class DesksModelIT {

    private static final int SCRIPTS = Integer.getInteger("model.scripts", 400);
    private static final long SEED = Long.getLong("model.seed", 1);
    private static final int DESKS = 3;
    private static final int LONGEST = 24;
    private static final int ROUNDS_TO_REST = 12;
    private static final List<Duration> CLOCK_ERRORS = List.of(Duration.ZERO, Duration.ofSeconds(90), Duration.ofHours(-1));

    enum Kind { CONNECT, SYNC, FAIL, DISCONNECT, DECIDE, ROUND, LATE, RESTART, KILL, BACKEND_RESTART, BACKUP, RESTORE }

    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
            return Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "desks") : Files.createTempDirectory("desks");
        }
    }

    /** @param seed of everything else about it */
    record Step(Kind kind, int desk, int seed) {
        @Override
        public String toString() {
            return "new Step(Kind." + kind + ", " + desk + ", " + seed + ")";
        }
    }

    /** Held, because a logger that nobody holds forgets its level. What is refused here is meant to be. */
    private static final Logger PROGRAM = Logger.getLogger("com.fitscheduler.frontdesk");

    /** In memory where that can be: nothing here is about a loss of power. */
    @TempDir(factory = InMemory.class)
    private Path folder;

    private final FakeClock clock = new FakeClock("2026-05-03T09:00:00Z", "UTC");

    @BeforeAll
    static void quiet() {
        PROGRAM.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        PROGRAM.setLevel(null);
    }

    @Test
    void noScriptLosesOrInventsAnything() throws Exception {
        try (var bench = bench()) {
            run(bench, SCRIPTS, false);
            run(bench, SCRIPTS / 4, true);
        }
    }

    /** A few of them with the edge function in between, so that what {@link ModelGym} does in its place is no other thing. */
    @Test
    void throughTheEdgeFunctionItIsTheSame() throws Exception {
        try (var project = SupabaseProject.start(); var client = HttpClient.newHttpClient();
                var bench = new Bench(new ModelGym(project::database, (sent, _) -> {
                    var request = HttpRequest.newBuilder(URI.create(project.function() + sent.path()))
                            .version(HttpClient.Version.HTTP_1_1).header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + project.tokens().of(ModelGym.person(), Duration.ofHours(1)))
                            .method(sent.method(), sent.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(sent.body()));
                    var answer = client.send(request.build(), BodyHandlers.ofString());
                    return new ModelGym.Said(answer.statusCode(), answer.body());
                }, clock))) {
            run(bench, Math.max(20, SCRIPTS / 20), false);
        }
    }

    /** A desk that takes any acknowledgement for that of what waits. */
    @Test
    void anAcknowledgementOfWhateverWaitsIsFound() throws Exception {
        isFound(false, bench -> bench.plant((_, after, acknowledging) -> acknowledging ? with(after, after.connection(), null) : after));
    }

    /** A desk that ends what the gym does not have, however little the gym knows. */
    @Test
    void aLoginGivenUpForALowerEpochIsFound() throws Exception {
        isFound(true, bench -> bench.plant((_, after, _) -> after.unknownToGym()
                ? with(after, new Disconnected("", Instant.EPOCH), after.waiting()) : after));
    }

    @Test
    void aConnectOnWhateverEpochIsFound() throws Exception {
        isFound(false, bench -> bench.gym.rewrite("changed_epoch > (p ->> 'base_epoch')::bigint", "false"));
    }

    @Test
    void aLateRequestThatOvertakesIsFound() throws Exception {
        isFound(false, bench -> bench.gym.rewrite("seq <= own.last_seq", "seq = own.last_seq"));
    }

    private static Card with(Card card, Connection connection, PendingChange waiting) {
        return new Card(card.key(), connection, card.shared(), card.confirmed(), card.opSeq(), waiting, card.leftover());
    }

    /** Puts a fault into the program. */
    private interface Planting {
        void into(Bench bench) throws Exception;
    }

    private void isFound(boolean restores, Planting planting) throws Exception {
        try (var bench = bench()) {
            planting.into(bench);
            for (var seed = SEED; seed < SEED + SCRIPTS; seed++) {
                var script = script(seed, restores);
                if (bench.play(script) != null) {
                    System.out.printf("found at script %d, %d steps long: %s%n", seed - SEED + 1, script.size(), bench.explain(script));
                    return;
                }
            }
        }
        fail("was not found in " + SCRIPTS + " scripts");
    }

    private void run(Bench bench, int scripts, boolean restores) throws Exception {
        var start = System.nanoTime();
        for (var seed = SEED; seed < SEED + scripts; seed++) {
            var script = script(seed, restores);
            var wrong = bench.play(script);
            if (wrong != null) {
                throw new AssertionError("seed " + seed + ": " + bench.explain(script));
            }
        }
        System.out.printf("%d scripts%s, %.1f a second%n", scripts, restores ? " with a restored backend" : "",
                scripts / ((System.nanoTime() - start) / 1e9));
    }

    private Bench bench() throws Exception {
        var postgres = Postgres.running();
        var database = postgres.migrated();
        return new Bench(new ModelGym(() -> postgres.connect(database, "postgres"), null, clock));
    }

    static List<Step> script(long seed, boolean restores) {
        var random = new Random(seed * 2 + (restores ? 1 : 0));
        var kinds = new ArrayList<Kind>();
        add(kinds, Kind.CONNECT, 4);
        add(kinds, Kind.SYNC, 4);
        add(kinds, Kind.FAIL, 2);
        add(kinds, Kind.DISCONNECT, 2);
        add(kinds, Kind.DECIDE, 3);
        add(kinds, Kind.ROUND, 12);
        add(kinds, Kind.LATE, 3);
        add(kinds, Kind.RESTART, 1);
        add(kinds, Kind.KILL, 3);
        add(kinds, Kind.BACKEND_RESTART, 1);
        add(kinds, Kind.BACKUP, restores ? 1 : 0);
        add(kinds, Kind.RESTORE, restores ? 4 : 0);
        var desks = 1 + random.nextInt(DESKS);
        var script = new ArrayList<Step>();
        for (var i = 4 + random.nextInt(LONGEST - 3); i > 0; i--) {
            script.add(new Step(kinds.get(random.nextInt(kinds.size())), random.nextInt(desks), random.nextInt(10_000)));
        }
        return script;
    }

    private static void add(List<Kind> kinds, Kind kind, int times) {
        for (var i = 0; i < times; i++) {
            kinds.add(kind);
        }
    }

    /** Somebody wanted that. */
    record Intent(ModelDesk desk, boolean connects) {
        @Override
        public String toString() {
            return (connects ? "connect at " : "disconnect at ") + desk.id();
        }
    }

    /** Three desks and a gym, used for one script after another. */
    final class Bench implements AutoCloseable {

        final ModelGym gym;
        final List<ModelDesk> desks = new ArrayList<>();
        private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false);
        /** Those of the script that is played. */
        private final List<ModelDesk> present = new ArrayList<>();
        private boolean restored;
        private long counts;
        /** The last connect or disconnect, if whoever did it knew how the gym stood, and nobody else's was under way. */
        private Intent intent;

        Bench(ModelGym gym) throws Exception {
            this.gym = gym;
            for (var i = 0; i < DESKS; i++) {
                desks.add(new ModelDesk(folder.resolve("desk-" + i + "-" + System.nanoTime()), "Front desk " + (i + 1), gym, http,
                        Clock.offset(clock, CLOCK_ERRORS.get(i))));
            }
        }

        void plant(ModelDesk.Plant plant) {
            desks.forEach(desk -> desk.plant = plant);
        }

        /** What went wrong; null if nothing did. */
        String play(List<Step> script) throws Exception {
            gym.begin();
            restored = false;
            intent = null;
            present.clear();
            for (var i = 0; i <= script.stream().mapToInt(Step::desk).max().orElse(0); i++) {
                present.add(desks.get(i));
                desks.get(i).begin();
            }
            for (var i = 0; i < script.size() && gym.broken.isEmpty(); i++) {
                play(script.get(i));
            }
            for (var undecided = true; undecided && gym.broken.isEmpty();) {
                rest(script.isEmpty() ? 0 : script.getLast().seed());
                atRest();
                undecided = false;
                for (var desk : present) {
                    undecided |= desk.undecided();
                    act(desk, Kind.DECIDE, new Random(clock.instant().toEpochMilli()));
                }
            }
            return gym.broken.isEmpty() ? null : gym.broken.getFirst();
        }

        private void play(Step step) throws Exception {
            clock.move(Duration.ofSeconds(1 + step.seed() % 90));
            gym.tick();
            var random = new Random(step.seed());
            var desk = desks.get(step.desk());
            switch (step.kind()) {
                case LATE -> {
                    if (!gym.strays.isEmpty()) {
                        gym.deliver(random.nextInt(gym.strays.size()));
                    }
                }
                case RESTART -> desk.restart();
                case BACKEND_RESTART -> gym.restart();
                case BACKUP -> gym.backup();
                case RESTORE -> {
                    gym.restore();
                    restored = true;
                    intent = null;
                }
                case KILL -> {
                    var act = List.of(Kind.CONNECT, Kind.SYNC, Kind.DISCONNECT, Kind.DECIDE, Kind.ROUND, Kind.ROUND, Kind.ROUND).get(random.nextInt(7));
                    intent = null;
                    desk.killed(1 + random.nextInt(16), () -> act(desk, act, random));
                }
                default -> act(desk, step.kind(), random);
            }
            gym.faults.clear();
            gym.inFlight = () -> {};
        }

        private boolean undisputed(ModelDesk desk) throws Exception {
            for (var each : present) {
                if (each.card().waiting() instanceof Connect || each.card().waiting() instanceof Disconnect) {
                    return false;
                }
            }
            return desk.card().shared().epoch() == gym.rules.epoch && gym.strays.isEmpty();
        }

        private void act(ModelDesk desk, Kind kind, Random random) throws Exception {
            switch (kind) {
                case CONNECT -> {
                    var clear = undisputed(desk);
                    desk.connect(random.nextInt(3) == 0 ? "account-b" : "account-a", ++counts);
                    intent = clear ? new Intent(desk, true) : null;
                }
                case SYNC -> desk.sync(++counts);
                case FAIL -> desk.fail(random.nextBoolean() ? Problem.SERVICE_FAULT : Problem.TOKEN_NOT_ACCEPTED);
                case DISCONNECT -> {
                    var clear = undisputed(desk);
                    var ends = desk.card().connection().held().map(link -> link.id().toString()).filter(gym.rules.connection::equals);
                    desk.disconnect();
                    intent = clear && ends.isPresent() ? new Intent(desk, false) : null;
                }
                case DECIDE -> {
                    intent = null;
                    desk.decide(random.nextBoolean());
                }
                default -> {
                    for (var i = random.nextInt(2) == 0 ? 0 : 2; i > 0; i--) {
                        gym.faults.add(Fault.values()[random.nextInt(Fault.values().length)]);
                    }
                    if (random.nextInt(3) == 0) {
                        gym.inFlight = () -> during(desk, random);
                    }
                    desk.round();
                }
            }
        }

        /** The person goes on while a request is in flight. */
        private void during(ModelDesk desk, Random random) {
            try {
                act(desk, List.of(Kind.SYNC, Kind.FAIL, Kind.DISCONNECT, Kind.CONNECT).get(random.nextInt(4)), random);
                intent = null;
            } catch (ModelDesk.Killed e) {
                // Falls together with the end of the process that the round is in.
            } catch (Exception e) {
                gym.broken.add("the person could not go on: " + e);
            }
        }

        /** The network is well, everybody mends and tells what there is, until nothing is left to tell. */
        private void rest(int seed) throws Exception {
            var random = new Random(seed);
            for (var i = 0; i < ROUNDS_TO_REST; i++) {
                clock.move(Duration.ofSeconds(60));
                gym.tick();
                while (!gym.strays.isEmpty()) {
                    gym.deliver(random.nextInt(gym.strays.size()));
                }
                var still = true;
                for (var desk : present) {
                    desk.mend();
                    var before = desk.card();
                    desk.round();
                    still &= before.equals(desk.card()) && !desk.card().leftover();
                }
                if (still && i > 0) {
                    return;
                }
            }
            gym.broken.add("nothing comes to rest: " + present.getFirst().card());
        }

        private void atRest() throws Exception {
            if (intent != null) {
                gym.hold(intent.connects() ? intent.desk().card().connection().held().isPresent() : gym.rules.connection.isEmpty(),
                        "the last intent was " + intent + ", and the gym is at " + gym.rules);
            }
            for (var desk : present) {
                var card = desk.card();
                var held = card.connection().held().map(link -> link.id().toString()).orElse("");
                gym.hold(card.waiting() == null || desk.undecided(), desk.id() + " is left with " + card.waiting() + ", " + desk.verdict);
                gym.hold(held.isEmpty() || held.equals(gym.rules.connection) || desk.undecided() || restored && card.unknownToGym(),
                        "a desk rests with a login that is not the gym's: " + card + ", " + gym.rules);
                gym.hold(desk.hasLogin() == !held.isEmpty(), "keychain and card differ: " + card);
                if (!held.isEmpty() && held.equals(gym.rules.connection) && !desk.undecided()) {
                    gym.hold(restored || held.equals(gym.rules.logins.get(desk.id())), "the gym does not know of a login: " + card + ", " + gym.rules);
                    gym.hold(card.shared().epoch() == gym.rules.epoch, "a desk has not heard: " + card + ", " + gym.rules);
                    gym.hold(card.lastCount().orElseThrow().contacts() >= 0, "no count");
                }
            }
        }

        /** The shortest script of which no step can be left out, and what it does. */
        String explain(List<Step> script) throws Exception {
            var shortest = new ArrayList<>(script);
            for (var i = 0; i < shortest.size();) {
                var without = new ArrayList<>(shortest);
                without.remove(i);
                if (play(without) == null) {
                    i++;
                } else {
                    shortest = without;
                    i = 0;
                }
            }
            var wrong = play(shortest);
            return wrong + "\n" + String.join(",\n", shortest.stream().map(Step::toString).toList());
        }

        @Override
        public void close() throws Exception {
            desks.forEach(ModelDesk::close);
            gym.close();
            http.close();
        }
    }
}
