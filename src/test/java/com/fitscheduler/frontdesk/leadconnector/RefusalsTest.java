package com.fitscheduler.frontdesk.leadconnector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.integration.Problem;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service and the proxies before it were seen to say, and the meaning of each. */
class RefusalsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            401 | "version header was not found."                                          | UNEXPECTED_ANSWER
            401 | "version header is invalid"                                              | UNEXPECTED_ANSWER
            400 | "Invalid API version segment v9"                                         | UNEXPECTED_ANSWER
            401 | "Invalid Private Integration token"                                      | TOKEN_NOT_ACCEPTED
            401 | "Invalid JWT"                                                            | TOKEN_NOT_ACCEPTED
            401 | "Invalid token: access token is invalid"                                 | TOKEN_NOT_ACCEPTED
            401 | "something new"                                                          | TOKEN_NOT_ACCEPTED
            401 | "The token is not authorized for this scope."                            | PERMISSION_MISSING
            401 | "This authClass type is not allowed to access this scope. Please use it" | AGENCY_TOKEN
            401 | "Token's user type mismatch!"                                            | AGENCY_TOKEN
            401 | "This location is not accessible from this token!"                       | WRONG_LOCATION
            403 | "The token does not have access to this location."                       | WRONG_LOCATION
            403 | "Forbidden resource"                                                     | WRONG_LOCATION
            401 | "You do not have access to this feature! Please contact the admin!"      | NOT_IN_PLAN
            400 | "Location is not active"                                                 | LOCATION_INACTIVE
            400 | "Invalid field contact_name"                                             | UNEXPECTED_ANSWER
            422 | ["locationId should not be empty","locationId must be a string"]         | WRONG_LOCATION
            422 | ["property offset should not exist"]                                     | UNEXPECTED_ANSWER
            422 | []                                                                       | UNEXPECTED_ANSWER
            401 | ["The token is not authorized for this scope."]                          | PERMISSION_MISSING
            404 | "Cannot GET /contacts/search"                                            | UNEXPECTED_ANSWER
            429 | "Too many requests: invalid token"                                       | TOO_MANY_REQUESTS
            500 | "Invalid JWT"                                                            | SERVICE_FAULT
            503 | {"odd":[1]}                                                              | SERVICE_FAULT
            401 | {"odd":[1]}                                                              | TOKEN_NOT_ACCEPTED
            401 | [{"odd":1},null,3]                                                       | TOKEN_NOT_ACCEPTED
            403 | null                                                                     | REQUEST_BLOCKED
            """)
    void aMessageHasOneMeaning(int status, String message, Problem meaning) {
        var body = "{\"statusCode\":" + status + ",\"message\":" + message + ",\"error\":\"x\",\"traceId\":\"t\"}";
        assertEquals(meaning, of(status, body));
        assertEquals(meaning, of(status, "{\"message\":" + message + "}"), "nothing else need be said");
    }

    @ParameterizedTest
    @CsvSource({"301,UNEXPECTED_ANSWER", "400,UNEXPECTED_ANSWER", "401,TOKEN_NOT_ACCEPTED", "403,REQUEST_BLOCKED",
            "404,UNEXPECTED_ANSWER", "407,UNEXPECTED_ANSWER", "418,UNEXPECTED_ANSWER", "422,UNEXPECTED_ANSWER",
            "429,TOO_MANY_REQUESTS", "500,SERVICE_FAULT", "502,SERVICE_FAULT", "546,SERVICE_FAULT"})
    void whereNothingIsSaidTheStatusDecides(int status, Problem meaning) {
        assertEquals(meaning, of(status, ""), "a proxy's page");
        assertEquals(meaning, of(status, "{}"));
    }

    @Test
    void aFirewallThatAnswersInJsonIsAFirewall() {
        assertEquals(Problem.REQUEST_BLOCKED,
                of(403, "{\"title\":\"Error 1010\",\"status\":403,\"detail\":\"browser signature\",\"error_code\":1010}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"\"", "{}", "\"pit-12345678-1234\"", "\"has spaces\"", "\"line\\nbreak\"", "null"})
    void aTraceThatIsNoneIsLeftOut(String trace) {
        assertEquals("E31 SERVICE_FAULT: status 500",
                Refusals.of(answer(500, "{\"traceId\":" + trace + "}")).getMessage());
    }

    private static Problem of(int status, String body) {
        return Refusals.of(answer(status, body)).problem();
    }

    private static Answer answer(int status, String body) {
        return Answer.of(status, HttpHeaders.of(Map.of(), (_, _) -> true), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
}
