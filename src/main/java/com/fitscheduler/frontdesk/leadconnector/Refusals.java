package com.fitscheduler.frontdesk.leadconnector;

import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What LeadConnector's refusals mean. The service publishes no list of its errors; these were collected from its
 * documents and from what others met. Its texts are matched here and go nowhere else.
 */
final class Refusals {

    /** Part of the message in lower case, and its meaning; the first that fits counts. */
    private record Said(String part, Problem problem) {}

    private static final List<Said> MESSAGES = List.of(
            new Said("location is not active", Problem.LOCATION_INACTIVE),
            new Said("access to this feature", Problem.NOT_IN_PLAN),
            new Said("authclass", Problem.AGENCY_TOKEN),
            new Said("user type mismatch", Problem.AGENCY_TOKEN),
            new Said("does not have access to this location", Problem.WRONG_LOCATION),
            new Said("location is not accessible", Problem.WRONG_LOCATION),
            new Said("not authorized for this scope", Problem.PERMISSION_MISSING),
            new Said("version header", Problem.UNEXPECTED_ANSWER),
            new Said("invalid private integration token", Problem.TOKEN_NOT_ACCEPTED),
            new Said("invalid jwt", Problem.TOKEN_NOT_ACCEPTED),
            new Said("invalid token", Problem.TOKEN_NOT_ACCEPTED));

    /** Nothing else: a token has letters, digits and dashes too. */
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    /** Nobody waits for it; long enough to say that. */
    private static final Duration UNTIL_TOMORROW = Duration.ofHours(1);

    private Refusals() {}

    static IntegrationException of(Answer answer) {
        return new IntegrationException(problem(answer), "status " + answer.status() + trace(answer), patience(answer));
    }

    /**
     * How long to leave the service alone. What a 429 says is not documented: Retry-After is usual, the other headers
     * come with every answer (rate limits, in the service's documents; the last one is read by its own SDK).
     */
    private static Duration patience(Answer answer) {
        var asked = answer.retryAfter();
        if (answer.status() != 429 || !asked.isZero()) {
            return asked;
        }
        if (millis(answer, "X-RateLimit-Daily-Remaining").filter(left -> left == 0).isPresent()) {
            return millis(answer, "X-RateLimit-Daily-Reset").map(Duration::ofMillis).orElse(UNTIL_TOMORROW);
        }
        return millis(answer, "X-RateLimit-Interval-Milliseconds").map(Duration::ofMillis).orElse(Duration.ZERO);
    }

    private static Optional<Long> millis(Answer answer, String header) {
        return answer.header(header).map(String::strip).filter(text -> text.matches("[0-9]{1,8}")).map(Long::valueOf);
    }

    private static Problem problem(Answer answer) {
        var message = answer.body().map(body -> text(body.path("message"))).orElse("");
        if (answer.status() < 500 && answer.status() != 429) {
            for (var said : MESSAGES) {
                if (message.contains(said.part())) {
                    return said.problem();
                }
            }
        }
        return switch (answer.status()) {
            case 401 -> Problem.TOKEN_NOT_ACCEPTED;
            // A web firewall answers in HTML, or in JSON of its own; the service itself says a message.
            case 403 -> message.isEmpty() ? Problem.REQUEST_BLOCKED : Problem.WRONG_LOCATION;
            // The Location ID is the only thing in the request that the service can find wanting.
            case 400, 422 -> message.contains("locationid") ? Problem.WRONG_LOCATION : Problem.UNEXPECTED_ANSWER;
            case 429 -> Problem.TOO_MANY_REQUESTS;
            default -> answer.status() >= 500 ? Problem.SERVICE_FAULT : Problem.UNEXPECTED_ANSWER;
        };
    }

    /** {@code message} is a string, or an array of them. */
    private static String text(JsonNode message) {
        var text = message.isArray()
                ? StreamSupport.stream(message.spliterator(), false).filter(JsonNode::isString).map(JsonNode::asString)
                        .collect(Collectors.joining(" "))
                : message.isString() ? message.asString() : "";
        return text.toLowerCase(Locale.ROOT);
    }

    /** The service's own name for the exchange, by which its support finds it. */
    private static String trace(Answer answer) {
        return answer.body().map(body -> body.path("traceId")).filter(JsonNode::isString).map(JsonNode::asString)
                .filter(id -> UUID.matcher(id).matches()).map(id -> ", trace " + id).orElse("");
    }
}
