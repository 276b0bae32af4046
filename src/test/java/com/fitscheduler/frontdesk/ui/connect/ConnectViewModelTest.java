package com.fitscheduler.frontdesk.ui.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Inbox;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Advised;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Asking;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Done;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Failed;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Open;
import com.fitscheduler.frontdesk.integration.Activity.WaitingForBrowser;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.SignIn;
import com.fitscheduler.frontdesk.testsupport.FakeSignIn;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Browsing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectViewModelTest {

    private final FakeContactSource source = new FakeContactSource();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    private final FakeSignIn browser = new FakeSignIn();
    private final Inbox work = new Inbox();
    private final FakeClock clock = new FakeClock("2026-05-03T15:05:00Z", "UTC");
    private final List<String> copied = new ArrayList<>();
    private final IntegrationService service = new IntegrationService(new Place("gym", "Riverside Gym", "Front desk 2"),
            Map.of("leadconnector", source), credentials, new InMemoryConnectionStore(),
            clock);
    private Activity shown = new Idle();
    private Problem failed = null;
    private final ConnectViewModel dialog = new ConnectViewModel("leadconnector", "Riverside Gym", service,
            new Background(work, Runnable::run), Samples.words(),
            new TimeWords(Samples.words(), clock), (activity, problem) -> {
        shown = activity;
        failed = problem;
    }, copied::add);

    @Test
    void emptyFieldsBlockBesideTheField() {
        dialog.connect(" ", "");

        assertTrue(advised().token().orElseThrow().blocks());
        assertTrue(advised().account().orElseThrow().blocks());
        assertFalse(advised().passable());
        assertTrue(source.asked.isEmpty());
    }

    @Test
    void anEmptyFieldThatIsOnlyLeftIsNotScolded() {
        dialog.left("", "");

        assertEquals(new Open(), state());
    }

    @Test
    void aWebAddressIsOfferedItsPart() {
        dialog.connect("pit-1", "https://app.example/location/part");

        assertTrue(advised().account().orElseThrow().blocks());
        assertEquals(Optional.of("part"), advised().suggestion());
    }

    @Test
    void unusualValuesAreAdvisedAgainstAndMayBeTriedAnyway() {
        dialog.connect("odd", "abc");
        assertFalse(advised().token().orElseThrow().blocks());
        assertTrue(advised().passable());

        dialog.connect("odd", "abc");
        work.runAll();

        assertEquals("odd", source.asked.getFirst().token());
    }

    @Test
    void leavingAFieldOnTheWayToTheButtonIsNoConsent() {
        dialog.left("odd", "abc");
        dialog.connect("odd", "abc");

        assertTrue(advised().passable());
        assertTrue(source.asked.isEmpty());
    }

    @Test
    void anywayIsMeantForTheValuesItWasSaidOf() {
        dialog.connect("odd", "abc");
        dialog.connect("odder", "abc");

        assertTrue(advised().passable());
    }

    @Test
    void pastedSpacesAreTrimmedBeforeAnythingIsSent() {
        dialog.connect(" pit-1\r\n", "\tabc ");
        work.runAll();

        assertEquals("pit-1", source.asked.getFirst().token());
        assertEquals("abc", source.asked.getFirst().accountId());
    }

    @Test
    void successSaysSoAndIsKept() throws Exception {
        dialog.connect("pit-1", "abc");
        assertTrue(dialog.busy());
        work.runAll();

        assertEquals(new Done("Connected to Riverside Gym. 1,284 contacts."), state());
        assertTrue(service.card("leadconnector").connection() instanceof Connected);
        assertEquals(new Idle(), shown);
        assertNull(failed);
    }

    @Test
    void failureIsShownHereAndOnTheCardAndNothingIsKept() throws Exception {
        source.fails = Problem.TOKEN_NOT_ACCEPTED;

        dialog.connect("pit-1", "abc");
        work.runAll();

        assertEquals("Token not accepted", assertInstanceOf(Failed.class, state()).message().title());
        assertEquals(Problem.TOKEN_NOT_ACCEPTED, failed);
        assertEquals(new Configure(), service.card("leadconnector").connection());
        assertTrue(credentials.logins.isEmpty());
    }

    @Test
    void anotherNameIsAskedAboutBeforeAnythingIsKept() throws Exception {
        source.name = Optional.of("Harbourside Gym");
        dialog.connect("pit-1", "abc");
        work.runAll();

        assertEquals("The LeadConnector location is called Harbourside Gym. Connect Harbourside Gym to Riverside Gym?",
                assertInstanceOf(Asking.class, state()).question().text());
        assertTrue(credentials.logins.isEmpty());

        dialog.answer(false);
        assertTrue(credentials.logins.isEmpty());
        assertFalse(dialog.busy());

        dialog.connect("pit-1", "abc");
        work.runAll();
        dialog.answer(true);
        work.runAll();
        assertEquals("abc", credentials.logins.get(Samples.KEY).accountId());
    }

    @Test
    void cancelKeepsNothingAndOpensTheFields() {
        dialog.connect("pit-1", "abc");
        dialog.cancel();
        work.runAll();

        assertEquals(new Open(), state());
        assertTrue(credentials.logins.isEmpty());
        assertEquals(new Idle(), shown);
    }

    @Test
    void whatIsBeingKeptIsNotCancelledAndItsOutcomeIsTold() {
        dialog.connect("pit-1", "abc");
        work.run();
        assertFalse(dialog.cancellable());
        dialog.cancel();
        assertTrue(dialog.busy());
        work.runAll();

        assertInstanceOf(Done.class, state());
        assertEquals(1, credentials.logins.size());
    }

    @Test
    void aSecondPressWhileTestingDoesNothing() {
        dialog.connect("pit-1", "abc");
        dialog.connect("pit-2", "abc");
        work.runAll();

        assertEquals(1, source.asked.size());
    }

    @Test
    void signingInWithTheBrowserWaitsThenCountsAndKeeps() throws Exception {
        source.signIn = browser;
        dialog.signIn();
        work.run();

        assertEquals("10:00 left", assertInstanceOf(Browsing.class, state()).left());
        assertInstanceOf(WaitingForBrowser.class, shown);
        work.runAll();

        assertInstanceOf(Done.class, state());
        assertEquals(Method.OAUTH, credentials.logins.get(Samples.KEY).method());
        assertEquals(1, browser.opened);
        assertEquals(1, browser.closed);
    }

    @Test
    void aBrowserThatDoesNotOpenLeavesTheLink() {
        source.signIn = browser;
        browser.browserFails = Problem.BROWSER_NOT_OPENED;
        browse();
        work.run();

        assertTrue(assertInstanceOf(Browsing.class, state()).hint().orElseThrow().contains("Copy the link"));
        dialog.copyLink();
        assertEquals(List.of("http://127.0.0.1:1/start/1"), copied);
    }

    @Test
    void closingTheDialogDoesNotEndTheWaitingAndCancelDoes() {
        source.signIn = browser;
        browse();
        dialog.closed();
        dialog.opened();
        assertInstanceOf(Browsing.class, state());
        dialog.cancel();

        assertEquals(new Open(), state());
        assertEquals(1, browser.closed);
        assertInstanceOf(Idle.class, shown);
    }

    @Test
    void aCancelBeforeItHasBegunLeavesNoPortOpen() {
        source.signIn = browser;
        dialog.signIn();
        dialog.cancel();
        work.runAll();

        assertEquals(browser.begun, browser.closed);
        assertEquals(new Open(), state());
    }

    @Test
    void aSecondSignInShowsTheFirst() {
        source.signIn = browser;
        browse();
        dialog.signIn();

        assertEquals(1, browser.begun);
        assertInstanceOf(Browsing.class, state());
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN_IN_DECLINED", "SIGN_IN_TOO_LATE", "FOREIGN_ANSWER", "CODE_NOT_VALID", "WHOLE_AGENCY",
            "BROKER_NEEDED", "SERVICE_FAULT"})
    void eachEndOfASignInHasItsOwnCauseAndKeepsNothing(Problem problem) {
        source.signIn = browser;
        browser.ends = problem;
        browse();
        work.runAll();

        assertEquals(Samples.words().of(problem, "title", "leadconnector"), assertInstanceOf(Failed.class, state()).message().title());
        assertTrue(credentials.logins.isEmpty());
        assertEquals(problem, failed);
        assertEquals(1, browser.closed);
    }

    @Test
    void aTakenPortIsSaidAtOnce() {
        source.signIn = browser;
        browser.refuses = Problem.PORT_TAKEN;
        browse();

        assertEquals("This computer blocked the sign-in", assertInstanceOf(Failed.class, state()).message().title());
    }

    @Test
    void anotherLocationThanTheCardsIsNotKept() throws Exception {
        dialog.connect("pit-1", "abc");
        work.runAll();
        source.signIn = browser;
        browser.account = "another";
        browse();
        work.runAll();

        assertEquals("That is a different location", assertInstanceOf(Failed.class, state()).message().title());
        assertEquals("pit-1", credentials.logins.get(Samples.KEY).token());
    }

    @Test
    void theTimeThatIsLeftIsToldAndItsEndAnnounced() {
        source.signIn = browser;
        browse();
        browser.left = java.time.Duration.ofSeconds(95);
        dialog.refresh();

        var browsing = assertInstanceOf(Browsing.class, state());
        assertEquals("1:35 left", browsing.left());
        assertTrue(browsing.ending());
        dialog.openAgain();
        work.run();
        assertEquals(1, browser.closed, "the old one is over");
    }

    @Test
    void whatHappensMeanwhileIsSaidAndTheWaitingGoesOn() {
        source.signIn = browser;
        browse();
        browser.hints.accept(SignIn.Hint.LINK_USED);

        assertTrue(assertInstanceOf(Browsing.class, state()).hint().orElseThrow().contains("second browser"));
    }

    private void browse() {
        dialog.opened();
        dialog.signIn();
        work.run();
    }

    private Advised advised() {
        return assertInstanceOf(Advised.class, state());
    }

    private ConnectState state() {
        return dialog.state().get();
    }
}
