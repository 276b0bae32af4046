package com.fitscheduler.frontdesk.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.harawata.appdirs.AppDirsFactory;

/**
 * Where this program keeps its files, by the habit of each operating system.
 *
 * @param data     never on a roaming profile: SQLite is not safe there
 * @param settings what a person may edit
 */
public record Folders(Path data, Path settings, Path logs) {

    private static final System.Logger LOG = System.getLogger(Folders.class.getName());
    /** As people write such names in their home folder on Linux; elsewhere folders bear the program's own name. */
    private static final String LINUX_NAME = "fitscheduler-front-desk";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String NAME = "FitScheduler Front Desk";

    /**
     * The folders of one profile, made if they are not there, readable by this person only. Any number of starts may make
     * them at the same time.
     *
     * @param profile becomes the name of a folder
     */
    public static Folders of(String profile) throws IOException {
        var dirs = AppDirsFactory.getInstance();
        var name = System.getProperty("os.name").startsWith("Linux") ? LINUX_NAME : NAME;
        return new Folders(
                made(Path.of(dirs.getUserDataDir(name, null, null), profile)),
                made(Path.of(dirs.getUserConfigDir(name, null, null), profile)),
                made(Path.of(dirs.getUserLogDir(name, null, null), profile)));
    }

    /** New and empty ones; whoever asked for them leaves them to the system to clean up. */
    public static Folders temporary() throws IOException {
        var folder = Files.createTempDirectory(LINUX_NAME);
        folder.toFile().deleteOnExit();
        return new Folders(folder, folder, folder);
    }

    /**
     * Removes what is in them. The lock of the running program stays, empty as it is, and so does what cannot be removed.
     *
     * @return what could not be removed
     */
    public List<Path> empty() {
        var left = new ArrayList<Path>();
        // A tour has all three in one.
        for (var folder : Stream.of(data, settings, logs).distinct().toList()) {
            empty(folder, left);
        }
        return left;
    }

    private void empty(Path folder, List<Path> left) {
        try (var found = Files.walk(folder)) {
            for (var path : found.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder) && !path.equals(data.resolve(RunningInstance.LOCK))) {
                    remove(path, left);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "a folder cannot be emptied", e);
            left.add(folder);
        }
    }

    private static void remove(Path path, List<Path> left) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a file cannot be removed", e);
            left.add(path);
        }
    }

    /** Made if it is not there; folders above it that have to be made are owner-only too, as the XDG rules ask. */
    static Path made(Path folder) throws IOException {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                : Files.createDirectories(folder);
    }
}
