package com.fitscheduler.frontdesk.diagnosis;

import com.fitscheduler.frontdesk.integration.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param problem what failed; null if nothing did
 * @param why     why it was skipped; null if it was not
 * @param detail  what else is known, such as the name of a proxy; may be empty, never secret
 */
public record Finding(Link link, Outcome outcome, @Nullable Problem problem, @Nullable Why why, String detail) {

    /** What is looked at, in the order of the way from this computer to the service. */
    public enum Link {
        /** This computer's network and what leads out of it. */
        INTERNET,
        /** LeadConnector answers. */
        LEADCONNECTOR,
        /** LeadConnector takes the login of each connection. */
        SIGN_IN,
        /** The shared service answers. */
        SERVICE,
        KEYCHAIN,
        DISK,
        CLOCK
    }

    /** How it ended. */
    public enum Outcome {
        OK,
        FAILED,
        SKIPPED
    }

    /** Why a check was not made. */
    public enum Why {
        /** What it needs failed before. */
        EARLIER,
        /** There is no connection to look at. */
        NOT_CONNECTED,
        /** The settings do not name it, or cannot be used. */
        NOT_SET_UP,
        /** Nobody said what it is to be compared with. */
        NOT_KNOWN
    }

    static Finding ok(Link link, String detail) {
        return new Finding(link, Outcome.OK, null, null, detail);
    }

    static Finding failed(Link link, Problem problem, String detail) {
        return new Finding(link, Outcome.FAILED, problem, null, detail);
    }

    static Finding skipped(Link link, Why why) {
        return new Finding(link, Outcome.SKIPPED, null, why, "");
    }
}
