package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewal;
import com.fitscheduler.frontdesk.tokens.TokenKeeper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The session of the person at the desk at Supabase Auth: signed in once with a password, kept in the keychain, renewed on
 * need and never on a timer. Access tokens are opaque here, and belong to the address that gave them.
 */
public final class KeptSession implements Session, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeptSession.class.getName());
    /** Without it errors come in an older shape (Supabase Auth, API versions). */
    private static final String API_VERSION = "2024-01-01";
    private static final int NOT_FOUND = 404;
    private static final Duration LONGEST_LIFE = Duration.ofDays(30);

    private final JsonHttp http;
    private final URI auth;
    private final String apiKey;
    private final CredentialStore store;
    private final Clock clock;
    private final TokenKeeper keeper;
    private @Nullable Login current;
    private @Nullable String refused;

    /**
     * @param auth   where Supabase Auth answers, with its path
     * @param apiKey the publishable key of the project; empty for none
     */
    public KeptSession(
            JsonHttp http, URI auth, String apiKey, CredentialStore store, Clock clock, RandomGenerator random) {
        this.http = http;
        this.auth = auth;
        this.apiKey = apiKey;
        this.store = store;
        this.clock = clock;
        this.keeper = new TokenKeeper(store, this::refreshed, clock, random);
    }

    /**
     * Signs in and keeps the session in place of the one before.
     *
     * @throws IntegrationException {@link Problem#WRONG_PASSWORD} if the two do not belong together, or the account may not
     *                              sign in
     */
    public synchronized void signIn(String email, String password) throws IntegrationException, InterruptedException {
        store.probe();
        var answer = ask("password", Map.of("email", email, "password", password));
        if (answer.status() == NOT_FOUND) {
            throw new IntegrationException(Problem.SERVICE_NOT_SET_UP, "nobody answers sign-ins there");
        }
        if (answer.status() / 100 == 4 && answer.status() != 429) {
            throw new IntegrationException(Problem.WRONG_PASSWORD, "sign-in answered " + answer.status());
        }
        var login = login(answer, email);
        store.save(CredentialStore.SESSION, login);
        current = login;
        refused = null;
    }

    /** Removes the session from this computer, and ends it at the service if that answers. Connections stay. */
    public synchronized void signOut() throws IntegrationException, InterruptedException {
        var login = stored();
        store.delete(CredentialStore.SESSION);
        current = null;
        if (login.isPresent()) {
            try {
                http.send("POST", Addresses.at(auth, "/logout?scope=local"),
                        headers("Authorization", "Bearer " + login.get().token()), null);
            } catch (IntegrationException e) {
                LOG.log(System.Logger.Level.INFO, "the session ends at the service by itself: {0}", e.getMessage());
            }
        }
    }

    /** The e-mail address of the person who is signed in; empty if nobody is. */
    public synchronized Optional<String> who() throws IntegrationException, InterruptedException {
        return stored().map(Login::accountId);
    }

    @Override
    public synchronized String accessToken() throws IntegrationException, InterruptedException {
        var login = stored().orElseThrow(() -> new IntegrationException(Problem.DESK_NOT_SIGNED_IN, "nobody is signed in"));
        try {
            var usable = login.token().equals(refused) ? keeper.renewed(CredentialStore.SESSION, login)
                    : keeper.usable(CredentialStore.SESSION, login);
            if (!usable.equals(login)) {
                LOG.log(System.Logger.Level.INFO, "the session was renewed");
            }
            current = usable;
            refused = null;
            return usable.token();
        } catch (IntegrationException e) {
            throw switch (e.problem()) {
                case SIGN_IN_EXPIRED, NO_SAVED_LOGIN -> signedOut();
                case BROKER_NEEDED -> new IntegrationException(Problem.NOT_SHARED, String.valueOf(e.getMessage()), e.retryAfter());
                default -> e;
            };
        }
    }

    @Override
    public synchronized void refused(String accessToken) {
        refused = accessToken;
    }

    private IntegrationException signedOut() {
        current = null;
        return new IntegrationException(Problem.DESK_NOT_SIGNED_IN, "the session cannot be renewed");
    }

    /** Asks the keychain once; nobody is bothered to open it for this. */
    private Optional<Login> stored() throws IntegrationException, InterruptedException {
        if (current == null) {
            if (!store.opensUnasked()) {
                throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "the session waits for the keychain to be opened");
            }
            current = store.load(CredentialStore.SESSION).filter(this::isOfThisAddress).orElse(null);
        }
        return Optional.ofNullable(current);
    }

    private boolean isOfThisAddress(Login login) {
        var ours = login.origin().equals(Addresses.origin(auth));
        if (!ours) {
            LOG.log(System.Logger.Level.WARNING, "the kept session belongs to another address");
        }
        return ours;
    }

    /** Supabase Auth refuses a refresh token with 400; anything else may pass. */
    private Login refreshed(Login login) throws IntegrationException, InterruptedException {
        var renewal = login.renewal();
        if (renewal == null) {
            throw new IntegrationException(Problem.SIGN_IN_EXPIRED, "a session without a refresh token");
        }
        var answer = ask("refresh_token", Map.of("refresh_token", renewal.refreshToken()));
        if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
            throw new IntegrationException(Problem.SIGN_IN_EXPIRED, "the refresh answered " + answer.status());
        }
        return login(answer, login.accountId());
    }

    private Answer ask(String grant, Map<String, String> body) throws IntegrationException, InterruptedException {
        return http.send("POST", Addresses.at(auth, "/token?grant_type=" + grant),
                headers("X-Supabase-Api-Version", API_VERSION), body);
    }

    private Map<String, String> headers(String name, String value) {
        var headers = new HashMap<String, String>();
        headers.put(name, value);
        if (!apiKey.isEmpty()) {
            headers.put("apikey", apiKey);
        }
        return headers;
    }

    private Login login(Answer answer, String email) throws IntegrationException {
        if (answer.status() == 429) {
            throw new IntegrationException(Problem.TOO_MANY_REQUESTS, "sign-in answered 429", answer.retryAfter());
        }
        if (!answer.succeeded()) {
            throw new IntegrationException(Problem.NOT_SHARED, "sign-in answered " + answer.status(), answer.retryAfter());
        }
        var body = answer.body().orElseThrow(KeptSession::notUnderstood);
        var life = life(body.path("expires_in"));
        var renewal = new Renewal(text(body, "refresh_token"), "", "", clock.instant().plus(life), life, null);
        return new Login(Method.OAUTH, Addresses.origin(auth), email, text(body, "access_token"), renewal);
    }

    /** Counted from now, never read out of the token. */
    private static Duration life(JsonNode seconds) throws IntegrationException {
        if (!seconds.isIntegralNumber() || seconds.asLong() <= 0 || seconds.asLong() > LONGEST_LIFE.toSeconds()) {
            throw notUnderstood();
        }
        return Duration.ofSeconds(seconds.asLong());
    }

    private static String text(JsonNode body, String name) throws IntegrationException {
        var text = body.path(name).asString("");
        if (text.isBlank()) {
            throw notUnderstood();
        }
        return text;
    }

    private static IntegrationException notUnderstood() {
        return new IntegrationException(Problem.UNEXPECTED_ANSWER, "the sign-in's answer has not all that it needs");
    }

    @Override
    public void close() {
        keeper.close();
    }
}
