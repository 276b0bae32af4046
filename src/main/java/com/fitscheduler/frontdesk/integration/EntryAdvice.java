package com.fitscheduler.frontdesk.integration;

import org.jspecify.annotations.Nullable;

/**
 * Something to say about one value of a {@link ManualEntry} before it is sent.
 *
 * @param kind       whether the person may go on all the same
 * @param suggestion the value that was probably meant, or null
 */
public record EntryAdvice(Field field, Kind kind, @Nullable String suggestion) {

    /** Which value. */
    public enum Field {
        TOKEN,
        ACCOUNT_ID
    }

    /** What is the matter. */
    public enum Kind {
        /** Nothing was entered: blocks. */
        EMPTY,
        /** A web address, of which {@link EntryAdvice#suggestion} is the part that is wanted: blocks. */
        WEB_ADDRESS,
        /** Does not look as usual. The formats are not documented, so this only advises. */
        UNUSUAL
    }

    public boolean blocks() {
        return kind != Kind.UNUSUAL;
    }
}
