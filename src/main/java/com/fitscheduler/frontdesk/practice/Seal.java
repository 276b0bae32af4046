package com.fitscheduler.frontdesk.practice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts that only this process can make and read, each for its one purpose; the key goes with the process. */
final class Seal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV = 12;
    private static final int TAG_BITS = 128;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key = new SecretKeySpec(random(16), "AES");

    String close(String purpose, Map<String, ?> fields) {
        var iv = random(IV);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, iv, purpose).doFinal(JSON.writeValueAsBytes(fields));
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(ByteBuffer.allocate(IV + sealed.length).put(iv).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    /** Empty for anything that was not sealed here for that very purpose. */
    Optional<JsonNode> open(String purpose, String text) {
        try {
            var all = Base64.getUrlDecoder().decode(text);
            if (all.length <= IV) {
                return Optional.empty();
            }
            var iv = ByteBuffer.wrap(all, 0, IV);
            var bytes = new byte[IV];
            iv.get(bytes);
            return Optional.of(JSON.readTree(cipher(Cipher.DECRYPT_MODE, bytes, purpose).doFinal(all, IV, all.length - IV)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Forged, damaged, for something else: it is all the same, and nobody is told which.
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] iv, String purpose) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** In hex. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(digest(text));
    }

    /** What a code verifier's challenge is (RFC 7636, 4.2). */
    static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(verifier));
    }

    /** A value nobody can guess, that says what it is. */
    static String token(String kind) {
        return kind + "-" + HexFormat.of().formatHex(random(20));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
