package com.fitscheduler.frontdesk.integration;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What brings the next token when one ends.
 *
 * @param refreshToken good for one renewal (RFC 6749, 6; RFC 9700, 4.14)
 * @param grant        the token exchange's own handle for it; empty where it needs none
 * @param scope        the permissions that were granted, separated by spaces (RFC 6749, 3.3); empty where that was not said
 * @param endsAt       when the token ends, by this computer's clock
 * @param life         how long the token was good for when it was given
 * @param begunAt      when a renewal with this refresh token was begun of which no answer was stored; null if there is none
 */
public record Renewal(
        String refreshToken, String grant, String scope, Instant endsAt, Duration life, @Nullable Instant begunAt) {

    private static final Duration LEAST_MARGIN = Duration.ofMinutes(5);
    private static final int MARGIN_PART = 10;

    /** In whole milliseconds, as they are kept: a login that was stored and read again is the same one. */
    public Renewal {
        endsAt = endsAt.truncatedTo(ChronoUnit.MILLIS);
        life = life.truncatedTo(ChronoUnit.MILLIS);
        begunAt = begunAt == null ? null : begunAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** How long before its end the token is renewed: a tenth of its life, at least five minutes, and at most half of it. */
    public Duration margin() {
        var part = life.dividedBy(MARGIN_PART);
        var margin = part.compareTo(LEAST_MARGIN) > 0 ? part : LEAST_MARGIN;
        var half = life.dividedBy(2);
        return margin.compareTo(half) < 0 ? margin : half;
    }

    /** The same, with a renewal begun. */
    public Renewal begun(Instant at) {
        return new Renewal(refreshToken, grant, scope, endsAt, life, at);
    }

    @Override
    public String toString() {
        return "Renewal[ends " + endsAt + ", redacted]";
    }
}
