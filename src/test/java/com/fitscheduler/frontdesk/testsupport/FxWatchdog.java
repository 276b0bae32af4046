package com.fitscheduler.frontdesk.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/**
 * Looks at the toolkit's thread again and again and notes where code of ours made it wait. Only waiting counts (for a lock,
 * a time, a disk, a socket): how fast a machine computes while it does many other things says nothing of the program.
 */
public final class FxWatchdog implements AutoCloseable {

    private static final long LONGEST_MILLIS = 100;
    private static final long LOOK_MILLIS = 10;
    private static final List<String> OUTSIDE = List.of("org.sqlite.", "sun.nio.", "java.net.", "jdk.internal.net.", "com.sun.jna.");

    private final List<String> waits = new CopyOnWriteArrayList<>();
    private final Thread toolkit;
    private final Thread eyes;

    /** Made on the toolkit's thread. */
    public FxWatchdog() {
        if (!Platform.isFxApplicationThread()) {
            throw new IllegalStateException("not on the toolkit's thread");
        }
        toolkit = Thread.currentThread();
        eyes = Thread.ofPlatform().daemon().name("fx-watchdog").start(this::watch);
    }

    /** Where the toolkit's thread was made to wait longer than a tenth of a second, so far. */
    public List<String> waits() {
        return List.copyOf(waits);
    }

    private void watch() {
        var seen = new StackTraceElement[0];
        var since = 0L;
        while (!Thread.currentThread().isInterrupted()) {
            var stack = toolkit.getStackTrace();
            if (!waits(stack)) {
                seen = new StackTraceElement[0];
            } else if (!Arrays.equals(seen, stack)) {
                seen = stack;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS)) {
                waits.add(ours(stack));
                seen = new StackTraceElement[0];
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean waits(StackTraceElement[] stack) {
        var state = toolkit.getState();
        var idle = state == Thread.State.BLOCKED || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        var outside = Arrays.stream(stack).limit(6).anyMatch(frame -> OUTSIDE.stream().anyMatch(frame.getClassName()::startsWith));
        return (idle || outside) && !ours(stack).isEmpty();
    }

    private static String ours(StackTraceElement[] stack) {
        return Arrays.stream(stack).filter(frame -> frame.getClassName().startsWith("com.fitscheduler.")).findFirst()
                .map(StackTraceElement::toString).orElse("");
    }

    @Override
    public void close() {
        eyes.interrupt();
    }
}
