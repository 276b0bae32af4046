package com.fitscheduler.frontdesk.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed while it brings a file of the version before up to its own: whole old, or whole new. */
@Timeout(300)
class MigrationIT {

    private static final int KILLS = 30;
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
        for (var kill = 0; kill < KILLS; kill++) {
            var file = folder.resolve("kill" + kill + ".db");
            Files.copy(old, file);
            var migrating = Child.of(Migrating.class, List.of(), file.toString()).start();
            assertEquals('B', migrating.getInputStream().read());
            // The library is unpacked first, then the work takes some tens of milliseconds.
            Thread.sleep(80 + kill * 12L);
            migrating.destroyForcibly().waitFor();
            found.merge(version(file), 1, Integer::sum);
        }
        System.out.println("Versions after the kills " + found);
        assertTrue(found.keySet().stream().allMatch(version -> version == OLD || version == OLD + 1), found::toString);
        var whole = folder.resolve("whole.db");
        Files.copy(old, whole);
        DatabaseFile.open(whole, scripts()).close();
        assertEquals(OLD + 1, version(whole));
    }

    private static List<String> scripts() {
        return Stream.concat(DatabaseFile.SCRIPTS.stream(), Stream.of(NEXT)).toList();
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
