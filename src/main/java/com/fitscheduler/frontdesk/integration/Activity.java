package com.fitscheduler.frontdesk.integration;

import java.time.Instant;

/** What runs on a card at the moment. Never stored. */
public sealed interface Activity {

    /** Nothing. */
    record Idle() implements Activity {}

    /**
     * A person signs in with the browser.
     *
     * @param until when the waiting ends by itself
     */
    record WaitingForBrowser(Instant until) implements Activity {}

    /** A new connection is being tried. */
    record Testing(Step step) implements Activity {}

    /** The contacts of an existing connection are being counted. */
    record Syncing() implements Activity {}

    /**
     * A count failed in passing and is made again by itself.
     *
     * @param problem why it failed
     * @param until   when it is made again
     */
    record Waiting(Problem problem, Instant until) implements Activity {}

    /** The stored sign-in is being removed. */
    record Disconnecting() implements Activity {}

    /** Whether nothing is under way that another action of a person would disturb. */
    default boolean isAtRest() {
        return this instanceof Idle || this instanceof Waiting;
    }

    /** How far a test has come. */
    enum Step {
        SIGNING_IN,
        COUNTING,
        SAVING
    }
}
