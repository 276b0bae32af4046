package com.fitscheduler.frontdesk.ui.details;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewal;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.details.DetailsViewModel.Row;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetailsViewModelTest {

    private static final String TOKEN = "pit-11112222-3333-4444-5555-66667777c0de";

    private final FakeClock clock = new FakeClock(Samples.NOW.toString(), "UTC");
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    private final FakeContactSource source = new FakeContactSource();

    @BeforeEach
    void connect() throws Exception {
        credentials.save(Samples.KEY, new Login(Method.MANUAL, source.origin, "abcLocation9", TOKEN));
        store.change(Samples.KEY, _ -> Samples.connected(), null);
    }

    @Test
    void saysWhatIsKnownAndNeverTheToken() {
        var details = details(Optional.of(Samples.NOW.plusSeconds(28)));
        var rows = rows(details);
        assertEquals("Connected", rows.get("Status"));
        assertEquals("Private token ending in \u2026c0de", rows.get("Method"));
        assertEquals("Riverside Gym", rows.get("Location name"));
        assertEquals("abcLocation9", rows.get("Location ID"));
        assertEquals("System keyring", rows.get("Stored in"));
        assertEquals("12 minutes ago (May 3, 2026, 2:53 PM UTC)", rows.get("Last successful sync"));
        assertEquals("In 30 seconds (May 3, 2026, 3:05 PM UTC)", rows.get("Next automatic try"));
        assertFalse(details.copied().contains(TOKEN.substring(0, 36)), "the token is told");
        assertTrue(details.copied().contains("Location ID: abcLocation9\n"));
        assertEquals(2, details.rows().get().stream().filter(Row::needed).count());
    }

    @Test
    void aSignInSaysWhatItMayAndWhenItRenewsAndNothingOfItsTokens() throws Exception {
        var renewal = new Renewal("refresh-canary", "grant-canary", "contacts.readonly locations.readonly " + "g" + "hl.other",
                Samples.NOW.plus(Duration.ofHours(20)), Duration.ofDays(1), null);
        credentials.save(Samples.KEY, new Login(Method.OAUTH, source.origin, "abcLocation9", "access-canary", renewal));
        var details = details(Optional.empty());
        var rows = rows(details);
        assertEquals("Signed in", rows.get("Method"));
        assertEquals("View contacts\nView the location's name and settings\nLeadConnector.other", rows.get("Permissions granted"));
        // A tenth of a day before its end.
        assertEquals("By itself, with a sync after May 4, 2026, 8:41 AM UTC", rows.get("Sign-in renews"));
        assertFalse(details.copied().contains("canary"), details.copied());
    }

    @Test
    void aChangeAndTheMinutesThatPassAreToldWhileItIsOpen() {
        var details = details(Optional.empty());
        clock.move(Duration.ofMinutes(5));
        details.refresh();
        assertTrue(rows(details).get("Last successful sync").startsWith("17 minutes ago"));
        details.show(Samples.failed(Problem.TOKEN_NOT_ACCEPTED));
        assertEquals("Disconnected", rows(details).get("Status"));
        assertTrue(rows(details).get("Last attempt").endsWith("Token not accepted (E22)"));
        assertEquals("None. Choose Sync Again on the card.", rows(details).get("Next automatic try"));
    }

    @Test
    void aStoreThatDoesNotOpenIsSaidAndTheRestStays() {
        credentials.refuses = Problem.KEYCHAIN_LOCKED;
        var rows = rows(details(Optional.empty()));
        assertEquals("The password store is locked", rows.get("Password store"));
        assertEquals("Private token", rows.get("Method"));
        assertEquals("1,284", rows.get("Contacts"));
    }

    private DetailsViewModel details(Optional<java.time.Instant> next) {
        var service = new IntegrationService(new Place("gym", "Riverside Gym", "Front desk 2"), Map.of("leadconnector", source),
                credentials, store, clock);
        return new DetailsViewModel("leadconnector", service, new Background(Runnable::run, Runnable::run),
                new DetailsViewModel.Around("linux", () -> next), Samples.words(), new TimeWords(Samples.words(), clock));
    }

    private static Map<String, String> rows(DetailsViewModel details) {
        return details.rows().get().stream().collect(Collectors.toMap(Row::label, row -> row.text().replace('\u00a0', ' ')));
    }
}
