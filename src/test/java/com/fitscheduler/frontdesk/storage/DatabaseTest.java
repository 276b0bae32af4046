package com.fitscheduler.frontdesk.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void whereRoomCanBeMadeAFullDiskCostsNothing() throws Exception {
        var made = new AtomicInteger();
        var opened = DatabaseFile.open(file);
        try (var database = new Database(opened, new Database.Space() {
            @Override
            public boolean make() {
                made.incrementAndGet();
                assertDoesNotThrow(() -> run(opened.connection(), "PRAGMA max_page_count = 100000"));
                return true;
            }

            @Override
            public void found() {}
        })) {
            var store = new SqliteConnectionStore(database);
            store.change(Samples.KEY, _ -> Samples.connected(), LINE);
            limit(database, "1");

            var saved = store.change(Samples.KEY, card -> card.counted(new Count(1, Samples.NOW)), large());

            assertEquals(1, made.get());
            assertEquals(saved, store.load(Samples.KEY));
            assertEquals(2, store.history("gym", 10).size(), "once, though it was tried twice");
        }
    }

    @Test
    void aMegabyteIsPutByGivenUpOnceAndPutByAgainAfterAWhile() throws Exception {
        var now = new AtomicLong(Long.MAX_VALUE);
        var reserve = new Reserve(file, now::get);
        reserve.keep();
        assertEquals(Reserve.BYTES, Files.size(Reserve.of(file)));
        assertTrue(reserve.release());
        assertFalse(reserve.release());
        reserve.keep();
        assertFalse(Files.exists(Reserve.of(file)), "the disk was full a moment ago");
        now.addAndGet(61_000_000_000L);
        reserve.keep();
        assertEquals(Reserve.BYTES, Files.size(Reserve.of(file)));
        Files.delete(Reserve.of(file));
        Files.createDirectory(Reserve.of(file));
        now.addAndGet(61_000_000_000L);
        reserve.keep();
    }

    @Test
    void whatCannotBeWrittenIsReadWithItsLog() throws Exception {
        var open = SqliteConnectionStore.open(file);
        var desk = open.deskId();
        open.change(Samples.KEY, _ -> Samples.connected(), LINE);
        // Killed: what was saved is in the log only, and there the folder takes no file that the log needs.
        var copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(file, copy.resolve("front-desk.db"));
        Files.copy(folder.resolve("front-desk.db-wal"), copy.resolve("front-desk.db-wal"));
        open.close();
        Files.createDirectory(copy.resolve("front-desk.db-shm"));

        try (var store = SqliteConnectionStore.open(copy.resolve("front-desk.db"))) {
            assertTrue(store.readOnly());
            assertFalse(store.lostSomething());
            assertEquals(Samples.connected(), store.load(Samples.KEY));
            assertEquals(List.of(LINE), store.history("gym", 10));
            assertEquals(List.of(), store.waiting());
            var refused = assertThrows(IntegrationException.class,
                    () -> store.change(Samples.KEY, card -> card.counted(new Count(1, Samples.NOW)), LINE));
            assertEquals(Problem.CANNOT_WRITE, refused.problem());
            assertEquals(Samples.connected(), store.load(Samples.KEY));
            assertEquals(Problem.CANNOT_WRITE, assertThrows(IntegrationException.class, store::deskId).problem(), "" + desk);
        }
        try (var left = Files.list(copy)) {
            assertEquals(3, left.count(), "nothing was written beside it");
        }
    }

    @Test
    void whereAFolderLiesInThePlaceOfTheFileThePathIsSaid() throws Exception {
        Files.createDirectory(file);
        var refused = assertThrows(IntegrationException.class, () -> Database.open(file));
        assertEquals(Problem.CANNOT_WRITE, refused.problem());
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    }

    @Test
    void cardsAndTheDesksNameAreTakenOutOfADamagedFile() throws Exception {
        UUID desk;
        try (var store = SqliteConnectionStore.open(file)) {
            desk = store.deskId();
            store.change(Samples.KEY, _ -> Samples.waiting(), LINE);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var page = connection.createStatement().executeQuery("SELECT rootpage FROM sqlite_schema WHERE name = 'history'");
                var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((page.getLong(1) - 1) * 4096);
            bytes.write(new byte[] {77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77});
        }

        try (var store = SqliteConnectionStore.open(file)) {
            assertTrue(store.lostSomething());
            assertEquals(Samples.waiting(), store.load(Samples.KEY));
            assertEquals(List.of(Samples.waiting()), store.waiting());
            assertEquals(desk, store.deskId());
            assertEquals(List.of(), store.history("gym", 10));
        }
    }

    @Test
    void aKillInTheFirstMomentOfTheFirstStartLosesNothing() throws Exception {
        Files.createFile(file);
        try (var store = SqliteConnectionStore.open(file)) {
            assertFalse(store.lostSomething());
            store.change(Samples.KEY, _ -> Samples.connected(), LINE);
        }
        Files.write(file, new byte[0]);
        try (var store = SqliteConnectionStore.open(file)) {
            assertTrue(store.lostSomething(), "there was a life before: its reserve lies beside it");
        }
    }

    @ParameterizedTest
    @CsvSource({"nfs,true", "nfs4,true", "cifs,true", "smb3,true", "SMBFS,true", "9p,true", "afpfs,true", "fuse.sshfs,true",
            "ext4,false", "ext2/ext3,false", "NTFS,false", "apfs,false", "tmpfs,false", "overlay,false", "fuseblk,false", "btrfs,false"})
    void filesThatLieOnAnotherComputerAreKnown(String type, boolean shared) {
        assertEquals(shared, DatabaseFile.isShared(type));
    }

    @Test
    void whatKilledProgramsUnpackedIsRemoved() throws Exception {
        var left = Files.createDirectories(folder.resolve("native"));
        Files.writeString(left.resolve("sqlite-3.0-x-libsqlitejdbc.so"), "x");
        Files.writeString(left.resolve("sqlite-3.0-x-libsqlitejdbc.so.lck"), "x");
        NativeLibrary.sweep(left);
        try (var files = Files.list(left)) {
            assertEquals(0, files.count());
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
            run(connection, "PRAGMA user_version = 99");
            Files.copy(newer, file);
            Files.copy(newer.resolveSibling("newer.db-wal"), wal);
        }
        assertNewerIsRefused(wal);
    }

    @Test
    void aNewerFileKeepsItsJournalMode() throws Exception {
        change(file, "PRAGMA user_version = 99");

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
