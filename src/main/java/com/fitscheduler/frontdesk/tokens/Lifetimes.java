package com.fitscheduler.frontdesk.tokens;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Renewal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** When tokens end: by the clock on the wall, which people set, or by one that nobody sets, whichever says it first. */
final class Lifetimes {

    /** By up to so much of the margin a token ends soon earlier. */
    private static final int JITTER_PART = 10;

    private final Clock clock;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final Map<CardKey, Seen> seen = new ConcurrentHashMap<>();

    /**
     * When a token ends by the clock that nobody sets, counted from when this process first saw it.
     *
     * @param margin how long before its end it ends soon: the same for one token, by chance between desks, and never more
     *               than half a life
     */
    private record Seen(String token, long endsAtNanos, Duration margin) {}

    Lifetimes(Clock clock, LongSupplier nanos, RandomGenerator random) {
        this.clock = clock;
        this.nanos = nanos;
        this.random = random;
    }

    /** The token has come just now. */
    void received(CardKey key, Login login) {
        seen(key, login);
    }

    boolean endsSoon(CardKey key, Login login) {
        return left(key, login).compareTo(seen(key, login).margin()) <= 0;
    }

    /** Zero or less once it has ended. */
    Duration left(CardKey key, Login login) {
        var byWall = Duration.between(clock.instant(), renewal(login).endsAt());
        var byNanos = Duration.ofNanos(seen(key, login).endsAtNanos() - nanos.getAsLong());
        return byWall.compareTo(byNanos) < 0 ? byWall : byNanos;
    }

    private Seen seen(CardKey key, Login login) {
        return Objects.requireNonNull(seen.compute(key, (_, before) ->
                before != null && before.token().equals(login.token()) ? before : firstSeen(login)));
    }

    private Seen firstSeen(Login login) {
        var life = renewal(login).life();
        var byWall = Duration.between(clock.instant(), renewal(login).endsAt());
        var left = byWall.compareTo(life) < 0 ? byWall : life;
        var margin = renewal(login).margin();
        var early = margin.plusMillis(random.nextLong(1 + margin.toMillis() / JITTER_PART));
        var half = life.dividedBy(2);
        return new Seen(login.token(), nanos.getAsLong() + left.toNanos(), early.compareTo(half) < 0 ? early : half);
    }

    private static Renewal renewal(Login login) {
        return Objects.requireNonNull(login.renewal(), "a login that does not end");
    }
}
