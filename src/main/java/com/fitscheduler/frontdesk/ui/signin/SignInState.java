package com.fitscheduler.frontdesk.ui.signin;

import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import java.util.List;
import java.util.Optional;

/** What the sign-in screen shows besides what was typed, which no state touches. */
public sealed interface SignInState {

    /**
     * Waits for a person.
     *
     * @param email who was signed in before; empty if nobody
     */
    record Open(String email) implements SignInState {}

    /** A field is empty, and says so. */
    record Advised(Optional<String> email, Optional<String> password) implements SignInState {}

    /** The fields are closed; it can be cancelled. */
    record Busy(String step) implements SignInState {}

    /**
     * It did not work.
     *
     * @param signedIn the sign-in did work, and the gym locations are not known: it is not the fields that are to be mended
     */
    record Failed(Message message, boolean signedIn) implements SignInState {}

    /** Several gym locations to choose from. */
    record Choosing(List<Choice> choices) implements SignInState {}

    /** The screen may go. */
    record Done() implements SignInState {}

    /** A gym location, by its id, as it is called here. */
    record Choice(String id, String text) {}
}
