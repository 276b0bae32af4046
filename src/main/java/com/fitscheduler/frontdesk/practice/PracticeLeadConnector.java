package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticeServer.Dropped;
import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import com.fitscheduler.frontdesk.practice.PracticeServer.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers as LeadConnector does, for one made-up location with a made-up token. Any other token is refused, so that
 * nobody leaves a real one here.
 */
final class PracticeLeadConnector implements PracticeServer.Site {

    static final String LOCATION_ID = "practiceRiverside001";
    static final String NAME = "Riverside Gym";
    /** In the shape of a real one; opens nothing. */
    static final String TOKEN = "pit-00000000-0000-4000-8000-0practice001";

    private static final String OTHER_NAME = "Harbourside Gym";
    private static final Duration SLOW = Duration.ofSeconds(6);
    private static final long FIRST_COUNT = 1284;
    private static final long NEWS = 4;

    private final Supplier<Scenario> scenario;
    private final AtomicLong contacts = new AtomicLong(FIRST_COUNT);

    PracticeLeadConnector(Supplier<Scenario> scenario) {
        this.scenario = scenario;
    }

    @Override
    public Reply answer(Request request) throws Dropped, InterruptedException {
        var name = request.path().startsWith("/locations/");
        if (!name && !request.path().equals("/contacts/search")) {
            return refused(404, "Cannot " + request.method() + " " + request.path());
        }
        if (request.header("Version").isEmpty()) {
            return refused(401, "version header was not found.");
        }
        return switch (scenario.get()) {
            case OFFLINE -> throw new Dropped();
            case BROKEN -> Reply.of(500, "<html><body>Something broke</body></html>");
            case BUSY -> new Reply(429, Map.of("statusCode", 429, "message", "Too many requests"),
                    Map.of("Retry-After", "10", "X-RateLimit-Remaining", "0"));
            case WRONG_TOKEN -> refused(401, "Invalid Private Integration token");
            case WRONG_LOCATION -> refused(403, "The token does not have access to this location.");
            case SLOW -> {
                Thread.sleep(SLOW);
                yield name ? name(request, NAME) : search(request);
            }
            case OTHER_LOCATION -> name ? name(request, OTHER_NAME) : search(request);
            case ALL_WELL -> name ? name(request, NAME) : search(request);
        };
    }

    private Reply search(Request request) {
        var asked = request.body().map(body -> body.path("locationId").asString("")).orElse("");
        if (asked.isEmpty()) {
            return refused(422, List.of("locationId should not be empty"));
        }
        if (!holdsToken(request)) {
            return refused(401, "Invalid Private Integration token");
        }
        if (!LOCATION_ID.equals(asked)) {
            return refused(403, "The token does not have access to this location.");
        }
        return Reply.of(200, Map.of("contacts", List.of(Map.of("id", "practiceContact0001", "firstName", "Practice")),
                "total", contacts.getAndAdd(NEWS), "traceId", UUID.randomUUID().toString()));
    }

    private static Reply name(Request request, String said) {
        return holdsToken(request) && request.path().equals("/locations/" + LOCATION_ID)
                ? Reply.of(200, Map.of("location", Map.of("id", LOCATION_ID, "name", said)))
                : refused(403, "The token does not have access to this location.");
    }

    private static boolean holdsToken(Request request) {
        return request.header("Authorization").equals("Bearer " + TOKEN);
    }

    private static Reply refused(int status, Object message) {
        return Reply.of(status, Map.of("statusCode", status, "message", message, "traceId", UUID.randomUUID().toString()));
    }
}
