package com.fitscheduler.frontdesk.integration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.HistoryEntry.Action;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IntegrationServiceTest {

    private static final Instant NOW = Instant.parse("2026-05-03T09:10:00Z");
    private static final String ID = "leadconnector";
    private static final ManualEntry ENTRY = new ManualEntry("pit-canary-token", "canaryLocation");

    private final FakeContactSource source = new FakeContactSource();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final FakeClock clock = new FakeClock(NOW.toString(), "UTC");
    private final IntegrationService service = new IntegrationService(new Place("gym", "Riverside Gym", "Front desk 2"),
            Map.of(ID, source), credentials, store, clock);

    @Test
    void aTestKeepsNothing() throws Exception {
        var steps = new ArrayList<Step>();

        var tested = service.test(ID, ENTRY, steps::add);

        assertEquals(1284, tested.count().contacts());
        assertEquals(List.of(Step.SIGNING_IN, Step.COUNTING), steps);
        assertTrue(credentials.logins.isEmpty());
        assertEquals(new Configure(), service.card(ID).connection());
    }

    @Test
    void aTestThatFailsKeepsNothingButItsLineOfHistory() {
        source.fails = Problem.TOKEN_NOT_ACCEPTED;

        var failure = assertThrows(IntegrationException.class, () -> service.test(ID, ENTRY, _ -> {}));

        assertEquals(Problem.TOKEN_NOT_ACCEPTED, failure.problem());
        assertTrue(credentials.logins.isEmpty());
        assertTrue(store.waiting().isEmpty());
        assertEquals(Problem.TOKEN_NOT_ACCEPTED, store.history.getFirst().problem());
    }

    @Test
    void withoutAKeychainNothingIsSentAnywhere() {
        credentials.refuses = Problem.NO_KEYCHAIN;

        var failure = assertThrows(IntegrationException.class, () -> service.test(ID, ENTRY, _ -> {}));

        assertEquals(Problem.NO_KEYCHAIN, failure.problem());
        assertTrue(source.asked.isEmpty());
    }

    @Test
    void keepingSavesTheLoginAndProvesTheConnection() throws Exception {
        var card = connect();

        var connected = assertInstanceOf(Connected.class, card.connection());
        assertEquals(new Count(1284, NOW), connected.last());
        assertEquals("Riverside Gym", connected.link().accountName());
        assertEquals("pit-canary-token", credentials.logins.get(card.key()).token());
        assertEquals(card, service.card(ID));
        assertEquals(Action.CONNECT, store.history.getFirst().action());
    }

    @Test
    void theStoredCardHasTheAccountAsAHashOnly() throws Exception {
        var card = connect();

        assertFalse(card.toString().contains("canary"));
        assertEquals(64, card.connection().held().orElseThrow().account().length());
    }

    @Test
    void aKeychainThatRefusesLeavesTheCardAsItWas() throws Exception {
        var tested = service.test(ID, ENTRY, _ -> {});
        credentials.refuses = Problem.KEYCHAIN_LOCKED;

        assertThrows(IntegrationException.class, () -> service.keep(tested));

        assertEquals(new Configure(), service.card(ID).connection());
    }

    @Test
    void anAccountOfAnotherNameIsNotThisGym() throws Exception {
        source.name = Optional.of("Harbourside Gym");
        assertFalse(service.isThisGym(service.test(ID, ENTRY, _ -> {})));
        source.name = Optional.of(" riverside gym");
        assertTrue(service.isThisGym(service.test(ID, ENTRY, _ -> {})));
        source.name = Optional.empty();
        assertTrue(service.isThisGym(service.test(ID, ENTRY, _ -> {})));
    }

    @Test
    void syncCountsWithTheStoredLogin() throws Exception {
        connect();
        source.contacts = 1290;

        var card = service.sync(ID).card();

        assertEquals(1290, card.connection().lastCount().orElseThrow().contacts());
        assertEquals("pit-canary-token", source.asked.getLast().token());
        assertEquals(1290L, store.history.getFirst().contacts());
    }

    @Test
    void aSyncThatFailsIsPartOfTheCard() throws Exception {
        connect();
        source.fails = Problem.TOKEN_NOT_ACCEPTED;

        assertInstanceOf(Broken.class, service.sync(ID).card().connection());
        assertEquals(1284, service.card(ID).connection().lastCount().orElseThrow().contacts());
    }

    @Test
    void aLoginForAnotherAddressIsNeverSentThere() throws Exception {
        connect();
        source.asked.clear();
        source.origin = URI.create("https://elsewhere.example");

        var connected = assertInstanceOf(Connected.class, service.sync(ID).card().connection());

        assertEquals(Problem.LOGIN_ELSEWHERE, connected.trouble().problem());
        assertTrue(source.asked.isEmpty());
    }

    @Test
    void aDiskThatRefusesIsNotReportedAsATroubleOfTheService() throws Exception {
        connect();
        store.refuses = Problem.CANNOT_WRITE;

        var failure = assertThrows(IntegrationException.class, () -> service.sync(ID));

        assertEquals(Problem.CANNOT_WRITE, failure.problem());
    }

    @Test
    void disconnectRemovesTheLoginAndSaysWhoDidIt() throws Exception {
        connect();

        var card = service.disconnect(ID);

        assertEquals(new Disconnected("Front desk 2", NOW), card.connection());
        assertTrue(credentials.logins.isEmpty());
    }

    @Test
    void aLockedKeychainHoldsNoDisconnectUpAndTheLoginGoesAsSoonAsItOpens() throws Exception {
        connect();
        credentials.refuses = Problem.KEYCHAIN_LOCKED;

        var card = service.disconnect(ID);

        assertEquals(new Disconnected("Front desk 2", NOW), card.connection());
        assertTrue(card.leftover());
        assertTrue(service.sweep(ID).leftover(), "still locked");
        assertEquals(1, credentials.logins.size());
        credentials.refuses = null;
        assertFalse(service.sweep(ID).leftover());
        assertTrue(credentials.logins.isEmpty());
        assertFalse(service.card(ID).leftover());
    }

    @Test
    void aKillBetweenKeychainAndDatabaseLeavesALoginThatIsSwept() throws Exception {
        var tested = service.test(ID, ENTRY, _ -> {});
        credentials.afterSave = () -> {
            throw new IllegalStateException("killed");
        };
        assertThrows(IllegalStateException.class, () -> service.keep(tested));
        credentials.afterSave = () -> {};

        assertEquals(1, credentials.logins.size());
        assertEquals(Optional.empty(), service.recover(ID, () -> {}), "nobody was told that it is connected");
        assertFalse(service.sweep(ID).leftover());
        assertTrue(credentials.logins.isEmpty());
    }

    @Test
    void noLoginIsSweptAwayWhileItIsBeingSaved() throws Exception {
        var tested = service.test(ID, ENTRY, _ -> {});
        var sweeping = new CompletableFuture<Card>();
        credentials.afterSave = () -> {
            var sweeper = Thread.ofVirtual().start(() -> assertDoesNotThrow(() -> sweeping.complete(service.sweep(ID))));
            while (sweeper.getState() != Thread.State.WAITING && sweeper.isAlive()) {
                Thread.onSpinWait();
            }
        };
        service.keep(tested);

        assertInstanceOf(Connected.class, sweeping.get(20, TimeUnit.SECONDS).connection());
        assertEquals(1, credentials.logins.size());
    }

    @Test
    void connectingAnewTakesThePlaceOfALeftover() throws Exception {
        connect();
        credentials.refuses = Problem.KEYCHAIN_LOCKED;
        service.disconnect(ID);
        credentials.refuses = null;

        assertFalse(connect().leftover());
        service.sweep(ID);
        assertEquals(1, credentials.logins.size(), "and is not swept away itself");
    }

    @Test
    void aLoginThatTheCardKnowsNothingOfIsTestedAndTakenUp() throws Exception {
        var found = new ArrayList<String>();
        credentials.logins.put(Samples.KEY, login("canaryLocation"));

        assertEquals(Optional.of(new Count(1284, NOW)),
                service.recover(ID, () -> found.add("found")).flatMap(card -> card.connection().lastCount()));
        assertEquals(List.of("found"), found);
        assertInstanceOf(Connected.class, service.card(ID).connection());
        assertEquals(Optional.empty(), service.recover(ID, () -> found.add("again")), "nothing is missing now");
        assertEquals(List.of("found"), found);
    }

    @Test
    void aLoginThatWasFoundButDoesNotCountProvesNothing() throws Exception {
        credentials.logins.put(Samples.KEY, login("canaryLocation"));
        source.fails = Problem.SERVICE_FAULT;
        assertThrows(IntegrationException.class, () -> service.recover(ID, () -> {}));
        source.fails = null;
        source.origin = URI.create("https://elsewhere.example");
        source.asked.clear();
        assertEquals(Problem.LOGIN_ELSEWHERE,
                assertThrows(IntegrationException.class, () -> service.recover(ID, () -> {})).problem());

        assertTrue(source.asked.isEmpty());
        assertEquals(new Configure(), service.card(ID).connection());
        service.disconnect(ID);
        assertTrue(credentials.logins.isEmpty());
        assertEquals(new Configure(), service.card(ID).connection());
        assertTrue(store.waiting().isEmpty());
    }

    @Test
    void whatSomebodyConnectedMeanwhileIsNotTakenBackByALoginThatWasFound() throws Exception {
        credentials.logins.put(Samples.KEY, login("oldLocation"));
        var by = new AtomicReference<Card>();

        service.recover(ID, () -> by.set(assertDoesNotThrow(this::connect)));

        assertEquals(by.get(), service.card(ID));
    }

    @Test
    void aCountSaysNothingOfALoginThatTookThePlaceOfItsOwn() throws Exception {
        connect();
        source.contacts = 7;
        var replaced = new AtomicReference<Card>();
        source.during = () -> replaced.set(assertDoesNotThrow(() -> {
            source.during = () -> {};
            clock.move(Duration.ofSeconds(1));
            return service.keep(service.test(ID, new ManualEntry("pit-other", "otherLocation"), _ -> {}));
        }));

        var after = service.sync(ID).card();
        assertEquals(replaced.get(), after);
        assertEquals(replaced.get(), service.card(ID));
    }

    @Test
    void aLoginForAnotherAccountIsNotCountedForThisOne() throws Exception {
        connect();
        credentials.logins.put(Samples.KEY, login("otherLocation"));
        source.asked.clear();

        assertEquals(Problem.LOGIN_ELSEWHERE, service.sync(ID).problem());
        assertTrue(source.asked.isEmpty());
        assertInstanceOf(Connected.class, service.card(ID).connection());
    }

    @Test
    void aKeychainThatFailsIsNeverADisconnect() throws Exception {
        connect();
        for (var problem : List.of(Problem.KEYCHAIN_LOCKED, Problem.KEYCHAIN_SILENT, Problem.NO_KEYCHAIN, Problem.LOGIN_DAMAGED)) {
            credentials.refuses = problem;
            assertEquals(problem, service.sync(ID).problem());
            assertInstanceOf(Connected.class, service.card(ID).connection());
        }
        credentials.refuses = null;
        credentials.logins.clear();
        assertEquals(Problem.NO_SAVED_LOGIN, service.sync(ID).problem());
        assertEquals(1284, assertInstanceOf(Connected.class, service.card(ID).connection()).last().contacts());
    }

    @Test
    void aDamagedLoginCanBeReplaced() throws Exception {
        connect();
        credentials.damaged = true;

        assertInstanceOf(Connected.class, connect().connection());
        assertEquals(1, credentials.logins.size());
    }

    @Test
    void aDiskThatRefusesTheLineHidesNoCause() {
        source.fails = Problem.TOKEN_NOT_ACCEPTED;
        store.refuses = Problem.CANNOT_WRITE;

        assertEquals(Problem.TOKEN_NOT_ACCEPTED,
                assertThrows(IntegrationException.class, () -> service.test(ID, ENTRY, _ -> {})).problem());
    }

    @Test
    void aDiskThatRefusesLeavesTheKeychainAsTheCardSays() throws Exception {
        var first = service.test(ID, ENTRY, _ -> {});
        store.refuses = Problem.CANNOT_WRITE;
        assertThrows(IntegrationException.class, () -> service.keep(first));
        assertTrue(credentials.logins.isEmpty());

        store.refuses = null;
        connect();
        var second = service.test(ID, new ManualEntry("pit-other", "otherLocation"), _ -> {});
        store.refuses = Problem.CANNOT_WRITE;
        assertThrows(IntegrationException.class, () -> service.keep(second));
        assertThrows(IntegrationException.class, () -> service.disconnect(ID), "and nothing is removed before it is said");
        assertEquals("pit-canary-token", credentials.logins.values().iterator().next().token());
    }

    @Test
    void detailsShowTheEndOfTheTokenOnly() throws Exception {
        connect();

        assertEquals(Optional.of(new Details(Method.MANUAL, "canaryLocation", "oken", List.of(), Optional.empty())), service.details(ID));
    }

    @Test
    void nothingSecretIsInWhatMayReachALog() throws Exception {
        var tested = service.test(ID, ENTRY, _ -> {});

        assertFalse(tested.toString().contains("canary"), tested.toString());
        assertFalse(ENTRY.toString().contains("canary"));
    }

    private Login login(String account) {
        return new Login(Method.MANUAL, source.origin, account, "pit-canary-token");
    }

    private Card connect() throws Exception {
        return service.keep(service.test(ID, ENTRY, _ -> {}));
    }
}
