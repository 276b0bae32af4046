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
    /** Where the network of a whole town is back at once, this keeps its desks below two in a hundred a second. */
    private static final Duration SOON = Duration.ofMinutes(3);
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
        var most = most(failures);
        failures = Math.min(failures + 1, DOUBLINGS);
        return new Rest(least.plus(between(LEAST, most)), least.isZero());
    }

    /**
     * How long to rest once the network is back, or this computer woke, whatever is left of the rest before: at once after
     * a moment's outage, and after a long one not at the same moment as all the others that the same thing happened to.
     */
    Duration afterReturn() {
        var most = failures == 0 ? SOON : most(failures - 1);
        return between(LEAST, most.compareTo(SOON) < 0 ? most : SOON);
    }

    private static Duration most(int failures) {
        var most = FIRST.multipliedBy(1L << failures);
        return most.compareTo(LONGEST) < 0 ? most : LONGEST;
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }
}
