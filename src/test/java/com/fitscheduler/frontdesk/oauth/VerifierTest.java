package com.fitscheduler.frontdesk.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class VerifierTest {

    @Test
    void challengeIsTheOneOfTheStandard() {
        // RFC 7636, appendix B.
        assertEquals("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Verifier.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge());
    }

    @Test
    void eachIsNewAndSaysNothingOfItself() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 100; i++) {
            var verifier = Verifier.random();
            assertTrue(verifier.value().matches("[A-Za-z0-9_-]{43}"));
            assertTrue(seen.add(verifier.value()));
            assertFalse(verifier.toString().contains(verifier.value()));
        }
        assertEquals("Code[redacted]", new Answer.Code("c0de", "st4te").toString());
        assertEquals("Secret[redacted]", Secret.random().toString());
    }
}
