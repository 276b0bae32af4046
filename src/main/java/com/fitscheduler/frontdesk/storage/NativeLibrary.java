package com.fitscheduler.frontdesk.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the driver unpacks SQLite's library. It removes its copy when the program ends well, and never those of programs
 * that were killed; so they lie in a folder of ours, where nobody else's can be.
 */
final class NativeLibrary {

    private static final System.Logger LOG = System.getLogger(NativeLibrary.class.getName());
    /** Bytes; more than twice what the library takes. */
    private static final long ROOM = 4 << 20;
    private static final AtomicBoolean PREPARED = new AtomicBoolean();

    private NativeLibrary() {}

    /** Once per process, before the driver's first use. Where the folder cannot be had, the driver's own habit stays. */
    static void unpackInto(Path folder) {
        // The installed program has it beside its jars, where nothing needs to be unpacked.
        if (System.getProperty("org.sqlite.lib.path") != null || !PREPARED.compareAndSet(false, true)) {
            return;
        }
        try {
            sweep(Files.createDirectories(folder));
            if (hasRoom(folder)) {
                System.setProperty("org.sqlite.tmpdir", folder.toString());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the library goes where the driver likes", e);
        }
    }

    /** Without its library the driver cannot even read. */
    private static boolean hasRoom(Path folder) throws IOException {
        Files.delete(Files.createTempFile(folder, "room", null));
        return Files.getFileStore(folder).getUsableSpace() > ROOM;
    }

    /** Only one program of a profile runs, so what lies there is nobody's. */
    static void sweep(Path folder) throws IOException {
        try (var left = Files.list(folder)) {
            for (var file : left.toList()) {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    // Windows keeps what somebody has loaded all the same.
                    LOG.log(System.Logger.Level.DEBUG, "an old library stays", e);
                }
            }
        }
    }
}
