package com.fitscheduler.frontdesk.integration;

import static com.fitscheduler.frontdesk.integration.Problem.Remedy.*;
import static com.fitscheduler.frontdesk.integration.Problem.Weight.*;

/**
 * The one vocabulary of failure: every failure of this program is exactly one of these. Title, cause and what to do
 * stand in the message bundle under {@code problem.<code>}.
 */
public enum Problem {
    OFFLINE("E01", PASSES, CHECK_AGAIN),
    UNREACHABLE("E02", PASSES, TRY_NOW),
    TIMED_OUT("E03", PASSES, TRY_NOW),
    PROXY_SIGN_IN("E04", NEEDS_PERSON, NETWORK_SETTINGS),
    NOT_TRUSTED("E05", NEEDS_PERSON, DETAILS),
    CAPTIVE_PORTAL("E06", NEEDS_PERSON, CHECK_AGAIN),
    BROWSER_NOT_OPENED("E10", ENDS_ATTEMPT, COPY_LINK),
    SIGN_IN_TOO_LATE("E11", NO_HARM, TRY_AGAIN),
    SIGN_IN_DECLINED("E13", NO_HARM, TRY_AGAIN),
    FOREIGN_ANSWER("E14", ENDS_ATTEMPT, TRY_AGAIN),
    PORT_TAKEN("E15", ENDS_ATTEMPT, USE_TOKEN),
    CODE_NOT_VALID("E16", NO_HARM, TRY_AGAIN),
    WHOLE_AGENCY("E17", ENDS_ATTEMPT, TRY_AGAIN),
    OTHER_LOCATION("E18", ENDS_ATTEMPT, TRY_AGAIN),
    SIGN_IN_EXPIRED("E20", ENDS_CONNECTION, RECONNECT),
    ACCESS_REMOVED("E21", ENDS_CONNECTION, RECONNECT),
    TOKEN_NOT_ACCEPTED("E22", ENDS_CONNECTION, ENTER_TOKEN),
    AGENCY_TOKEN("E23", ENDS_CONNECTION, ENTER_TOKEN),
    WRONG_LOCATION("E24", ENDS_CONNECTION, CHECK_ENTRIES),
    PERMISSION_MISSING("E25", ENDS_CONNECTION, RECONNECT),
    NOT_IN_PLAN("E26", ENDS_CONNECTION, DETAILS),
    LOCATION_INACTIVE("E27", ENDS_CONNECTION, TRY_NOW),
    TOO_MANY_REQUESTS("E30", PASSES, TRY_AGAIN),
    SERVICE_FAULT("E31", PASSES, TRY_NOW),
    UNEXPECTED_ANSWER("E32", PASSES, SUPPORT_FILE),
    REQUEST_BLOCKED("E33", PASSES, SUPPORT_FILE),
    KEYCHAIN_LOCKED("E40", NEEDS_PERSON, TRY_AGAIN),
    NO_SAVED_LOGIN("E41", NEEDS_PERSON, RECONNECT),
    NO_KEYCHAIN("E42", NEEDS_PERSON, DETAILS),
    CANNOT_WRITE("E43", NEEDS_PERSON, OPEN_FOLDER),
    NEWER_DATA("E44", NEEDS_PERSON, DETAILS),
    KEYCHAIN_SILENT("E45", NEEDS_PERSON, TRY_AGAIN),
    KEYCHAIN_FORGETS("E46", NEEDS_PERSON, TRY_AGAIN),
    LOGIN_DAMAGED("E47", NEEDS_PERSON, RECONNECT),
    LOGIN_ELSEWHERE("E48", NEEDS_PERSON, RECONNECT),
    NOT_SHARED("E50", PASSES, TRY_AGAIN),
    DESK_NOT_SIGNED_IN("E51", NEEDS_PERSON, SIGN_IN),
    CHANGED_ELSEWHERE("E52", NEEDS_PERSON, TRY_AGAIN),
    BROKER_NEEDED("E53", PASSES, TRY_AGAIN),
    NOT_A_MEMBER("E54", NEEDS_PERSON, SIGN_IN),
    CHANGE_REFUSED("E55", NEEDS_PERSON, SUPPORT_FILE),
    WRONG_PASSWORD("E56", ENDS_ATTEMPT, TRY_AGAIN),
    SERVICE_NOT_SET_UP("E57", NEEDS_PERSON, DETAILS),
    CLOCK_WRONG("E60", NEEDS_PERSON, CHECK_AGAIN),
    UNEXPECTED("E99", NEEDS_PERSON, SUPPORT_FILE);

    /** Who ends it, and whether the connection has ended by it. */
    public enum Weight {
        /** The program or the passing of time. Shown in amber. */
        PASSES,
        /** Nobody has to: an attempt came to nothing, and nothing was changed by it. Shown quietly. */
        NO_HARM,
        /** A person: an attempt to connect came to nothing, and nothing was changed by it. Shown in red. */
        ENDS_ATTEMPT,
        /** A person, at this computer: it says nothing of the connection, which stands. Shown in red. */
        NEEDS_PERSON,
        /** A person: the service does not take this login any more. Shown in red, as disconnected. */
        ENDS_CONNECTION
    }

    /** What the one button beside it does. */
    public enum Remedy {
        TRY_AGAIN,
        /** The same, where waiting would do too. */
        TRY_NOW,
        /** The same, once a person has done something elsewhere. */
        CHECK_AGAIN,
        RECONNECT,
        ENTER_TOKEN,
        CHECK_ENTRIES,
        /** Connects without the browser. */
        USE_TOKEN,
        /** Carries the sign-in's address to a browser by hand. */
        COPY_LINK,
        /** Opens the settings where a proxy's name and password are entered. */
        NETWORK_SETTINGS,
        /** Opens what an IT person needs: the details and the check of the connection. */
        DETAILS,
        /** Opens the folder that cannot be written to. */
        OPEN_FOLDER,
        /** Signs in to the shared backend. */
        SIGN_IN,
        SUPPORT_FILE
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
