package com.fitscheduler.frontdesk.ui.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeAccount;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.signin.AccountState.Option;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountViewModelTest {

    private final FakeAccount account = new FakeAccount();
    private int signedOut;

    @Test
    void itSaysWhoIsSignedInAndOffersAnotherGymOnlyIfThereAreSeveral() {
        account.who = "desk@example.com";
        account.gyms.add(new GymLocation("1", "Riverside Gym"));
        assertEquals("Signed in as desk@example.com.", loaded(true).text());
        assertEquals(List.of(Option.SIGN_OUT), loaded(true).options());
        account.gyms.add(new GymLocation("2", "Hilltop Gym"));
        assertEquals(List.of(Option.CHOOSE_GYM, Option.SIGN_OUT), loaded(true).options());
        assertEquals(List.of(Option.SIGN_OUT), loaded(false).options(), "the settings say which gym it is");
        account.gymsRefuse = Problem.UNREACHABLE;
        assertEquals(List.of(Option.SIGN_OUT), loaded(true).options());
    }

    @Test
    void whereNobodyIsSignedInThatIsOffered() {
        assertEquals(List.of(Option.SIGN_IN), loaded(true).options());
    }

    @Test
    void signingOutIsToldOnceItIsTrue() {
        account.who = "desk@example.com";
        var part = part(true);
        part.load();
        account.refuses = Problem.KEYCHAIN_LOCKED;
        part.signOut();
        assertEquals("Code E40", part.state().get().failure().orElseThrow().code());
        assertTrue(part.state().get().options().contains(Option.SIGN_OUT));
        assertEquals(0, signedOut);
        account.refuses = null;
        part.signOut();
        assertEquals(1, signedOut);
        assertEquals(List.of(Option.SIGN_IN), part.state().get().options());
    }

    private AccountState loaded(boolean free) {
        var part = part(free);
        part.load();
        return part.state().get();
    }

    private AccountViewModel part(boolean free) {
        return new AccountViewModel(account, free, new Background(Runnable::run, Runnable::run), Samples.words(), () -> signedOut++);
    }
}
