package com.fitscheduler.frontdesk.storage;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file, one connection, one platform thread that does all the work: SQLite is native code and would hold the
 * carrier of a virtual thread. Every job is one transaction that begins with the write lock.
 */
final class Database implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    private final LinkedBlockingQueue<FutureTask<?>> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final DatabaseFile.Opened opened;
    private final Space space;
    /** Nothing new is taken. */
    private boolean closing;
    /** Nothing is left to do; touched by the thread only. */
    private boolean closed;

    /** What there is to do about a full disk. */
    interface Space {
        /** Makes room at a cost; false if there is nothing more to give. */
        boolean make();

        /** There seems to be room again. */
        void found();
    }

    Database(DatabaseFile.Opened opened, Space space) {
        this.opened = opened;
        this.space = space;
        jobs.add(new FutureTask<>(space::found, null));
        thread = Thread.ofPlatform().daemon().name("database").start(this::work);
    }

    /** As {@link DatabaseFile#open}. */
    static Database open(Path file) throws IntegrationException {
        var opened = DatabaseFile.open(file);
        var reserve = new Reserve(file, System::nanoTime);
        return new Database(opened, new Space() {
            @Override
            public boolean make() {
                return reserve.release();
            }

            @Override
            public void found() {
                if (!opened.readOnly()) {
                    reserve.keep();
                }
            }
        });
    }

    /** Whether a damaged file was set aside for this one. */
    boolean startedOver() {
        return opened.startedOver();
    }

    /** Whether what is stored can be read, and nothing more. */
    boolean readOnly() {
        return opened.readOnly();
    }

    /** Runs the job in one transaction: all of it is on disk when this returns, or none of it if this throws. */
    <T> T transact(Transaction.Job<T> job) throws IntegrationException {
        return change(job, _ -> {});
    }

    /** The same; {@code onDone} hears of the result before the next job begins, so that news keep their order. */
    <T> T change(Transaction.Job<T> job, Consumer<T> onDone) throws IntegrationException {
        var task = new FutureTask<>(() -> {
            var result = run(job);
            onDone.accept(result);
            return result;
        });
        submit(task);
        return await(task);
    }

    /** A job that met a full disk was undone, and is done once more if room can be made. */
    private <T> T run(Transaction.Job<T> job) throws SQLException, IntegrationException {
        try {
            var result = Transaction.of(opened.connection(), opened.readOnly(), job);
            space.found();
            return result;
        } catch (SQLiteException e) {
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_FULL || !space.make()) {
                throw e;
            }
            LOG.log(System.Logger.Level.WARNING, "the disk is full, and what was put by for that is used up");
            return Transaction.of(opened.connection(), opened.readOnly(), job);
        }
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
            opened.close();
        } catch (InterruptedException | SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "the database was not closed", e);
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
