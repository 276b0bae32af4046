package com.fitscheduler.frontdesk.integration;

import java.net.URI;

/**
 * What opens an account: kept in the operating system's keychain and nowhere else.
 *
 * @param origin    scheme, host and port that the token may be sent to; a token is never sent anywhere else
 * @param accountId the account's id at the service (LeadConnector: the Location ID)
 */
public record Login(Method method, URI origin, String accountId, String token) {

    /** Says nothing: a login that reaches a log line or an exception must not give itself away. */
    @Override
    public String toString() {
        return "Login[" + method + ", redacted]";
    }
}
