package com.fitscheduler.frontdesk.oauth;

/**
 * What the browser shows at the end; plain texts in the reader's language, without anything of the account.
 *
 * @param language  as HTML names it: {@code en}
 * @param title     the program's name
 * @param done      the answer is here; the tab can be closed
 * @param declined  the person did not allow it
 * @param failed    the service reported an error
 * @param foreign   this page belongs to another or an old sign-in, or to another browser
 * @param linkUsed  the link was opened before, in another browser
 * @param finished  an answer came before
 * @param tooLate   the time was over
 */
public record Pages(String language, String title, Page done, Page declined, Page failed, Page foreign, Page linkUsed,
        Page finished, Page tooLate) {

    /** One page: what happened, and what to do. */
    public record Page(String heading, String text) {}

    Page of(Answer answer) {
        return switch (answer) {
            case Answer.Code _ -> done;
            case Answer.Declined _ -> declined;
            case Answer.Failed _ -> failed;
            case Answer.Expired _, Answer.Cancelled _ -> tooLate;
        };
    }
}
