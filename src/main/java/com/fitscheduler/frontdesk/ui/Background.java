package com.fitscheduler.frontdesk.ui;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs blocking work on a worker and hands its outcome over on the UI thread. */
public final class Background {

    /** Work under way, or over. */
    @FunctionalInterface
    public interface Job {
        /** Interrupts the work and calls nobody back, even if the outcome was on its way. Harmless once it is over. */
        void cancel();
    }

    /** How time is let pass on a worker; in tests it passes at once. */
    @FunctionalInterface
    public interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    private final Executor workers;
    private final Executor ui;
    private final Pause pause;

    /**
     * @param workers where work blocks: virtual threads; in tests {@code Runnable::run}
     * @param ui      where outcomes arrive: the toolkit's thread; in tests {@code Runnable::run} or a queue
     */
    public Background(Executor workers, Executor ui) {
        this(workers, ui, Thread::sleep);
    }

    public Background(Executor workers, Executor ui, Pause pause) {
        this.workers = workers;
        this.ui = ui;
        this.pause = pause;
    }

    /**
     * Starts {@code work}; exactly one of the two consumers is called later on the UI thread, unless the job is cancelled.
     */
    public <T> Job run(Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        // Asked on the UI thread: a task that is over can no longer be cancelled, though its outcome may be on its way.
        var cancelled = new AtomicBoolean();
        var job = new FutureTask<>(work) {
            @Override
            protected void done() {
                ui.execute(() -> {
                    if (!cancelled.get()) {
                        settle(this, onDone, onFailed);
                    }
                });
            }
        };
        workers.execute(job);
        return () -> {
            cancelled.set(true);
            job.cancel(true);
        };
    }

    /** Runs {@code task} on the UI thread once that time has passed, unless the job is cancelled. */
    public Job later(Duration time, Runnable task) {
        return run(() -> {
            pause.last(time);
            return true;
        }, _ -> task.run(), _ -> {});
    }

    /** Hands something over to the UI thread. */
    public void onUi(Runnable task) {
        ui.execute(task);
    }

    private static <T> void settle(Future<T> job, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        switch (job.state()) {
            case SUCCESS -> onDone.accept(job.resultNow());
            case FAILED -> onFailed.accept(job.exceptionNow());
            case CANCELLED, RUNNING -> {
                // Whoever cancelled has moved on.
            }
        }
    }
}
