package com.fitscheduler.frontdesk.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** A value that nobody may guess or read. */
final class Secret {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final String value;

    Secret(String value) {
        this.value = value;
    }

    /** 256 bits in 43 characters of base64url (RFC 7636, 4.1; RFC 6749, 10.10 asks for 128 at least). */
    static Secret random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Secret(BASE64URL.encodeToString(bytes));
    }

    String value() {
        return value;
    }

    /** Takes as long for a near miss as for any other. */
    boolean is(String other) {
        return MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
