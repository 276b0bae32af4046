package com.fitscheduler.frontdesk.diagnosis;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a person can hand to whoever helps: listed parts and nothing else, each without its secrets. It is collected first,
 * so that it can be looked at before it is saved, and it needs no network and no part of the program that works.
 */
public final class SupportFile {

    /** What lists the others, inside the file. */
    private static final String CONTENTS = "contents.txt";
    private static final System.Logger LOG = System.getLogger(SupportFile.class.getName());

    /** Something that goes in; where reading it fails, the file says so in its place. */
    public record Part(String name, Callable<String> text) {}

    /**
     * A part as it goes in.
     *
     * @param removed how often something was taken out of it, now or when it was written
     * @param problem why it is not there; null if it is
     */
    public record Entry(String name, String text, int removed, @Nullable Problem problem) {

        public long bytes() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private final List<Entry> entries;
    private final List<String> leftOut;
    private final Instant at;

    private SupportFile(List<Entry> entries, List<String> leftOut, Instant at) {
        this.entries = entries;
        this.leftOut = leftOut;
        this.at = at;
    }

    /**
     * Reads every part. Blocks.
     *
     * @param redact  takes the secrets out of a text, and puts {@code mark} in the place of each
     * @param leftOut what never goes in, in words
     */
    public static SupportFile collect(
            List<Part> parts, UnaryOperator<String> redact, String mark, List<String> leftOut, Instant at)
            throws InterruptedException {
        var entries = new ArrayList<Entry>();
        for (var part : parts) {
            entries.add(entry(part, redact, mark));
        }
        return new SupportFile(List.copyOf(entries), List.copyOf(leftOut), at);
    }

    private static Entry entry(Part part, UnaryOperator<String> redact, String mark) throws InterruptedException {
        try {
            var text = part.text().call();
            var safe = redact.apply(text);
            return new Entry(part.name(), safe, count(safe, mark), null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "a part of the support file cannot be read", e);
            return new Entry(part.name(), "", 0, e instanceof IntegrationException ours ? ours.problem() : Problem.UNEXPECTED);
        }
    }

    private static int count(String text, String mark) {
        return text.split(Pattern.quote(mark), -1).length - 1;
    }

    /** What goes in. */
    public List<Entry> entries() {
        return entries;
    }

    /** What never goes in. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** Writes it as a zip file, whole or not at all, over one that is there. */
    public void write(Path file) throws IntegrationException {
        var target = file.toAbsolutePath();
        try {
            // Java makes temporary files for their owner alone, and the move keeps that.
            var fresh = Files.createTempFile(target.getParent(), "support", ".tmp");
            try {
                try (var out = Files.newOutputStream(fresh)) {
                    zip(out);
                }
                Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new IntegrationException(Problem.CANNOT_WRITE, "the support file cannot be written", e);
        }
    }

    private void zip(OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out)) {
            add(zip, CONTENTS, contents());
            for (var entry : entries) {
                if (entry.problem() == null) {
                    add(zip, entry.name(), entry.text());
                }
            }
        }
    }

    private void add(ZipOutputStream zip, String name, String text) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(at.atZone(ZoneOffset.UTC).toLocalDateTime());
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private String contents() {
        var lines = new ArrayList<String>();
        lines.add("made " + at);
        for (var entry : entries) {
            var problem = entry.problem();
            lines.add(entry.name() + (problem == null ? ": " + entry.bytes() + " bytes, removed: " + entry.removed()
                    : ": could not be read, " + problem.code()));
        }
        leftOut.forEach(what -> lines.add("left out: " + what));
        return String.join("\n", lines) + "\n";
    }
}
