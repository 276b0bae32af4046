package com.fitscheduler.frontdesk.ui.settings;

import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import java.util.Optional;

/**
 * What the Settings page says of the way out of this network.
 *
 * @param proxy   which way it is
 * @param asks    whether there is a proxy, which may ask who is there
 * @param name    the name that is kept for it; empty if none is
 * @param busy    whether something is being kept or removed
 * @param advice  said under the fields: what is wrong with them, or that they are saved
 * @param failure why what was tried last did not happen
 */
public record NetworkState(String proxy, boolean asks, Optional<String> name, boolean busy, Optional<Advice> advice,
        Optional<Message> failure) {

    /** A line under the fields. */
    public record Advice(String text, boolean blocks) {}
}
