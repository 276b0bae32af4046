package com.fitscheduler.frontdesk.ui.integrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.FakeSignIn;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Inbox;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntegrationCardViewModelTest {

    private final FakeContactSource source = new FakeContactSource();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final FakeClock clock = new FakeClock("2026-05-03T15:05:00Z", "UTC");
    private final Inbox work = new Inbox();
    private final List<Duration> paused = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final IntegrationService service = service(store);
    private final IntegrationCardViewModel card = new IntegrationCardViewModel(
            Card.blank(new CardKey("gym", "leadconnector")), service, new Background(work, Runnable::run, paused::add),
            Samples.words(), new TimeWords(Samples.words(), clock),
            new IntegrationCardViewModel.Ways(() -> opened.add("connect"), () -> opened.add("details"), said::add));

    @BeforeEach
    void connect() throws Exception {
        store.listen(card::show);
        service.keep(service.test("leadconnector", new ManualEntry("pit-1", "abc"), _ -> {}));
    }

    @Test
    void syncCountsAndSaysWhatChanged() {
        source.contacts = 1296;
        card.act(Act.SYNC);
        assertEquals("Syncing…", state().pills().getLast().text());
        work.runAll();

        assertEquals("1,296", state().values().getLast().text());
        assertEquals(List.of("Synced. 1,296 contacts (12 more than before)."), said);
    }

    @Test
    void theOtherWayIsOfferedWhereItCanBeTaken() throws Exception {
        assertEquals(Optional.empty(), card.otherMethod(), "nobody can sign in here");
        source.signIn = new FakeSignIn();
        assertEquals(Optional.of(Method.OAUTH), card.otherMethod());
        service.keep(service.test("leadconnector", service.signIn("leadconnector", _ -> {}), _ -> {}));
        assertEquals(Optional.of(Method.MANUAL), card.otherMethod());
        source.signIn = null;
        assertEquals(Optional.of(Method.MANUAL), card.otherMethod(), "a way out of a sign-in that cannot be renewed");
        service.disconnect("leadconnector");
        assertEquals(Optional.empty(), card.otherMethod());
    }

    @Test
    void fewerAndEqualAreSaidToo() {
        source.contacts = 1280;
        card.act(Act.SYNC);
        work.runAll();
        card.act(Act.SYNC);
        work.runAll();

        assertEquals(List.of("Synced. 1,280 contacts (4 fewer than before).", "Synced. 1,280 contacts (no change)."), said);
    }

    @Test
    void twoClicksAreOneSync() {
        var before = source.asked.size();
        card.act(Act.SYNC);
        card.act(Act.SYNC);
        work.runAll();

        assertEquals(before + 1, source.asked.size());
    }

    @Test
    void cancelChangesTheScreenAtOnceAndLeavesTheCardAlone() {
        source.contacts = 1;
        card.act(Act.SYNC);
        card.act(Act.CANCEL);

        assertFalse(card.busy());
        work.runAll();
        assertEquals("1,284", state().values().getLast().text());
        assertEquals(List.of("Cancelled."), said);
    }

    @Test
    void aSyncThatFailsShowsItsCause() {
        source.fails = Problem.TOKEN_NOT_ACCEPTED;
        card.act(Act.SYNC);
        work.runAll();

        assertEquals("Token not accepted", state().message().orElseThrow().title());
        assertTrue(said.isEmpty());
        card.act(state().options().getFirst().act());
        assertEquals(List.of("connect"), opened);
    }

    @Test
    void disconnectNeedsNoNetwork() {
        source.fails = Problem.OFFLINE;
        card.disconnect();
        work.runAll();

        assertEquals("Disconnected", state().pills().getFirst().text());
        assertTrue(credentials.logins.isEmpty());
    }

    @Test
    void aLockedKeychainHoldsNoDisconnectUpAndWhatIsLeftIsSaidUntilItIsGone() {
        credentials.refuses = Problem.KEYCHAIN_LOCKED;
        card.disconnect();
        work.runAll();

        assertEquals("Disconnected", state().pills().getFirst().text());
        assertTrue(state().note().contains("could not be removed"), state().note());
        card.act(Act.SWEEP);
        work.runAll();
        assertTrue(state().note().contains("could not be removed"), "still locked");

        card.mend();
        work.runAll();
        assertEquals(0, credentials.deletions, "and nobody is asked to unlock it");
        credentials.refuses = null;
        card.mend();
        work.runAll();
        assertFalse(state().note().contains("could not be removed"), state().note());
        assertTrue(credentials.logins.isEmpty());
    }

    @Test
    void whatPassesIsTriedAFewTimesMoreWhichIsSeenAndThenItRests() {
        source.fails = Problem.SERVICE_FAULT;
        card.act(Act.SYNC);
        work.run();
        assertEquals("We try again by ourselves.", state().message().orElseThrow().action().replace("Nothing to do. ", ""));
        assertTrue(state().note().contains("Trying again in 10 seconds."), state().note());
        assertEquals(List.of(Act.SYNC, Act.CANCEL), acts());
        assertFalse(card.busy(), "nothing is lost by quitting now");

        work.runAll();
        assertEquals(List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1)), paused);
        assertEquals(1 + 4, source.asked.size());
        assertTrue(state().note().contains("Tried 4 times."), state().note());
        assertEquals(List.of(Act.SYNC), acts());

        source.fails = null;
        card.act(Act.SYNC);
        work.runAll();
        assertEquals(1 + 5, source.asked.size());
        assertFalse(state().note().contains("Tried"), state().note());
    }

    @Test
    void aTryThatSucceedsIsTheLast() {
        source.fails = Problem.TIMED_OUT;
        card.act(Act.SYNC);
        work.run();
        source.fails = null;
        work.runAll();

        assertEquals(1, paused.size());
        assertEquals(List.of("Synced. 1,284 contacts (no change)."), said);
        assertEquals(1, state().pills().size());
    }

    @Test
    void cancelEndsTheTriesAndTryNowComesFirst() {
        source.fails = Problem.SERVICE_FAULT;
        card.act(Act.SYNC);
        work.run();
        card.act(Act.SYNC);
        assertEquals("Syncing…", state().pills().getLast().text());
        work.runAll();
        assertEquals(1 + 1 + 4, source.asked.size(), "the try that was planned is not made on top of it");

        card.act(Act.SYNC);
        work.run();
        card.act(Act.CANCEL);
        work.runAll();
        assertEquals(1 + 1 + 4 + 1, source.asked.size());
        assertEquals(List.of(Act.SYNC), acts());
    }

    @Test
    void anotherActionTakesThePlaceOfAPlannedTry() {
        source.fails = Problem.SERVICE_FAULT;
        card.act(Act.SYNC);
        work.run();
        card.disconnect();
        work.runAll();

        assertEquals(1 + 1, source.asked.size());
        assertEquals("Disconnected", state().pills().getFirst().text());
    }

    @Test
    void aRateLimitIsWaitedForAsLongAsWasAskedIfThatIsNotTooLong() {
        source.fails = Problem.TOO_MANY_REQUESTS;
        source.retryAfter = Duration.ofSeconds(90);
        card.act(Act.SYNC);
        work.run();
        assertTrue(state().note().contains("Trying again in 2 minutes."), state().note());
        assertEquals(List.of(Act.CANCEL), acts(), "it asked to be left alone");
        work.runAll();
        assertEquals(Duration.ofSeconds(90), paused.getFirst());

        paused.clear();
        source.retryAfter = Duration.ofHours(1);
        card.act(Act.SYNC);
        work.runAll();
        assertEquals(List.of(), paused);
        assertEquals(List.of(Act.SYNC), acts());
    }

    @Test
    void whatNeedsAPersonIsNotTriedAgain() {
        for (var problem : List.of(Problem.NOT_TRUSTED, Problem.TOKEN_NOT_ACCEPTED, Problem.OFFLINE)) {
            source.fails = problem;
            card.act(Act.SYNC);
            work.runAll();
        }
        assertEquals(List.of(), paused);
        assertEquals(1 + 3, source.asked.size());
    }

    @Test
    void aBrokenCardSaysWhyItCouldNotBeTriedAgain() {
        source.fails = Problem.NOT_IN_PLAN;
        card.act(Act.SYNC);
        work.runAll();
        credentials.refuses = Problem.KEYCHAIN_LOCKED;
        card.act(Act.SYNC);
        work.runAll();

        assertEquals("Disconnected", state().pills().getFirst().text());
        assertEquals("The password store is locked", state().message().orElseThrow().title());
    }

    @Test
    void aLoginThatWasFoundIsTestedByItself() throws Exception {
        var login = credentials.logins.get(Samples.KEY);
        var fresh = new InMemoryConnectionStore();
        var other = card(fresh);
        other.mend();
        work.runAll();

        assertEquals("Connected", other.state().get().pills().getFirst().text());
        assertEquals(List.of("LeadConnector is connected again by the sign-in saved on this computer. 1,284 contacts."), said);
        assertEquals(login, credentials.logins.get(Samples.KEY));
    }

    @Test
    void aLoginThatWasFoundAndDoesNotWorkCanBeTriedAgainOrRemoved() throws Exception {
        var other = card(new InMemoryConnectionStore());
        source.fails = Problem.UNREACHABLE;
        other.mend();
        work.runAll();

        assertEquals("A sign-in for this gym was found in this computer's password store.", other.state().get().text());
        assertTrue(other.state().get().gear());
        assertEquals("LeadConnector cannot be reached", other.state().get().message().orElseThrow().title());
        other.act(Act.TEST_FOUND);
        work.runAll();
        assertEquals(3, source.asked.size());

        assertEquals("Remove the saved sign-in?", other.disconnectQuestion("Riverside Gym").title());
        other.disconnect();
        work.runAll();
        assertTrue(credentials.logins.isEmpty());
        assertEquals("Not configured", other.state().get().pills().getFirst().text());
        assertFalse(other.state().get().gear());
    }

    @Test
    void aLoginBehindALockIsFoundOnceThatIsOpen() throws Exception {
        var other = card(new InMemoryConnectionStore());
        credentials.refuses = Problem.KEYCHAIN_LOCKED;
        other.mend();
        work.runAll();
        assertTrue(other.state().get().message().isEmpty());
        credentials.refuses = null;
        other.mend();
        work.runAll();

        assertEquals("Connected", other.state().get().pills().getFirst().text());
    }

    @Test
    void whereNothingIsFoundNothingIsSaidNorSearchedForAgain() {
        var login = credentials.logins.remove(Samples.KEY);
        var other = card(new InMemoryConnectionStore());
        other.mend();
        work.runAll();
        credentials.logins.put(Samples.KEY, login);
        clock.move(Duration.ofHours(2));
        other.mend();
        work.runAll();

        assertTrue(other.state().get().message().isEmpty());
        assertEquals(List.of(), said);
    }

    @Test
    void aTroubleOfThisComputerIsTheCardsAffairToo() {
        card.trying(new Testing(Step.SAVING), null);
        assertEquals(List.of(), acts(), "what is being kept cannot be cancelled");
        card.trying(new Idle(), Problem.KEYCHAIN_LOCKED);

        assertEquals("The password store is locked", state().message().orElseThrow().title());
    }

    @Test
    void whileSomethingRunsNoDialogOpens() {
        card.act(Act.SYNC);
        card.act(Act.RECONNECT);

        assertEquals(List.of(), opened);
    }

    @Test
    void aFailedAttemptToReplaceAConnectionSaysNothingOfTheOneThatStays() {
        card.trying(new Testing(Step.COUNTING), null);
        assertEquals("Connecting", state().pills().getLast().text());
        card.trying(new Idle(), Problem.TOKEN_NOT_ACCEPTED);

        assertEquals(1, state().pills().size());
        assertTrue(state().message().isEmpty());
    }

    @Test
    void timePassesOnTheCard() {
        clock.move(Duration.ofMinutes(5));
        card.refresh();

        assertEquals("5 minutes ago", state().values().getFirst().text());
    }

    /** The same desk after its database was lost. */
    private IntegrationCardViewModel card(InMemoryConnectionStore fresh) {
        var again = new IntegrationCardViewModel(Samples.configure(), service(fresh),
                new Background(work, Runnable::run, paused::add), Samples.words(), new TimeWords(Samples.words(), clock),
                new IntegrationCardViewModel.Ways(() -> {}, () -> {}, said::add));
        fresh.listen(again::show);
        return again;
    }

    private IntegrationService service(InMemoryConnectionStore cards) {
        return new IntegrationService(new Place("gym", "Riverside Gym", "Front desk 2"), Map.of("leadconnector", source),
                credentials, cards, clock);
    }

    private List<Act> acts() {
        return state().options().stream().map(CardState.Option::act).toList();
    }

    private CardState state() {
        return card.state().get();
    }

    @Test
    void aLoginOfAConnectionThatWasEndedElsewhereGoesAtOnce() throws Exception {
        card.mend();
        work.runAll();
        var key = new CardKey("gym", "leadconnector");
        var held = store.load(key);
        store.change(key, now -> now.acknowledged(now.waiting(), false, new SharedRow(held.connection().held().orElseThrow().id(), 1)), null);
        store.change(key, now -> now.heard(new SharedRow(null, 2)), null);
        assertEquals("Disconnected", state().pills().getFirst().text());
        work.runAll();

        assertEquals(0, credentials.logins.size());
        assertEquals("", state().note());
    }
}
