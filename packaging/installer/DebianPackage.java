import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Adds to jpackage's .deb what it has no place for: menu entry, icons and a command on the path, as files that dpkg itself
 * lays and takes away. jpackage's own menu entry needs a script that fails where there is no menu system.
 */
final class DebianPackage {

    /** What the runtime links with. jpackage lists what all of that needs in turn on the building computer, so no other one. */
    private static final String NEEDED = "libc6, zlib1g, libgtk-3-0t64 | libgtk-3-0, libgl1, libxtst6, libxxf86vm1, libfreetype6, "
            + "libfontconfig1, libpangoft2-1.0-0";
    private static final String ABOUT = """
            Description: shows a gym's integrations and keeps them connected
             FitScheduler Front Desk stands open on a gym's front-desk computer. It shows the
             gym's integrations as cards, connects them, and says when one needs attention.
            """;

    private DebianPackage() {}

    /** Unpacks it, completes it, and packs it again in its place. */
    static void complete(Path deb, Path work, String name, Path icons, Path debian, Map<String, String> environment, Instant modified)
            throws IOException, InterruptedException {
        Installer.run(List.of("dpkg-deb", "--raw-extract", deb.toString(), work.toString()), environment);
        var usr = work.resolve("usr");
        copy(debian.resolve(name + ".desktop"), usr.resolve("share/applications/" + name + ".desktop"));
        copy(debian.resolve("copyright"), usr.resolve("share/doc/" + name + "/copyright"));
        for (var size : Icons.SIZES.stream().filter(size -> size <= 512).toList()) {
            copy(icons.resolve(size + ".png"), usr.resolve("share/icons/hicolor/" + size + "x" + size + "/apps/" + name + ".png"));
        }
        copy(Path.of("icons/app.svg"), usr.resolve("share/icons/hicolor/scalable/apps/" + name + ".svg"));
        Files.createDirectories(usr.resolve("bin"));
        Files.createSymbolicLink(usr.resolve("bin/" + name), Path.of("/opt", name, "bin", name));
        control(work.resolve("DEBIAN/control"));
        for (var script : List.of("preinst", "postinst", "prerm", "postrm")) {
            // Without a menu entry of jpackage's there is nothing left for them to do.
            Files.deleteIfExists(work.resolve("DEBIAN").resolve(script));
        }
        try (var files = Files.walk(work)) {
            for (var file : files.filter(file -> !Files.isSymbolicLink(file)).toList()) {
                var permissions = Files.isDirectory(file) || Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
                Files.setLastModifiedTime(file, FileTime.from(modified));
            }
        }
        Installer.run(List.of("dpkg-deb", "--root-owner-group", "--build", work.toString(), deb.toString()), environment);
    }

    private static void control(Path control) throws IOException {
        // A description goes on in lines that begin with a space.
        var fields = Pattern.compile("\n(?! )").splitAsStream(Files.readString(control).strip())
                .filter(field -> !field.matches("(?s)(Description|Maintainer|Provides|Depends|Recommends):.*")).toList();
        var text = String.join("\n", fields) + "\nDepends: " + NEEDED + "\nRecommends: gnome-keyring | kwalletmanager, xdg-utils\n"
                + "Maintainer: FitScheduler <support@fitscheduler.com>\n" + ABOUT;
        Files.writeString(control, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }
}
