package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs in with a password whenever a token is needed, and keeps the token in memory. Practice mode's way, whose
 * password is made up.
 */
public final class PasswordSession implements Session {

    private final JsonHttp http;
    private final URI auth;
    private final Map<String, String> credentials;
    private @Nullable String token;

    public PasswordSession(JsonHttp http, URI auth, String email, String password) {
        this.http = http;
        this.auth = auth;
        this.credentials = Map.of("email", email, "password", password);
    }

    @Override
    public synchronized String accessToken() throws IntegrationException, InterruptedException {
        if (token == null) {
            var answer = http.send("POST", Addresses.at(auth, "/auth/v1/token?grant_type=password"),
                    Map.of("X-Supabase-Api-Version", "2024-01-01"), credentials);
            token = answer.body().filter(_ -> answer.succeeded()).map(body -> body.path("access_token").asString(""))
                    .filter(given -> !given.isEmpty()).orElseThrow(() -> refusal(answer.status()));
        }
        return token;
    }

    @Override
    public synchronized void refused(String accessToken) {
        if (accessToken.equals(token)) {
            token = null;
        }
    }

    private static IntegrationException refusal(int status) {
        var ours = status / 100 == 4 && status != 408 && status != 429;
        return new IntegrationException(ours ? Problem.DESK_NOT_SIGNED_IN : Problem.NOT_SHARED, "sign-in answered " + status);
    }
}
