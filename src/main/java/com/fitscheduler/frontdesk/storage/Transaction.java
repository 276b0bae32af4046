package com.fitscheduler.frontdesk.storage;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * All of a piece of work, or none of it. Begins and ends by SQL and not by the driver's own commit and rollback: those
 * begin the next transaction at once, which holds the write lock while nothing is done, and begin none where SQLite has
 * rolled back by itself, after which every statement would be saved singly.
 */
final class Transaction {

    /** Work inside a transaction. */
    @FunctionalInterface
    interface Job<T> {
        T run(Connection connection) throws SQLException, IntegrationException;
    }

    private Transaction() {}

    /** Runs the job with the write lock held: its work is on disk when this returns, undone if this throws. */
    static <T> T of(Connection connection, Job<T> job) throws SQLException, IntegrationException {
        return of(connection, false, job);
    }

    /** @param reads where nothing can be written the lock cannot be had, and only reading works */
    static <T> T of(Connection connection, boolean reads, Job<T> job) throws SQLException, IntegrationException {
        execute(connection, reads ? "BEGIN" : "BEGIN IMMEDIATE");
        try {
            var result = job.run(connection);
            execute(connection, "COMMIT");
            return result;
        } catch (Throwable e) {
            try {
                execute(connection, "ROLLBACK");
            } catch (SQLException again) {
                // SQLite did so by itself, as it does when the disk is full.
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
