import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Builds the program's folder ("image") or its installer for the system that this runs on, with the JDK that this runs on:
 * {@code java packaging/installer/Installer.java TARGET VERSION image|installer}. Maven has put the jars into TARGET before.
 */
public final class Installer {

    private static final String NAME = "FitScheduler Front Desk";
    private static final String LINUX_NAME = "fitscheduler-front-desk";
    private static final String ABOUT = "Shows a gym's integrations and keeps them connected";
    private static final String VENDOR = "FitScheduler";
    private static final String MAIN = "com.fitscheduler.frontdesk.app.Launcher";
    /** By this Windows knows an upgrade from a second program: never to be changed. */
    private static final String UPGRADE = "5a0f7c52-6d53-4b0e-9d3b-0c1f3a1d9e77";
    private static final String MODULES = "javafx.controls,javafx.fxml,java.sql,java.net.http,jdk.httpserver,java.desktop,"
            + "java.logging,java.naming,java.xml,java.management,jdk.unsupported,jdk.security.auth,jdk.net,jdk.localedata,jdk.jfr";
    private static final String CACHE = "app.aot";
    /** What the cache compares with the jars: the same in the image, in the package and where it is installed. */
    private static final Instant MODIFIED = Instant.parse("2026-11-01T00:00:00Z");

    /** What differs by system: names of libraries and the folders that jpackage and jlink lay out. */
    private enum Host {
        LINUX("linux", "lib", ".so", "lib/app", "lib/runtime", "bin/" + LINUX_NAME),
        MAC("mac", "lib", ".dylib", "Contents/app", "Contents/runtime/Contents/Home", "Contents/MacOS/" + NAME),
        WINDOWS("win", "bin", ".dll", "app", "runtime", NAME + ".exe");

        final String javafx;
        final String libraries;
        final String suffix;
        final String app;
        final String runtime;
        final String launcher;

        Host(String javafx, String libraries, String suffix, String app, String runtime, String launcher) {
            this.javafx = javafx;
            this.libraries = libraries;
            this.suffix = suffix;
            this.app = app;
            this.runtime = runtime;
            this.launcher = launcher;
        }

        static Host here() {
            var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return name.startsWith("linux") ? LINUX : name.startsWith("mac") ? MAC : WINDOWS;
        }

        boolean arm() {
            return "aarch64".equals(System.getProperty("os.arch"));
        }

        String sqlite() {
            return "org/sqlite/native/" + (this == WINDOWS ? "Windows" : this == MAC ? "Mac" : "Linux") + "/"
                    + (arm() ? "aarch64" : "x86_64") + "/";
        }

        String jna() {
            return "com/sun/jna/" + (this == WINDOWS ? "win32" : this == MAC ? "darwin" : "linux") + "-"
                    + (arm() ? "aarch64" : "x86-64") + "/";
        }
    }

    private final Host host = Host.here();
    private final Path target;
    private final Path work;
    private final String version;
    private final Path runtime;
    private final Path input;
    private final Path image;
    private final Sizes sizes = new Sizes();

    private Installer(Path target, String version) {
        this.target = target;
        this.version = version;
        work = target.resolve("installer");
        runtime = work.resolve("runtime");
        input = work.resolve("input");
        image = work.resolve("image").resolve(imageName());
    }

    private String imageName() {
        return switch (host) {
            case LINUX -> LINUX_NAME;
            case MAC -> NAME + ".app";
            case WINDOWS -> NAME;
        };
    }

    public static void main(String[] words) throws Exception {
        var installer = new Installer(Path.of(words[0]).toAbsolutePath(), words[1]);
        installer.image();
        installer.weigh();
        if ("installer".equals(words[2])) {
            installer.pack();
        }
        installer.sizes.check(installer.host.name().toLowerCase(Locale.ROOT), Path.of("packaging/installer/sizes.properties"));
    }

    private void image() throws IOException, InterruptedException {
        Files.writeString(work.resolve("jdk"), ProcessHandle.current().info().command().orElseThrow() + "\n");
        Icons.draw(Path.of("icons/app.svg"), work.resolve("icons"));
        link();
        gather();
        remove(image.getParent());
        Files.createDirectories(image.getParent());
        var icon = work.resolve("icons").resolve(host == Host.LINUX ? "256.png" : host == Host.MAC ? "app.icns" : "app.ico");
        var command = new ArrayList<>(List.of("--type", "app-image", "--name", host == Host.LINUX ? LINUX_NAME : NAME,
                "--app-version", version, "--vendor", VENDOR, "--description", ABOUT, "--icon", icon.toString(),
                "--dest", image.getParent().toString(), "--runtime-image", runtime.toString(), "--input", input.toString(),
                "--main-jar", "front-desk.jar", "--main-class", MAIN));
        for (var option : options()) {
            command.addAll(List.of("--java-options", option));
        }
        if (host == Host.WINDOWS) {
            // The window's launcher has no console to print to.
            command.addAll(List.of("--add-launcher", "front-desk=" + Path.of("packaging/installer/windows/console.properties")));
        }
        if (host == Host.MAC) {
            command.addAll(List.of("--mac-package-identifier", "com.fitscheduler.frontdesk"));
        }
        tool("jpackage", command);
        date();
        train();
        sign();
    }

    private List<String> options() {
        return List.of("--enable-native-access=javafx.graphics,ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                // Most of what a start runs a few hundred times it never runs again: compiling it took a core from the window.
                "-XX:CompileThresholdScaling=4",
                // Or each constructor and setter that FXML calls is a class spun at the start.
                "-Djdk.reflect.useNativeAccessorOnly=true",
                // Twice what a day needs; without them the JVM takes as it goes by how much this computer has.
                "-Xms48m", "-Xmn12m", "-Xmx256m",
                // FXML asks for it with each screen, and would look for another one in every jar each time.
                "-Djavax.xml.stream.XMLInputFactory=com.sun.xml.internal.stream.XMLInputFactoryImpl",
                // Or each run leaves a file among the temporary ones when it is killed.
                "-XX:-UsePerfData",
                // Both would hold tokens.
                "-XX:-HeapDumpOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash",
                "-Dorg.sqlite.lib.path=$APPDIR", "-Dorg.sqlite.lib.name=" + System.mapLibraryName("sqlitejdbc"),
                "-Djna.boot.library.path=$APPDIR", "-Djna.nounpack=true");
    }

    /** The runtime: the JDK's modules that are needed, and JavaFX's, whose libraries lie where the others do. */
    private void link() throws IOException, InterruptedException {
        var stamp = work.resolve("runtime.of");
        var made = System.getProperty("java.vm.version") + " " + MODULES + " " + list(work.resolve("modules"));
        if (Files.exists(stamp) && Files.readString(stamp).equals(made)) {
            return;
        }
        var stripped = work.resolve("stripped");
        remove(stripped);
        remove(runtime);
        Files.createDirectories(stripped);
        var libraries = work.resolve("libraries");
        remove(libraries);
        Files.createDirectories(libraries);
        for (var jar : list(work.resolve("modules"))) {
            var name = jar.getFileName().toString();
            // jlink takes the libraries of another system without a word.
            if (!name.matches("javafx-[a-z]+-[0-9.]+-" + host.javafx + (host.arm() ? "-aarch64" : "") + "\\.jar")) {
                throw new IllegalStateException(name + " is not JavaFX for this system");
            }
            copy(jar, stripped.resolve(name), entry -> entry.endsWith(host.suffix), libraries, entry -> entry.endsWith(host.suffix));
        }
        if (list(libraries).isEmpty()) {
            throw new IllegalStateException("JavaFX has no libraries");
        }
        tool("jlink", List.of("--module-path", stripped.toString(), "--add-modules",
                MODULES + (host == Host.WINDOWS ? ",jdk.crypto.mscapi,jdk.accessibility" : ""),
                "--include-locales", "en,es", "--no-header-files", "--no-man-pages", "--compress", "zip-0",
                "--output", runtime.toString()));
        for (var library : list(libraries)) {
            Files.copy(library, runtime.resolve(host.libraries).resolve(library.getFileName()));
        }
        Files.writeString(stamp, made);
    }

    /** The jars without what no desk needs, above all other systems' libraries; ours beside them, where nothing needs to be unpacked. */
    private void gather() throws IOException, InterruptedException {
        remove(input);
        Files.createDirectories(input);
        var ours = input.resolve("front-desk.jar");
        Files.copy(target.resolve("front-desk.jar"), ours);
        translateStylesheets(ours);
        for (var jar : list(work.resolve("dependencies"))) {
            copy(jar, input.resolve(jar.getFileName()), this::isLeftOut, input,
                    entry -> entry.startsWith(host.sqlite()) || entry.startsWith(host.jna()));
        }
        for (var library : List.of("sqlitejdbc", "jnidispatch")) {
            var name = System.mapLibraryName(library).replace("jnidispatch.dylib", "jnidispatch.jnilib");
            if (!Files.exists(input.resolve(name))) {
                throw new IllegalStateException(name + " was in no jar");
            }
        }
    }

    /** JavaFX looks for each X.css as X.bss first, which it need not parse. */
    private void translateStylesheets(Path jar) throws IOException, InterruptedException {
        var java = runtime.resolve("bin").resolve("java").toString();
        try (var files = FileSystems.newFileSystem(jar)) {
            List<Path> sheets;
            try (var all = Files.walk(files.getPath("/"))) {
                sheets = all.filter(file -> file.toString().endsWith(".css")).toList();
            }
            for (var sheet : sheets) {
                var name = sheet.getFileName().toString().replace(".css", "");
                var text = Files.copy(sheet, Files.createTempFile(name, ".css"), StandardCopyOption.REPLACE_EXISTING);
                var binary = text.resolveSibling(text.getFileName().toString().replace(".css", ".bss"));
                finish(new ProcessBuilder(java, "-m", "javafx.graphics/com.sun.javafx.css.parser.Css2Bin", text.toString(),
                        binary.toString()), "translating " + name);
                var entry = sheet.resolveSibling(name + ".bss");
                Files.copy(binary, entry);
                Files.delete(binary);
                Files.setLastModifiedTime(entry, FileTime.from(MODIFIED));
                Files.delete(text);
            }
        }
    }

    private boolean isLeftOut(String entry) {
        return entry.startsWith("org/sqlite/native/") || entry.matches("com/sun/jna/[^/]+-[^/]+/.*")
                || entry.equals("osxkeychain.so") && host != Host.MAC
                // About screens, not needed, and of a name that must not be found on a desk.
                || entry.matches("com/sun/jna/platform/win32/(High" + "LevelMonitor|Dxva2).*");
    }

    /** Copies a jar byte for byte, or without some of its entries; some of these are laid into {@code beside}. */
    private static void copy(Path from, Path to, Predicate<String> without, Path beside, Predicate<String> kept)
            throws IOException {
        try (var jar = new ZipFile(from.toFile())) {
            if (jar.stream().map(ZipEntry::getName).noneMatch(without)) {
                Files.copy(from, to);
                return;
            }
            try (var out = new ZipOutputStream(Files.newOutputStream(to))) {
                for (var entry : jar.stream().toList()) {
                    if (!without.test(entry.getName())) {
                        var fresh = new ZipEntry(entry.getName());
                        fresh.setTimeLocal(LocalDateTime.of(2026, 11, 1, 0, 0));
                        out.putNextEntry(fresh);
                        jar.getInputStream(entry).transferTo(out);
                    } else if (kept.test(entry.getName()) && !entry.isDirectory()) {
                        Files.copy(jar.getInputStream(entry), beside.resolve(Path.of(entry.getName()).getFileName()));
                    }
                }
            }
        }
    }

    /**
     * One run of the program to its first frame, without a display; what it loaded on the way is the cache. Run inside the
     * folder with relative names, so that the cache holds no path of this computer. G1 assembles it whatever reads it,
     * because no other collector keeps the ready-made lambdas. No option that the cache cannot hold may be given to the
     * program, or half of its use is gone: {@code --illegal-native-access} is one.
     */
    private void train() throws IOException, InterruptedException {
        var app = image.resolve(host.app);
        var settings = Files.readAllLines(app.resolve(settingsName()));
        var java = image.resolve(host.runtime).resolve("bin").resolve("java").toAbsolutePath().toString();
        var record = new ArrayList<>(List.of(java, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + CACHE + ".config"));
        var assemble = new ArrayList<>(List.of(java, "-XX:AOTMode=create", "-XX:AOTConfiguration=" + CACHE + ".config",
                "-XX:AOTCache=" + CACHE));
        for (var option : values(settings, "java-options")) {
            record.add(option.replace("$APPDIR", "."));
            assemble.add(option.replace("SerialGC", "G1GC"));
        }
        var classPath = values(settings, "app.classpath").stream().map(jar -> jar.replaceFirst("^\\$APPDIR[/\\\\]", "")).toList();
        var classes = List.of("-cp", String.join(File.pathSeparator, classPath));
        record.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw", "-Dfrontdesk.end=first-frame"));
        record.addAll(classes);
        record.addAll(List.of(MAIN, "--practice"));
        assemble.addAll(classes);
        var home = Files.createTempDirectory("training");
        var log = home.resolve("log");
        try {
            var training = new ProcessBuilder(record).directory(app.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
            training.environment().putAll(Map.of("HOME", home.toString(), "XDG_DATA_HOME", home + "/data",
                    "XDG_CONFIG_HOME", home + "/config", "XDG_CACHE_HOME", home + "/cache",
                    "LOCALAPPDATA", home.toString(), "APPDATA", home.toString()));
            finish(training, "training");
            finish(new ProcessBuilder(assemble).directory(app.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()),
                    "making the cache");
        } catch (IllegalStateException e) {
            System.err.print(Files.readString(log));
            throw e;
        } finally {
            remove(home);
        }
        Files.delete(app.resolve(CACHE + ".config"));
        Files.setLastModifiedTime(app.resolve(CACHE), FileTime.from(MODIFIED));
        for (var file : list(app)) {
            if (file.toString().endsWith(".cfg")) {
                // Not before: whoever writes a cache must not be told to read one.
                Files.writeString(file, Files.readString(file).stripTrailing() + "\njava-options=-XX:AOTCache=$APPDIR/"
                        + CACHE + "\n");
                Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
            }
        }
    }

    private String settingsName() {
        return (host == Host.LINUX ? LINUX_NAME : NAME) + ".cfg";
    }

    private static List<String> values(List<String> settings, String key) {
        return settings.stream().filter(line -> line.startsWith(key + "=")).map(line -> line.substring(key.length() + 1)).toList();
    }

    private void date() throws IOException {
        try (var files = Files.walk(image)) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
            }
        }
    }

    /** The keychain of a Mac asks again when the signature is another one. */
    private void sign() throws IOException, InterruptedException {
        if (host != Host.MAC) {
            return;
        }
        var identity = System.getenv("FRONTDESK_SIGN_IDENTITY");
        if (identity == null) {
            run(List.of("codesign", "--force", "--deep", "--sign", "-", image.toString()));
        } else {
            tool("jpackage", List.of("--type", "app-image", "--app-image", image.toString(), "--mac-sign",
                    "--mac-signing-key-user-name", identity));
        }
    }

    private void pack() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("--app-image", image.toString(), "--name", host == Host.LINUX ? LINUX_NAME : NAME,
                "--app-version", version, "--vendor", VENDOR, "--description", ABOUT, "--dest", work.toString()));
        command.addAll(switch (host) {
            case LINUX -> List.of("--type", "deb", "--install-dir", "/opt", "--linux-package-name", LINUX_NAME);
            case MAC -> List.of("--type", "dmg");
            case WINDOWS -> List.of("--type", "msi", "--win-upgrade-uuid", UPGRADE, "--win-menu", "--win-menu-group", VENDOR);
        });
        // Only unpacked again, so not worth packing well; dpkg-deb dates what it packs by the epoch.
        var epoch = Map.of("SOURCE_DATE_EPOCH", Long.toString(MODIFIED.getEpochSecond()));
        var quickly = new HashMap<>(epoch);
        quickly.put("DPKG_DEB_COMPRESSOR_TYPE", "none");
        for (var old : list(work)) {
            if (old.toString().matches(".*\\.(deb|dmg|msi|cdx\\.json)")) {
                Files.delete(old);
            }
        }
        tool("jpackage", command, quickly);
        var made = made();
        if (host == Host.LINUX) {
            var unpacked = work.resolve("deb");
            remove(unpacked);
            DebianPackage.complete(made, unpacked, LINUX_NAME, work.resolve("icons"), Path.of("packaging/installer/debian"), epoch,
                    MODIFIED);
            remove(unpacked);
        }
        Files.move(target.resolve("bom.json"), Path.of(made + ".cdx.json"), StandardCopyOption.REPLACE_EXISTING);
        // For a trial it may be packed quickly, and is larger then.
        sizes.add(System.getenv("DPKG_DEB_COMPRESSOR_TYPE") == null ? "installer" : "installer, quick", made);
        System.out.println(made);
    }

    private Path made() throws IOException {
        var kind = host == Host.LINUX ? ".deb" : host == Host.MAC ? ".dmg" : ".msi";
        return list(work).stream().filter(file -> file.toString().endsWith(kind)).findFirst().orElseThrow();
    }

    private void weigh() throws IOException {
        var app = image.resolve(host.app);
        var javafx = new ArrayList<Path>();
        for (var library : list(work.resolve("libraries"))) {
            javafx.add(image.resolve(host.runtime).resolve(host.libraries).resolve(library.getFileName()));
        }
        sizes.add("javafx-libraries", javafx.toArray(Path[]::new));
        sizes.add("runtime", image.resolve(host.runtime));
        for (var file : list(app)) {
            var name = file.getFileName().toString();
            sizes.add(name.endsWith(".jar") ? "jars" : name.equals(CACHE) ? "cache" : name.endsWith(".cfg") || name.startsWith(".")
                    ? "launcher" : "libraries", file);
        }
        if (host == Host.LINUX) {
            sizes.add("launcher", image.resolve("bin"), image.resolve("lib/libapplauncher.so"));
        }
    }

    private static void tool(String name, List<String> arguments) throws IOException, InterruptedException {
        tool(name, arguments, Map.of());
    }

    private static void tool(String name, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", name).toString()));
        command.addAll(arguments);
        run(command, environment);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        run(command, Map.of());
    }

    static void run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO();
        process.environment().putAll(environment);
        finish(process, command.getFirst());
    }

    private static void finish(ProcessBuilder process, String name) throws IOException, InterruptedException {
        var status = process.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(name + " ended with " + status);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                file.toFile().setWritable(true);
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
