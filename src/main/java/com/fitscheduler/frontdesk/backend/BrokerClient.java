package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewal;
import com.fitscheduler.frontdesk.integration.TokenExchange;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The backend contract's calls 2 and 4. Nothing of what is sent or comes is in a log or an exception. */
public final class BrokerClient implements TokenExchange {

    private static final Duration LONGEST_LIFE = Duration.ofDays(400);
    /** What the broker calls a sign-in or a login that it does not take. */
    private static final Set<String> REFUSALS =
            Set.of("bad_code", "bad_state", "state_expired", "bad_verifier", "bad_grant", "grant_expired");

    private final BackendClient backend;
    private final Clock clock;

    /** @param backend with a deadline longer than the broker's own, which is 15 s */
    public BrokerClient(BackendClient backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
    }

    @Override
    public Authorization initiate(CardKey card, String challenge, int port) throws IntegrationException, InterruptedException {
        var answer = send(card, "initiate", Map.of("location_id", card.locationId(), "code_challenge", challenge, "port", port));
        if (!answer.succeeded()) {
            throw failed(answer, Problem.UNEXPECTED_ANSWER);
        }
        var body = body(answer);
        var redirect = address(body, "redirect_uri");
        // Plain http is an address of this computer, and the broker's own only where that is practised here.
        var direct = "http".equals(redirect.getScheme())
                && !Addresses.origin(redirect).equals(Addresses.origin(backend.address()));
        return new Authorization(address(body, "authorize_url"), text(body, "state"),
                direct ? Optional.of(redirect) : Optional.empty(), seconds(body, "expires_in"));
    }

    @Override
    public Login redeem(CardKey card, URI origin, String code, String state, String verifier)
            throws IntegrationException, InterruptedException {
        var answer = send(card, "token", Map.of(
                "grant_type", "authorization_code", "code", code, "state", state, "code_verifier", verifier));
        if (!answer.succeeded()) {
            throw failed(answer, Problem.CODE_NOT_VALID);
        }
        var body = body(answer);
        return login(body, origin, text(body, "leadconnector_location_id"));
    }

    @Override
    public Login renew(CardKey card, Login login) throws IntegrationException, InterruptedException {
        var renewal = login.renewal();
        if (renewal == null) {
            throw new IllegalArgumentException("a login that does not end");
        }
        var answer = send(card, "token", Map.of(
                "grant_type", "refresh_token", "refresh_token", renewal.refreshToken(), "grant", renewal.grant()));
        if (!answer.succeeded()) {
            throw failed(answer, Problem.SIGN_IN_EXPIRED);
        }
        var body = body(answer);
        if (!text(body, "leadconnector_location_id").equals(login.accountId())) {
            throw new IntegrationException(Problem.LOGIN_ELSEWHERE, "the renewed login is another location's");
        }
        return login(body, login.origin(), login.accountId());
    }

    private Answer send(CardKey card, String call, Map<String, Object> body) throws IntegrationException, InterruptedException {
        try {
            return backend.send("POST", "/integrations/" + BackendClient.encode(card.integrationId()) + "/oauth/" + call, body);
        } catch (IntegrationException e) {
            // Of the way to the broker, not of the service behind the integration.
            throw e.problem().weight() == Problem.Weight.PASSES
                    ? new IntegrationException(Problem.BROKER_NEEDED, String.valueOf(e.getMessage()), e.retryAfter()) : e;
        }
    }

    /**
     * Only what the broker itself says, in its own words, is held against a login: a gateway in front of it knows neither.
     *
     * @param refused what a refusal by the service behind the broker means here
     */
    private static IntegrationException failed(Answer answer, Problem refused) {
        var code = answer.body().map(body -> body.path("code").asString("")).orElse("");
        var problem = switch (answer.status()) {
            case 401 -> Problem.DESK_NOT_SIGNED_IN;
            case 403 -> Problem.NOT_A_MEMBER;
            case 400 -> REFUSALS.contains(code) ? refused : Problem.UNEXPECTED_ANSWER;
            case 409 -> switch (code) {
                case "agency_token" -> Problem.WHOLE_AGENCY;
                case "location_inactive" -> Problem.LOCATION_INACTIVE;
                case "grant_refused" -> refused;
                case "account_changed" -> Problem.LOGIN_ELSEWHERE;
                default -> Problem.UNEXPECTED_ANSWER;
            };
            case 429 -> Problem.TOO_MANY_REQUESTS;
            // That the broker's own secret is refused is its owner's affair, and no fault of the service.
            case 502 -> code.startsWith("upstream_") || code.equals("unexpected_answer") ? Problem.SERVICE_FAULT : Problem.BROKER_NEEDED;
            default -> answer.status() >= 500 || answer.status() == 404 ? Problem.BROKER_NEEDED : Problem.UNEXPECTED_ANSWER;
        };
        return new IntegrationException(problem, "the broker answered " + answer.status(), answer.retryAfter());
    }

    private static JsonNode body(Answer answer) throws IntegrationException {
        return answer.body().orElseThrow(() -> unexpected("no JSON"));
    }

    private Login login(JsonNode body, URI origin, String accountId) throws IntegrationException {
        if (!text(body, "user_type").equals("Location")) {
            throw new IntegrationException(Problem.WHOLE_AGENCY, "not a location's login");
        }
        if (!text(body, "token_type").equalsIgnoreCase("bearer")) {
            throw unexpected("token_type");
        }
        var life = seconds(body, "expires_in");
        var scope = body.path("scope").asString("");
        var renewal = new Renewal(text(body, "refresh_token"), text(body, "grant"), scope, clock.instant().plus(life), life, null);
        return new Login(Method.OAUTH, origin, accountId, text(body, "access_token"), renewal);
    }

    private static Duration seconds(JsonNode body, String name) throws IntegrationException {
        var seconds = body.path(name);
        if (!seconds.isIntegralNumber() || !seconds.canConvertToLong() || seconds.asLong() <= 0
                || seconds.asLong() > LONGEST_LIFE.toSeconds()) {
            throw unexpected(name);
        }
        return Duration.ofSeconds(seconds.asLong());
    }

    private static String text(JsonNode body, String name) throws IntegrationException {
        var text = body.path(name);
        if (!text.isString() || text.asString().isBlank()) {
            throw unexpected(name);
        }
        return text.asString();
    }

    /** A browser is sent there. */
    private static URI address(JsonNode body, String name) throws IntegrationException {
        try {
            var address = new URI(text(body, name));
            if (address.getHost() == null || !("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                throw unexpected(name);
            }
            return address;
        } catch (URISyntaxException e) {
            throw unexpected(name);
        }
    }

    private static IntegrationException unexpected(String what) {
        return new IntegrationException(Problem.UNEXPECTED_ANSWER, "the broker's answer makes no sense: " + what);
    }
}
