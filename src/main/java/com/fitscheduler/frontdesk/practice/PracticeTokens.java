package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The codes and tokens that LeadConnector gives out: codes once, access tokens for a day, refresh tokens until used. For
 * half a minute after its use a refresh token is answered with the same pair again, which is what a lost answer needs.
 */
final class PracticeTokens {

    static final String CLIENT_ID = "0123456789abcdef01234567-practice";
    static final String CLIENT_SECRET = "00000000-0000-4000-8000-practice0001";
    static final String AGENCY = "practiceAgency000001";
    static final String SCOPE = "contacts.readonly locations.readonly";

    private static final Duration CODE_LIFE = Duration.ofMinutes(5);
    private static final Duration LIFE = Duration.ofDays(1);
    private static final Duration SHORT_LIFE = Duration.ofMinutes(1);
    private static final Duration SAME_PAIR = Duration.ofSeconds(30);

    private record Code(String account, String redirect, Instant end) {}

    private record Access(String account, Instant end) {}

    private static final class Refresh {
        private final String account;
        private @Nullable Instant used;
        private @Nullable Map<String, Object> answer;

        Refresh(String account) {
            this.account = account;
        }
    }

    private final InstantSource clock;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Access> access = new HashMap<>();
    private final Map<String, Refresh> refresh = new HashMap<>();

    PracticeTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** @param account a location's id, or {@link #AGENCY} */
    synchronized String code(String account, String redirect) {
        var code = Seal.token("practice-code");
        codes.put(code, new Code(account, redirect, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /** The location that an access token opens now. */
    synchronized Optional<String> location(String token) {
        return Optional.ofNullable(access.get(token)).filter(found -> clock.instant().isBefore(found.end())).map(Access::account);
    }

    /** The token call, in LeadConnector's words; the scenario may shorten a login's life, or end it. */
    synchronized Reply answer(Map<String, String> form, Scenario scenario) {
        if (!form.getOrDefault("client_id", "").equals(CLIENT_ID) || !form.getOrDefault("client_secret", "").equals(CLIENT_SECRET)) {
            return Reply.of(401, Map.of("error", "UnAuthorized!", "error_description", "Invalid client credentials!"));
        }
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> ofCode(form, scenario);
            case "refresh_token" -> ofRefreshToken(form.getOrDefault("refresh_token", ""), scenario);
            default -> Reply.of(422, Map.of("message", List.of("grant_type must be a valid enum value"), "error", "Unprocessable Entity",
                    "statusCode", 422));
        };
    }

    private Reply ofCode(Map<String, String> form, Scenario scenario) {
        var code = codes.remove(form.getOrDefault("code", ""));
        if (code == null || !clock.instant().isBefore(code.end()) || !code.redirect().equals(form.getOrDefault("redirect_uri", ""))) {
            return Reply.of(401, Map.of("error", "UnAuthorized!", "error_description", "Authorization code not found"));
        }
        return Reply.of(200, pair(code.account(), scenario));
    }

    private Reply ofRefreshToken(String token, Scenario scenario) {
        var found = refresh.get(token);
        var late = found != null && found.used != null && !clock.instant().isBefore(found.used.plus(SAME_PAIR));
        if (found == null || late || scenario == Scenario.LOGIN_ENDED) {
            return Reply.of(400, Map.of("statusCode", 400, "message", "Invalid grant: refresh token is invalid"));
        }
        if (found.answer == null) {
            found.used = clock.instant();
            found.answer = pair(found.account, scenario);
        }
        return Reply.of(200, found.answer);
    }

    private Map<String, Object> pair(String account, Scenario scenario) {
        var life = scenario == Scenario.SHORT_LOGIN ? SHORT_LIFE : LIFE;
        var fields = new LinkedHashMap<String, Object>();
        var one = Seal.token("practice-access");
        var two = Seal.token("practice-refresh");
        access.put(one, new Access(account, clock.instant().plus(life)));
        refresh.put(two, new Refresh(account));
        fields.putAll(Map.of("access_token", one, "token_type", "Bearer", "expires_in", life.toSeconds(), "refresh_token", two,
                "scope", SCOPE, "companyId", AGENCY, "userId", "practicePerson000001", "traceId", UUID.randomUUID().toString()));
        if (account.equals(AGENCY)) {
            fields.putAll(Map.of("userType", "Company", "approvedLocations", PracticeLeadConnector.LOCATIONS.keySet()));
        } else {
            fields.putAll(Map.of("userType", "Location", "locationId", account));
        }
        return fields;
    }
}
