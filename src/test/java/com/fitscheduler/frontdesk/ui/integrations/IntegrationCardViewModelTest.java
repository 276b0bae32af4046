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
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntegrationCardViewModelTest {

    private final FakeContactSource source = new FakeContactSource();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final FakeClock clock = new FakeClock("2026-05-03T15:05:00Z", "UTC");
    private final Inbox work = new Inbox();
    private final List<String> said = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final IntegrationService service = new IntegrationService(new Place("gym", "Riverside Gym", "Front desk 2"),
            Map.of("leadconnector", source), credentials, store, clock);
    private final IntegrationCardViewModel card = new IntegrationCardViewModel(
            Card.blank(new CardKey("gym", "leadconnector")), service, new Background(work, Runnable::run),
            Samples.words(), new TimeWords(Samples.words(), clock),
            new IntegrationCardViewModel.Ways(() -> opened.add("connect"), () -> opened.add("details"), said::add));

    @BeforeEach
    void connect() throws Exception {
        card.show(service.keep(service.test("leadconnector", new ManualEntry("pit-1", "abc"), _ -> {})));
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
        assertEquals(List.of("Nothing changed."), said);
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
    void aDisconnectThatTheKeychainRefusesIsSaidAndNothingIsPretended() {
        credentials.refuses = Problem.KEYCHAIN_LOCKED;
        card.disconnect();
        work.runAll();

        assertEquals("Connected", state().pills().getFirst().text());
        assertEquals("The password store is locked", state().message().orElseThrow().title());
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

    private CardState state() {
        return card.state().get();
    }
}
