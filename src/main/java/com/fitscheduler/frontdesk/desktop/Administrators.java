package com.fitscheduler.frontdesk.desktop;

import com.sun.jna.platform.win32.Advapi32Util;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Who looks after this computer, and where they leave settings for everybody on it. */
public final class Administrators {

    private static final System.Logger LOG = System.getLogger(Administrators.class.getName());
    /** The group of administrators, the system itself, and its installer; their names differ from language to language. */
    private static final List<String> WINDOWS = List.of("S-1-5-32-544", "S-1-5-18",
            "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464");

    private Administrators() {}

    /** Where an administrator may leave settings for all people on this computer. */
    public static Path settingsFile() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return Path.of(Objects.requireNonNullElse(System.getenv("ProgramData"), "C:\\ProgramData"),
                    "FitScheduler Front Desk", "settings.properties");
        }
        return os.startsWith("mac") ? Path.of("/Library/Application Support/FitScheduler Front Desk/settings.properties")
                : Path.of("/etc/fitscheduler-front-desk/settings.properties");
    }

    /** Whether nobody but an administrator could have written that file; false where it cannot be told. */
    public static boolean alone(Path file) {
        try {
            var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            // A link counts by itself too: whoever made it chose what it leads to.
            return owned(file, LinkOption.NOFOLLOW_LINKS) && owned(file) && !writableByOthers(file)
                    && owned(folder) && !writableByOthers(folder);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "whose file this is cannot be told", e);
            return false;
        }
    }

    private static boolean owned(Path file, LinkOption... options) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return Files.getAttribute(file, "unix:uid", options).equals(0);
        }
        var owner = Files.getOwner(file, options).getName();
        return WINDOWS.stream().anyMatch(sid -> Advapi32Util.getAccountBySid(sid).fqn.equalsIgnoreCase(owner));
    }

    private static boolean writableByOthers(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            // There a file takes over who may write it from its folder, which has to be theirs too.
            return false;
        }
        var may = Files.getPosixFilePermissions(file);
        return may.contains(PosixFilePermission.OTHERS_WRITE) || may.contains(PosixFilePermission.GROUP_WRITE);
    }
}
