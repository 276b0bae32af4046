package com.fitscheduler.frontdesk.integration;

import org.jspecify.annotations.Nullable;

/**
 * Something failed, and this is the {@link Problem}. The message is for the log and is made of our own words only: never
 * a server's text, never a credential.
 */
public final class IntegrationException extends Exception {

    private final Problem problem;

    public IntegrationException(Problem problem, String detail) {
        this(problem, detail, null);
    }

    public IntegrationException(Problem problem, String detail, @Nullable Throwable cause) {
        super(problem.code() + " " + problem + ": " + detail, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
