package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class DeskNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"Front desk 2", " Empfang ", "Caf\u00e9", "\u53d7\u4ed8", "x"})
    void mayBe(String name) {
        assertEquals(Optional.empty(), DeskName.refusal(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pit-01234567-89ab", "eyJhbGciOiJSUzI1NiJ9.e30.x", "desk\u0007", "two\nlines", "someone@example.com"})
    void mayNotLookLikeASecretOrCarryMoreThanAName(String name) {
        assertEquals(Optional.of("settings.desk.unfit"), DeskName.refusal(name));
    }

    @Test
    void hasAtLeastOneLetterAndNotTooMany() {
        assertEquals(Optional.of("settings.desk.empty"), DeskName.refusal(" \t "));
        assertEquals(Optional.empty(), DeskName.refusal("x".repeat(31) + " " + "x".repeat(8)));
        assertEquals(Optional.of("settings.desk.long"), DeskName.refusal("x x".repeat(14)));
        assertEquals(Optional.of("settings.desk.unfit"), DeskName.refusal("Go" + "High" + "Level desk"));
    }
}
