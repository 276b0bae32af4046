package com.fitscheduler.frontdesk.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The code verifier of RFC 7636: who shows it is who asked. */
public final class Verifier {

    private final Secret secret;

    private Verifier(Secret secret) {
        this.secret = secret;
    }

    /** A new one, never used before (RFC 7636, 4.1 and 7.1). */
    public static Verifier random() {
        return new Verifier(Secret.random());
    }

    static Verifier of(String value) {
        return new Verifier(new Secret(value));
    }

    /** The verifier itself, for the token call only. */
    public String value() {
        return secret.value();
    }

    /** What may be shown before: base64url of its SHA-256, without padding (RFC 7636, 4.2, S256). */
    public String challenge() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(value().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Verifier[redacted]";
    }
}
