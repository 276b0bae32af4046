package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.integration.SharedRow;

/** How a card stands at the backend after a change was handed over. */
public record Pushed(Outcome outcome, SharedRow row) {

    /** What the backend made of the change. */
    public enum Outcome {
        /** It is done with: applied, or known already, or overtaken by what the gym did since. */
        TAKEN,
        /** Our connection is one with the one that the gym had already, under the gym's id. */
        JOINED,
        /** It has seen a later change of a desk of our name: this computer was restored, or copied. Nothing was done. */
        STALE
    }
}
