package com.fitscheduler.frontdesk.storage;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens the SQLite file: refuses a newer one, sets a damaged one aside and takes over what of it is whole, migrates an
 * older one, and reads one that cannot be written.
 */
final class DatabaseFile {

    static final int BUSY_MILLIS = 5_000;
    /** How each version comes from the one before. */
    static final List<String> SCRIPTS = List.of(script(1), script(2));
    private static final System.Logger LOG = System.getLogger(DatabaseFile.class.getName());
    /** These are there from version 1 on. */
    private static final String OUR_TABLES =
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('card', 'desk', 'history')";
    /** What a file, its folder or its disk says that cannot be written. The low byte is the kind of error. */
    private static final Set<SQLiteErrorCode> NO_WRITING = Set.of(SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_CANTOPEN, SQLiteErrorCode.SQLITE_IOERR, SQLiteErrorCode.SQLITE_FULL, SQLiteErrorCode.SQLITE_PERM);

    /**
     * @param startedOver whether a damaged file was set aside for this one
     * @param copy        the folder of the copy that is read because the file itself cannot be written; null otherwise
     */
    record Opened(Connection connection, boolean startedOver, @Nullable Path copy) {

        boolean readOnly() {
            return copy != null;
        }

        void close() throws SQLException {
            connection.close();
            if (copy != null) {
                remove(copy);
            }
        }
    }

    private DatabaseFile() {}

    /**
     * Opens the file, made and migrated as needed.
     *
     * @throws IntegrationException {@link Problem#NEWER_DATA} with nothing written, or {@link Problem#CANNOT_WRITE} if
     *                              there is nothing to read either
     */
    static Opened open(Path file) throws IntegrationException {
        NativeLibrary.unpackInto(file.toAbsolutePath().resolveSibling("native"));
        return open(file.toAbsolutePath(), SCRIPTS);
    }

    /** @param scripts that of version 1 first */
    static Opened open(Path file, List<String> scripts) throws IntegrationException {
        try {
            try {
                return writable(file, scripts);
            } catch (SQLiteException e) {
                if (!is(NO_WRITING, e) || !Files.isRegularFile(file)) {
                    throw e;
                }
                LOG.log(System.Logger.Level.ERROR, "the database can only be read", e);
                return readable(file, scripts);
            } catch (IOException e) {
                if (!Files.isRegularFile(file)) {
                    throw e;
                }
                LOG.log(System.Logger.Level.ERROR, "the folder of the database can only be read", e);
                return readable(file, scripts);
            }
        } catch (SQLException | IOException e) {
            throw new IntegrationException(Problem.CANNOT_WRITE, "the database cannot be opened: " + file, e);
        }
    }

    private static Opened writable(Path file, List<String> scripts) throws SQLException, IOException, IntegrationException {
        var folder = Files.createDirectories(Objects.requireNonNull(file.getParent()));
        if (Files.exists(file) && !(Files.isWritable(file) && Files.isWritable(folder))) {
            // SQLite opens it all the same, and says so at the first change only.
            throw new AccessDeniedException(file.toString());
        }
        try {
            if (Files.exists(file) && !isFirstStart(file)) {
                look(file, scripts);
            }
            return new Opened(connect(file, scripts), false, null);
        } catch (SQLiteException e) {
            if (!is(Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB), e)) {
                throw e;
            }
            var salvage = Salvage.of(setAside(file, e));
            var connection = connect(file, scripts);
            Transaction.of(connection, fresh -> SqliteConnectionStore.takeOver(fresh, salvage));
            return new Opened(connection, true, null);
        }
    }

    /** A copy, because reading needs the log, and the log wants files beside it that can be written. */
    private static Opened readable(Path file, List<String> scripts) throws SQLException, IOException, IntegrationException {
        var folder = Files.createTempDirectory("front-desk");
        try {
            for (var part : List.of("", "-wal")) {
                var piece = file.resolveSibling(file.getFileName() + part);
                if (Files.isRegularFile(piece)) {
                    Files.copy(piece, folder.resolve("copy.db" + part));
                }
            }
            var connection = configured().createConnection("jdbc:sqlite:" + folder.resolve("copy.db"));
            Transaction.of(connection, copy -> version(copy, scripts.size()));
            execute(connection, "PRAGMA query_only = ON");
            return new Opened(connection, false, folder);
        } catch (SQLException | IOException | IntegrationException e) {
            remove(folder);
            throw e;
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a copy stays behind", e);
        }
    }

    /** A program that was killed in its very first moment leaves an empty file and nothing else; later there is more. */
    private static boolean isFirstStart(Path file) throws IOException {
        return Files.size(file) == 0 && !Files.exists(file.resolveSibling(file.getFileName() + "-wal"))
                && !Files.exists(Reserve.of(file));
    }

    /** Read-only: a connection that may write would change a newer program's file by opening and closing it. */
    private static void look(Path file, List<String> scripts) throws SQLException, IOException, IntegrationException {
        if (Files.size(file) == 0) {
            // SQLite takes it for a new one and says nothing.
            throw damage("the file is empty");
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        try (var connection = config.createConnection("jdbc:sqlite:" + file)) {
            version(connection, scripts.size());
        }
    }

    /** Where it lies now. */
    private static Path setAside(Path file, SQLiteException damage) throws IOException {
        LOG.log(System.Logger.Level.ERROR, "the database is damaged and was set aside", damage);
        var aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
        for (var part : List.of("", "-wal", "-shm")) {
            var piece = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(piece)) {
                Files.move(piece, aside.resolveSibling(aside.getFileName() + part));
            }
        }
        return aside;
    }

    private static Connection connect(Path file, List<String> scripts) throws SQLException, IOException, IntegrationException {
        var connection = configured().createConnection("jdbc:sqlite:" + file);
        try {
            if (isShared(Files.getFileStore(Objects.requireNonNull(file.getParent())).type())) {
                // The log needs memory that two programs share, which no network file system has; without the log it
                // takes EXTRA to survive a power cut.
                execute(connection, "PRAGMA journal_mode = DELETE");
                execute(connection, "PRAGMA synchronous = EXTRA");
            } else {
                execute(connection, "PRAGMA journal_mode = WAL");
            }
            Transaction.of(connection, fresh -> migrate(fresh, scripts));
            return connection;
        } catch (SQLException | IOException | IntegrationException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static SQLiteConfig configured() {
        var config = new SQLiteConfig();
        // What the screen calls saved survives a power cut; NORMAL would lose it.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        return config;
    }

    /** Whether files of that kind of file system lie on another computer. */
    static boolean isShared(String type) {
        return type.toLowerCase(Locale.ROOT).matches("(nfs|cifs|smb|afp|webdav|9p|ncp|afs|fuse\\.(sshfs|rclone|davfs|gvfs)).*");
    }

    /** The version is read under the write lock, so nobody else migrates at the same time. */
    private static int migrate(Connection connection, List<String> scripts) throws SQLException, IntegrationException {
        var version = version(connection, scripts.size());
        if (!text(connection, OUR_TABLES).equals(version == 0 ? "0" : "3")) {
            throw damage("tables are missing, or are not ours");
        }
        if (!text(connection, "PRAGMA quick_check(1)").equals("ok")) {
            throw damage("a page is damaged");
        }
        try (var statement = connection.createStatement()) {
            for (var step = version + 1; step <= scripts.size(); step++) {
                // Unlike execute, this runs every statement of a script.
                statement.executeUpdate(scripts.get(step - 1));
                statement.executeUpdate("PRAGMA user_version = " + step);
            }
        }
        return scripts.size();
    }

    private static int version(Connection connection, int newest) throws SQLException, IntegrationException {
        var version = Integer.parseInt(text(connection, "PRAGMA user_version"));
        if (version > newest) {
            throw new IntegrationException(Problem.NEWER_DATA, "database version " + version);
        }
        return version;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(query)) {
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String script(int version) {
        try (var in = DatabaseFile.class.getResourceAsStream("schema-" + version + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("schema-" + version + ".sql is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SQLiteException damage(String what) {
        return new SQLiteException(what, SQLiteErrorCode.SQLITE_CORRUPT);
    }

    private static boolean is(Set<SQLiteErrorCode> kinds, SQLiteException e) {
        return kinds.stream().anyMatch(kind -> kind.code == (e.getResultCode().code & 0xff));
    }
}
