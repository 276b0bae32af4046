package com.fitscheduler.frontdesk.testsupport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs what it is given only when the test says so: stands for workers, or for the UI thread. */
public final class Inbox implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs the one that waits longest. */
    public void run() {
        tasks.remove().run();
    }

    /** Runs everything that waits, and what that brings. */
    public void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
