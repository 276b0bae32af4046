package com.fitscheduler.frontdesk.ui.integrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Syncing;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.Activity.Waiting;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.integration.Count;
import java.util.UUID;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 4 of the design brief, row by row. */
class CardFaceTest {

    private static final Activity IDLE = new Idle();
    private final Words words = Samples.words();

    @Test
    void configure() {
        var state = face(Samples.configure(), IDLE, false, null);

        assertPills(state, "Not configured");
        assertEquals("Connect this location to its LeadConnector account to bring in contacts.", state.text());
        assertOptions(state, "_Connect", "_How it works");
        assertTrue(state.options().getFirst().primary());
        assertFalse(state.gear());
    }

    @Test
    void aResultFromTheFutureIsSaidAsSuchAndWhy() {
        var early = Samples.connected().counted(new Count(1284, Samples.NOW.plusSeconds(121)));

        var state = face(early, IDLE, false, null);

        assertPills(state, "Connected");
        assertEquals("May 3, 2026, 3:07 PM UTC", state.values().getFirst().text().replace('\u00a0', ' '));
        assertEquals("Code E60", state.message().orElseThrow().code());
        assertOptions(state, "_Sync Again");
        assertTrue(face(Samples.connected().counted(new Count(1284, Samples.NOW.plusSeconds(120))), IDLE, false, null)
                .message().isEmpty());
    }

    @Test
    void connecting() {
        var state = face(Samples.configure(), new Testing(Step.COUNTING), false, null);

        assertPills(state, "Connecting");
        assertEquals("Counting contacts…", state.step());
        assertOptions(state, "C_ancel");
    }

    @Test
    void connected() {
        var state = face(Samples.connected(), IDLE, false, null);

        assertPills(state, "Connected");
        assertEquals(List.of("Last Synced:", "Contacts Synced:"), state.values().stream().map(CardState.Value::label).toList());
        assertEquals(List.of("12 minutes ago", "1,284"), state.values().stream().map(CardState.Value::text).toList());
        assertOptions(state, "_Sync Again");
        assertEquals("", state.note());
        assertTrue(state.gear());
        assertEquals("LeadConnector. Connected. Last Synced: 12 minutes ago. Contacts Synced: 1,284.", state.spoken());
    }

    @Test
    void whatIsNotSharedYetSaysSo() {
        assertEquals("Saved on this computer. Will be shared when the service is reachable.",
                face(Samples.waiting(), IDLE, false, null).note());
    }

    @Test
    void syncingKeepsTheTruthAndTheOldValues() {
        var state = face(Samples.connected(), new Syncing(), false, null);

        assertPills(state, "Connected", "Syncing…");
        assertEquals("1,284", state.values().getLast().text());
        assertOptions(state, "C_ancel");
    }

    @Test
    void reconnectingKeepsTheTruthAndTheOldValues() {
        var state = face(Samples.connected(), new Testing(Step.SIGNING_IN), false, null);

        assertPills(state, "Connected", "Connecting");
        assertEquals("1,284", state.values().getLast().text());
    }

    @Test
    void offlineIsNeverRedAndSaysTheAge() {
        var state = face(Samples.connected(), IDLE, true, null);

        assertPills(state, "Connected", "Offline");
        assertEquals(Tone.NEUTRAL, state.tone());
        assertEquals("today at 2:53 PM", state.values().getFirst().text().replace('\u00a0', ' '));
        assertEquals("Saved status. This computer is offline.", state.note());
        assertOptions(state, "_Sync Again");
        assertFalse(state.options().getFirst().primary());
    }

    @Test
    void offlineBeforeConnecting() {
        var state = face(Samples.configure(), IDLE, true, null);

        assertPills(state, "Not configured", "Offline");
        assertEquals("Connecting needs the internet.", state.text());
        assertFalse(state.options().getFirst().primary());
    }

    @ParameterizedTest
    @EnumSource(value = Problem.class, names = {"UNREACHABLE", "TIMED_OUT", "TOO_MANY_REQUESTS", "SERVICE_FAULT"})
    void whatPassesByItselfIsAmberBesideTheConnection(Problem problem) {
        var state = face(Samples.failed(problem), IDLE, false, null);

        assertPills(state, "Connected", "Having trouble");
        assertEquals(Tone.WARNING, state.message().orElseThrow().tone());
        assertEquals("1,284", state.values().get(1).text());
        assertEquals("1 minute ago", state.values().get(2).text());
        assertOptions(state, "_Try now");
    }

    @Test
    void havingBeenOfflineIsNoTroubleOnceItIsOver() {
        var state = face(Samples.failed(Problem.OFFLINE), IDLE, false, null);

        assertPills(state, "Connected");
        assertTrue(state.message().isEmpty());
    }

    @Test
    void whatNeedsAPersonIsRedAndKeepsTheOldValuesInALine() {
        var state = face(Samples.failed(Problem.TOKEN_NOT_ACCEPTED), IDLE, false, null);

        assertPills(state, "Disconnected");
        assertEquals(Tone.ERROR, state.tone());
        assertEquals("Token not accepted", state.message().orElseThrow().title());
        assertEquals("Code E22", state.message().orElseThrow().code());
        assertTrue(state.note().startsWith("Last Synced 12 minutes ago: 1,284 contacts."), state.note());
        assertOptions(state, "_Reconnect", "_Details");
    }

    @ParameterizedTest
    @EnumSource(value = Problem.class, names = {"KEYCHAIN_LOCKED", "KEYCHAIN_SILENT", "NO_KEYCHAIN", "NO_SAVED_LOGIN",
            "LOGIN_DAMAGED", "LOGIN_ELSEWHERE", "NOT_TRUSTED", "PROXY_SIGN_IN", "CAPTIVE_PORTAL", "CLOCK_WRONG"})
    void aTroubleOfThisComputerIsRedAndNoDisconnect(Problem problem) {
        var state = face(Samples.failed(problem), IDLE, false, null);

        assertPills(state, "Connected", "Needs attention");
        assertEquals(Tone.ERROR, state.message().orElseThrow().tone());
        assertEquals("1,284", state.values().get(1).text());
        assertEquals(switch (problem.remedy()) {
            case RECONNECT -> Act.RECONNECT;
            case DETAILS -> Act.DETAILS;
            case NETWORK_SETTINGS -> Act.NETWORK_SETTINGS;
            default -> Act.SYNC;
        }, state.options().getFirst().act());
        assertTrue(state.options().stream().anyMatch(option -> option.act() == Act.SYNC || option.act() == Act.RECONNECT),
                "a person can always try again");
    }

    @Test
    void aTryThatIsPlannedIsSaidAndLeavesTheTruthInPlace() {
        var waiting = new Waiting(Problem.SERVICE_FAULT, Samples.NOW.plusSeconds(28));
        var connected = face(Samples.failed(Problem.SERVICE_FAULT), waiting, false, null);
        assertPills(connected, "Connected", "Having trouble");
        assertEquals("", connected.step(), "nothing moves while it waits");
        assertTrue(connected.note().endsWith("Trying again in 30 seconds."), connected.note());
        var broken = face(Samples.failed(Problem.NOT_IN_PLAN), waiting, false, null);
        assertPills(broken, "Disconnected");
        assertEquals("Code E31", broken.message().orElseThrow().code());
        assertOptions(broken, "_Try now", "C_ancel");
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN_IN_DECLINED", "SIGN_IN_TOO_LATE", "CODE_NOT_VALID"})
    void aSignInThatCameToNothingIsSaidQuietly(Problem problem) {
        var state = face(Samples.configure(), IDLE, false, problem);
        assertPills(state, "Not configured");
        assertEquals(Tone.NEUTRAL, state.tone());
        assertEquals("Code " + problem.code(), state.message().orElseThrow().code());
        assertOptions(state, "_Try again", "C_onfigure");
    }

    @Test
    void aFirstConnectionThatFailedIsAnError() {
        var state = face(Samples.configure(), IDLE, false, Problem.TOKEN_NOT_ACCEPTED);

        assertPills(state, "Error");
        assertEquals(Tone.ERROR, state.tone());
        assertEquals("Token not accepted", state.message().orElseThrow().title());
        assertOptions(state, "_Enter token", "C_onfigure", "_Details");
        assertFalse(state.gear());
    }

    @Test
    void disconnectedByAPersonSaysWhoAndWhen() {
        var state = face(Samples.disconnected(), IDLE, false, null);

        assertPills(state, "Disconnected");
        assertEquals(Tone.NEUTRAL, state.tone());
        assertEquals("Disconnected today at 2:05 PM by Front desk 2.", state.text().replace('\u00a0', ' '));
        assertOptions(state, "_Connect");
    }

    @Test
    void aDiskThatRefusesIsSaidOverTheTruth() {
        var state = face(Samples.connected(), IDLE, false, Problem.CANNOT_WRITE);

        assertPills(state, "Connected");
        assertEquals("Local data cannot be written", state.message().orElseThrow().title());
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void everyProblemHasAFaceOnEveryCard(Problem problem) {
        for (var card : List.of(Samples.configure(), Samples.connected(), Samples.failed(problem), Samples.disconnected())) {
            var state = face(card, IDLE, false, problem);
            assertEquals("Code " + problem.code(), state.message().orElseThrow().code());
            assertFalse(state.options().isEmpty());
        }
    }

    @Test
    void aConnectionOfAnotherDeskIsShownWithItsCountAndOffersToConnectThisComputer() {
        var state = face(Samples.configure().heard(theirs(null)), new Idle(), false, null);

        assertPills(state, "Connected");
        assertOptions(state, "_Connect this computer");
        assertEquals("Connected on Front desk 3. To sync from this computer, connect it too.", state.text());
        assertEquals("77", state.values().get(1).text());
    }

    @Test
    void anotherDesksTroubleIsALineAndNotRed() {
        var state = face(Samples.connected().heard(new SharedRow(Samples.LINK.id(), Method.OAUTH, 1, null, null,
                List.of(new SharedRow.Desk("Front desk 3", true, "E20")))), new Idle(), false, null);

        assertPills(state, "Connected");
        assertEquals(Tone.NEUTRAL, state.tone());
        assertEquals("Front desk 3 has trouble: Sign-in expired.", state.note());
    }

    @Test
    void twoChangesThatMetAreAPersonsToDecide() {
        var card = Samples.waiting().heard(theirs(null));
        var state = new CardFace(CardFacts.of(card).verdict(Problem.CHANGED_ELSEWHERE), words,
                new TimeWords(words, new FakeClock(Samples.NOW.toString(), "UTC"))).state();

        assertOptions(state, "_Keep theirs", "Apply _ours");
        assertEquals("\"Front desk 3\" changed this connection just now, while a change of this computer was waiting.",
                state.message().orElseThrow().cause());
    }

    @Test
    void ourOwnDisconnectIsNotOverriddenByTheRowThatDoesNotKnowOfIt() {
        var state = face(Samples.configure().heard(theirs(null)).disconnected("Front desk 2", Samples.NOW), new Idle(), false, null);

        assertPills(state, "Disconnected");
    }

    @Test
    void aConnectionThatTheServiceForgotIsSaidSo() {
        var counted = Samples.connected().heard(new SharedRow(Samples.LINK.id(), 5)).counted(new Count(9, Samples.NOW));
        var state = face(counted.acknowledged(counted.waiting(), false, new SharedRow(null, 2)), new Idle(), false, null);

        assertTrue(state.note().contains("knows an older state"), state.note());
    }

    private static SharedRow theirs(String trouble) {
        return new SharedRow(UUID.fromString("00000000-0000-4000-8000-0000000000aa"), Method.MANUAL, 3,
                new Count(77, Samples.NOW), new SharedRow.Change("Front desk 3", Samples.NOW),
                List.of(new SharedRow.Desk("Front desk 3", true, trouble)));
    }

    @Test
    void pillsAreShort() {
        for (var key : words.bundle().keySet()) {
            if (key.startsWith("pill.")) {
                assertTrue(words.get(key).length() <= 32, key);
            }
        }
    }

    private CardState face(Card card, Activity activity, boolean offline, Problem hitch) {
        var times = new TimeWords(words, new FakeClock(Samples.NOW.toString(), "UTC"));
        return new CardFace(new CardFacts(card, activity, offline, hitch, 0, false, null), words, times).state();
    }

    private static void assertPills(CardState state, String... texts) {
        assertEquals(List.of(texts), state.pills().stream().map(CardState.Pill::text).toList());
    }

    private static void assertOptions(CardState state, String... texts) {
        assertEquals(List.of(texts), state.options().stream().map(CardState.Option::text).toList());
    }
}
