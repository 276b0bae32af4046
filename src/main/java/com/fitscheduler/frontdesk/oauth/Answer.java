package com.fitscheduler.frontdesk.oauth;

import java.util.Set;

/** How the waiting for a browser ended. */
public sealed interface Answer {

    /** The person allowed it (RFC 6749, 4.1.2). Both values are secret and good once. */
    record Code(String code, String state) implements Answer {
        @Override
        public String toString() {
            return "Code[redacted]";
        }
    }

    /** The person chose not to allow it ({@code access_denied}). */
    record Declined() implements Answer {}

    /**
     * The service ended it (RFC 6749, 4.1.2.1).
     *
     * @param error one of {@link #KNOWN}, or {@code other}: never what somebody else wrote
     */
    record Failed(String error) implements Answer {
        static final Set<String> KNOWN = Set.of("invalid_request", "unauthorized_client", "unsupported_response_type",
                "invalid_scope", "server_error", "temporarily_unavailable");

        /** What an {@code error} parameter means. */
        static Answer of(String error) {
            return error.equals("access_denied") ? new Declined() : new Failed(KNOWN.contains(error) ? error : "other");
        }
    }

    /** Nothing came in time. */
    record Expired() implements Answer {}

    /** The listener was closed before anything came. */
    record Cancelled() implements Answer {}
}
