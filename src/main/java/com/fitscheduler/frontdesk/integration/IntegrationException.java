package com.fitscheduler.frontdesk.integration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something failed, and this is the {@link Problem}. The message is for the log and is made of our own words only: never
 * a server's text, never a credential.
 */
public final class IntegrationException extends Exception {

    private final Problem problem;
    private final Duration retryAfter;

    public IntegrationException(Problem problem, String detail) {
        this(problem, detail, null, Duration.ZERO);
    }

    public IntegrationException(Problem problem, String detail, @Nullable Throwable cause) {
        this(problem, detail, cause, Duration.ZERO);
    }

    /** @param retryAfter how long the other side asked to be left alone */
    public IntegrationException(Problem problem, String detail, Duration retryAfter) {
        this(problem, detail, null, retryAfter);
    }

    private IntegrationException(Problem problem, String detail, @Nullable Throwable cause, Duration retryAfter) {
        super(problem.code() + " " + problem + ": " + detail, cause);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    /** How long the other side asked to be left alone; zero if it did not. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
