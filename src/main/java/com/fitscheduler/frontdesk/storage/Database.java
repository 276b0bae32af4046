package com.fitscheduler.frontdesk.storage;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file, one connection, one platform thread that does all the work: SQLite is native code and would hold the
 * carrier of a virtual thread. Every job is one transaction that begins with the write lock.
 */
final class Database implements AutoCloseable {

    private final LinkedBlockingQueue<FutureTask<?>> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Connection connection;
    private final boolean startedOver;
    /** Nothing new is taken. */
    private boolean closing;
    /** Nothing is left to do; touched by the thread only. */
    private boolean closed;

    private Database(DatabaseFile.Opened opened) {
        connection = opened.connection();
        startedOver = opened.startedOver();
        thread = Thread.ofPlatform().daemon().name("database").start(this::work);
    }

    /** As {@link DatabaseFile#open}. */
    static Database open(Path file) throws IntegrationException {
        return new Database(DatabaseFile.open(file));
    }

    boolean startedOver() {
        return startedOver;
    }

    /** Runs the job in one transaction: all of it is on disk when this returns, or none of it if this throws. */
    <T> T transact(Transaction.Job<T> job) throws IntegrationException {
        return change(job, _ -> {});
    }

    /** The same; {@code onDone} hears of the result before the next job begins, so that news keep their order. */
    <T> T change(Transaction.Job<T> job, Consumer<T> onDone) throws IntegrationException {
        var task = new FutureTask<>(() -> {
            var result = Transaction.of(connection, job);
            onDone.accept(result);
            return result;
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
            case Error e -> throw e;
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
            thread.join(DatabaseFile.BUSY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
