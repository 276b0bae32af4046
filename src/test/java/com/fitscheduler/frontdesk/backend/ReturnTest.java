package com.fitscheduler.frontdesk.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five hundred desks with the real rests, whose backend is away for half an hour. No time passes but the simulation's. */
class ReturnTest {

    private static final int DESKS = 500;
    /** Two of a hundred. */
    private static final int MOST_A_SECOND = DESKS / 50;
    private static final long ALL_IN = Duration.ofMinutes(5).toMillis();
    private static final long AWAY = Duration.ofMinutes(10).toMillis();
    private static final long BACK = AWAY + Duration.ofMinutes(30).toMillis();
    private static final long END = BACK + Duration.ofMinutes(10).toMillis();

    /** A desk's next round; {@code desk} beyond the last one is the return of the network. */
    private record Due(long at, int desk, int order) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Integer.compare(order, other.order);
        }
    }

    /** What the backend saw once it was back. @param lastIn after how long the last desk had been there */
    private record Curve(int[] rounds, long lastIn, double roundsEach) {
        int peak() {
            return Arrays.stream(rounds).max().orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theyComeBackOneAfterAnother(long seed) {
        holds("backend back", seed, simulate(seed, false, Duration.ZERO), ALL_IN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void alsoWhereTheNetworkOfAllIsBackAtOnce(long seed) {
        holds("network back", seed, simulate(seed, true, Duration.ZERO), ALL_IN);
    }

    @Test
    void andWhereTheBackendAskedAllOfThemToWait() {
        var asked = Duration.ofSeconds(30);
        holds("asked to wait", 1, simulate(1, false, asked), ALL_IN + asked.toMillis());
    }

    @Test
    void anOutageIsNotAskedInVainAllTheTime() {
        // log2(300 / 5) to come to the longest rest, then one in two and a half minutes.
        assertTrue(simulate(1, false, Duration.ZERO).roundsEach <= 6 + 30 / 2.5 + 1);
    }

    private static void holds(String what, long seed, Curve curve, long allIn) {
        System.out.printf("%s, seed %d: peak %d a second, last in after %d s, %.1f rounds each while away; by half minutes %s%n", what, seed,
                curve.peak(), curve.lastIn / 1_000, curve.roundsEach, Arrays.toString(byHalfMinutes(curve.rounds)));
        assertTrue(curve.peak() <= MOST_A_SECOND, () -> "peak " + curve.peak());
        assertTrue(curve.lastIn <= allIn, () -> "last in after " + curve.lastIn + " ms");
    }

    private static Curve simulate(long seed, boolean networkReturns, Duration askedToWait) {
        var rests = new Rests[DESKS];
        var next = new Due[DESKS];
        var queue = new PriorityQueue<Due>();
        var began = new Random(seed);
        for (var desk = 0; desk < DESKS; desk++) {
            rests[desk] = new Rests(new Random(seed * DESKS + desk));
            next[desk] = new Due(began.nextLong(Duration.ofMinutes(5).toMillis()), desk, desk);
            queue.add(next[desk]);
        }
        if (networkReturns) {
            queue.add(new Due(BACK, DESKS, DESKS));
        }
        var rounds = new int[(int) ((END - BACK) / 1_000)];
        var in = new boolean[DESKS];
        var lastIn = 0L;
        var inVain = 0;
        while (queue.peek().at < END) {
            var due = queue.poll();
            if (due.desk == DESKS) {
                for (var desk = 0; desk < DESKS; desk++) {
                    queue.remove(next[desk]);
                    next[desk] = new Due(due.at + rests[desk].afterReturn().toMillis(), desk, desk);
                    queue.add(next[desk]);
                }
                continue;
            }
            var away = due.at >= AWAY && due.at < BACK;
            if (away) {
                inVain++;
            } else if (due.at >= BACK) {
                rounds[(int) ((due.at - BACK) / 1_000)]++;
                lastIn = in[due.desk] ? lastIn : due.at - BACK;
                in[due.desk] = true;
            }
            var rest = away ? rests[due.desk].afterFailure(askedToWait) : rests[due.desk].afterSuccess();
            next[due.desk] = new Due(due.at + rest.time().toMillis(), due.desk, due.desk);
            queue.add(next[due.desk]);
        }
        for (var desk = 0; desk < DESKS; desk++) {
            assertEquals(true, in[desk], "desk " + desk + " never came back");
        }
        return new Curve(rounds, lastIn, (double) inVain / DESKS);
    }

    private static int[] byHalfMinutes(int[] rounds) {
        var sums = new int[rounds.length / 30];
        for (var second = 0; second < sums.length * 30; second++) {
            sums[second / 30] += rounds[second];
        }
        return sums;
    }
}
