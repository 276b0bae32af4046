package com.fitscheduler.frontdesk.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestsTest {

    private static final int TRIES = 200;

    @Test
    void eachFailureDoublesTheLongestRestUpToFiveMinutes() {
        var longest = new long[9];
        for (var seed = 0; seed < TRIES; seed++) {
            var rests = new Rests(new Random(seed));
            for (var i = 0; i < longest.length; i++) {
                var rest = rests.afterFailure(Duration.ZERO);
                assertTrue(rest.endsByWake());
                assertTrue(rest.time().toMillis() >= 1_000);
                longest[i] = Math.max(longest[i], rest.time().toMillis());
            }
        }
        var most = List.of(5, 10, 20, 40, 80, 160, 300, 300, 300);
        for (var i = 0; i < longest.length; i++) {
            assertTrue(longest[i] <= most.get(i) * 1_000L && longest[i] > most.get(i) * 900L, i + ": " + longest[i]);
        }
    }

    @Test
    void desksDoNotComeBackTogether() {
        var times = new HashSet<Duration>();
        for (var seed = 0; seed < TRIES; seed++) {
            times.add(new Rests(new Random(seed)).afterFailure(Duration.ZERO).time());
        }
        assertTrue(times.size() > TRIES / 2, "spread: " + times.size());
    }

    @Test
    void whatTheBackendAskedForIsTheLeastAndNoWakeCutsItShort() {
        var rest = new Rests(new Random(1)).afterFailure(Duration.ofSeconds(30));
        assertFalse(rest.endsByWake());
        assertTrue(rest.time().toMillis() > 30_000 && rest.time().toMillis() <= 35_000, rest.toString());
    }

    @Test
    void successStartsAnew() {
        var rests = new Rests(new Random(1));
        for (var i = 0; i < 9; i++) {
            rests.afterFailure(Duration.ZERO);
        }
        var rest = rests.afterSuccess();
        assertTrue(rest.time().toSeconds() >= 150 && rest.time().toSeconds() <= 300 && rest.endsByWake(), rest.toString());
        assertTrue(rests.afterFailure(Duration.ZERO).time().toSeconds() <= 5);
        assertEquals(Duration.ofDays(1), Rests.UNTIL_WOKEN.time());
    }

    @Test
    void aNetworkThatIsBackIsUsedTheSoonerTheShorterItWasAway() {
        var least = Duration.ofSeconds(1);
        for (var seed = 0; seed < TRIES; seed++) {
            var rests = new Rests(new Random(seed));
            for (var most : List.of(180, 5, 10, 20, 40, 80, 160, 180, 180)) {
                var rest = rests.afterReturn();
                assertTrue(rest.compareTo(least) >= 0 && rest.toSeconds() <= most, most + ": " + rest);
                rests.afterFailure(Duration.ZERO);
            }
        }
    }
}
