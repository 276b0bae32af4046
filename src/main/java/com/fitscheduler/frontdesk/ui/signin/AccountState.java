package com.fitscheduler.frontdesk.ui.signin;

import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import java.util.List;
import java.util.Optional;

/**
 * What the Settings page says of the account.
 *
 * @param text    who is signed in
 * @param options what can be done about it, the usual one first
 * @param failure what went wrong when it was last tried
 */
public record AccountState(String text, List<Option> options, Optional<Message> failure) {

    /** A button. */
    public enum Option {
        SIGN_IN,
        CHOOSE_GYM,
        SIGN_OUT
    }
}
