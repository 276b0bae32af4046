package com.fitscheduler.frontdesk.backend;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to rest between rounds: longer after each one that failed, and by chance within that, so that the desks of a
 * town do not come back in the same second after an outage.
 */
final class Rests {

    /** @param endsByWake false where the backend has asked to be left alone */
    record Rest(Duration time, boolean endsByWake) {}

    static final Rest UNTIL_WOKEN = new Rest(Duration.ofDays(1), true);

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 6;

    private final RandomGenerator random;
    private int failures;

    Rests(RandomGenerator random) {
        this.random = random;
    }

    Rest afterSuccess() {
        failures = 0;
        return new Rest(between(LONGEST.dividedBy(2), LONGEST), true);
    }

    /** @param least what the backend asked for, which no wake cuts short; zero if it did not ask */
    Rest afterFailure(Duration least) {
        var most = FIRST.multipliedBy(1L << failures);
        failures = Math.min(failures + 1, DOUBLINGS);
        return new Rest(least.plus(between(LEAST, most.compareTo(LONGEST) < 0 ? most : LONGEST)), least.isZero());
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }
}
