package com.fitscheduler.frontdesk.desktop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Notices that this computer has slept or that its clock was set, by what passed between two looks. One thread only.
 */
public final class ClockWatch {

    private static final Duration LEAST = Duration.ofSeconds(30);

    private final Clock wall;
    private final LongSupplier nanos;
    private Instant lastWall;
    private long lastNanos;

    /** @param nanos as {@link System#nanoTime}: never set, and on some systems standing still while the computer sleeps */
    public ClockWatch(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        lastWall = wall.instant();
        lastNanos = nanos.getAsLong();
    }

    /** Whether more than half a minute has passed since the last look, or the wall clock went off by as much. To be called every few seconds. */
    public boolean jumped() {
        var wallNow = wall.instant();
        var nanosNow = nanos.getAsLong();
        var passed = Duration.ofNanos(nanosNow - lastNanos);
        var apart = Duration.between(lastWall, wallNow).minus(passed).abs();
        lastWall = wallNow;
        lastNanos = nanosNow;
        return passed.compareTo(LEAST) > 0 || apart.compareTo(LEAST) > 0;
    }
}
