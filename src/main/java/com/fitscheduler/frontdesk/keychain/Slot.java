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
 * {@code name/2}… The header is written last, when the parts were read back, and removed first. So a slot without its header
 * is nothing, and one whose parts do not fit its header was whole once and was changed by somebody else: no kill and no
 * failed save leaves that. Parts are written upwards and removed downwards, so they are found by counting.
 */
final class Slot {

    /** Below what every keychain takes, with room to spare. */
    static final int PART = 1_200;

    private static final int FORMAT = 1;
    private static final int MOST_PARTS = 1_000;
    // Far above what saving comes to; a planted header must not leave the numbers without a next one.
    private static final long MOST_GENERATIONS = 1L << 53;

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

    /** What {@link #read} found, from what is worth least to what is worth most. */
    sealed interface State {

        /** No header: nothing, or what a kill left before the header came or after it went. */
        record Absent() implements State {}

        /** A header that is not ours, exists twice, or does not fit its parts; generation 0 if it cannot be told. */
        record Damaged(long generation) implements State {}

        record Whole(Content content) implements State {}

        default long generation() {
            return switch (this) {
                case Absent() -> 0;
                case Damaged(var generation) -> generation;
                case Whole(var content) -> content.generation();
            };
        }

        default int worth() {
            return switch (this) {
                case Absent _ -> 0;
                case Damaged _ -> 1;
                case Whole _ -> 2;
            };
        }
    }

    private record Header(int format, long generation, String origin, int length, int parts, String sha256) {

        static Header of(Content content) {
            var length = content.text().length();
            return new Header(FORMAT, content.generation(), content.origin(), length, Math.ceilDiv(length, PART),
                    checksum(content));
        }

        boolean isOurs() {
            return format == FORMAT && generation > 0 && generation < MOST_GENERATIONS && length > 0
                    && parts <= MOST_PARTS && parts == Math.ceilDiv(length, PART);
        }
    }

    private final Vault vault;
    private final String name;

    Slot(Vault vault, String name) {
        this.vault = vault;
        this.name = name;
    }

    State read() throws IntegrationException, InterruptedException {
        var found = find(name);
        if (found.isEmpty()) {
            return new State.Absent();
        }
        var header = found.flatMap(Slot::header);
        if (header.isEmpty()) {
            return new State.Damaged(0);
        }
        var generation = header.get().generation();
        var content = new Content(generation, header.get().origin(), text(header.get().parts()));
        return Header.of(content).equals(header.get()) ? new State.Whole(content) : new State.Damaged(generation);
    }

    /** Puts that in place of whatever is there, and proves it. After a failure the slot is as a kill would leave it. */
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
        prove(text(header.parts()).equals(content.text()));
        vault.set(name, Json.write(header));
        prove(find(name).flatMap(Slot::header).equals(Optional.of(header)));
    }

    /** Removes every entry of this slot, also of an earlier, longer text. */
    void clear() throws IntegrationException, InterruptedException {
        // Counted both ways: a single wrong "absent" must not leave parts behind that nobody finds again.
        var last = find(name).flatMap(Slot::header).map(Header::parts).orElse(0);
        remove(name);
        while (find(part(last + 1)).isPresent()) {
            last++;
        }
        for (var number = last + 1; number > 0; number--) {
            remove(part(number));
        }
    }

    /** As far as it is there: what is missing fails the checksum. */
    private String text(int parts) throws IntegrationException, InterruptedException {
        var text = new StringBuilder();
        for (var number = 1; number <= parts; number++) {
            text.append(find(part(number)).orElse(""));
        }
        return text.toString();
    }

    /** The value of that name, and one that fits nothing if there are several. */
    private Optional<String> find(String account) throws IntegrationException, InterruptedException {
        try {
            return vault.get(account);
        } catch (IntegrationException e) {
            if (e.problem() == Problem.LOGIN_DAMAGED) {
                return Optional.of("");
            }
            throw e;
        }
    }

    private static Optional<Header> header(String text) {
        return Json.read(text, Header.class).filter(Header::isOurs);
    }

    private void remove(String account) throws IntegrationException, InterruptedException {
        vault.delete(account);
        if (find(account).isPresent()) {
            throw new IntegrationException(Problem.KEYCHAIN_FORGETS, "what was removed is still there");
        }
    }

    private static void prove(boolean readsBack) throws IntegrationException {
        if (!readsBack) {
            throw new IntegrationException(Problem.KEYCHAIN_FORGETS, "what was written does not read back");
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
