package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.http.Answer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The backend answered, and did not do what was asked. The message is for the log: the status and our own words.
 */
public final class Refused extends Exception {

    /** What a desk does about it. */
    enum Course {
        /** Nobody can help but a person who signs in. */
        SIGN_IN,
        /** A repeat would be refused again: keep the change, and go on with others. */
        PARK,
        /** Repeat later, and leave the backend alone until then. */
        WAIT,
        /** Repeat later; what else there is to do may be tried now. */
        RETRY
    }

    /** A wrong header must not silence a desk for days. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Course course;
    private final Duration retryAfter;

    private Refused(int status, Course course, Duration retryAfter) {
        super("the backend answered " + status);
        this.course = course;
        this.retryAfter = retryAfter;
    }

    /** By status and header alone: the body may be a gateway's. */
    static Refused of(Answer answer, Clock clock) {
        var course = switch (answer.status()) {
            case 401 -> Course.SIGN_IN;
            case 400, 403, 409, 413, 422 -> Course.PARK;
            case 429 -> Course.WAIT;
            default -> answer.retryAfter().isPresent() ? Course.WAIT : Course.RETRY;
        };
        return new Refused(answer.status(), course, retryAfter(answer.retryAfter(), clock));
    }

    Course course() {
        return course;
    }

    /** Not to be asked again before so long; zero where the backend did not say. */
    Duration retryAfter() {
        return retryAfter;
    }

    private static Duration retryAfter(Optional<String> header, Clock clock) {
        var text = header.map(String::strip).orElse("");
        if (text.matches("[0-9]{1,9}")) {
            return within(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return within(Duration.between(clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeException e) {
            // Neither seconds nor a date says nothing.
            return Duration.ZERO;
        }
    }

    private static Duration within(Duration said) {
        return said.isNegative() ? Duration.ZERO : said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }
}
