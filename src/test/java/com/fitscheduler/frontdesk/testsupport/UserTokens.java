package com.fitscheduler.frontdesk.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Signs access tokens as a project's sign-in service does (JWT, RFC 7519, with ES256), with a key of its own. */
public final class UserTokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int COORDINATE_BYTES = 32;

    private final String issuer;
    private final KeyPair keys;
    private final String keyId = UUID.randomUUID().toString();

    /** @param issuer the {@code iss} of every token */
    public UserTokens(String issuer) {
        this.issuer = issuer;
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key, as the platform hands it to functions. */
    public String jwks() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return JSON.writeValueAsString(Map.of("keys", List.of(Map.of("kty", "EC", "crv", "P-256", "alg", "ES256", "use", "sig",
                "kid", keyId, "x", coordinate(point.getAffineX()), "y", coordinate(point.getAffineY())))));
    }

    /** A token of a signed-in person. */
    public String of(UUID user, Duration life) {
        return sign(claims(user, life));
    }

    /** What {@link #of} signs, to be changed. */
    public Map<String, Object> claims(UUID user, Duration life) {
        var now = Instant.now();
        return new HashMap<>(Map.of("iss", issuer, "aud", "authenticated", "role", "authenticated", "sub", user.toString(),
                "iat", now.getEpochSecond(), "exp", now.plus(life).getEpochSecond(), "aal", "aal1",
                "session_id", UUID.randomUUID().toString(), "is_anonymous", false));
    }

    public String sign(Map<String, Object> claims) {
        var head = JSON.writeValueAsString(Map.of("alg", "ES256", "typ", "JWT", "kid", keyId));
        var signed = BASE64.encodeToString(head.getBytes(UTF_8)) + "."
                + BASE64.encodeToString(JSON.writeValueAsString(claims).getBytes(UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String coordinate(BigInteger number) {
        var bytes = new byte[COORDINATE_BYTES];
        var all = number.toByteArray();
        var kept = Math.min(all.length, COORDINATE_BYTES);
        System.arraycopy(all, all.length - kept, bytes, COORDINATE_BYTES - kept, kept);
        return BASE64.encodeToString(bytes);
    }
}
