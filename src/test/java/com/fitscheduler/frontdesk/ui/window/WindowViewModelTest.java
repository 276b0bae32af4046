package com.fitscheduler.frontdesk.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.window.WindowState.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowViewModelTest {

    private final FakeClock clock = new FakeClock(Samples.NOW.toString(), "UTC");
    private final WindowViewModel real = window(false);

    @Test
    void theTitleCarriesTrouble() {
        real.card(Samples.connected());
        assertEquals("FitScheduler Front Desk", real.state().get().title());
        real.card(Samples.failed(Problem.SERVICE_FAULT));
        assertEquals("FitScheduler Front Desk", real.state().get().title());
        real.card(Samples.failed(Problem.KEYCHAIN_LOCKED));
        assertTrue(real.state().get().title().startsWith("LeadConnector needs attention"));
        real.card(Samples.failed(Problem.TOKEN_NOT_ACCEPTED));
        assertEquals("LeadConnector needs attention – FitScheduler Front Desk", real.state().get().title());
        assertTrue(window(true).state().get().title().startsWith("PRACTICE – "));
    }

    @Test
    void theWorstThingIsSaidFirst() {
        var practice = window(true);
        assertEquals("Practice mode. Nothing here is real and nothing is sent.", banner(practice));
        practice.lostSomething(true);
        assertTrue(banner(practice).startsWith("Data saved on this computer was damaged"));
        practice.readOnly(true);
        assertTrue(banner(practice).startsWith("Nothing can be saved on this computer"));
        practice.readOnly(false);
        practice.offline(true);
        assertEquals("This computer is offline. Changes are sent when the connection is back.", banner(practice));
        practice.card(Samples.connected());
        assertTrue(banner(practice).replace('\u00a0', ' ').contains("saved results from today at 2:53 PM."), banner(practice));
        practice.offline(false);
        practice.lostSomething(false);
        assertTrue(real.state().get().banner().isEmpty());
    }

    @Test
    void whatTheAdministratorSettledIsSaidWhenNothingWorseIs() {
        real.managed(true);
        assertEquals("Some settings are managed by your administrator.", banner(real));
        real.offline(true);
        assertTrue(banner(real).startsWith("This computer is offline"), banner(real));
    }

    @Test
    void aClockThatIsOffIsSaidUntilItIsRight() {
        real.clockError(Duration.ofSeconds(-119));
        assertTrue(real.state().get().banner().isEmpty());
        real.clockError(Duration.ofMinutes(-7).plusMillis(500));
        assertTrue(banner(real).startsWith("The clock of this computer is 7 minutes behind"), banner(real));
        real.clockError(Duration.ofDays(1));
        assertTrue(banner(real).startsWith("The clock of this computer is 1 day ahead"), banner(real));
        real.clockError(Duration.ofDays(4000));
        assertTrue(banner(real).startsWith("The clock of this computer is 4,000 days ahead"), banner(real));
        real.clockError(Duration.ZERO);
        assertTrue(real.state().get().banner().isEmpty());
    }

    @Test
    void whatAPersonCanDoAboutItStandsBesideIt() {
        var pressed = new ArrayList<Offer>();
        real.serve(pressed::add);
        real.notMember(true);
        assertTrue(banner(real).contains("does not belong to Riverside Gym") && banner(real).contains("E54"), banner(real));
        assertEquals(Offer.SIGN_IN, offer());
        real.signedOut(true);
        assertTrue(banner(real).startsWith("This computer is not signed in"), banner(real));
        assertEquals(Offer.SIGN_IN, offer());
        real.moved(true);
        assertEquals(Offer.USE_ADDRESS, offer());
        assertEquals("_Use this address from now on", real.text(offer()));
        real.press(offer());
        assertEquals(List.of(Offer.USE_ADDRESS), pressed);
        real.moved(false);
        real.signedOut(false);
        real.unserved(true);
        assertTrue(real.state().get().banner().orElseThrow().offer().isEmpty(), "there is nothing to sign in at");
    }

    @Test
    void theBarSaysWhereThisIsAndWhatWaits() {
        real.card(Samples.connected());
        assertEquals("Riverside Gym · Front desk 2", real.state().get().bar());
        real.checked(Samples.NOW);
        real.card(Samples.waiting());
        clock.move(Duration.ofMinutes(2));
        real.refresh();
        assertEquals("Riverside Gym · Front desk 2 · Last check 2 minutes ago · 1 change waiting to be sent",
                real.state().get().bar());
    }

    private WindowViewModel window(boolean practice) {
        return new WindowViewModel(new Place("gym", "Riverside Gym", "Front desk 2"), practice, Samples.words(),
                new TimeWords(Samples.words(), clock));
    }

    private Offer offer() {
        return real.state().get().banner().orElseThrow().offer().orElseThrow();
    }

    private static String banner(WindowViewModel window) {
        return window.state().get().banner().orElseThrow().text();
    }
}
