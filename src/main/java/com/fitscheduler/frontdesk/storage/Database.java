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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file, one connection, one platform thread that does all the work: SQLite is native code and would hold the
 * carrier of a virtual thread. Every job is one transaction that begins with the write lock.
 */
final class Database implements AutoCloseable {

    private static final int NEWEST = 1;
    private static final int BUSY_MILLIS = 5_000;

    /** Work inside a transaction. */
    @FunctionalInterface
    interface Job<T> {
        T run(Connection connection) throws SQLException;
    }

    private final LinkedBlockingQueue<FutureTask<?>> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Connection connection;
    /** Nothing new is taken. */
    private boolean closing;
    /** Nothing is left to do; touched by the thread only. */
    private boolean closed;

    private final boolean startedOver;

    private Database(Connection connection, boolean startedOver) {
        this.connection = connection;
        this.startedOver = startedOver;
        thread = Thread.ofPlatform().daemon().name("database").start(this::work);
    }

    /**
     * Opens the file, made and migrated as needed. A damaged one is set aside: what it knew is asked of the backend and
     * of the person again.
     */
    static Database open(Path file) throws IntegrationException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new Database(connect(file), false);
        } catch (SQLiteException e) {
            if (!isDamage(e.getResultCode())) {
                throw problem(e);
            }
            return startOver(file, e);
        } catch (SQLException | IOException e) {
            throw problem(e);
        }
    }

    private static Database startOver(Path file, SQLiteException damage) throws IntegrationException {
        try {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.ERROR, "the database is damaged and was set aside", damage);
            var suffix = ".damaged-" + System.currentTimeMillis();
            for (var part : new String[] {"", "-wal", "-shm"}) {
                var piece = file.resolveSibling(file.getFileName() + part);
                if (Files.exists(piece)) {
                    Files.move(piece, file.resolveSibling(file.getFileName() + suffix + part));
                }
            }
            return new Database(connect(file), true);
        } catch (SQLException | IOException e) {
            throw problem(e);
        }
    }

    /** Whether the file that was here was damaged and had to be set aside. */
    boolean startedOver() {
        return startedOver;
    }

    private static boolean isDamage(SQLiteErrorCode code) {
        return code == SQLiteErrorCode.SQLITE_NOTADB || code == SQLiteErrorCode.SQLITE_CORRUPT;
    }

    private static Connection connect(Path file) throws SQLException, IntegrationException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // What the screen calls saved survives a power cut; NORMAL would lose it.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        var connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            connection.setAutoCommit(false);
            migrate(connection);
            return connection;
        } catch (SQLException | IntegrationException e) {
            connection.close();
            throw e;
        }
    }

    private static void migrate(Connection connection) throws SQLException, IntegrationException {
        try (var statement = connection.createStatement()) {
            int version;
            // The first statement takes the write lock, so the version cannot change until the commit.
            try (var row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            if (version > NEWEST) {
                throw new IntegrationException(Problem.NEWER_DATA, "database version " + version);
            }
            for (var step = version + 1; step <= NEWEST; step++) {
                for (var sql : script(step).split(";", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA user_version = " + step);
            }
            statement.execute("SELECT 1 FROM card, desk, history LIMIT 1");
        }
        connection.commit();
    }

    private static String script(int step) {
        try (var in = Database.class.getResourceAsStream("schema-" + step + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("schema-" + step + ".sql is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the job in one transaction: all of it is on disk when this returns, or none of it if this throws. */
    <T> T transact(Job<T> job) throws IntegrationException {
        var task = new FutureTask<>(() -> {
            try {
                var result = job.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        });
        submit(task);
        return await(task);
    }

    private synchronized void submit(FutureTask<?> task) throws IntegrationException {
        if (closing) {
            throw new IntegrationException(Problem.CANNOT_WRITE, "the database is closed");
        }
        jobs.add(task);
    }

    /** An interrupt waits until the disk has answered: the caller must know whether the change is saved. */
    private static <T> T await(FutureTask<T> task) throws IntegrationException {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw problem(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IntegrationException problem(@Nullable Throwable cause) {
        return switch (cause) {
            case IntegrationException e -> e;
            case RuntimeException e -> throw e;
            case null, default -> new IntegrationException(Problem.CANNOT_WRITE, "the database refused", cause);
        };
    }

    private void work() {
        try {
            while (!closed) {
                jobs.take().run();
            }
            connection.close();
        } catch (InterruptedException | SQLException e) {
            System.getLogger(Database.class.getName()).log(System.Logger.Level.WARNING, "the database was not closed", e);
        }
    }

    /** Finishes what was begun, then lets go of the file. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            jobs.add(new FutureTask<>(() -> closed = true));
        }
        try {
            thread.join(BUSY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
