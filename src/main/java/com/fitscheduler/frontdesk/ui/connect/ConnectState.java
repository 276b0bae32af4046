package com.fitscheduler.frontdesk.ui.connect;

import com.fitscheduler.frontdesk.integration.Problem.Remedy;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Question;
import java.util.Optional;

/** What the connect dialog shows besides what was typed, which no state touches. */
public sealed interface ConnectState {

    /** Waits for a person. */
    record Open() implements ConnectState {}

    /**
     * Something is to be said under the fields.
     *
     * @param suggestion the account id that a pasted web address contains
     */
    record Advised(Optional<Advice> token, Optional<Advice> account, Optional<String> suggestion)
            implements ConnectState {

        /** Nothing of it blocks: the person may go on in spite of it. */
        boolean passable() {
            return !token.map(Advice::blocks).orElse(false) && !account.map(Advice::blocks).orElse(false);
        }
    }

    /**
     * The pasted values are being tested or kept; the fields are closed.
     *
     * @param cancellable not once they are being kept: nobody could say what became of them
     */
    record Busy(String step, boolean cancellable) implements ConnectState {}

    /**
     * The browser is waited for; whether the dialog is open or not.
     *
     * @param left   how much longer
     * @param hint   what happened meanwhile, or is to be done
     * @param ending whether the time is nearly over
     */
    record Browsing(String left, Optional<String> hint, boolean ending) implements ConnectState {}

    /** Tested well; one thing is asked before the login is kept. The fields are closed. */
    record Asking(Question question) implements ConnectState {}

    /**
     * The test failed, and nothing was kept.
     *
     * @param remedy what the button under the message does
     */
    record Failed(Message message, Remedy remedy) implements ConnectState {}

    /** The login is kept; the dialog closes and this is said in passing. */
    record Done(String toast) implements ConnectState {}

    /** A line under a field. One that does not block is only advice. */
    record Advice(String text, boolean blocks) {}
}
