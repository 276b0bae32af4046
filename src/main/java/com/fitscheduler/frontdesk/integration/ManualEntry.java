package com.fitscheduler.frontdesk.integration;

/** The two values that a person pastes to connect by hand. */
public record ManualEntry(String token, String accountId) {

    /** What was pasted, without the spaces and line ends that come along with a copy. */
    public static ManualEntry pasted(String token, String accountId) {
        return new ManualEntry(token.strip().replaceAll("[\\r\\n]", ""), accountId.strip().replaceAll("[\\r\\n]", ""));
    }

    @Override
    public String toString() {
        return "ManualEntry[redacted]";
    }
}
