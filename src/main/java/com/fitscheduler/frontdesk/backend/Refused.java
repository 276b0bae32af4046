package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import java.time.Duration;
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

    private final int status;
    private final Course course;
    private final Duration retryAfter;
    private final transient Optional<SharedRow> row;

    private Refused(int status, Course course, Duration retryAfter, Optional<SharedRow> row) {
        super("the backend answered " + status);
        this.status = status;
        this.course = course;
        this.retryAfter = retryAfter;
        this.row = row;
    }

    /** By status and header alone: the body may be a gateway's. */
    static Refused of(Answer answer) {
        return of(answer, Optional.empty());
    }

    /** @param row how the card stands at the backend, where the answer says so */
    static Refused of(Answer answer, Optional<SharedRow> row) {
        var course = switch (answer.status()) {
            case 401 -> Course.SIGN_IN;
            case 400, 403, 409, 413, 422 -> Course.PARK;
            case 429 -> Course.WAIT;
            default -> answer.header("Retry-After").isPresent() ? Course.WAIT : Course.RETRY;
        };
        var asked = answer.retryAfter();
        return new Refused(answer.status(), course, asked.compareTo(LONGEST) > 0 ? LONGEST : asked, row);
    }

    /** What a person is told of it. */
    public Problem problem() {
        return switch (status) {
            case 401 -> Problem.DESK_NOT_SIGNED_IN;
            case 403 -> Problem.NOT_A_MEMBER;
            case 409 -> Problem.CHANGED_ELSEWHERE;
            case 400, 413, 422 -> Problem.CHANGE_REFUSED;
            default -> Problem.NOT_SHARED;
        };
    }

    Optional<SharedRow> row() {
        return row;
    }

    Course course() {
        return course;
    }

    /** Not to be asked again before so long; zero where the backend did not say. */
    Duration retryAfter() {
        return retryAfter;
    }
}
