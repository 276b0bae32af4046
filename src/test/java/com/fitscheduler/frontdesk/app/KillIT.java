package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.storage.SqliteConnectionStore;
import com.fitscheduler.frontdesk.testsupport.Child;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.integrations.IntegrationCardViewModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at 100 random moments of connecting, syncing and disconnecting, each time in the data that the last one left:
 * what the screen had said is there, and keychain and card can be brought together again.
 */
@Timeout(600)
class KillIT {

    private static final int KILLS = 100;
    private static final int LANES = 2;
    private static final CardKey KEY = new CardKey(KilledDesk.PLACE.locationId(), KilledDesk.ID);

    /** How many were killed during what. */
    private final Map<String, Integer> during = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @Test
    void whatTheScreenCalledSavedOutlivesEveryKill() throws Exception {
        try (var threads = Executors.newFixedThreadPool(LANES)) {
            var lanes = threads.invokeAll(List.<Callable<Boolean>>of(() -> lane(1), () -> lane(2)));
            for (var lane : lanes) {
                lane.get();
            }
        }
        System.out.println("Killed during " + during);
        for (var what : List.of("connect", "sync", "disconnect")) {
            assertTrue(during.getOrDefault(what, 0) > 0, () -> "none was killed during " + what + ": " + during);
        }
    }

    private boolean lane(int number) throws Exception {
        var data = Files.createDirectories(folder.resolve("lane" + number));
        var random = new Random(number);
        try (var services = new PracticeServices(KEY.locationId(), List.of(KEY.integrationId()))) {
            for (var kill = 0; kill < KILLS / LANES; kill++) {
                check(data, killed(data, services, random), "kill " + kill + " of lane " + number);
            }
            var last = start(data, services, 5, 5);
            assertTrue(last.waitFor(60, TimeUnit.SECONDS), "the last one does not end");
            assertEquals(0, last.exitValue(), new String(last.getErrorStream().readAllBytes()));
            assertEquals("{}", Files.readString(data.resolve("logins.json")));
            try (var store = SqliteConnectionStore.open(data.resolve("front-desk.db"))) {
                assertNull(store.load(KEY).waiting(), "everything was shared in the end");
            }
        }
        return true;
    }

    /** The last thing that the screen said. */
    private String killed(Path data, PracticeServices services, Random random) throws Exception {
        var lines = new ConcurrentLinkedQueue<String>();
        var desk = start(data, services, random.nextLong(), Integer.MAX_VALUE);
        var reader = Thread.startVirtualThread(() -> {
            for (var line : (Iterable<String>) desk.inputReader().lines()::iterator) {
                lines.add(line);
            }
        });
        // A few while they start, some in their first connecting, which takes longest, and most later.
        var dice = random.nextInt(10);
        var since = dice < 1 ? "" : dice < 3 ? "READY" : "END";
        while (!since.isEmpty() && lines.stream().noneMatch(line -> line.startsWith(since))) {
            assertTrue(desk.isAlive(), () -> "did not come that far: " + desk.errorReader().lines().toList());
            Thread.sleep(2);
        }
        Thread.sleep(random.nextInt(since.equals("END") ? 300 : 1_000));
        assertTrue(desk.isAlive(), () -> "ended by itself: " + desk.errorReader().lines().toList());
        // The process's own destroyForcibly would throw away what it said last.
        assertTrue(desk.toHandle().destroyForcibly());
        desk.waitFor();
        reader.join();
        var last = lines.stream().filter(line -> line.startsWith("BEGIN") || line.startsWith("END")).reduce((_, next) -> next);
        during.merge(last.filter(line -> line.startsWith("BEGIN ")).map(line -> line.substring(6)).orElse("nothing"), 1, Integer::sum);
        return lines.stream().filter(line -> line.startsWith("SCREEN ")).reduce((_, next) -> next).orElse("SCREEN 0 ?");
    }

    private static Process start(Path data, PracticeServices services, long seed, int times) throws Exception {
        return Child.of(KilledDesk.class, List.of(), KilledDesk.arguments(data, services.leadConnector(), services.backend(),
                services.token(), services.accountId(), seed, times).toArray(String[]::new)).start();
    }

    private static void check(Path data, String said, String kill) throws Exception {
        var file = data.resolve("front-desk.db");
        if (!Files.exists(file)) {
            assertEquals("SCREEN 0 ?", said, kill);
            return;
        }
        Card card;
        try (var store = SqliteConnectionStore.open(file)) {
            assertFalse(store.lostSomething(), kill);
            card = store.load(KEY);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var answer = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            assertEquals("ok", answer.getString(1), kill);
        }
        var words = said.split(" ", 3);
        var opSeq = Long.parseLong(words[1]);
        // The disk may be one step ahead of the screen, never behind it.
        assertTrue(card.opSeq() >= opSeq, () -> kill + ": said " + said + ", but there is " + card);
        if (opSeq > 0 && card.opSeq() == opSeq) {
            assertEquals(words[2], face(card), kill);
        }
        try (var keychain = new KeychainCredentialStore(new FileVault(data.resolve("logins.json")), KilledDesk.PROFILE)) {
            var login = keychain.load(KEY).isPresent();
            if (card.connection() instanceof Connected) {
                assertTrue(login, () -> kill + ": connected without a login");
            } else if (!(card.connection() instanceof Configure) && !card.leftover()) {
                assertFalse(login, () -> kill + ": a login that nobody removes");
            }
        }
    }

    private static String face(Card card) {
        var clock = Clock.systemUTC();
        return KilledDesk.face(new IntegrationCardViewModel(KilledDesk.own(card), new IntegrationService(KilledDesk.PLACE, Map.of(),
                new InMemoryCredentialStore(), new InMemoryConnectionStore(), clock), new Background(Runnable::run, Runnable::run),
                Samples.words(), new TimeWords(Samples.words(), clock),
                new IntegrationCardViewModel.Ways(() -> {}, () -> {}, _ -> {})).state().get());
    }
}
