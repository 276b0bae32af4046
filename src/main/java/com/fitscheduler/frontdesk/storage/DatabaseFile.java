package com.fitscheduler.frontdesk.storage;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens the SQLite file: refuses a newer one, sets a damaged one aside, migrates an older one. */
final class DatabaseFile {

    static final int BUSY_MILLIS = 5_000;
    private static final int NEWEST = 1;
    /** These are there from version 1 on. */
    private static final String OUR_TABLES =
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('card', 'desk', 'history')";

    /**
     * @param startedOver whether a damaged file was set aside for this one
     */
    record Opened(Connection connection, boolean startedOver) {}

    private DatabaseFile() {}

    /**
     * Opens the file, made and migrated as needed. A damaged one is set aside: what it knew is asked of the backend and
     * of the person again.
     *
     * @throws IntegrationException {@link Problem#NEWER_DATA} with nothing written, or {@link Problem#CANNOT_WRITE}
     */
    static Opened open(Path file) throws IntegrationException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                if (Files.exists(file)) {
                    look(file);
                }
                return new Opened(connect(file), false);
            } catch (SQLiteException e) {
                if (!isDamage(e)) {
                    throw e;
                }
                setAside(file, e);
                return new Opened(connect(file), true);
            }
        } catch (SQLException | IOException e) {
            throw new IntegrationException(Problem.CANNOT_WRITE, "the database cannot be opened", e);
        }
    }

    /** Read-only: a connection that may write would change a newer program's file by opening and closing it. */
    private static void look(Path file) throws SQLException, IOException, IntegrationException {
        if (Files.size(file) == 0) {
            // SQLite takes it for a new one and says nothing.
            throw damage("the file is empty");
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        try (var connection = config.createConnection("jdbc:sqlite:" + file)) {
            version(connection);
        }
    }

    private static void setAside(Path file, SQLiteException damage) throws IOException {
        System.getLogger(DatabaseFile.class.getName())
                .log(System.Logger.Level.ERROR, "the database is damaged and was set aside", damage);
        var suffix = ".damaged-" + System.currentTimeMillis();
        for (var part : new String[] {"", "-wal", "-shm"}) {
            var piece = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(piece)) {
                Files.move(piece, file.resolveSibling(file.getFileName() + suffix + part));
            }
        }
    }

    private static Connection connect(Path file) throws SQLException, IntegrationException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // What the screen calls saved survives a power cut; NORMAL would lose it.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        var connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            Transaction.of(connection, DatabaseFile::migrate);
            return connection;
        } catch (SQLException | IntegrationException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The version is read under the write lock, so nobody else migrates at the same time. */
    private static int migrate(Connection connection) throws SQLException, IntegrationException {
        var version = version(connection);
        if (!text(connection, OUR_TABLES).equals(version == 0 ? "0" : "3")) {
            throw damage("tables are missing, or are not ours");
        }
        if (!text(connection, "PRAGMA quick_check(1)").equals("ok")) {
            throw damage("a page is damaged");
        }
        try (var statement = connection.createStatement()) {
            for (var step = version + 1; step <= NEWEST; step++) {
                // Unlike execute, this runs every statement of a script.
                statement.executeUpdate(script(step));
                statement.executeUpdate("PRAGMA user_version = " + step);
            }
        }
        return NEWEST;
    }

    private static int version(Connection connection) throws SQLException, IntegrationException {
        var version = Integer.parseInt(text(connection, "PRAGMA user_version"));
        if (version > NEWEST) {
            throw new IntegrationException(Problem.NEWER_DATA, "database version " + version);
        }
        return version;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(query)) {
            return row.getString(1);
        }
    }

    private static String script(int step) {
        try (var in = DatabaseFile.class.getResourceAsStream("schema-" + step + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("schema-" + step + ".sql is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SQLiteException damage(String what) {
        return new SQLiteException(what, SQLiteErrorCode.SQLITE_CORRUPT);
    }

    private static boolean isDamage(SQLiteException e) {
        // The low byte is the kind; the rest tells apart where it was found.
        var kind = e.getResultCode().code & 0xff;
        return kind == SQLiteErrorCode.SQLITE_CORRUPT.code || kind == SQLiteErrorCode.SQLITE_NOTADB.code;
    }
}
