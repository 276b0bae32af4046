package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One of the two places of a secret: a header entry with its generation, length and checksum, and the text behind it in
 * parts that every keychain can hold. Whole only if header and parts agree.
 */
final class Slot {

    /** Windows takes 2,560 bytes an entry, and the library writes two bytes a character. */
    static final int PART = 1_200;

    private static final Pattern HEADER = Pattern.compile("v1 (\\d{1,18}) (\\d{1,9}) (\\d{1,6}) ([0-9a-f]{64})");

    /** A text that is wholly there. */
    record Whole(long generation, String text) {}

    private final Vault vault;
    private final String name;

    Slot(Vault vault, String name) {
        this.vault = vault;
        this.name = name;
    }

    /** Empty unless everything agrees. */
    Optional<Whole> read() throws IntegrationException, InterruptedException {
        var header = HEADER.matcher(vault.get(name).orElse(""));
        if (!header.matches()) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        var parts = Integer.parseInt(header.group(3));
        for (var part = 1; part <= parts; part++) {
            var found = vault.get(part(part));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            text.append(found.get());
        }
        var whole = text.toString();
        return whole.length() == Integer.parseInt(header.group(2)) && checksum(whole).equals(header.group(4))
                ? Optional.of(new Whole(Long.parseLong(header.group(1)), whole))
                : Optional.empty();
    }

    /** Takes the place of whatever is here. The header comes last: without it nothing here counts. */
    void write(long generation, String text) throws IntegrationException, InterruptedException {
        clear();
        var parts = 0;
        for (var from = 0; from < text.length(); ) {
            var to = Math.min(from + PART, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                // Half a character is none: it would not survive the way into the keychain and back.
                to--;
            }
            parts++;
            vault.set(part(parts), text.substring(from, to));
            from = to;
        }
        vault.set(name, "v1 " + generation + " " + text.length() + " " + parts + " " + checksum(text));
    }

    /**
     * Leaves nothing behind. The last part goes first, so that what a crash leaves is still found by counting up from
     * the first; the header goes at the very end of it.
     */
    void clear() throws IntegrationException, InterruptedException {
        var parts = 0;
        while (vault.get(part(parts + 1)).isPresent()) {
            parts++;
        }
        for (; parts > 0; parts--) {
            vault.delete(part(parts));
        }
        vault.delete(name);
    }

    private String part(int number) {
        return name + "/" + number;
    }

    private static String checksum(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
