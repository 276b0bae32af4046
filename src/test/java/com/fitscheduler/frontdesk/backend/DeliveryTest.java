package com.fitscheduler.frontdesk.backend;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.relay;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.stall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.Link;
import com.fitscheduler.frontdesk.integration.PendingChange.Counted;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.practice.Scenario;
import com.fitscheduler.frontdesk.testsupport.FakeSession;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the practice backend over real HTTP, with the real worker. */
class DeliveryTest {

    private static final Place PLACE = new Place("gym", "Riverside Gym", "Front desk 2");

    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false);
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final BlockingQueue<Card> stored = new LinkedBlockingQueue<>();
    private final BlockingQueue<Instant> checks = new LinkedBlockingQueue<>();
    private PracticeServices services;

    @BeforeEach
    void start() throws IOException {
        services = new PracticeServices("gym", List.of("leadconnector"));
    }

    @AfterEach
    void stop() {
        http.close();
        services.close();
    }

    /** The worker is content for minutes, and asks again a second after the network is back, or at once for a person. */
    @Test
    void itAsksAgainWhereTheNetworkIsBackOrAPersonIsThere() throws Exception {
        RandomGenerator least = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long origin, long bound) {
                return origin;
            }
        };
        try (var delivery = new Delivery(store, client(services.backend()), PLACE, Clock.systemUTC(), least)) {
            delivery.start(checks::add);
            assertNotNull(checks.poll(20, TimeUnit.SECONDS));
            delivery.returned();
            assertNotNull(checks.poll(20, TimeUnit.SECONDS));
            delivery.wake();
            assertNotNull(checks.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aConnectionIsTakenThroughItsLife() throws Exception {
        var client = client(services.backend());
        try (var delivery = new Delivery(store, client, PLACE, Clock.systemUTC(), new Random(1))) {
            change(Card.blank(Samples.KEY).connected(Samples.LINK, count(1284)));
            store.listen(stored::add);
            delivery.start(checks::add);
            assertNull(next(stored).waiting());
            change(store.load(Samples.KEY).counted(count(1288)));
            next(stored);
            delivery.wake();
            assertNull(next(stored).waiting());
            assertEquals(1, client.pull("gym", DESK).get(Samples.KEY).epoch());
            change(store.load(Samples.KEY).disconnected("Front desk 2", Instant.now()));
            next(stored);
            delivery.wake();
            assertEquals(2, next(stored).shared().epoch());
            assertNull(client.pull("gym", DESK).get(Samples.KEY).connectionId());
        }
    }

    @Test
    void reconnectingTheSameAccountIsJoined() throws Exception {
        var round = round(services.backend());
        change(Card.blank(Samples.KEY).connected(Samples.LINK, count(1)));
        round.run(checks::add);
        var again = new Link(UUID.randomUUID(), Samples.LINK.method(), Samples.LINK.account(), null, Instant.now());
        change(store.load(Samples.KEY).connected(again, count(2)));
        round.run(checks::add);
        var card = store.load(Samples.KEY);
        assertEquals(Samples.LINK.id(), card.connection().held().orElseThrow().id());
        assertEquals(1, card.shared().epoch());
        change(card.counted(count(3)));
        round.run(checks::add);
        assertNull(store.load(Samples.KEY).waiting());
    }

    @Test
    void anAnswerThatWasLostIsMadeGoodByARepeat() throws Exception {
        var backend = services.backend();
        try (var between = new FaultServer(relay(backend, true), relay(backend, false))) {
            var round = round(between.address());
            change(Card.blank(Samples.KEY).connected(Samples.LINK, count(1284)));
            round.run(checks::add);
            assertEquals(1, store.waiting().size(), "nobody told the desk");
            assertEquals(1, client(backend).pull("gym", DESK).get(Samples.KEY).epoch(), "though the backend has it");
            round.run(checks::add);
            assertEquals(List.of(), store.waiting());
            assertEquals(1, store.load(Samples.KEY).shared().epoch(), "and took it once");
        }
    }

    @Test
    void whatWasDoneOfflineIsDeliveredOnceOnline() throws Exception {
        services.play(Scenario.OFFLINE);
        var round = round(services.backend());
        change(Card.blank(Samples.KEY).connected(Samples.LINK, count(1284)));
        change(store.load(Samples.KEY).counted(count(1290)));
        round.run(checks::add);
        assertEquals(1, store.waiting().size());
        services.play(Scenario.ALL_WELL);
        round.run(checks::add);
        assertEquals(List.of(), store.waiting());
        assertEquals(Samples.LINK.id(), client(services.backend()).pull("gym", DESK).get(Samples.KEY).connectionId());
    }

    @Test
    void noWakeCutsShortWhatTheBackendAskedFor() throws Exception {
        change(Samples.connected().counted(count(5)));
        var asked = new LinkedBlockingQueue<Long>();
        try (var server = new FaultServer((request, socket) -> {
            asked.add(System.nanoTime());
            answer(429, "", "Retry-After: 1").play(request, socket);
        }); var delivery = new Delivery(store, new BackendClient(http, server.address(), "", new FakeSession(), Clock.systemUTC()),
                PLACE, Clock.systemUTC(), new Random(1))) {
            delivery.start(checks::add);
            var first = next(asked);
            delivery.wake();
            delivery.wake();
            assertTrue(next(asked) - first >= TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void closingEndsACallInFlightAndKeepsTheChange() throws Exception {
        change(Samples.connected().counted(count(5)));
        try (var server = new FaultServer(stall(""))) {
            var delivery = new Delivery(store, new BackendClient(http, server.address(), "", new FakeSession(), Clock.systemUTC()),
                    PLACE, Clock.systemUTC(), new Random(1));
            delivery.start(checks::add);
            server.arrived();
            delivery.close();
            server.clientLeft();
            assertInstanceOf(Counted.class, store.load(Samples.KEY).waiting());
            assertEquals(1, server.requests.size());
        }
    }

    private static final UUID DESK = UUID.randomUUID();

    private Round round(URI backend) {
        return new Round(store, client(backend), PLACE, Clock.systemUTC(), new Rests(new Random(1)));
    }

    private BackendClient client(URI backend) {
        return new BackendClient(http, backend, "", session(services.backend()), Clock.systemUTC());
    }

    private PasswordSession session(URI auth) {
        return new PasswordSession(http, auth, "practice@example.com", "practice");
    }

    private void change(Card card) throws Exception {
        store.change(Samples.KEY, _ -> card, null);
    }

    private static Count count(long contacts) {
        return new Count(contacts, Instant.now());
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return Objects.requireNonNull(queue.poll(20, TimeUnit.SECONDS), "nothing happened");
    }
}
