package com.fitscheduler.frontdesk.integration;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What opens an account: kept in the operating system's keychain and nowhere else.
 *
 * @param origin    scheme, host and port that the token may be sent to; a token is never sent anywhere else
 * @param accountId the account's id at the service (LeadConnector: the Location ID)
 * @param token     what is sent with every call
 * @param renewal   what brings the next token; null for a token that does not end
 */
public record Login(Method method, URI origin, String accountId, String token, @Nullable Renewal renewal) {

    /** A login whose token does not end. */
    public Login(Method method, URI origin, String accountId, String token) {
        this(method, origin, accountId, token, null);
    }

    /** The same login, with that to renew it by. */
    public Login renewing(Renewal next) {
        return new Login(method, origin, accountId, token, next);
    }

    /** Says nothing: a login that reaches a log line or an exception must not give itself away. */
    @Override
    public String toString() {
        return "Login[" + method + ", redacted]";
    }
}
