package com.fitscheduler.frontdesk.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed while it brings a file of the version before up to its own: whole old, or whole new. */
@Timeout(300)
class MigrationIT {

    private static final int KILLS = 30;
    private static final int MOST_KILLS = 120;
    private static final int ROWS = 20_000;
    private static final int OLD = DatabaseFile.SCRIPTS.size();
    /** Rebuilds a table, as a change of its columns would. */
    private static final String NEXT = """
            CREATE TABLE history_next (id INTEGER PRIMARY KEY, location_id TEXT NOT NULL, integration_id TEXT NOT NULL,
              at INTEGER NOT NULL, desk TEXT NOT NULL, action TEXT NOT NULL, contacts INTEGER, problem TEXT, more TEXT) STRICT;
            INSERT INTO history_next SELECT *, 'more' FROM history;
            DROP TABLE history;
            ALTER TABLE history_next RENAME TO history;
            CREATE INDEX history_of_location ON history (location_id, id);
            """;

    @TempDir
    private Path folder;

    static final class Migrating {
        public static void main(String[] words) throws Exception {
            System.out.println("BEGIN");
            DatabaseFile.open(Path.of(words[0]), scripts()).close();
            System.out.println("END");
        }
    }

    @Test
    void whateverTheMomentTheFileIsWhole() throws Exception {
        var old = folder.resolve("old.db");
        fill(old);
        var found = new TreeMap<Integer, Integer>();
        var middle = 0;
        for (var kill = 0; kill < KILLS || (found.size() < 2 || middle == 0) && kill < MOST_KILLS; kill++) {
            var file = folder.resolve("kill" + kill + ".db");
            Files.copy(old, file);
            var migrating = Child.of(Migrating.class, List.of(), file.toString()).start();
            assertEquals('B', migrating.getInputStream().read());
            // Once the log grows the migration has begun, and is over some tens of milliseconds later.
            while (migrating.isAlive() && size(wal(file)) == 0) {
                Thread.onSpinWait();
            }
            Thread.sleep(kill % KILLS);
            migrating.destroyForcibly().waitFor();
            var begun = size(wal(file)) > 0;
            var version = version(file);
            middle += begun && version == OLD ? 1 : 0;
            found.merge(version, 1, Integer::sum);
        }
        System.out.println("Versions after the kills " + found + ", of them killed in the middle " + middle);
        assertEquals(Set.of(OLD, OLD + 1), found.keySet());
        assertTrue(middle > 0, "none was killed in the middle");
        var whole = folder.resolve("whole.db");
        Files.copy(old, whole);
        DatabaseFile.open(whole, scripts()).close();
        assertEquals(OLD + 1, version(whole));
    }

    private static List<String> scripts() {
        return Stream.concat(DatabaseFile.SCRIPTS.stream(), Stream.of(NEXT)).toList();
    }

    private static Path wal(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static void fill(Path file) throws Exception {
        var opened = DatabaseFile.open(file, DatabaseFile.SCRIPTS);
        Transaction.of(opened.connection(), connection -> {
            try (var statement = connection.prepareStatement("INSERT INTO history (location_id, integration_id, at, desk, action)"
                    + " VALUES ('gym', 'leadconnector', ?, 'Front desk 2', 'sync')")) {
                for (var row = 0; row < ROWS; row++) {
                    statement.setInt(1, row);
                    statement.executeUpdate();
                }
            }
            return null;
        });
        opened.close();
    }

    /** Of a file that is all of one version. */
    private static int version(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertEquals("ok", text(connection, "PRAGMA integrity_check"));
            assertEquals(ROWS, Integer.parseInt(text(connection, "SELECT count(*) FROM history")));
            var version = Integer.parseInt(text(connection, "PRAGMA user_version"));
            assertEquals(version == OLD ? "8" : "9", text(connection, "SELECT count(*) FROM pragma_table_info('history')"));
            assertEquals("0", text(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'history_next'"));
            return version;
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(query)) {
            return row.getString(1);
        }
    }
}
