package com.fitscheduler.frontdesk.oauth;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One sign-in: where it begins, what its answer must carry, and until when.
 *
 * <p>The address that the browser is started with stands in the process list, which on many computers everybody may read.
 * So it is not the authorize address, whose state would let the reader answer in our person's place, but a start address
 * that is good once. Who comes there first gets a cookie and is sent on; an answer counts only from a browser with that
 * cookie (RFC 6749, 10.12: the answer must be bound to the user agent; RFC 9700, 4.7). Whoever comes later without the
 * cookie gets nothing, and takes nothing from the first. Whoever runs under another account of this computer is turned
 * away before that where the system tells ({@link Peers}), however early.
 */
final class Attempt {

    /** Each press of "open again" makes one; the oldest are forgotten. */
    private static final int ADDRESSES = 100;

    private final URI authorize;
    private final Secret state;
    private final Secret cookie = Secret.random();
    private final InstantSource clock;
    private final Instant wallEnd;
    private final long end;
    /** Start addresses given out, and whether somebody came to them. */
    private final Map<String, Boolean> used = new LinkedHashMap<>();

    Attempt(URI authorize, String state, InstantSource clock, Duration life) {
        this.authorize = authorize;
        this.state = new Secret(state);
        this.clock = clock;
        this.wallEnd = clock.instant().plus(life);
        this.end = System.nanoTime() + life.toNanos();
    }

    /** A new one-time path. */
    synchronized String start() {
        var token = Secret.random().value();
        used.put(token, false);
        if (used.size() > ADDRESSES) {
            used.remove(used.keySet().iterator().next());
        }
        return Reception.START + token;
    }

    enum Entry {
        UNKNOWN,
        FIRST,
        SAME_BROWSER,
        ANOTHER_BROWSER
    }

    /** Somebody comes to a start address. */
    synchronized Entry enter(String token, boolean hasCookie) {
        var before = used.get(token);
        if (before == null) {
            return Entry.UNKNOWN;
        }
        used.put(token, true);
        return !before ? Entry.FIRST : hasCookie ? Entry.SAME_BROWSER : Entry.ANOTHER_BROWSER;
    }

    URI authorize() {
        return authorize;
    }

    boolean isState(String other) {
        return state.is(other);
    }

    /** SameSite=Lax: the service's redirect to us is a top-level GET from another site, which must carry it. */
    String setCookie(int port) {
        return name(port) + "=" + cookie.value() + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
                + Math.max(1, remaining().toSeconds());
    }

    /**
     * Whether one of the cookies is ours. Cookies do not tell ports apart, so the name does; another server on this
     * computer may add one of that name, which must not hide ours.
     */
    boolean hasCookie(List<String> headers, int port) {
        return headers.stream().flatMap(header -> List.of(header.split(";", -1)).stream()).map(String::strip)
                .filter(pair -> pair.startsWith(name(port) + "=")).anyMatch(pair -> cookie.is(pair.substring(name(port).length() + 1)));
    }

    private static String name(int port) {
        return "sign-in-" + port;
    }

    /** Over as soon as either clock says so: the one stands while the computer sleeps, the other can be set back. */
    Duration remaining() {
        var wall = Duration.between(clock.instant(), wallEnd);
        var steady = Duration.ofNanos(end - System.nanoTime());
        return wall.compareTo(steady) < 0 ? wall : steady;
    }

    boolean isOver() {
        return !remaining().isPositive();
    }
}
