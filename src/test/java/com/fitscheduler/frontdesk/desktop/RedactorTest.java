package com.fitscheduler.frontdesk.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    /** In pieces, as in the test of the words. */
    private static final String BRAND = "High" + "Level";
    private static final String SHORT = "G" + "HL";

    @ParameterizedTest
    @ValueSource(strings = {
        "pit-s3cr3t-of-ours", "token is PIT-s3cr3t", "Bearer s3cr3t", "bearer%20s3cr3t", "Basic s3cr3t==",
        "Authorization: Digest a=\"s3cr3t\", b=s3cr3t", "{\"Authorization\":[\"s3cr3t\"]}", "proxy-authorization=s3cr3t s3cr3t",
        "Set-Cookie: sid=s3cr3t; Path=/", "{\"access_token\":\"s3cr3t\"}", "{\"refresh_token\" :\n \"s3\\\"s3cr3t\"}",
        "{\\\"client_secret\\\":\\\"s3cr3t\\\"}", "{'password': 's3cr3t words'}", "grant_type=x&code=s3cr3t&state=y",
        "apikey=s3cr3t", "X-Api-Key: s3cr3t", "api_key%3Ds3cr3t", "userPassword=s3cr3t&x", "<password>s3cr3t</password>",
        "accessToken = s3cr3t", "Unrecognized token 's3cr3t': was expecting", "code_verifier=s3cr3t", "password=\"s3cr3t",
        "https://s3cr3t:s3cr3t@host.example/x", "postgres://a:s3cr3t@b@host.example", "eyJhbGci.eyJs3cr3t.s3cr3t-s3cr3t",
        "s3cr3t@gym.example", "S3cr3t.person+s3cr3t@gym.co.example", "who=s3cr3t%40gym.example",
        "id s3cr3tAAAAAAAAAAAAAAAAAAAAAAAAAAA_-9.", "s3cr3tBBBBBBBBBBBBBBBBBBBBBBBB/CCCCCCCCCCCCCC+/DDDDDDDDDDD=="})
    void aSecretOfThatShapeGoes(String text) {
        var safe = Redactor.redact(text);

        assertFalse(safe.toLowerCase(Locale.ROOT).contains("s3cr3t"), safe);
        assertEquals(safe, Redactor.redact(safe));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "an answer of https://services.leadconnectorhq.com/contacts/search, status 401", "a change waits: code E22, 4b2",
        "code: 503", "the card 00000000-0000-4000-8000-000000000001 is stored", "java.lang.Object@1b2c3d4",
        "com.fitscheduler.frontdesk.keychain.KeychainCredentialStore cannot be cast", "/home/Anna1/.config/fitscheduler-front-desk/default",
        "/Users/Anna1/Library/Preferences/FitScheduler Front Desk/x", "roughly highlighted, thoroughly", "two tokens, no password",
        "2026-01-01T00:00:00.123456789Z", "password="})
    void whatHelpsStays(String text) {
        assertEquals(text, Redactor.redact(text));
    }

    @Test
    void theBrandIsNamedNowhere() {
        for (var text : List.of("Go" + BRAND, BRAND, "high" + " level", "go-high" + "-level", "HIGH" + "LEVEL", SHORT, "my" + SHORT + "Client",
                "rest.go" + "high" + "level.com", "api." + "g" + "hl.example", "g" + "hlapi", "high" + "%20level")) {
            var safe = Redactor.redact("at " + text + " x").toLowerCase(Locale.ROOT);
            assertFalse(safe.replaceAll("[^a-z]", "").contains("high" + "level") || safe.contains("g" + "hl"), safe);
        }
    }

    @Test
    void valuesAroundASecretStay() {
        assertEquals("{\"access_token\":\"[removed]\",\"expires_in\":60,\"password\":\"[removed]\"}",
                Redactor.redact("{\"access_token\":\"a\\\\\",\"expires_in\":60,\"password\":\"b\\\"c\"}"));
        assertEquals("GET /x?code=[removed]&page=2 answered 401", Redactor.redact("GET /x?code=4711abc&page=2 answered 401"));
        assertEquals("Authorization: [removed]\nstatus 401", Redactor.redact("Authorization: Bearer abc def\nstatus 401"));
    }

    @Test
    void anyTextIsRedactedAtOnceWithoutAFault() {
        var pieces = List.of("eyJ", ".", "pit-", "Bearer ", "password", "=", ":", "\"", "\\", "@", "://", "%40", " ", "\n", "a", "Z9",
                "code", "[removed]", "high" , "level", "g" + "hl", "G" + "HL", "_", "-", "/", "+", "\ud83d", "\u00e9", "token '", "<", "E22", "&",
                "0123456789abcdef", "Authorization:", "$1");
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (var n = random.nextInt(14); n >= 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            var safe = Redactor.redact(text.toString());
            assertEquals(safe, Redactor.redact(safe), () -> "of " + text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A9", "eyJ", "eyJ.", "://", "a@", "a@b.", "pit-", "bearer ", "password", "\\\"", "high", "%40", " ", "a/"})
    void aMebibyteOfAnythingTakesMomentsOnly(String piece) {
        var text = piece.repeat((1 << 20) / piece.length());

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Redactor.redact(text));
    }
}
