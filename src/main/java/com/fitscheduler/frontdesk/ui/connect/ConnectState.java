package com.fitscheduler.frontdesk.ui.connect;

import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Question;
import java.util.Optional;

/**
 * Everything the connect dialog shows besides what was typed.
 *
 * @param token      what is said under the token's field
 * @param account    what is said under the account's field
 * @param message    why the last test failed
 * @param step       what runs; empty if nothing does, and then the fields are open
 * @param anyway     whether the button goes on in spite of the advice under the fields
 * @param suggestion the account id that a pasted web address contains
 * @param question   asked before the tested login is kept
 * @param done       what to say in passing once the login is kept; the dialog then closes
 */
public record ConnectState(
        Optional<Advice> token,
        Optional<Advice> account,
        Optional<Message> message,
        String step,
        boolean anyway,
        Optional<String> suggestion,
        Optional<Question> question,
        Optional<String> done) {

    /** A line under a field. One that does not block is only advice. */
    public record Advice(String text, boolean blocks) {}

    static ConnectState open() {
        return new ConnectState(Optional.empty(), Optional.empty(), Optional.empty(), "", false, Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    static ConnectState advised(Optional<Advice> token, Optional<Advice> account, Optional<String> suggestion) {
        var advice = token.isPresent() || account.isPresent();
        var blocks = token.map(Advice::blocks).orElse(false) || account.map(Advice::blocks).orElse(false);
        return new ConnectState(token, account, Optional.empty(), "", advice && !blocks, suggestion, Optional.empty(),
                Optional.empty());
    }

    static ConnectState busy(String step) {
        return new ConnectState(Optional.empty(), Optional.empty(), Optional.empty(), step, false, Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    static ConnectState failed(Message message) {
        return new ConnectState(Optional.empty(), Optional.empty(), Optional.of(message), "", false, Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    static ConnectState asking(String step, Question question) {
        return new ConnectState(Optional.empty(), Optional.empty(), Optional.empty(), step, false, Optional.empty(),
                Optional.of(question), Optional.empty());
    }

    static ConnectState done(String toast) {
        return new ConnectState(Optional.empty(), Optional.empty(), Optional.empty(), "", false, Optional.empty(),
                Optional.empty(), Optional.of(toast));
    }
}
