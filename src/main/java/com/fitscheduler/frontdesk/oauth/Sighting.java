package com.fitscheduler.frontdesk.oauth;

/** What is worth telling while the waiting goes on. */
public enum Sighting {
    /** A browser came to a start address: it did open. */
    BROWSER_CAME,
    /** A start address was opened again, and not by the browser that had it first. */
    LINK_USED,
    /** A page of another or an old sign-in answered, or one in a browser that did not begin here. */
    FOREIGN_ANSWER
}
