package com.fitscheduler.frontdesk.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.Failure;
import com.fitscheduler.frontdesk.integration.HistoryEntry;
import com.fitscheduler.frontdesk.integration.HistoryEntry.Action;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Link;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteConnectionStoreTest {

    @TempDir
    private Path folder;

    private Path file;
    private SqliteConnectionStore store;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("not/made/yet/front-desk.db");
        store = SqliteConnectionStore.open(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCardThatWasNeverStoredIsBlank() throws Exception {
        assertEquals(Card.blank(Samples.KEY), store.load(Samples.KEY));
    }

    @Test
    void everyCardComesBackAfterARestartAsItWas() throws Exception {
        var failed = new Failure(Problem.SERVICE_FAULT, Samples.NOW);
        var nameless = new Link(UUID.randomUUID(), Method.OAUTH, "f".repeat(64), null, Samples.NOW);
        var cards = List.of(Samples.configure().connected(nameless, new Count(Long.MAX_VALUE, Samples.NOW)),
                Samples.configure(), Samples.waiting(), Samples.connected(),
                Samples.connected().counted(new Count(0, Samples.NOW)), Samples.connected().failed(failed),
                Samples.failed(Problem.TOKEN_NOT_ACCEPTED), Samples.disconnected(),
                Samples.disconnected().acknowledged(Samples.disconnected().waiting(), false, new SharedRow(null, 9)),
                Samples.connected().heard(new SharedRow(Samples.LINK.id(), Method.OAUTH, 9, new Count(7, Samples.NOW),
                        new SharedRow.Change("Front desk 3", Samples.NOW), List.of(new SharedRow.Desk("Front desk 4", true, "E20")))));
        for (var card : cards) {
            store.change(Samples.KEY, _ -> card, null);
            store.close();
            store = SqliteConnectionStore.open(file);
            assertEquals(card, store.load(Samples.KEY));
        }
    }

    @Test
    void aChangeThatFailsLeavesCardAndHistoryAsTheyWere() throws Exception {
        store.change(Samples.KEY, _ -> Samples.connected(), entry(1));

        assertThrows(IllegalStateException.class, () -> store.change(Samples.KEY, _ -> {
            throw new IllegalStateException();
        }, entry(2)));
        // The card is written before the line that breaks it.
        assertThrows(IntegrationException.class, () -> store.change(Samples.KEY,
                card -> card.counted(new Count(1, Samples.NOW)),
                new HistoryEntry(Samples.NOW, Samples.KEY, null, Action.SYNC, null, null)));

        assertEquals(Samples.connected(), store.load(Samples.KEY));
        assertEquals(List.of(entry(1)), store.history("gym", 10));
    }

    @Test
    void changesFromManyThreadsAreMadeOneAfterTheOther() throws Exception {
        store.change(Samples.KEY, _ -> Samples.connected(), null);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 100; i++) {
                threads.submit(() -> store.change(Samples.KEY, card -> card.counted(new Count(7, Samples.NOW)), null));
            }
        }
        assertEquals(101, store.load(Samples.KEY).opSeq());
    }

    @Test
    void anInterruptBeforeOrDuringAChangeDoesNotUndoItAndIsNotLost() throws Exception {
        Thread.currentThread().interrupt();
        var card = store.change(Samples.KEY, _ -> Samples.connected(), null);

        assertTrue(Thread.interrupted());
        assertEquals(card, store.load(Samples.KEY));

        var caller = Thread.currentThread();
        var next = store.change(Samples.KEY, before -> {
            caller.interrupt();
            return before.counted(new Count(7, Samples.NOW));
        }, null);

        assertTrue(Thread.interrupted());
        assertEquals(next, store.load(Samples.KEY));
    }

    @Test
    void newsOfStoredCardsKeepTheirOrderAndNoListenerUndoesThem() throws Exception {
        var heard = new ArrayList<Card>();
        store.listen(heard::add);
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 20; i++) {
            threads.add(Thread.startVirtualThread(() -> assertDoesNotThrow(() -> store.change(Samples.KEY, card ->
                    card.connection().held().isEmpty() ? card.connected(Samples.LINK, new Count(1, Samples.NOW))
                            : card.counted(new Count(card.opSeq(), Samples.NOW)), null))));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(LongStream.rangeClosed(1, 20).boxed().toList(), heard.stream().map(Card::opSeq).toList());
        store.listen(_ -> {
            throw new IllegalStateException("told to break");
        });
        assertEquals(21, store.change(Samples.KEY, card -> card.counted(new Count(5, Samples.NOW)), null).opSeq());
    }

    @Test
    void onlyCardsWithAChangeWait() throws Exception {
        store.change(Samples.KEY, _ -> Samples.connected(), null);
        var other = new CardKey("gym", "acme");
        var waiting = Card.blank(other).connected(Samples.LINK, new Count(1, Samples.NOW));
        store.change(other, _ -> waiting, null);

        assertEquals(List.of(waiting), store.waiting());
    }

    @Test
    void historyIsNewestFirstOfThatGymOnlyAndBounded() throws Exception {
        for (var i = 1; i <= 203; i++) {
            store.change(Samples.KEY, card -> card, entry(i));
        }
        store.change(new CardKey("other", "leadconnector"), card -> card,
                new HistoryEntry(Samples.NOW, new CardKey("other", "leadconnector"), "d", Action.CONNECT, null, null));

        var all = store.history("gym", 1000);
        assertEquals(200, all.size());
        assertEquals(entry(203), all.getFirst());
        assertEquals(entry(4), all.getLast());
        assertEquals(2, store.history("gym", 2).size());
        assertEquals(1, store.history("other", 10).size());
        assertNull(all.getFirst().problem());
    }

    @Test
    void aClockThatIsWrongByYearsCostsNoHistory() throws Exception {
        var days = new int[] {0, 3_650, 3_651, -7_300, 1};
        for (var day : days) {
            store.change(Samples.KEY, card -> card, at(day));
        }

        assertEquals(List.of(at(1), at(-7_300), at(3_651), at(3_650), at(0)), store.history("gym", 10));
    }

    private static HistoryEntry at(int day) {
        return new HistoryEntry(Samples.NOW.plus(Duration.ofDays(day)), Samples.KEY, "Front desk 2", Action.SYNC, 7L, null);
    }

    @Test
    void nonsenseCannotBeWritten() throws Exception {
        store.change(Samples.KEY, _ -> Samples.waiting(), null);
        for (var nonsense : List.of("state = 'half'", "method = NULL", "link_id = NULL", "contacts = -1", "contacts = 'x'",
                "state = 'disconnected'", "problem = 'E01'", "waiting = 'half'", "waiting_at = NULL", "waiting_account = NULL",
                "waiting = 'count_failed'", "leftover = 2", "crc = NULL")) {
            assertThrows(SQLException.class, () -> update(nonsense), nonsense);
        }
    }

    @Test
    void aDamagedCardBeginsAnewAndHoldsNoOtherUp() throws Exception {
        var other = new CardKey("gym", "made-up");
        store.change(other, card -> card.connected(Samples.LINK, new Count(5, Samples.NOW)), null);
        for (var damage : List.of("method = 'm?nual'", "link_id = 'x'", "contacts = contacts + 1", "waiting_contacts = 9",
                "waiting_seq = 77", "epoch = 5", "account_name = NULL", "crc = crc + 1", "integration_id = 'leadconnectos'")) {
            store.change(Samples.KEY, _ -> Samples.waiting(), null);
            update(damage + " WHERE integration_id = 'leadconnector'");
            assertEquals(List.of(other), store.waiting().stream().map(Card::key).toList(), damage);
            assertEquals(Card.blank(Samples.KEY), store.load(Samples.KEY), damage);
            assertEquals(other, store.load(other).key());
        }
        assertTrue(store.lostSomething());
        store.close();
        store = SqliteConnectionStore.open(file);
        assertFalse(store.lostSomething(), "told once");
        assertEquals(Samples.waiting(), store.change(Samples.KEY, _ -> Samples.waiting(), null));
    }

    @Test
    void aDamagedLineAndADamagedNameOfTheDeskHoldNothingUp() throws Exception {
        store.deskId();
        store.change(Samples.KEY, card -> card, entry(1));
        store.change(Samples.KEY, card -> card, entry(2));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE history SET action = 's?nc' WHERE at = 1");
            statement.executeUpdate("UPDATE desk SET id = 'x'");
        }

        assertEquals(List.of(entry(2)), store.history("gym", 10));
        assertEquals(store.deskId(), store.deskId());
    }

    private void update(String change) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE card SET " + change);
        }
    }

    @Test
    void theDeskIsNamedOnce() throws Exception {
        var id = store.deskId();
        store.close();
        store = SqliteConnectionStore.open(file);
        assertEquals(id, store.deskId());
        try (var other = SqliteConnectionStore.open(folder.resolve("other.db"))) {
            assertNotEquals(id, other.deskId());
        }
    }

    @Test
    void whatWasSavedSurvivesAPowerCut() throws Exception {
        store.change(Samples.KEY, _ -> Samples.connected(), null);
        try (var database = Database.open(folder.resolve("pragmas.db"))) {
            for (var pragma : List.of("journal_mode=wal", "synchronous=2", "foreign_keys=1", "secure_delete=1",
                    "busy_timeout=5000", "user_version=" + DatabaseFile.SCRIPTS.size())) {
                var name = pragma.substring(0, pragma.indexOf('='));
                var value = database.transact(connection -> {
                    try (var statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA " + name)) {
                        return row.getString(1);
                    }
                });
                assertEquals(pragma, name + "=" + value);
            }
        }
    }

    @Test
    void aNewerFileIsRefusedAndNotTouched() throws Exception {
        store.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        var before = Files.readAllBytes(file);

        var refused = assertThrows(IntegrationException.class, () -> SqliteConnectionStore.open(file));

        assertEquals(Problem.NEWER_DATA, refused.problem());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aDamagedFileIsSetAsideAndANewOneBegun() throws Exception {
        store.close();
        Files.writeString(file, "this is no database, but it is long enough to be taken for one ".repeat(200));

        assertFalse(store.lostSomething());
        store = SqliteConnectionStore.open(file);

        assertTrue(store.lostSomething());
        assertEquals(Card.blank(Samples.KEY), store.load(Samples.KEY));
        try (var files = Files.list(file.getParent())) {
            assertTrue(files.anyMatch(name -> name.toString().contains("damaged-")));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidSo() throws Exception {
        var blocked = folder.resolve("blocked");
        Files.writeString(blocked, "a file where the folder should be");

        var refused = assertThrows(IntegrationException.class,
                () -> SqliteConnectionStore.open(blocked.resolve("front-desk.db")));

        assertEquals(Problem.CANNOT_WRITE, refused.problem());
    }

    @Test
    void onceClosedItSaysSoInsteadOfWaitingForEver() {
        store.close();

        var refused = assertThrows(IntegrationException.class, () -> store.load(Samples.KEY));
        assertEquals(Problem.CANNOT_WRITE, refused.problem());
        store.close();
    }

    @Test
    void closingLetsGoOfTheThread() {
        store.close();

        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("database")));
    }

    private static HistoryEntry entry(int number) {
        return new HistoryEntry(Instant.ofEpochMilli(number), Samples.KEY, "Front desk 2", Action.SYNC, (long) number, null);
    }

    @Test
    void noColumnIsMeantForASecret() throws Exception {
        store.change(Samples.KEY, _ -> Samples.waiting(), null);
        store.close();
        var bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        for (var word : List.of("token", "secret", "password", "credential")) {
            assertFalse(bytes.toLowerCase(java.util.Locale.ROOT).contains(word), word);
        }
        assertTrue(bytes.contains(UUID.fromString("00000000-0000-4000-8000-000000000001").toString()));
    }
}
