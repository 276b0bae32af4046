package com.fitscheduler.frontdesk.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A megabyte of disk put by beside the database: when the disk is full even letting go of a change needs room, because the
 * write-ahead log grows first. Used by the database's thread only.
 */
final class Reserve {

    static final int BYTES = 1 << 20;
    private static final System.Logger LOG = System.getLogger(Reserve.class.getName());
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private final Path file;
    private final LongSupplier nanoTime;
    private long nextTry;

    /** @param nanoTime as {@link System#nanoTime} */
    Reserve(Path database, LongSupplier nanoTime) {
        this.file = of(database);
        this.nanoTime = nanoTime;
        this.nextTry = nanoTime.getAsLong();
    }

    static Path of(Path database) {
        return database.resolveSibling(database.getFileName() + ".reserve");
    }

    /** Puts it by, if it is not there and was not tried a moment ago. A disk without room for it is no failure yet. */
    void keep() {
        if (nanoTime.getAsLong() - nextTry < 0) {
            return;
        }
        nextTry = nanoTime.getAsLong() + BETWEEN_TRIES.toNanos();
        try {
            if (!Files.exists(file)) {
                // Written and not only sized: a hole takes no room.
                Files.write(file, new byte[BYTES]);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "there is no room left to put by", e);
            release();
        }
    }

    /** Gives it up; whether there was something to give. */
    boolean release() {
        try {
            nextTry = nanoTime.getAsLong() + BETWEEN_TRIES.toNanos();
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what was put by cannot be given up", e);
            return false;
        }
    }
}
