package com.fitscheduler.frontdesk.ui.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.HistoryEntry;
import com.fitscheduler.frontdesk.integration.HistoryEntry.Action;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.activity.ActivityViewModel.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityViewModelTest {

    private final FakeClock clock = new FakeClock(Samples.NOW.toString(), "UTC");
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final IntegrationService service = new IntegrationService(new Place("gym", "Riverside Gym", "Front desk 2"), Map.of(),
            new InMemoryCredentialStore(), store, clock);
    private final Background atOnce = new Background(Runnable::run, Runnable::run);
    private final TimeWords times = new TimeWords(Samples.words(), clock);
    private final ActivityViewModel all = new ActivityViewModel(service, atOnce, Samples.words(), times);

    @BeforeEach
    void past() throws Exception {
        say(Samples.KEY, Action.CONNECT, 1284L, null);
        clock.move(Duration.ofMinutes(1));
        say(Samples.KEY, Action.SYNC, null, Problem.SERVICE_FAULT);
        clock.move(Duration.ofMinutes(1));
        say(new CardKey("gym", "hubspot"), Action.DISCONNECT, null, null);
    }

    @Test
    void saysWhenWhereWhatAndHowItWent() {
        assertEquals("Nothing has happened yet.", all.shown().get().empty());
        all.load();
        assertEquals(List.of("Done", "LeadConnector has a problem", "1,284 contacts"), results(all));
        var line = all.shown().get().lines().get(1);
        assertEquals("today at 3:06 PM", line.time().replace('\u00a0', ' '));
        assertEquals(List.of("Front desk 2", "Sync LeadConnector", "E31"), List.of(line.desk(), line.what(), line.code()));
        assertEquals("May 3, 2026, 3:06 PM UTC; Front desk 2; Sync LeadConnector; LeadConnector has a problem; E31",
                line.copied().replace('\u00a0', ' '));
    }

    @Test
    void showsProblemsOnlyWhereThatIsAsked() {
        all.load();
        all.problemsOnly(true);
        assertEquals(List.of("LeadConnector has a problem"), results(all));
        all.problemsOnly(false);
        assertEquals(3, all.shown().get().lines().size());
    }

    @Test
    void noProblemsIsNotNothing() throws Exception {
        var hubspot = new ActivityViewModel("hubspot", service, atOnce, Samples.words(), times);
        hubspot.load();
        assertEquals(List.of("Done"), results(hubspot));
        hubspot.problemsOnly(true);
        assertEquals("No problems.", hubspot.shown().get().empty());
    }

    @Test
    void aDayThatPassesIsSaidWithoutReadingAnew() {
        all.load();
        clock.move(Duration.ofDays(1));
        all.refresh();
        assertEquals("yesterday at 3:05 PM", all.shown().get().lines().getLast().time().replace('\u00a0', ' '));
    }

    private void say(CardKey key, Action action, Long contacts, Problem problem) throws Exception {
        store.change(key, card -> card, new HistoryEntry(clock.instant(), key, "Front desk 2", action, contacts, problem));
    }

    private static List<String> results(ActivityViewModel list) {
        return list.shown().get().lines().stream().map(Line::result).toList();
    }
}
