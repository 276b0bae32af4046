package com.fitscheduler.frontdesk.app;

import java.time.Instant;
import java.time.temporal.ChronoField;
import javafx.animation.AnimationTimer;

/** The way to the first frame: what waits for it, and for whoever builds or measures the program a sign of each step. */
final class Milestones {

    /** The installed program is started once while it is packed, and ends by itself then. */
    private static final boolean ENDS_AFTER_FIRST_FRAME = "first-frame".equals(System.getProperty("frontdesk.end"));
    private static final boolean PRINTED = Boolean.getBoolean("frontdesk.milestones");

    private Milestones() {}

    /** Prints the time in microseconds since 1970, if asked for by the system property {@code frontdesk.milestones}. */
    @SuppressWarnings("SystemOut")
    static void reached(String step) {
        if (PRINTED) {
            var now = Instant.now();
            System.out.println("milestone " + step + " " + (now.getEpochSecond() * 1_000_000 + now.get(ChronoField.MICRO_OF_SECOND)));
        }
    }

    /** Whether the program is to end once it has shown itself. */
    static boolean endsAfterFirstFrame() {
        return ENDS_AFTER_FIRST_FRAME;
    }

    /** Runs once what is shown now has been drawn. On the toolkit's thread. */
    static void afterFirstFrame(Runnable rest) {
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                pulses++;
                // The first comes before the frame is laid out, the second after it was drawn.
                if (pulses == 2) {
                    stop();
                    rest.run();
                }
            }
        }.start();
    }
}
