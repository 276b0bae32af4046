package com.fitscheduler.frontdesk.integration;

import static com.fitscheduler.frontdesk.integration.Problem.Remedy.*;
import static com.fitscheduler.frontdesk.integration.Problem.Weight.*;

/**
 * The one vocabulary of failure: every failure of this program is exactly one of these. Title, cause and what to do
 * stand in the message bundle under {@code problem.<code>}.
 */
public enum Problem {
    OFFLINE("E01", PASSES, TRY_AGAIN),
    UNREACHABLE("E02", PASSES, TRY_AGAIN),
    TIMED_OUT("E03", PASSES, TRY_AGAIN),
    NOT_TRUSTED("E05", NEEDS_PERSON, TRY_AGAIN),
    TOKEN_NOT_ACCEPTED("E22", NEEDS_PERSON, ENTER_TOKEN),
    AGENCY_TOKEN("E23", NEEDS_PERSON, ENTER_TOKEN),
    WRONG_LOCATION("E24", NEEDS_PERSON, CHECK_ENTRIES),
    PERMISSION_MISSING("E25", NEEDS_PERSON, RECONNECT),
    NOT_IN_PLAN("E26", NEEDS_PERSON, TRY_AGAIN),
    LOCATION_INACTIVE("E27", NEEDS_PERSON, TRY_AGAIN),
    TOO_MANY_REQUESTS("E30", PASSES, TRY_AGAIN),
    SERVICE_FAULT("E31", PASSES, TRY_AGAIN),
    UNEXPECTED_ANSWER("E32", PASSES, TRY_AGAIN),
    REQUEST_BLOCKED("E33", PASSES, TRY_AGAIN),
    KEYCHAIN_LOCKED("E40", NEEDS_PERSON, TRY_AGAIN),
    NO_SAVED_LOGIN("E41", NEEDS_PERSON, RECONNECT),
    NO_KEYCHAIN("E42", NEEDS_PERSON, TRY_AGAIN),
    CANNOT_WRITE("E43", NEEDS_PERSON, TRY_AGAIN),
    NEWER_DATA("E44", NEEDS_PERSON, TRY_AGAIN),
    NOT_SHARED("E50", PASSES, TRY_AGAIN),
    DESK_NOT_SIGNED_IN("E51", NEEDS_PERSON, TRY_AGAIN),
    UNEXPECTED("E99", NEEDS_PERSON, TRY_AGAIN);

    /** Who ends it. */
    public enum Weight {
        /** The program or the passing of time. Shown in amber. */
        PASSES,
        /** A person. Shown in red. */
        NEEDS_PERSON
    }

    /** What the one button beside it does. */
    public enum Remedy {
        TRY_AGAIN,
        RECONNECT,
        ENTER_TOKEN,
        CHECK_ENTRIES
    }

    private final String code;
    private final Weight weight;
    private final Remedy remedy;

    Problem(String code, Weight weight, Remedy remedy) {
        this.code = code;
        this.weight = weight;
        this.remedy = remedy;
    }

    /** The short name that a person can read out on the telephone; stored and sent, so never changed. */
    public String code() {
        return code;
    }

    public Weight weight() {
        return weight;
    }

    public Remedy remedy() {
        return remedy;
    }

    /** The problem of that code; {@link #UNEXPECTED} for one that this version does not know. */
    public static Problem of(String code) {
        for (var problem : values()) {
            if (problem.code.equals(code)) {
                return problem;
            }
        }
        return UNEXPECTED;
    }
}
