package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.PasswordSession;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.leadconnector.LeadConnectorClient;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.connect.ConnectState;
import com.fitscheduler.frontdesk.ui.connect.ConnectViewModel;
import com.fitscheduler.frontdesk.ui.integrations.CardState;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A desk without a window at which somebody connects, syncs and disconnects without a pause, until it is killed. It
 * prints what its screen says as it says it. Arguments: folder, the two addresses, token, account, seed, how often.
 */
final class KilledDesk {

    static final String ID = "leadconnector";
    static final Place PLACE = new Place("gym", "Riverside Gym", "Front desk 2");
    static final String PROFILE = "killed";

    private final ExecutorService screen = Executors.newSingleThreadExecutor();
    private final FrontDesk desk;
    private final String token;
    private final String account;
    private final IntegrationCardViewModel card;

    private KilledDesk(String[] words) throws Exception {
        token = words[3];
        account = words[4];
        var clock = Clock.tickMillis(ZoneOffset.UTC);
        var folder = Path.of(words[0]);
        desk = new FrontDesk(world(folder, URI.create(words[1]), URI.create(words[2]), clock),
                new Folders(folder, folder, folder), screen, clock);
        var times = new TimeWords(Samples.words(), clock);
        card = new IntegrationCardViewModel(desk.cards().getFirst(), desk.service(), desk.background(), Samples.words(), times,
                new IntegrationCardViewModel.Ways(() -> {}, () -> {}, _ -> {}));
        desk.start(stored -> screen.execute(() -> show(stored)), _ -> {}, _ -> {});
    }

    static World world(Path folder, URI leadConnector, URI backend, Clock clock) {
        var http = new JsonHttp(Duration.ofSeconds(20), () -> false);
        return new World(PLACE, Catalogue.ALL,
                Map.of(ID, new LeadConnectorClient(http, leadConnector, URI.create("http://127.0.0.1"))),
                new KeychainCredentialStore(new FileVault(folder.resolve("logins.json")), PROFILE),
                new BackendClient(http, backend, "", new PasswordSession(http, backend, "practice@example.com", "practice"), clock),
                Optional.empty(), Optional.empty(), Optional.empty(), false, () -> false, http, Optional.empty());
    }

    public static void main(String[] words) throws Exception {
        var desk = new KilledDesk(words);
        desk.live(new Random(Long.parseLong(words[5])), Integer.parseInt(words[6]));
        System.exit(0);
    }

    /** What a person sees of the card: its first pill and its last value, which is the count. */
    static String face(CardState state) {
        return state.pills().getFirst().text() + " " + (state.values().size() < 2 ? "-" : state.values().get(1).text());
    }

    /** What this desk has saved, whatever the gym makes of it: news of that come without a change of the desk's own. */
    static Card own(Card card) {
        return new Card(card.key(), card.connection(), new SharedRow(null, card.shared().epoch()), card.confirmed(), card.opSeq(),
                card.waiting(), card.leftover());
    }

    private void show(Card stored) {
        card.show(own(stored));
        // That it is connecting is never stored, and claims nothing.
        if (!(face(card.state().get()).startsWith("Connecting "))) {
            System.out.println("SCREEN " + stored.opSeq() + " " + face(card.state().get()));
        }
    }

    private void live(Random random, int times) throws Exception {
        onScreen(() -> {
            card.mend();
            return true;
        });
        System.out.println("READY");
        for (var i = 0; i < times; i++) {
            var connected = desk.cards().getFirst().connection() instanceof Connected;
            var dice = random.nextInt(10);
            act(!connected || dice < 2 ? "connect" : dice < 7 ? "sync" : "disconnect");
        }
        if (times < Integer.MAX_VALUE) {
            act("disconnect");
            while (!desk.cards().getFirst().equals(desk.cards().getFirst().swept()) || desk.cards().getFirst().waiting() != null) {
                Thread.sleep(10);
            }
        }
        desk.close();
    }

    private void act(String what) throws Exception {
        System.out.println("BEGIN " + what);
        if (what.equals("connect")) {
            var dialog = onScreen(() -> new ConnectViewModel(ID, PLACE.gymName(), desk.service(), desk.background(),
                    Samples.words(), new TimeWords(Samples.words(), Clock.systemUTC()), card::trying, _ -> {}));
            onScreen(() -> {
                dialog.connect(token, account);
                return true;
            });
            until(() -> !dialog.busy());
            if (!(onScreen(() -> dialog.state().get()) instanceof ConnectState.Done)) {
                throw new IllegalStateException("not connected: " + dialog.state().get());
            }
        } else {
            onScreen(() -> {
                if (what.equals("sync")) {
                    card.act(Act.SYNC);
                } else {
                    card.disconnect();
                }
                return true;
            });
        }
        until(() -> !card.busy());
        System.out.println("END " + what);
    }

    private void until(Callable<Boolean> over) throws Exception {
        while (!onScreen(over)) {
            Thread.onSpinWait();
        }
    }

    private <T> T onScreen(Callable<T> look) throws InterruptedException, ExecutionException {
        return screen.submit(look).get();
    }

    static List<String> arguments(Path folder, URI leadConnector, URI backend, String token, String account, long seed, int times) {
        return List.of(folder.toString(), leadConnector.toString(), backend.toString(), token, account,
                Long.toString(seed), Integer.toString(times));
    }
}
