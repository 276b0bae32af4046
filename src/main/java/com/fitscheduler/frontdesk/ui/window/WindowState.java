package com.fitscheduler.frontdesk.ui.window;

import com.fitscheduler.frontdesk.ui.Tone;
import java.util.Optional;

/**
 * What the frame shows.
 *
 * @param title  of the window
 * @param banner the worst thing to say to everybody; empty for none
 * @param bar    gym, computer, last check, waiting changes
 */
public record WindowState(String title, Optional<Banner> banner, String bar) {

    /** One line across the top. */
    public record Banner(Tone tone, String icon, String text, Optional<Offer> offer) {

        /** A banner without a button. */
        Banner(Tone tone, String icon, String text) {
            this(tone, icon, text, Optional.empty());
        }
    }

    /** What the button of a banner does. */
    public enum Offer {
        SIGN_IN("banner.signed_out.button"),
        USE_ADDRESS("banner.moved.button"),
        /** The folder that nothing can be saved in. */
        OPEN_FOLDER("card.open_folder");

        private final String key;

        Offer(String key) {
            this.key = key;
        }

        /** Of its text in the message bundle. */
        String key() {
            return key;
        }
    }
}
