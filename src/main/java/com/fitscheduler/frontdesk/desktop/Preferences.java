package com.fitscheduler.frontdesk.desktop;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * How a person likes the window: small texts under keys, in {@code preferences.properties} of the settings folder.
 * Nothing depends on them, so a file that is missing, damaged or too large is an empty one, and one that cannot be
 * written is only logged; whoever reads a value decides whether it is one. May be used from any thread.
 */
public final class Preferences implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Preferences.class.getName());
    private static final String NAME = "preferences.properties";
    private static final int MOST_BYTES = 64 * 1024;
    /** A window that is dragged changes its place with every frame. */
    private static final int DEBOUNCE_MILLIS = 500;

    private final Path file;
    private final Executor later;
    private final Properties values;
    private boolean changed;
    private boolean awaited;

    private Preferences(Path file, Executor later) {
        this.file = file;
        this.later = later;
        this.values = read(file);
    }

    /** Those of one profile, whose settings folder need not be there. */
    public static Preferences in(Path settings) {
        return new Preferences(settings.resolve(NAME),
                CompletableFuture.delayedExecutor(DEBOUNCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** @param later runs what it is given once nobody has changed anything for a moment */
    static Preferences in(Path settings, Executor later) {
        return new Preferences(settings.resolve(NAME), later);
    }

    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(values.getProperty(key));
    }

    /** Takes effect at once, and is on disk a moment later. */
    public synchronized void set(String key, String value) {
        if (value.equals(values.setProperty(key, value))) {
            return;
        }
        changed = true;
        if (!awaited) {
            awaited = true;
            later.execute(this::save);
        }
    }

    private synchronized void save() {
        awaited = false;
        if (!changed) {
            return;
        }
        changed = false;
        try {
            write();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "preferences are not kept", e);
        }
    }

    /** The old file or the new one, whatever happens in between. */
    private void write() throws IOException {
        var text = new StringWriter();
        values.store(text, null);
        var fresh = file.resolveSibling(NAME + ".new");
        Files.writeString(fresh, text.toString());
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Properties read(Path file) {
        var values = new Properties();
        try {
            if (!Files.exists(file)) {
                return values;
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("too large");
            }
            try (var text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(text);
            }
            return values;
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "preferences cannot be read", e);
            return new Properties();
        }
    }

    /** Writes what is not written yet. */
    @Override
    public void close() {
        save();
    }
}
