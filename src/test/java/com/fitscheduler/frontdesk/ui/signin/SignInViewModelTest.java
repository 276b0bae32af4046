package com.fitscheduler.frontdesk.ui.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeAccount;
import com.fitscheduler.frontdesk.testsupport.Inbox;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Advised;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Busy;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Choosing;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Done;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Failed;
import com.fitscheduler.frontdesk.ui.signin.SignInState.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInViewModelTest {

    private static final GymLocation RIVERSIDE = new GymLocation("1", "Riverside Gym");
    private static final GymLocation HILLTOP = new GymLocation("2", "Hilltop Gym");

    private final FakeAccount account = new FakeAccount();
    private final Inbox work = new Inbox();
    private final List<GymLocation> chosen = new ArrayList<>();
    private final Background background = new Background(work, Runnable::run);
    private final SignInViewModel first = new SignInViewModel(account, Optional.of(chosen::add), background, Samples.words());
    private final SignInViewModel later = new SignInViewModel(account, Optional.empty(), background, Samples.words());

    @Test
    void emptyFieldsSaySoBesideTheFieldAndNothingIsSent() {
        first.signIn("  ", "");
        var advised = assertInstanceOf(Advised.class, first.state().get());
        assertEquals("Type the e-mail address.", advised.email().orElseThrow());
        assertEquals("Type the password.", advised.password().orElseThrow());
        first.signIn("desk@example.com", "");
        assertTrue(assertInstanceOf(Advised.class, first.state().get()).email().isEmpty());
        work.runAll();
        assertEquals(0, account.signIns);
    }

    @Test
    void theOnlyGymLocationIsTakenAtOnce() {
        account.gyms.add(RIVERSIDE);
        first.signIn(" desk@example.com ", FakeAccount.PASSWORD);
        assertInstanceOf(Busy.class, first.state().get());
        work.runAll();
        assertInstanceOf(Done.class, first.state().get());
        assertEquals(List.of(RIVERSIDE), chosen);
        assertEquals("desk@example.com", account.who);
    }

    @Test
    void ofSeveralThePersonChooses() {
        account.gyms.addAll(List.of(RIVERSIDE, HILLTOP, new GymLocation("3", "Hilltop Gym")));
        signIn(first);
        var choices = assertInstanceOf(Choosing.class, first.state().get()).choices();
        assertEquals(List.of("Riverside Gym", "Hilltop Gym (2)", "Hilltop Gym (3)"),
                choices.stream().map(SignInState.Choice::text).toList());
        assertEquals(List.of(), chosen);
        first.choose("2");
        assertEquals(List.of(HILLTOP), chosen);
        assertInstanceOf(Done.class, first.state().get());
    }

    @Test
    void anAccountOfNoGymIsSaidAndAnotherMayBeTried() {
        signIn(first);
        var failed = failed(first);
        assertTrue(failed.signedIn());
        assertEquals(Tone.ERROR, failed.message().tone());
        assertEquals("Code E54", failed.message().code());
        first.again();
        assertInstanceOf(Open.class, first.state().get());
    }

    @ParameterizedTest
    @CsvSource({"WRONG_PASSWORD, E56", "UNREACHABLE, E02", "TIMED_OUT, E03", "OFFLINE, E01", "TOO_MANY_REQUESTS, E30",
            "KEYCHAIN_LOCKED, E40", "NO_KEYCHAIN, E42", "UNEXPECTED_ANSWER, E32", "SERVICE_FAULT, E31", "SERVICE_NOT_SET_UP, E57"})
    void eachFailureHasItsMessageWhichSpeaksOfTheService(Problem problem, String code) {
        account.refuses = problem;
        signIn(first);
        var failed = failed(first);
        assertFalse(failed.signedIn());
        assertEquals("Code " + code, failed.message().code());
        assertFalse(failed.message().spoken().contains("LeadConnector"), failed.message().spoken());
        account.refuses = null;
        account.gyms.add(RIVERSIDE);
        signIn(first);
        assertInstanceOf(Done.class, first.state().get());
    }

    @Test
    void aListThatDoesNotComeIsAskedForAgainWithoutAPassword() {
        account.gymsRefuse = Problem.TIMED_OUT;
        signIn(first);
        assertTrue(failed(first).signedIn());
        account.gymsRefuse = null;
        account.gyms.add(RIVERSIDE);
        first.look();
        work.runAll();
        assertEquals(1, account.signIns);
        assertEquals(List.of(RIVERSIDE), chosen);
    }

    @Test
    void whoeverIsSignedInAlreadyOnlyChooses() {
        account.who = "desk@example.com";
        account.gyms.addAll(List.of(RIVERSIDE, HILLTOP));
        first.begin();
        work.runAll();
        assertInstanceOf(Choosing.class, first.state().get());
    }

    @Test
    void aSessionThatIsOverLeadsBackToTheFields() {
        account.who = "desk@example.com";
        account.gymsRefuse = Problem.DESK_NOT_SIGNED_IN;
        first.begin();
        work.runAll();
        assertInstanceOf(Open.class, first.state().get());
    }

    @Test
    void whereTheGymStandsTheSignInIsAllThatIsWantedAndTheAddressIsThere() {
        account.who = "desk@example.com";
        later.begin();
        work.runAll();
        assertEquals(new Open("desk@example.com"), later.state().get());
        signIn(later);
        assertInstanceOf(Done.class, later.state().get());
    }

    @Test
    void aKeychainThatDoesNotOpenDoesNotKeepTheFieldsAway() {
        account.refuses = Problem.KEYCHAIN_LOCKED;
        first.begin();
        work.runAll();
        assertEquals(new Open(""), first.state().get());
    }

    @Test
    void whatIsCancelledCallsNobodyBack() {
        account.gyms.add(RIVERSIDE);
        first.signIn("desk@example.com", FakeAccount.PASSWORD);
        first.cancel();
        work.runAll();
        assertInstanceOf(Open.class, first.state().get());
        assertEquals(List.of(), chosen);
    }

    private void signIn(SignInViewModel screen) {
        screen.signIn("desk@example.com", FakeAccount.PASSWORD);
        work.runAll();
    }

    private static Failed failed(SignInViewModel screen) {
        return assertInstanceOf(Failed.class, screen.state().get());
    }
}
