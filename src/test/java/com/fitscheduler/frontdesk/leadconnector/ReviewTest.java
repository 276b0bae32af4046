package com.fitscheduler.frontdesk.leadconnector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.EntryAdvice;
import com.fitscheduler.frontdesk.integration.EntryAdvice.Field;
import com.fitscheduler.frontdesk.integration.EntryAdvice.Kind;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewTest {

    private static final String TOKEN = "pit-00000000-0000-4000-8000-000000000000";
    private static final URI ORIGIN = URI.create("https://service.example");

    private final LeadConnectorClient client =
            new LeadConnectorClient(new JsonHttp(Duration.ofSeconds(1), () -> false), ORIGIN, ORIGIN);

    @Test
    void usualValuesNeedNoWord() {
        assertEquals(List.of(), client.review(new ManualEntry(TOKEN, "abcDEF0123456789abcd")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void blankValuesBlock(String blank) {
        assertEquals(
                List.of(new EntryAdvice(Field.TOKEN, Kind.EMPTY, null), new EntryAdvice(Field.ACCOUNT_ID, Kind.EMPTY, null)),
                client.review(new ManualEntry(blank, blank)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJ.abc", "PIT-1", "pit", "pit-a b", "pit-a\u00a0b", "pit-a\u2013b", "pit-a\tb"})
    void anOddTokenIsOnlyAdvisedOn(String token) {
        assertEquals(List.of(new EntryAdvice(Field.TOKEN, Kind.UNUSUAL, null)), client.review(new ManualEntry(token, "abc")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc-def", "abc def", "abc.example", "\u0430bc", "abc\u00e9", "12\u0663"})
    void anOddIdIsOnlyAdvisedOn(String id) {
        assertEquals(List.of(new EntryAdvice(Field.ACCOUNT_ID, Kind.UNUSUAL, null)), client.review(new ManualEntry(TOKEN, id)));
    }

    @ParameterizedTest
    @CsvSource({"https://app.service.example/v2/location/abc123DEF/settings,abc123DEF",
            "app.service.example/v2/location/abc123?x=y,abc123", "HTTPS://app.service.example/location/abc123,abc123",
            "https://app.service.example/settings,", "www.service.example,", "https://app.service.example/location/,"})
    void aWebAddressBlocksAndTheIdInItIsOffered(String address, String id) {
        assertEquals(List.of(new EntryAdvice(Field.ACCOUNT_ID, Kind.WEB_ADDRESS, id)),
                client.review(new ManualEntry(TOKEN, address)));
    }
}
