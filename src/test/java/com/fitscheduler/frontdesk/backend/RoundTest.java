package com.fitscheduler.frontdesk.backend;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.drop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Connection;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeSession;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One round after another against a backend that answers as the test says. */
class RoundTest {

    private static final CardKey KEY = Samples.KEY;
    private static final String NO_NEWS = "{\"locations\":[]}";

    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false);
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final List<Card> stored = new ArrayList<>();
    private final List<Instant> checks = new ArrayList<>();
    private FaultServer server;

    @AfterEach
    void close() throws IOException {
        http.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anAcknowledgedChangeIsLetGoAndHeardOf() throws Exception {
        waits(KEY);
        store.listen(stored::add);
        var round = against(answer(200, took("applied", 1)), answer(200, NO_NEWS));
        assertTrue(round.run(checks::add).time().toSeconds() >= 150, "content until the next pull");
        assertNull(store.load(KEY).waiting());
        assertEquals(1, store.load(KEY).shared().epoch());
        assertEquals(List.of(store.load(KEY)), stored);
        assertEquals(List.of(Samples.NOW, Samples.NOW), checks);
    }

    @Test
    void aFaultOfTheBackendKeepsTheChangeAndTheRepeatCarriesTheSameNumber() throws Exception {
        waits(KEY);
        var round = against(answer(500, "<html>"), answer(200, NO_NEWS), answer(200, took("duplicate", 1)), answer(200, NO_NEWS));
        assertTrue(round.run(checks::add).time().toSeconds() <= 5);
        assertEquals(Samples.waiting(), store.load(KEY));
        round.run(checks::add);
        assertNull(store.load(KEY).waiting());
        assertTrue(server.requests.get(0).contains("\"op_seq\":1,") && server.requests.get(2).contains("\"op_seq\":1,"));
    }

    @Test
    void aChangeMadeWhileOneIsInFlightIsNotLetGoWithIt() throws Exception {
        waits(KEY);
        var later = new Count(1300, Samples.NOW);
        var round = against((request, socket) -> {
            change(card -> card.counted(later));
            answer(200, took("applied", 1)).play(request, socket);
        }, answer(200, NO_NEWS), answer(200, took("applied", 1)), answer(200, NO_NEWS));
        round.run(checks::add);
        assertEquals(2, store.load(KEY).waiting().stamp().opSeq());
        round.run(checks::add);
        assertNull(store.load(KEY).waiting());
        assertTrue(server.requests.get(2).contains("\"contact_count\":1300"));
    }

    @Test
    void aConnectionThatWasJoinedGoesByTheGymsId() throws Exception {
        waits(KEY);
        var theirs = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
        against(answer(200, took("joined", 4).replace(Samples.LINK.id().toString(), theirs.toString())), answer(200, NO_NEWS)).run(checks::add);
        assertEquals(theirs, store.load(KEY).connection().held().orElseThrow().id());
        assertEquals(4, store.load(KEY).shared().epoch());
    }

    @Test
    void aDeskWhoseNewestChangeIsStaleTakesAnotherNameAndTellsItAgain() throws Exception {
        waits(KEY);
        var before = store.deskId();
        var round = against(answer(200, took("stale", 7)), answer(200, NO_NEWS), answer(200, took("applied", 8)), answer(200, NO_NEWS));
        assertTrue(round.run(checks::add).time().toSeconds() <= 5, "there is something to send");
        assertNotEquals(before, store.deskId());
        assertEquals(1, store.load(KEY).waiting().stamp().opSeq());
        round.run(checks::add);
        assertNull(store.load(KEY).waiting());
        assertTrue(server.requests.get(2).contains(store.deskId().toString()));
    }

    @Test
    void aChangeThatWasOvertakenHereIsOnlyLate() throws Exception {
        waits(KEY);
        var before = store.deskId();
        against((request, socket) -> {
            change(card -> card.counted(new Count(5, Samples.NOW)));
            answer(200, took("stale", 7)).play(request, socket);
        }, answer(200, NO_NEWS)).run(checks::add);
        assertEquals(before, store.deskId());
    }

    @Test
    void aCollisionIsToldAndOverOnceAPersonHasDecided() throws Exception {
        waits(KEY);
        var verdicts = new ArrayList<Problem>();
        var listener = new Delivery.Listener() {
            @Override
            public void answered(Instant at) {}

            @Override
            public void verdict(CardKey key, Problem why) {
                verdicts.add(why);
            }
        };
        var round = against(answer(409, "{}"), answer(200, news(3)), answer(200, took("applied", 4)), answer(200, NO_NEWS));
        round.run(listener);
        assertEquals(List.of(Problem.CHANGED_ELSEWHERE), verdicts);
        assertEquals(3, store.load(KEY).shared().epoch());
        change(card -> card.applyingOurs(UUID.randomUUID()));
        round.run(listener);
        verdicts.removeFirst();
        assertNull(verdicts.getFirst());
        assertNull(store.load(KEY).waiting());
        assertTrue(server.requests.get(2).contains("\"base_epoch\":3"));
    }

    @Test
    void whatAChangeCollidedWithIsKnownWhenItIsTold() throws Exception {
        waits(KEY);
        var epochs = new ArrayList<Long>();
        var listener = new Delivery.Listener() {
            @Override
            public void answered(Instant at) {}

            @Override
            public void verdict(CardKey key, Problem why) {
                epochs.add(store.load(KEY).shared().epoch());
            }
        };
        against(answer(409, "{\"code\":\"changed_elsewhere\",\"integration\":" + row(7) + "}"), answer(500, "")).run(listener);
        assertEquals(List.of(7L), epochs);
        assertEquals(Samples.waiting().waiting(), store.load(KEY).waiting());
    }

    @Test
    void aDisconnectElsewhereIsALineOfTheHistory() throws Exception {
        change(_ -> Samples.connected().heard(new SharedRow(Samples.LINK.id(), 5)));
        against(answer(200, news(6).replaceAll("\"connection_id\":\"[^\"]*\"",
                "\"connection_id\":null,\"updated_at\":\"2026-05-03T15:00:00Z\",\"changed_by_desk\":{\"id\":\"x\",\"name\":\"Front desk 3\"}")))
                .run(checks::add);
        assertEquals(new Connection.Disconnected("Front desk 3", Instant.parse("2026-05-03T15:00:00Z")), store.load(KEY).connection());
        assertTrue(store.load(KEY).leftover());
        assertEquals("Front desk 3", store.history.getFirst().desk());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 409, 413, 422})
    void aRefusedChangeIsKeptAndOnlyANewerOneIsTried(int status) throws Exception {
        waits(KEY);
        var round = against(answer(status, "{}"), answer(200, NO_NEWS), answer(200, NO_NEWS), answer(200, took("applied", 1)),
                answer(200, NO_NEWS));
        assertTrue(round.run(checks::add).time().toSeconds() >= 150, "nothing to hurry for");
        round.run(checks::add);
        assertEquals(1, pushes());
        assertEquals(Samples.waiting(), store.load(KEY));
        change(card -> card.counted(new Count(5, Samples.NOW)));
        round.run(checks::add);
        assertEquals(2, pushes());
        assertNull(store.load(KEY).waiting());
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 ", "404 ", "200 [1]", "200 {}", "422 {}", "200 {\"integration\":{\"epoch\":\"x\"}}"})
    void oneCardsTroubleIsNotAnothers(String trouble) throws Exception {
        waits(KEY);
        waits(new CardKey("gym", "made-up"));
        var first = answer(Integer.parseInt(trouble.substring(0, 3)), trouble.substring(4));
        against(first, answer(200, took("applied", 1)), answer(200, NO_NEWS)).run(checks::add);
        assertEquals(1, store.waiting().size());
        assertEquals(3, server.requests.size());
    }

    @Test
    void aBackendThatAsksToWaitIsLeftAlone() throws Exception {
        waits(KEY);
        waits(new CardKey("gym", "made-up"));
        var rest = against(answer(429, "", "Retry-After: 40")).run(checks::add);
        assertFalse(rest.endsByWake());
        assertTrue(rest.time().toMillis() > 40_000);
        assertEquals(1, server.requests.size());
        assertEquals(2, store.waiting().size());
    }

    @Test
    void aDeadNetworkEndsTheRoundAndKeepsEverything() throws Exception {
        waits(KEY);
        waits(new CardKey("gym", "made-up"));
        var rest = against(drop()).run(checks::add);
        assertTrue(rest.endsByWake() && rest.time().toSeconds() <= 5);
        assertEquals(1, pushes());
        assertEquals(2, store.waiting().size());
        assertEquals(List.of(), checks);
    }

    @Test
    void withoutAnyoneSignedInItRestsUntilWoken() throws Exception {
        waits(KEY);
        server = new FaultServer(answer(401, ""));
        assertEquals(Rests.UNTIL_WOKEN, round(Session.none()).run(checks::add));
        assertEquals(0, server.requests.size());
        assertEquals(Rests.UNTIL_WOKEN, round(new FakeSession()).run(checks::add), "refused, and refused again");
        assertEquals(2, server.requests.size());
        assertEquals(1, store.waiting().size());
    }

    @Test
    void onlyWhatIsOtherThanBeforeIsNews() throws Exception {
        change(_ -> Samples.connected().heard(new SharedRow(Samples.LINK.id(), 5)));
        store.listen(stored::add);
        var round = against(answer(200, news(5)), answer(200, news(5)), answer(200, news(6)));
        round.run(checks::add);
        round.run(checks::add);
        assertEquals(List.of(), stored);
        round.run(checks::add);
        assertEquals(6, store.load(KEY).shared().epoch());
        assertEquals(1, stored.size());
        assertEquals(3, checks.size());
    }

    @Test
    void cardsOfAnotherGymStayWhereTheyAre() throws Exception {
        waits(new CardKey("another", "leadconnector"));
        against(answer(200, NO_NEWS)).run(checks::add);
        assertEquals(1, store.waiting().size());
        assertEquals(0, pushes());
    }

    @Test
    void aDiskThatIsFullIsTriedAgain() throws Exception {
        waits(KEY);
        var round = against(answer(200, took("applied", 1)), answer(200, took("duplicate", 1)), answer(200, NO_NEWS));
        store.refuses = Problem.CANNOT_WRITE;
        assertTrue(round.run(checks::add).time().toSeconds() <= 5);
        store.refuses = null;
        round.run(checks::add);
        assertEquals(List.of(), store.waiting());
    }

    @Test
    void anAccountOfAnotherGymIsSaidLosesNothingAndTheRightOneSendsWhatWasRefused() throws Exception {
        waits(KEY);
        var heard = new ArrayList<String>();
        var listener = new Delivery.Listener() {
            @Override
            public void answered(Instant at) {}

            @Override
            public void verdict(CardKey key, Problem why) {
                heard.add("verdict " + why);
            }

            @Override
            public void signedOut(boolean so) {
                heard.add("signed out " + so);
            }

            @Override
            public void notMember(boolean so) {
                heard.add("not a member " + so);
            }

            @Override
            public void acknowledged() {
                heard.add("acknowledged");
            }
        };
        var round = against(answer(403, "{}"), answer(403, "{}"), answer(401, "{}"), answer(401, "{}"), answer(200, NO_NEWS),
                answer(200, took("applied", 1)), answer(200, NO_NEWS));
        round.run(listener);
        assertEquals(List.of("verdict NOT_A_MEMBER", "signed out false", "not a member true"), heard);
        assertEquals(Samples.waiting(), store.load(KEY));
        heard.clear();
        round.run(listener);
        assertEquals(List.of("signed out true", "not a member false"), heard);
        heard.clear();
        assertTrue(round.run(listener).time().toSeconds() <= 5, "there is something to send");
        assertEquals(List.of("signed out false", "not a member false", "verdict null"), heard);
        heard.clear();
        round.run(listener);
        assertEquals(List.of("acknowledged", "signed out false"), heard);
        assertNull(store.load(KEY).waiting());
    }

    private long pushes() {
        return server.requests.stream().filter(request -> request.startsWith("POST")).count();
    }

    private void waits(CardKey key) throws IntegrationException {
        store.change(key, card -> card.connected(Samples.LINK, new Count(1284, Samples.NOW.minusSeconds(720))), null);
    }

    private void change(UnaryOperator<Card> change) {
        try {
            store.change(KEY, change, null);
        } catch (IntegrationException e) {
            throw new AssertionError(e);
        }
    }

    private Round against(Fault... answers) throws IOException {
        server = new FaultServer(answers);
        return round(new FakeSession());
    }

    private Round round(Session session) {
        var clock = new FakeClock(Samples.NOW.toString(), "UTC");
        var backend = new BackendClient(http, server.address(), "", session, clock);
        return new Round(store, backend, new Place("gym", "Riverside Gym", "Front desk 2"), clock, new Rests(new Random(1)));
    }

    private static String took(String outcome, long epoch) {
        return "{\"outcome\":\"" + outcome + "\",\"integration\":" + row(epoch) + "}";
    }

    private static String news(long epoch) {
        return "{\"locations\":[{\"id\":\"gym\",\"integrations\":[" + row(epoch) + "]}]}";
    }

    private static String row(long epoch) {
        return "{\"type\":\"leadconnector\",\"epoch\":" + epoch + ",\"connection_id\":\"" + Samples.LINK.id() + "\"}";
    }
}
