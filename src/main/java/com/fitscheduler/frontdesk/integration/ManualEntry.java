package com.fitscheduler.frontdesk.integration;

/** The two values that a person pastes to connect by hand. */
public record ManualEntry(String token, String accountId) {

    /** What was pasted, without the spaces and line ends that come along with a copy. */
    public static ManualEntry pasted(String token, String accountId) {
        return new ManualEntry(trimmed(token), trimmed(accountId));
    }

    /** Web pages and documents add spaces that do not break a line, or have no width; nobody sees them in a field. */
    private static String trimmed(String text) {
        return text.replaceAll("[\\r\\n\\u200b-\\u200d\\u2060\\ufeff]", "").replace('\u00a0', ' ').strip();
    }

    @Override
    public String toString() {
        return "ManualEntry[redacted]";
    }
}
