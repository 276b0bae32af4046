package com.fitscheduler.frontdesk.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.HistoryEntry;
import com.fitscheduler.frontdesk.integration.HistoryEntry.Action;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the disk, other programs and other versions can do to the file. */
@Timeout(60)
class DatabaseTest {

    private static final HistoryEntry LINE = new HistoryEntry(Samples.NOW, Samples.KEY, "Front desk 2", Action.SYNC, 1L, null);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("front-desk.db");
    }

    @Test
    void aFullDiskLosesTheChangeThatItRefusedAndNothingAfterIt() throws Exception {
        try (var database = Database.open(file)) {
            var store = new SqliteConnectionStore(database);
            store.change(Samples.KEY, _ -> Samples.connected(), LINE);
            limit(database, "1");

            var refused = assertThrows(IntegrationException.class,
                    () -> store.change(Samples.KEY, card -> card.counted(new Count(1, Samples.NOW)), large()));

            assertEquals(Problem.CANNOT_WRITE, refused.problem());
            assertEquals(Samples.connected(), store.load(Samples.KEY));
            limit(database, "100000");
            assertThrows(IntegrationException.class, () -> store.change(Samples.KEY,
                    card -> card.counted(new Count(2, Samples.NOW)), broken()));
            assertEquals(Samples.connected(), store.load(Samples.KEY), "half a change was saved");
            var saved = store.change(Samples.KEY, card -> card.counted(new Count(3, Samples.NOW)), LINE);
            assertEquals(saved, store.load(Samples.KEY));
            assertEquals(List.of(LINE, LINE), store.history("gym", 10));
        }
    }

    @Test
    void anErrorInAChangeUndoesAllOfIt() throws Exception {
        try (var database = Database.open(file)) {
            var store = new SqliteConnectionStore(database);
            assertThrows(StackOverflowError.class, () -> database.transact(connection -> {
                run(connection, "INSERT INTO desk (only_row, id) VALUES (1, 'half')");
                throw new StackOverflowError();
            }));

            assertEquals(36, store.deskId().toString().length());
        }
    }

    @Test
    void whileNothingIsWrittenAnotherProgramMayWrite() throws Exception {
        try (var database = Database.open(file); var other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            run(other, "PRAGMA busy_timeout = 0");
            run(other, "BEGIN IMMEDIATE");
            run(other, "ROLLBACK");

            // And a job holds the lock from its beginning, before it has written anything.
            database.transact(_ -> assertThrows(SQLException.class, () -> run(other, "BEGIN IMMEDIATE")));
        }
    }

    @Test
    void aFileThatLostItsTablesIsSetAside() throws Exception {
        change(file, "PRAGMA user_version = 1");

        assertStartsOver();
    }

    @Test
    void aFileOfSomethingElseIsSetAside() throws Exception {
        change(file, "CREATE TABLE card (other TEXT)");

        assertStartsOver();
    }

    @Test
    void aFileCutToNothingIsSetAside() throws Exception {
        Database.open(file).close();
        Files.write(file, new byte[0]);

        assertStartsOver();
    }

    @Test
    void aFileWithADamagedPageIsSetAside() throws Exception {
        try (var store = SqliteConnectionStore.open(file)) {
            store.change(Samples.KEY, _ -> Samples.connected(), LINE);
        }
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            // Every page but the first, which holds the header and the names of the tables.
            for (var at = 4096L; at < bytes.length(); at += 4096) {
                bytes.seek(at);
                bytes.write(new byte[] {77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77});
            }
        }

        assertStartsOver();
    }

    @Test
    void aNewFileIsNoStartingOver() throws Exception {
        for (var start = 1; start <= 2; start++) {
            try (var store = SqliteConnectionStore.open(file)) {
                assertFalse(store.lostSomething());
            }
        }
    }

    @Test
    void notEvenTheLogOfANewerProgramThatWasKilledIsTouched() throws Exception {
        var newer = folder.resolve("newer.db");
        var wal = file.resolveSibling("front-desk.db-wal");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + newer)) {
            run(connection, "PRAGMA journal_mode = WAL");
            run(connection, "CREATE TABLE theirs (id TEXT)");
            run(connection, "PRAGMA user_version = 2");
            Files.copy(newer, file);
            Files.copy(newer.resolveSibling("newer.db-wal"), wal);
        }
        assertNewerIsRefused(wal);
    }

    @Test
    void aNewerFileKeepsItsJournalMode() throws Exception {
        change(file, "PRAGMA user_version = 2");

        assertNewerIsRefused(file);
    }

    private void assertNewerIsRefused(Path other) throws IOException {
        var before = Files.readAllBytes(file);
        var otherBefore = Files.readAllBytes(other);

        var refused = assertThrows(IntegrationException.class, () -> SqliteConnectionStore.open(file));

        assertEquals(Problem.NEWER_DATA, refused.problem());
        assertArrayEquals(before, Files.readAllBytes(file));
        assertArrayEquals(otherBefore, Files.readAllBytes(other));
    }

    private void assertStartsOver() throws Exception {
        var before = Files.readAllBytes(file);
        try (var store = SqliteConnectionStore.open(file)) {
            assertTrue(store.lostSomething());
            assertEquals(Card.blank(Samples.KEY), store.load(Samples.KEY));
        }
        try (var files = Files.list(folder)) {
            var aside = files.filter(name -> name.toString().matches(".*\\.damaged-\\d+")).toList();
            assertEquals(1, aside.size());
            assertEquals(before.length, Files.size(aside.getFirst()));
        }
    }

    private static void limit(Database database, String pages) throws IntegrationException {
        database.transact(connection -> {
            run(connection, "PRAGMA max_page_count = " + pages);
            return pages;
        });
    }

    private static HistoryEntry large() {
        return new HistoryEntry(Samples.NOW, Samples.KEY, "d".repeat(100_000), Action.SYNC, null, null);
    }

    @SuppressWarnings("NullAway")
    private static HistoryEntry broken() {
        return new HistoryEntry(Samples.NOW, Samples.KEY, null, Action.SYNC, null, null);
    }

    private static void change(Path file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            run(connection, sql);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
