package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.PasswordSession;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Category;
import com.fitscheduler.frontdesk.integration.Integration;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.connect.ConnectState;
import com.fitscheduler.frontdesk.ui.connect.ConnectViewModel;
import com.fitscheduler.frontdesk.ui.integrations.CardState;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the next integration costs: an adapter, a catalogue entry, its words. Everything else is as it ships. */
@Timeout(60)
class NextIntegrationTest {

    private static final Integration ACME = new Integration("acme", Category.CRM, true);
    private static final String LOCATION = "gym";

    @TempDir
    private Path folder;

    private final LinkedBlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();
    private final FakeContactSource acme = new FakeContactSource();

    @Test
    void goesThroughConnectSyncAndDisconnect() throws Exception {
        var clock = Clock.systemUTC();
        var services = new PracticeServices(LOCATION, List.of("acme"));
        var http = new JsonHttp(Duration.ofSeconds(10), () -> false);
        var session = new PasswordSession(http, services.backend(), "a@example.com", "made up");
        var world = new World(new Place(LOCATION, "Riverside Gym", "Front desk 1"), List.of(ACME), Map.of("acme", acme),
                new KeychainCredentialStore(new FileVault(folder.resolve("logins")), "test"), new BackendClient(http, services.backend(), "", session, clock),
                Optional.empty(), Optional.empty(), Optional.empty(), false, () -> false, http, Optional.of(services));
        try (var desk = new FrontDesk(world, new Folders(folder, folder, folder), screen::add, clock)) {
            var words = words();
            var card = new IntegrationCardViewModel(desk.cards().getFirst(), desk.service(), desk.background(), words,
                    new TimeWords(words, clock), new IntegrationCardViewModel.Ways(() -> {}, () -> {}, _ -> {}));
            desk.start(stored -> desk.background().onUi(() -> card.show(stored)), _ -> {}, _ -> {});
            assertEquals("Acme", card.state().get().name());

            var dialog = new ConnectViewModel("acme", "Riverside Gym", desk.service(), desk.background(), words,
                    new TimeWords(words, clock), card::trying, _ -> {});
            dialog.connect("key", "account");
            until(() -> dialog.state().get() instanceof ConnectState.Done);
            until(() -> first(card).equals("Connected") && card.state().get().note().isEmpty());

            acme.contacts = 1300;
            card.act(Act.SYNC);
            until(() -> card.state().get().values().getLast().text().equals("1,300"));
            until(() -> card.state().get().note().isEmpty());

            card.disconnect();
            until(() -> first(card).equals("Disconnected") && card.state().get().note().isEmpty());
            assertTrue(desk.service().details("acme").isEmpty());
            assertEquals("{}", Files.readString(folder.resolve("logins")));
        }
    }

    private void until(BooleanSupplier seen) throws InterruptedException {
        while (!seen.getAsBoolean()) {
            var task = screen.poll(20, TimeUnit.SECONDS);
            assertTrue(task != null, "nothing more happens on the screen");
            task.run();
        }
    }

    private static String first(IntegrationCardViewModel card) {
        return card.state().get().pills().stream().map(CardState.Pill::text).findFirst().orElseThrow();
    }

    /** The shipped words, and those of Acme: LeadConnector's with another name. */
    private static Words words() {
        var shipped = ResourceBundle.getBundle("com.fitscheduler.frontdesk.messages", Locale.ENGLISH);
        var acme = new HashMap<String, String>();
        for (var key : shipped.keySet()) {
            if (key.startsWith("integration.leadconnector.")) {
                acme.put(key.replace("leadconnector", "acme"), shipped.getString(key).replace("LeadConnector", "Acme"));
            }
        }
        return new Words(new ResourceBundle() {
            @Override
            protected Object handleGetObject(String key) {
                return acme.containsKey(key) ? acme.get(key) : shipped.getString(key);
            }

            @Override
            public boolean containsKey(String key) {
                return acme.containsKey(key) || shipped.containsKey(key);
            }

            @Override
            public Enumeration<String> getKeys() {
                return Collections.enumeration(shipped.keySet());
            }
        }, Locale.US);
    }
}
