package com.fitscheduler.frontdesk.contract;

import static com.fitscheduler.frontdesk.contract.Desk.NONE;
import static com.fitscheduler.frontdesk.contract.Desk.connection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Postgres;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What only a backend with several desks can show. */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(120)
class SupabaseDesksIT {

    private static SupabaseProject project;

    private Person person;
    private Desk a;
    private Desk b;

    @BeforeAll
    static void start() throws Exception {
        project = SupabaseProject.start();
    }

    @AfterAll
    static void stop() throws Exception {
        project.close();
    }

    @BeforeEach
    void open() throws Exception {
        var gym = project.gym("Riverside Gym");
        person = project.person(gym);
        a = Desk.at(project.backend(), project.token(person), gym.toString(), "Front desk A");
        b = a.another("Front desk B");
    }

    @Test
    void everyCardIsThereInItsOrder() throws Exception {
        var second = project.gym("Harbourside Gym");
        var both = project.person(second, UUID.fromString(a.gym()));
        var all = a.with(project.token(both), "").call("GET", "/integrations", "").is(200).body().path("locations");
        assertEquals(List.of("Harbourside Gym", "Riverside Gym"), List.of(all.path(0).path("name").asString(), all.path(1).path("name").asString()));
        var cards = new ArrayList<String>();
        for (var card : all.path(0).path("integrations")) {
            cards.add(card.path("type").asString() + " " + card.path("category").asString() + " " + card.path("name").asString()
                    + " " + card.path("availability").asString());
        }
        assertEquals(List.of("leadconnector crm LeadConnector available", "salesforce crm Salesforce coming_soon",
                "hubspot crm HubSpot coming_soon", "zapier api_tools Zapier coming_soon", "make api_tools Make coming_soon"), cards);
        assertEquals("no-store", a.list().headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void aSecondDeskJoinsAndOneDesksTroubleIsItsOwn() throws Exception {
        var c = connection();
        var proposed = connection();
        a.connect(1, c, 0, "a", 10);
        b.connect(1, proposed, 0, "a", 11).is("joined").shows("connected", c, 1, 11);
        var trouble = b.failed(2, proposed, "E22").is("applied").shows("connected", c, 1, 11);
        assertEquals("E22", trouble.desk(b.id()).path("last_error_code").asString());
        assertTrue(trouble.desk(a.id()).path("last_error_code").isNull());
        a.failed(2, c, "E31").shows("error", c, 1, 11);
        a.sync(3, c, 12).shows("connected", c, 1, 12);
        var ended = b.disconnect(3, proposed).is("applied").shows("disconnected", "", 2, NONE);
        assertEquals("Front desk B", ended.row().path("changed_by_desk").path("name").asString());
        assertFalse(ended.desk(a.id()).path("has_login").asBoolean(true));
        a.sync(4, c, 13).is("superseded").shows("disconnected", "", 2, NONE);
        a.disconnect(5, c).is("superseded");
    }

    @Test
    void whatAnotherDeskChangedSinceIsNotOverwrittenUnseen() throws Exception {
        var theirs = connection();
        a.connect(1, theirs, 0, "a", 10);
        var refused = b.connect(1, connection(), 0, "b", 20).is(409, "changed_elsewhere").shows("connected", theirs, 1, 10);
        assertEquals("leadconnector", refused.row().path("type").asString());
        Instant.parse(refused.body().path("server_time").asString());
        assertTrue(refused.desk(b.id()).isMissingNode(), "a refused push leaves no trace");
        // The person decides for ours: a new operation on the new epoch.
        var ours = connection();
        b.connect(2, ours, 1, "b", 21).is("applied").shows("connected", ours, 2, 21);
        a.sync(2, theirs, 11).is("superseded").shows("connected", ours, 2, 21);
        a.connect(3, connection(), 1, "a", 12).is(409, "changed_elsewhere");
        // Syncs of others are no conflict.
        b.sync(3, ours, 22);
        a.connect(4, theirs, 2, "a", 13).is("applied").shows("connected", theirs, 3, 13);
    }

    @Test
    void aDisconnectElsewhereIsAConflictForAConnectThatDidNotSeeIt() throws Exception {
        var c = connection();
        a.connect(1, c, 0, "a", 1);
        b.disconnect(1, c).is("applied");
        a.connect(2, connection(), 1, "a", 2).is(409, "changed_elsewhere").shows("disconnected", "", 2, NONE);
        a.connect(3, connection(), 2, "a", 3).is("applied");
    }

    @Test
    void gymsDoNotMeet() throws Exception {
        var elsewhere = project.gym("Harbourside Gym");
        var other = a.with(project.token(project.person(elsewhere)), elsewhere.toString());
        var c = connection();
        a.connect(1, c, 0, "a", 1);
        other.connect(1, c, 0, "a", 2).is("applied").shows("connected", c, 1, 2);
        other.disconnect(2, c);
        assertEquals("connected", a.row().row().path("status").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-2H", "PT-31S", "PT31S", "PT3H"})
    void aClockThatIsClearlyWrongIsCorrected(String error) throws Exception {
        var off = Duration.parse(error);
        var c = connection();
        var fields = a.connecting(1, c, 0, "a", 1);
        fields.put("observed_at", Instant.now().plus(off).minusSeconds(60).toString());
        fields.put("sent_at", Instant.now().plus(off).toString());
        var row = a.post("manual/connect", fields).is("applied");
        var age = Duration.between(Instant.parse(row.row().path("last_synced_at").asString()), Instant.now());
        assertTrue(age.compareTo(Duration.ofSeconds(59)) > 0 && age.compareTo(Duration.ofSeconds(90)) < 0, age.toString());
        assertEquals(row.row().path("last_synced_at"), row.desk(a.id()).path("last_success_at"));
    }

    @Test
    void aClockThatIsALittleWrongIsNotAndNothingLiesInTheFuture() throws Exception {
        var c = connection();
        var fields = a.connecting(1, c, 0, "a", 1);
        var observed = Instant.now().minusSeconds(25);
        fields.put("observed_at", observed.toString());
        fields.put("sent_at", observed.toString());
        var row = a.post("manual/connect", fields).is("applied");
        assertTrue(Duration.between(observed, Instant.parse(row.row().path("last_synced_at").asString())).abs().toMillis() < 1);
        var ahead = a.syncing(2, c, 2);
        ahead.put("observed_at", Instant.now().plusSeconds(20).toString());
        ahead.put("sent_at", Instant.now().plusSeconds(20).toString());
        var clamped = a.post("sync", ahead).is("applied");
        assertFalse(Instant.parse(clamped.row().path("last_synced_at").asString())
                .isAfter(Instant.parse(clamped.body().path("server_time").asString()).plusMillis(1)));
    }

    @Test
    void ofFortyPushesAtOnceTheNewestObservationStands() throws Exception {
        var c = connection();
        a.connect(1, c, 0, "a", 0);
        var newest = Instant.now();
        var pushes = IntStream.range(0, 40).<Callable<Answer>>mapToObj(i -> () -> {
            var desk = a.another("Front desk " + i);
            var fields = desk.syncing(1, c, 100 + i);
            fields.put("observed_at", newest.minusMillis(1 + (i * 17L) % 40).toString());
            return desk.post("sync", fields).is("applied");
        }).toList();
        var made = a.syncing(2, c, 777);
        made.put("observed_at", newest.toString());
        var all = new ArrayList<Callable<Answer>>(pushes);
        all.add(20, () -> a.post("sync", made).is("applied"));
        atOnce(all);
        var row = a.row().shows("connected", c, 1, 777);
        assertEquals(41, row.row().path("desks").size());
    }

    @Test
    void ofOneDesksPushesAtOnceEachCountsOnceAndTheLastOneStands() throws Exception {
        var c = connection();
        a.connect(1, c, 0, "a", 0);
        var pushes = IntStream.range(0, 40).<Callable<Answer>>mapToObj(i -> () -> a.sync(2 + i / 2, c, 100 + i / 2)).toList();
        var outcomes = atOnce(pushes).stream().map(Answer::outcome).toList();
        assertTrue(outcomes.stream().allMatch(List.of("applied", "duplicate", "stale")::contains), outcomes.toString());
        assertTrue(outcomes.stream().filter("applied"::equals).count() <= 20, outcomes.toString());
        a.sync(21, c, 1).is("duplicate");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoFirstConnectsAtOnceOneStandsAndTheOtherKnows(boolean sameAccount) throws Exception {
        for (var i = 0; i < 10; i++) {
            open();
            var one = connection();
            var two = connection();
            var answers = atOnce(List.of(() -> a.connect(1, one, 0, "a", 1),
                    () -> b.connect(1, two, 0, sameAccount ? "a" : "b", 2)));
            var first = answers.getFirst().outcome().equals("applied");
            answers.get(first ? 0 : 1).is("applied");
            if (sameAccount) {
                answers.get(first ? 1 : 0).is("joined");
            } else {
                answers.get(first ? 1 : 0).is(409, "changed_elsewhere").shows("connected", first ? one : two, 1, first ? 1 : 2);
            }
            // Either may have been seen last.
            var count = a.row().row().path("synced_data").path("contact_count").asLong();
            a.row().shows("connected", first ? one : two, 1, sameAccount ? count : first ? 1 : 2);
        }
    }

    /** The second comes while the first is not yet through, and must wait for what becomes of it. */
    @Test
    void aPushSeesWhatIsJustBeingDoneByAnother() throws Exception {
        var c = connection();
        a.connect(1, c, 0, "a", 1);
        var theirs = connection();
        var first = a.connecting(2, theirs, 1, "b", 2);
        first.putAll(Map.of("kind", "connect", "method", "manual", "integration_type", "leadconnector"));
        first.remove("error_code");
        try (var open = project.as(person); var push = open.prepareStatement("select private.push_integration(cast(? as jsonb))");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            push.setString(1, JsonMapper.shared().writeValueAsString(first));
            push.execute();
            var second = threads.submit(() -> b.connect(1, connection(), 1, "c", 3));
            try (var watch = project.database(); var statement = watch.createStatement()) {
                for (var waits = false; !waits;) {
                    try (var rows = statement.executeQuery("select exists (select from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock')")) {
                        rows.next();
                        waits = rows.getBoolean(1);
                    }
                }
            }
            open.commit();
            second.get().is(409, "changed_elsewhere").shows("connected", theirs, 2, 2);
        }
    }

    @Test
    void aBackupThatIsRestoredKnowsLessAndTakesWhatComes() throws Exception {
        try (var restored = SupabaseProject.start()) {
            var gym = restored.gym("Riverside Gym");
            var desk = Desk.at(restored.backend(), restored.token(restored.person(gym)), gym.toString(), "Front desk A");
            var old = connection();
            desk.connect(1, old, 0, "a", 1);
            var backup = restored.backup();
            desk.disconnect(2, old);
            var since = connection();
            desk.connect(3, since, 2, "b", 2).shows("connected", since, 3, 2);
            restored.restore(backup);
            desk.row().shows("connected", old, 1, 1);
            desk.sync(4, since, 3).is("superseded").shows("connected", old, 1, 1);
            desk.connect(5, since, 3, "b", 4).is("applied").shows("connected", since, 2, 4);
            // A desk that was restored itself has an operation number which the backend has seen.
            desk.sync(2, since, 9).is("stale").shows("connected", since, 2, 4);
            desk.another("Front desk A").sync(2, since, 9).is("applied").shows("connected", since, 2, 9);
        }
    }

    @Test
    void aDatabaseThatIsBusyAwayOrBackIsSaidSo() throws Exception {
        var c = connection();
        a.connect(1, c, 0, "a", 1);
        try (var open = project.database()) {
            open.setAutoCommit(false);
            Postgres.execute(open, "select from public.user_integrations for update");
            var busy = a.sync(2, c, 2).is(503, "database_unavailable");
            assertFalse(busy.headers().firstValue("Retry-After").orElse("").isEmpty());
            open.rollback();
        }
        a.sync(2, c, 2).is("applied");
        try (var open = project.database()) {
            Postgres.execute(open, "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }
        // Connections that broke unseen cost nobody a request.
        a.sync(3, c, 3).is("applied");
        for (var answer : atOnce(Collections.nCopies(12, a::list))) {
            answer.is(200);
        }
        a.row().shows("connected", c, 1, 3);
        var nowhere = Map.of("SUPABASE_DB_URL", "postgresql://postgres@127.0.0.1:1/none");
        try (var away = SupabaseProject.start(nowhere)) {
            var desk = Desk.at(away.backend(), away.token(away.person()), a.gym(), "x");
            var answer = desk.list().is(503, "database_unavailable");
            assertFalse(answer.headers().firstValue("Retry-After").orElse("").isEmpty());
        }
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Answer>();
            for (var future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
