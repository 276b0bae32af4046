package com.fitscheduler.frontdesk.desktop;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.harawata.appdirs.AppDirsFactory;

/**
 * Where this program keeps its files, by the habit of each operating system.
 *
 * @param data     never on a roaming profile: SQLite is not safe there
 * @param settings what a person may edit
 */
public record Folders(Path data, Path settings, Path logs) {

    private static final String NAME = "fitscheduler-front-desk";

    /** The folders of one profile, made if they are not there, readable by this person only. */
    public static Folders of(String profile) throws IOException {
        var dirs = AppDirsFactory.getInstance();
        return new Folders(
                made(Path.of(dirs.getUserDataDir(NAME, null, null), profile)),
                made(Path.of(dirs.getUserConfigDir(NAME, null, null), profile)),
                made(Path.of(dirs.getUserLogDir(NAME, null, null), profile)));
    }

    /** New and empty ones; whoever asked for them leaves them to the system to clean up. */
    public static Folders temporary() throws IOException {
        var folder = Files.createTempDirectory(NAME);
        folder.toFile().deleteOnExit();
        return new Folders(folder, folder, folder);
    }

    private static Path made(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(folder.getParent());
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return folder;
        }
        return Files.createDirectories(folder);
    }
}
