package com.fitscheduler.frontdesk.integration;

/** What runs on a card at the moment. Never stored. */
public sealed interface Activity {

    /** Nothing. */
    record Idle() implements Activity {}

    /** A new connection is being tried. */
    record Testing(Step step) implements Activity {}

    /** The contacts of an existing connection are being counted. */
    record Syncing() implements Activity {}

    /** The stored sign-in is being removed. */
    record Disconnecting() implements Activity {}

    /** How far a test has come. */
    enum Step {
        SIGNING_IN,
        COUNTING,
        SAVING
    }
}
