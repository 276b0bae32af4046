package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticeServer.Dropped;
import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import com.fitscheduler.frontdesk.practice.PracticeServer.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers as LeadConnector does, for two made-up locations with a made-up token each. Any other token is refused, so that
 * nobody leaves a real one here.
 */
final class PracticeLeadConnector implements PracticeServer.Site {

    /**
     * A location that exists nowhere else.
     *
     * @param id    20 letters and digits, as real ones
     * @param token in the shape of a real one; opens nothing
     */
    record Location(String id, String name, String token) {}

    static final Location RIVERSIDE =
            new Location("practiceRiverside001", "Riverside Gym", "pit-00000000-0000-4000-8000-0practice001");
    static final Location HARBOURSIDE =
            new Location("practiceHarbourside1", "Harbourside Gym", "pit-00000000-0000-4000-8000-0practice002");

    private static final String SEARCH = "/contacts/search";
    private static final String LOCATIONS = "/locations/";
    private static final String WRONG_TOKEN = "Invalid Private Integration token";
    private static final String WRONG_LOCATION = "The token does not have access to this location.";
    private static final Duration SLOW = Duration.ofSeconds(6);
    private static final long FIRST_COUNT = 1284;
    private static final long NEWS = 4;

    private final Supplier<Scenario> scenario;
    private final Map<Location, AtomicLong> contacts =
            Map.of(RIVERSIDE, new AtomicLong(FIRST_COUNT), HARBOURSIDE, new AtomicLong(FIRST_COUNT / 2));

    PracticeLeadConnector(Supplier<Scenario> scenario) {
        this.scenario = scenario;
    }

    @Override
    public Reply answer(Request request) throws Dropped, InterruptedException {
        if (!request.path().startsWith(LOCATIONS) && !request.path().equals(SEARCH)) {
            return refused(404, "Cannot " + request.method() + " " + request.path());
        }
        if (request.header("Version").isEmpty()) {
            return refused(401, "version header was not found.");
        }
        return switch (scenario.get()) {
            case OFFLINE -> throw new Dropped();
            case BROKEN -> Reply.of(500, "<html><body>Something broke</body></html>");
            case BUSY -> new Reply(429, Map.of("statusCode", 429, "message", "Too many requests"),
                    Map.of("Retry-After", "10", "X-RateLimit-Max", "100", "X-RateLimit-Remaining", "0",
                            "X-RateLimit-Interval-Milliseconds", "10000"));
            case WRONG_TOKEN -> refused(401, WRONG_TOKEN);
            case WRONG_LOCATION -> refused(403, WRONG_LOCATION);
            case SLOW -> {
                Thread.sleep(SLOW);
                yield right(request);
            }
            case ALL_WELL, OTHER_LOCATION -> right(request);
        };
    }

    private Reply right(Request request) {
        if (request.path().equals(SEARCH)) {
            var asked = request.body().map(body -> body.path("locationId").asString("")).orElse("");
            return asked.isEmpty() ? refused(422, List.of("locationId should not be empty")) : as(request, asked, this::count);
        }
        return as(request, request.path().substring(LOCATIONS.length()), this::name);
    }

    /** Answers for the location that the token opens, if that is the one asked for. */
    private static Reply as(Request request, String asked, Function<Location, Reply> answer) {
        var held = Stream.of(RIVERSIDE, HARBOURSIDE)
                .filter(location -> request.header("Authorization").equals("Bearer " + location.token())).findFirst();
        if (held.isEmpty()) {
            return refused(401, WRONG_TOKEN);
        }
        return held.filter(location -> location.id().equals(asked)).map(answer).orElseGet(() -> refused(403, WRONG_LOCATION));
    }

    private Reply count(Location location) {
        var total = Objects.requireNonNull(contacts.get(location)).getAndAdd(NEWS);
        return Reply.of(200, Map.of("contacts", List.of(Map.of("id", "practiceContact0001", "firstName", "Practice")),
                "total", total, "traceId", UUID.randomUUID().toString()));
    }

    private Reply name(Location location) {
        var said = scenario.get() == Scenario.OTHER_LOCATION ? HARBOURSIDE.name() : location.name();
        return Reply.of(200, Map.of("location", Map.of("id", location.id(), "name", said)));
    }

    private static Reply refused(int status, Object message) {
        return Reply.of(status, Map.of("statusCode", status, "message", message, "traceId", UUID.randomUUID().toString()));
    }
}
