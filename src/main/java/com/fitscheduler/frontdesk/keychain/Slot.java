package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One of the two places of a login: a header entry under the slot's name and the text in parts under {@code name/1},
 * {@code name/2}… The header is written last and removed first, so a slot without its header is nothing; parts are
 * written upwards and removed downwards, so they are found by counting.
 */
final class Slot {

    /** Below what every keychain takes, with room to spare. */
    static final int PART = 1_200;

    private static final int FORMAT = 1;
    private static final int MOST_PARTS = 1_000;

    /**
     * What a slot holds.
     *
     * @param generation rises with every save of this login
     * @param origin     where the secret may be sent; the checksum binds it to the text
     * @param text       ASCII, so that no part ends in the middle of a character
     */
    record Content(long generation, String origin, String text) {

        @Override
        public String toString() {
            return "Content[" + generation + ", redacted]";
        }
    }

    private record Header(int format, long generation, String origin, int length, int parts, String sha256) {

        static Header of(Content content) {
            var length = content.text().length();
            return new Header(FORMAT, content.generation(), content.origin(), length, Math.ceilDiv(length, PART),
                    checksum(content));
        }

        boolean isOurs() {
            return format == FORMAT && generation > 0 && length > 0 && parts <= MOST_PARTS
                    && parts == Math.ceilDiv(length, PART);
        }
    }

    private final Vault vault;
    private final String name;

    Slot(Vault vault, String name) {
        this.vault = vault;
        this.name = name;
    }

    /** What is there, if it is whole. */
    Optional<Content> read() throws IntegrationException, InterruptedException {
        var header = header();
        if (header.isEmpty()) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        for (var number = 1; number <= header.get().parts(); number++) {
            var part = vault.get(part(number));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            text.append(part.get());
        }
        var content = new Content(header.get().generation(), header.get().origin(), text.toString());
        return Header.of(content).equals(header.get()) ? Optional.of(content) : Optional.empty();
    }

    /** Puts that in place of whatever is there, and proves it. After a failure the slot may hold anything. */
    void write(Content content) throws IntegrationException, InterruptedException {
        var header = Header.of(content);
        if (!header.isOurs()) {
            throw new IllegalArgumentException("too long: " + header.length());
        }
        // Never over an existing entry: there a locked Secret Service takes the value and drops it without a word.
        clear();
        for (var number = 1; number <= header.parts(); number++) {
            var start = (number - 1) * PART;
            vault.set(part(number), content.text().substring(start, Math.min(start + PART, header.length())));
        }
        vault.set(name, Json.write(header));
        if (!read().equals(Optional.of(content))) {
            throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "what was written does not read back");
        }
    }

    /** Removes every entry of this slot, also of an earlier, longer text. */
    void clear() throws IntegrationException, InterruptedException {
        // Counted both ways: a single wrong "absent" must not leave parts behind that nobody finds again.
        var last = header().map(Header::parts).orElse(0);
        remove(name);
        while (vault.get(part(last + 1)).isPresent()) {
            last++;
        }
        // One more than was seen, because an entry that exists twice reads as absent.
        for (var number = last + 1; number > 0; number--) {
            remove(part(number));
        }
    }

    private Optional<Header> header() throws IntegrationException, InterruptedException {
        return vault.get(name).flatMap(text -> Json.read(text, Header.class)).filter(Header::isOurs);
    }

    private void remove(String account) throws IntegrationException, InterruptedException {
        vault.delete(account);
        if (vault.get(account).isPresent()) {
            throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "what was removed is still there");
        }
    }

    private String part(int number) {
        return name + "/" + number;
    }

    private static String checksum(Content content) {
        try {
            var all = FORMAT + "\n" + content.generation() + "\n" + content.origin() + "\n" + content.text();
            var digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
