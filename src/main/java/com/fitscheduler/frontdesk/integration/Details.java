package com.fitscheduler.frontdesk.integration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the details show of a stored login.
 *
 * @param tokenEnding its last four characters, by which a person tells one pasted token from another; of a login that
 *                    renews itself nobody ever saw the token, so it is empty
 * @param permissions what was granted, in the service's words; empty where the login does not tell
 * @param renewsFrom  from when on the next use renews it; empty for a token that does not end
 */
public record Details(
        Method method, String accountId, String tokenEnding, List<String> permissions, Optional<Instant> renewsFrom) {

    private static final int ENDING = 4;

    static Details of(Login login) {
        var renewal = login.renewal();
        if (renewal == null) {
            var token = login.token();
            return new Details(login.method(), login.accountId(), token.substring(Math.max(0, token.length() - ENDING)), List.of(),
                    Optional.empty());
        }
        var permissions = List.of(renewal.scope().split(" ", -1)).stream().filter(one -> !one.isBlank()).toList();
        return new Details(login.method(), login.accountId(), "", permissions, Optional.of(renewal.endsAt().minus(renewal.margin())));
    }
}
