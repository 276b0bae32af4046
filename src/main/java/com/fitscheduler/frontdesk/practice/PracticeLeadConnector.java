package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticeServer.Dropped;
import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import com.fitscheduler.frontdesk.practice.PracticeServer.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers as LeadConnector does, for one made-up location and its made-up token. Any other token is refused, so that
 * nobody leaves a real one here.
 */
final class PracticeLeadConnector implements PracticeServer.Site {

    static final String LOCATION_ID = "practiceRiverside001";
    static final String NAME = "Riverside Gym";
    /** In the shape of a real one; opens nothing. */
    static final String TOKEN = "pit-00000000-0000-4000-8000-0practice001";

    static final String OTHER_LOCATION_ID = "practiceHarbour00001";
    private static final String OTHER_NAME = "Harbourside Gym";
    /** What a person can choose when signing in. */
    static final SequencedMap<String, String> LOCATIONS = new LinkedHashMap<>();

    static {
        LOCATIONS.put(LOCATION_ID, NAME);
        LOCATIONS.put(OTHER_LOCATION_ID, OTHER_NAME);
    }

    private static final String SEARCH = "/contacts/search";
    private static final String LOCATION = "/locations/";
    private static final String TOKENS = "/oauth/token";
    private static final String WRONG_TOKEN = "Invalid Private Integration token";
    /** Of a token that somebody signed in for, once it is no longer good. */
    private static final String ENDED = "Invalid JWT";
    private static final String WRONG_LOCATION = "The token does not have access to this location.";
    private static final Duration SLOW = Duration.ofSeconds(6);
    private static final long FIRST_COUNT = 1284;
    private static final long NEWS = 4;

    private final Supplier<Scenario> scenario;
    private final PracticeTokens tokens;
    private final PracticeAuthorize authorize;
    private final AtomicLong contacts = new AtomicLong(FIRST_COUNT);

    PracticeLeadConnector(Supplier<Scenario> scenario, PracticeTokens tokens, PracticeAuthorize authorize) {
        this.scenario = scenario;
        this.tokens = tokens;
        this.authorize = authorize;
    }

    @Override
    public Reply answer(Request request) throws Dropped, InterruptedException {
        if (request.path().equals(PracticeAuthorize.PATH)) {
            if (scenario.get() == Scenario.OFFLINE) {
                throw new Dropped();
            }
            return authorize.answer(request);
        }
        if (request.path().equals(TOKENS) && request.method().equals("POST")) {
            if (scenario.get() == Scenario.OFFLINE) {
                throw new Dropped();
            }
            return token(request.form());
        }
        if (!request.path().startsWith(LOCATION) && !request.path().equals(SEARCH)) {
            return refused(404, "Cannot " + request.method() + " " + request.path());
        }
        if (request.header("Version").isEmpty()) {
            return refused(401, "version header was not found.");
        }
        return switch (scenario.get()) {
            case OFFLINE -> throw new Dropped();
            case BROKEN -> Reply.of(500, "<html><body>Something broke</body></html>");
            case BUSY -> busy();
            case WRONG_TOKEN -> refused(401, WRONG_TOKEN);
            case WRONG_LOCATION -> refused(403, WRONG_LOCATION);
            case SLOW -> {
                Thread.sleep(SLOW);
                yield right(request);
            }
            case ALL_WELL, OTHER_LOCATION, SHORT_LOGIN, LOGIN_ENDED -> right(request);
        };
    }

    private Reply right(Request request) {
        var search = request.path().equals(SEARCH);
        var asked = search ? request.body().map(body -> body.path("locationId").asString("")).orElse("")
                : request.path().substring(LOCATION.length());
        if (asked.isEmpty()) {
            return refused(422, List.of("locationId should not be empty"));
        }
        var token = request.header("Authorization").replaceFirst("^Bearer ", "");
        if (!token.equals(TOKEN) && (token.startsWith("pit-") || token.isEmpty())) {
            return refused(401, WRONG_TOKEN);
        }
        var opened = token.equals(TOKEN) ? Optional.of(LOCATION_ID)
                : tokens.location(token).filter(_ -> scenario.get() != Scenario.LOGIN_ENDED);
        if (opened.isEmpty()) {
            return refused(401, ENDED);
        }
        if (!opened.get().equals(asked)) {
            return refused(403, WRONG_LOCATION);
        }
        return Reply.of(200, search ? count() : name(asked));
    }

    /** The token call, as the backend makes it too. */
    Reply token(Map<String, String> form) {
        return switch (scenario.get()) {
            case BROKEN -> Reply.of(500, "<html><body>Something broke</body></html>");
            case BUSY -> busy();
            default -> tokens.answer(form, scenario.get());
        };
    }

    private static Reply busy() {
        return new Reply(429, Map.of("statusCode", 429, "message", "Too many requests"),
                Map.of("Retry-After", "10", "X-RateLimit-Max", "100", "X-RateLimit-Remaining", "0",
                        "X-RateLimit-Interval-Milliseconds", "10000"));
    }

    private Map<String, Object> count() {
        return Map.of("contacts", List.of(Map.of("id", "practiceContact0001", "firstName", "Practice")),
                "total", contacts.getAndAdd(NEWS), "traceId", UUID.randomUUID().toString());
    }

    private Map<String, Object> name(String id) {
        var said = scenario.get() == Scenario.OTHER_LOCATION ? OTHER_NAME : LOCATIONS.getOrDefault(id, NAME);
        return Map.of("location", Map.of("id", id, "name", said));
    }

    private static Reply refused(int status, Object message) {
        return Reply.of(status, Map.of("statusCode", status, "message", message, "traceId", UUID.randomUUID().toString()));
    }
}
