package com.fitscheduler.frontdesk.app;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.drop;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.relay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.backend.PasswordSession;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.practice.Scenario;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import com.fitscheduler.frontdesk.testsupport.RobotBrowser;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.integrations.CardState;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a login in the whole program, against the practice services; the way to the broker can be broken. */
@Timeout(90)
class LoginLifeTest {

    private static final String ID = "leadconnector";

    @TempDir
    private Path folder;
    private final FakeClock clock = new FakeClock(Instant.now().toString(), "UTC");
    private final RobotBrowser robot = new RobotBrowser();
    private PracticeServices services;
    private FaultServer broker;
    private FrontDesk desk;
    private CardKey key;
    private volatile Fault way;

    @BeforeEach
    void signIn() throws Exception {
        var folders = new Folders(folder, folder, folder);
        var plain = World.practice(folders, clock, robot);
        services = plain.practice().orElseThrow();
        broker = new FaultServer((request, socket) -> way.play(request, socket));
        way = relay(services.backend(), false);
        services.relayedBy(broker.address());
        desk = new FrontDesk(behind(plain), folders, Runnable::run, clock);
        key = new CardKey(desk.world().place().locationId(), ID);
        services.play(Scenario.SHORT_LOGIN);
        connect();
    }

    /** The same world with something in front of its broker. */
    private World behind(World plain) {
        plain.leadConnector().orElseThrow().close();
        var session = new PasswordSession(plain.http(), services.backend(), "practice@example.com", "practice");
        var leadConnector = LeadConnector.of(
                new LeadConnector.Addresses(services.leadConnector(), URI.create("http://127.0.0.1"), broker.address(), ""),
                session, plain.credentials(), plain.http(), plain.offline(), robot, clock);
        return new World(plain.place(), plain.catalogue(), Map.of(ID, leadConnector.client()), plain.credentials(), plain.backend(),
                plain.session(), Optional.of(leadConnector), plain.shared(), plain.free(), plain.offline(), plain.http(),
                plain.practice());
    }

    private void connect() throws Exception {
        try (var attempt = desk.service().signIn(ID, _ -> {})) {
            attempt.openBrowser();
            desk.service().keep(desk.service().test(ID, attempt, _ -> {}));
        }
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
        broker.close();
    }

    @Test
    void aSyncRenewsWhatEndsAndThePairRotates() throws Exception {
        var first = login();
        assertNull(desk.service().sync(ID).problem());
        assertEquals(first.token(), login().token(), "with half a minute left there is no need");
        // Twice with little left, and once long after its end.
        for (var later : new int[] {40, 45, 6_000}) {
            var before = login();
            clock.move(Duration.ofSeconds(later));
            assertNull(desk.service().sync(ID).problem());
            var after = login();
            assertNotEquals(before.token(), after.token());
            assertNotEquals(before.renewal().refreshToken(), after.renewal().refreshToken());
            assertNull(after.renewal().begunAt());
        }
        assertEquals(3, renewals());
        assertEquals(Optional.empty(), desk.world().credentials().previous(key), "the last pair has worked: it needs no other beside it");
        assertInstanceOf(Connected.class, desk.service().card(ID).connection());
    }

    @Test
    void aLoginThatWasEndedIsNamedAndTheLastResultsAreKept() throws Exception {
        services.play(Scenario.LOGIN_ENDED);
        assertEquals(Problem.SIGN_IN_EXPIRED, desk.service().sync(ID).problem());
        var broken = assertInstanceOf(Broken.class, desk.service().card(ID).connection());
        assertEquals(1284, broken.last().contacts());
        var face = face();
        assertEquals("Disconnected", face.pills().getFirst().text());
        assertEquals("Sign-in expired", face.message().orElseThrow().title());
        assertTrue(face.note().contains("1,284"), face.note());
        assertEquals(CardState.Act.RECONNECT, face.options().getFirst().act());
        services.play(Scenario.ALL_WELL);
        connect();
        assertEquals("Connected", face().pills().getFirst().text());
    }

    @Test
    void aBrokerOutOfReachIsAmberAndCostsNothing() throws Exception {
        var before = login();
        clock.move(Duration.ofSeconds(40));
        for (var trouble : new Fault[] {drop(), answer(503, "{}"), answer(400, "<html>a gateway</html>"), answer(502, "{\"code\":\"client_refused\"}")}) {
            way = trouble;
            assertNull(desk.service().sync(ID).problem(), "the token is still good");
        }
        clock.move(Duration.ofMinutes(1));
        for (var trouble : new Fault[] {drop(), answer(503, "{}"), answer(400, "<html>a gateway</html>"), answer(502, "{\"code\":\"client_refused\"}")}) {
            way = trouble;
            assertEquals(Problem.BROKER_NEEDED, desk.service().sync(ID).problem());
            var face = face();
            assertEquals("Connected", face.pills().getFirst().text());
            assertEquals(Tone.WARNING, face.pills().get(1).tone());
            assertEquals("Code E53", face.message().orElseThrow().code());
            assertEquals(before.renewal().refreshToken(), login().renewal().refreshToken());
        }
        way = relay(services.backend(), false);
        assertNull(desk.service().sync(ID).problem());
        assertNotEquals(before.token(), login().token());
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgain() throws Exception {
        clock.move(Duration.ofMinutes(2));
        var lost = new CountDownLatch(1);
        way = (request, socket) -> {
            lost.countDown();
            way = relay(services.backend(), false);
            relay(services.backend(), true).play(request, socket);
        };
        assertNull(desk.service().sync(ID).problem());
        assertEquals(0, lost.getCount());
        clock.move(Duration.ofMinutes(2));
        assertNull(desk.service().sync(ID).problem(), "what came the second time is a pair that works");
    }

    @Test
    void whoCancelsDoesNotLoseThePair() throws Exception {
        var before = login();
        var held = hold();
        var syncing = Thread.ofVirtual().start(() -> {
            try {
                desk.service().sync(ID);
            } catch (Exception e) {
                held.ended.complete(e);
            }
        });
        held.arrived.await();
        syncing.interrupt();
        assertInstanceOf(InterruptedException.class, held.ended.get(20, TimeUnit.SECONDS));
        assertEquals(before.token(), login().token());
        held.go.countDown();
        while (login().token().equals(before.token())) {
            Thread.sleep(10);
        }
        way = drop();
        assertNull(desk.service().sync(ID).problem(), "it is used without asking again");
        assertEquals(1, renewals());
    }

    @Test
    void closingWaitsForTheRenewalThatIsUnderWay() throws Exception {
        var before = login();
        var held = hold();
        desk.background().run(() -> desk.service().sync(ID), _ -> {}, _ -> {});
        held.arrived.await();
        var closing = CompletableFuture.runAsync(desk::close);
        assertFalse(isOver(closing), "the answer is still on its way");
        held.go.countDown();
        closing.get(30, TimeUnit.SECONDS);
        try (var again = new KeychainCredentialStore(new FileVault(folder.resolve("practice-logins.json")), "practice")) {
            var kept = again.load(key).orElseThrow();
            assertNotEquals(before.token(), kept.token());
            assertNull(kept.renewal().begunAt());
        }
    }

    /** A renewal whose answer waits. */
    private static final class Held {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final CompletableFuture<Exception> ended = new CompletableFuture<>();
    }

    private Held hold() {
        var held = new Held();
        clock.move(Duration.ofMinutes(2));
        way = (request, socket) -> {
            held.arrived.countDown();
            try {
                held.go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            relay(services.backend(), false).play(request, socket);
        };
        return held;
    }

    private static boolean isOver(CompletableFuture<?> work) throws InterruptedException, ExecutionException {
        try {
            work.get(300, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private long renewals() {
        return broker.requests.stream().filter(request -> request.contains("\"refresh_token\"")).count();
    }

    private Login login() throws Exception {
        return desk.world().credentials().load(key).orElseThrow();
    }

    private CardState face() throws Exception {
        return new IntegrationCardViewModel(desk.service().card(ID), desk.service(), desk.background(), Samples.words(),
                new TimeWords(Samples.words(), clock), new IntegrationCardViewModel.Ways(() -> {}, () -> {}, _ -> {})).state().get();
    }
}
