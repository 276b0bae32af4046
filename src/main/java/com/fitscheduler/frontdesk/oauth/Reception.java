package com.fitscheduler.frontdesk.oauth;

import static com.fitscheduler.frontdesk.oauth.Sighting.BROWSER_CAME;
import static com.fitscheduler.frontdesk.oauth.Sighting.FOREIGN_ANSWER;
import static com.fitscheduler.frontdesk.oauth.Sighting.LINK_USED;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who may come in, and what becomes of them. Wrong requests are answered and change nothing. */
final class Reception {

    static final String START = "/start/";
    static final String DONE = "/done";

    private final Redirect redirect;
    private final Pages pages;
    private final Peers peers;
    private final Consumer<Sighting> sightings;
    private final CompletableFuture<Answer> answer;
    private final CountDownLatch shown = new CountDownLatch(1);
    private volatile @Nullable Attempt attempt;

    /** @param redirect with the port that is listened at */
    Reception(Redirect redirect, Pages pages, Peers peers, Consumer<Sighting> sightings, CompletableFuture<Answer> answer) {
        this.redirect = redirect;
        this.pages = pages;
        this.peers = peers;
        this.sightings = sightings;
        this.answer = answer;
    }

    void expect(Attempt next) {
        attempt = next;
    }

    /** Opens when the browser was given the page that says how it ended. */
    CountDownLatch shown() {
        return shown;
    }

    Reply reply(HttpExchange exchange) {
        if (!peers.mayBeOurs(exchange.getRemoteAddress(), exchange.getLocalAddress())) {
            return Reply.of(403);
        }
        var uri = exchange.getRequestURI();
        if (!List.of(redirect.authority()).equals(exchange.getRequestHeaders().get("Host")) || uri.getRawAuthority() != null) {
            // RFC 9110, 15.5.20: not the one that was asked for. Stops DNS rebinding.
            return Reply.of(421);
        }
        // As it came, for the server matches by prefix and after decoding.
        var path = String.valueOf(uri.getRawPath());
        var callback = path.equals(redirect.path());
        var ended = path.equals(DONE) && answer.isDone();
        if (!callback && !ended && !path.startsWith(START)) {
            return Reply.of(404);
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            // RFC 6749, 4.1.2 sends the browser here by a redirect, which is a GET. RFC 9110, 15.5.6 asks for Allow.
            return new Reply(405, null, Map.of("Allow", "GET"));
        }
        var current = attempt;
        var cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
        var hasCookie = current != null && current.hasCookie(cookies, redirect.port());
        if (ended) {
            return Reply.of(200, pages.of(answer.join()));
        }
        if (current == null) {
            return callback ? foreign() : Reply.of(404);
        }
        return callback ? callback(current, uri.getRawQuery(), hasCookie) : start(current, path, hasCookie);
    }

    /** Called when the reply was sent; 200 is nothing but the last page. */
    void sent(Reply reply) {
        if (reply.status() == 200) {
            shown.countDown();
        }
    }

    private Reply start(Attempt current, String path, boolean hasCookie) {
        return switch (current.enter(path.substring(START.length()), hasCookie)) {
            case UNKNOWN -> Reply.of(404);
            case ANOTHER_BROWSER -> {
                sightings.accept(LINK_USED);
                yield Reply.of(410, pages.linkUsed());
            }
            case FIRST, SAME_BROWSER -> {
                if (answer.isDone() || current.isOver()) {
                    yield Reply.of(410, answer.isDone() ? pages.finished() : pages.tooLate());
                }
                sightings.accept(BROWSER_CAME);
                yield new Reply(302, null, Map.of("Location", current.authorize().toASCIIString(),
                        "Set-Cookie", current.setCookie(redirect.port())));
            }
        };
    }

    private Reply callback(Attempt current, @Nullable String rawQuery, boolean hasCookie) {
        if (answer.isDone()) {
            return Reply.of(410, pages.finished());
        }
        var fields = Parameters.of(rawQuery).orElse(Map.of());
        // RFC 6749, 10.12 and 4.1.2.1: state also stands beside an error, or anybody could end a sign-in.
        if (!current.isState(fields.getOrDefault("state", "")) || !hasCookie) {
            return foreign();
        }
        var code = fields.getOrDefault("code", "");
        var error = fields.getOrDefault("error", "");
        if (code.isEmpty() == error.isEmpty()) {
            return foreign();
        }
        if (current.isOver()) {
            return Reply.of(410, pages.tooLate());
        }
        var found = error.isEmpty() ? new Answer.Code(code, fields.getOrDefault("state", "")) : Answer.Failed.of(error);
        // The first stands. The code leaves the address bar and the history (RFC 9700, 4.2.4).
        return answer.complete(found) ? new Reply(303, null, Map.of("Location", DONE)) : Reply.of(410, pages.finished());
    }

    private Reply foreign() {
        sightings.accept(FOREIGN_ANSWER);
        return Reply.of(400, pages.foreign());
    }
}
