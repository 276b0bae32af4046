package com.fitscheduler.frontdesk.desktop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private final FakeClock wall = new FakeClock("2026-05-03T15:05:00Z", "UTC");
    private long nanos = Long.MAX_VALUE - 1;
    private final ClockWatch watch = new ClockWatch(wall, () -> nanos);

    @Test
    void timeThatPassesIsNoJump() {
        assertFalse(watch.jumped());
        for (var tick = 0; tick < 100; tick++) {
            pass(5, 5);
            assertFalse(watch.jumped());
        }
    }

    @Test
    void aClockThatIsSlewedIsNoJump() {
        pass(5, 34);
        assertFalse(watch.jumped());
        pass(5, -24);
        assertFalse(watch.jumped());
    }

    @Test
    void sleepIsNoticedOnceWhetherTheMonotonicClockSleptOrNot() {
        pass(5, 3_600);
        assertTrue(watch.jumped());
        pass(5, 5);
        assertFalse(watch.jumped());
        pass(3_600, 3_600);
        assertTrue(watch.jumped());
        pass(5, 5);
        assertFalse(watch.jumped());
    }

    @Test
    void aClockThatIsSetIsNoticedInBothDirections() {
        pass(5, -3_600);
        assertTrue(watch.jumped());
        pass(5, 86_400);
        assertTrue(watch.jumped());
    }

    private void pass(long monotonic, long shown) {
        nanos += Duration.ofSeconds(monotonic).toNanos();
        wall.move(Duration.ofSeconds(shown));
    }
}
