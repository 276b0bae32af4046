package com.fitscheduler.frontdesk.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From the start of the process to the first frame with the cards' texts, and the memory two seconds later: the built
 * program against a blank window with the same runtime, the same flags and a cache of its own, turn by turn. Run by
 * {@code packaging/bench startup}.
 */
final class StartBench {

    private static final int REST_MILLIS = 2_000;
    private static final String NAME = "fitscheduler-front-desk";

    private final Path work;
    private final Path home;
    private final Path program;
    private final Path blank;

    /** @param steps microseconds from the start of the process */
    private record Start(Map<String, Long> steps, long kilobytes) {

        double millis(String step) {
            return steps.get(step) / 1_000.0;
        }
    }

    private StartBench(Path work) throws IOException {
        this.work = work;
        home = Files.createTempDirectory("start-bench");
        program = work.resolve("image").resolve(NAME);
        blank = work.resolve("blank/image/blank");
    }

    /** {@code FOLDER PAIRS}: where the installer is built. */
    public static void main(String[] words) throws Exception {
        var bench = new StartBench(Path.of(words[0]));
        bench.buildBlank();
        bench.run(Integer.parseInt(words[1]));
    }

    private void run(int pairs) throws Exception {
        // The database is made by the first start, which is not the one that people wait for day by day.
        start(program.resolve("bin").resolve(NAME));
        start(blank.resolve("bin/blank"));
        var ours = new ArrayList<Start>();
        var blanks = new ArrayList<Start>();
        for (var pair = 0; pair < pairs; pair++) {
            ours.add(start(program.resolve("bin").resolve(NAME)));
            blanks.add(start(blank.resolve("bin/blank")));
        }
        say("program", ours);
        say("blank window", blanks);
        var time = new ArrayList<Double>();
        var memory = new ArrayList<Double>();
        for (var pair = 0; pair < pairs; pair++) {
            time.add(ours.get(pair).millis("first-frame") / blanks.get(pair).millis("first-frame"));
            memory.add(ours.get(pair).kilobytes() / (double) blanks.get(pair).kilobytes());
        }
        System.out.printf(Locale.ROOT, "%d pairs: time x %.2f (%.2f to %.2f), memory x %.2f (%.2f to %.2f), load %s%n", pairs,
                median(time), least(time), most(time), median(memory), least(memory), most(memory),
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    private static void say(String name, List<Start> starts) {
        System.out.printf(Locale.ROOT, "%s: first frame %.0f ms, resident %.0f MB (medians)%n", name,
                median(starts.stream().map(start -> start.millis("first-frame")).toList()),
                median(starts.stream().map(start -> start.kilobytes() / 1024.0).toList()));
        var before = 0.0;
        for (var step : starts.getFirst().steps().keySet()) {
            var at = median(starts.stream().map(start -> start.millis(step)).toList());
            System.out.printf(Locale.ROOT, "  %-12s at %4.0f ms, %+4.0f%n", step, at, at - before);
            before = at;
        }
    }

    private Start start(Path launcher) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(launcher.toString(), "--practice").redirectError(ProcessBuilder.Redirect.DISCARD);
        environment(builder, "-Dfrontdesk.milestones=true");
        var begin = now();
        var process = builder.start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var steps = new LinkedHashMap<String, Long>();
            while (!steps.containsKey("first-frame")) {
                var line = lines.readLine();
                if (line == null) {
                    throw new IllegalStateException(launcher + " ended before its first frame");
                }
                var words = line.split(" ");
                if (words[0].equals("milestone")) {
                    steps.put(words[1], Long.parseLong(words[2]) - begin);
                }
            }
            Thread.sleep(REST_MILLIS);
            return new Start(steps, resident(process));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private void environment(ProcessBuilder builder, String options) {
        builder.environment().putAll(Map.of("JAVA_TOOL_OPTIONS", options, "XDG_DATA_HOME", home + "/data",
                "XDG_CONFIG_HOME", home + "/config", "XDG_CACHE_HOME", home + "/cache"));
    }

    /** Of the launcher or the process that it started: whichever is the program. */
    private static long resident(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).mapToLong(StartBench::resident).max()
                .orElseThrow();
    }

    private static long resident(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                    .findFirst().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long now() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    /** As Installer does it for the program. */
    private void buildBlank() throws IOException, InterruptedException {
        var classes = work.resolve("blank/classes");
        var input = Files.createDirectories(work.resolve("blank/input"));
        for (var type : List.of(BlankWindow.class, Milestones.class)) {
            copyClass(type, classes);
        }
        run(new ProcessBuilder(tool("jar"), "--create", "--file", input.resolve("blank.jar").toString(), "-C", classes.toString(), "."));
        run(new ProcessBuilder("rm", "-rf", blank.toString()));
        var command = new ArrayList<>(List.of(tool("jpackage"), "--type", "app-image", "--name", "blank", "--dest",
                blank.getParent().toString(), "--runtime-image", work.resolve("runtime").toString(), "--input",
                input.toString(), "--main-jar", "blank.jar", "--main-class", BlankWindow.class.getName()));
        var ours = Files.readAllLines(program.resolve("lib/app").resolve(NAME + ".cfg")).stream()
                .filter(line -> line.startsWith("java-options=")).map(line -> line.substring(line.indexOf('=') + 1))
                .filter(option -> !option.startsWith("-XX:AOTCache") && !option.startsWith("-Djpackage")).toList();
        ours.forEach(option -> command.addAll(List.of("--java-options", option)));
        run(new ProcessBuilder(command));
        var app = blank.resolve("lib/app");
        var java = blank.resolve("lib/runtime/bin/java").toAbsolutePath().toString();
        var record = new ArrayList<>(List.of(java, "-XX:AOTMode=record", "-XX:AOTConfiguration=app.aot.config"));
        var assemble = new ArrayList<>(List.of(java, "-XX:AOTMode=create", "-XX:AOTConfiguration=app.aot.config",
                "-XX:AOTCache=app.aot"));
        for (var option : ours) {
            record.add(option.replace("$APPDIR", "."));
            assemble.add(option.replace("SerialGC", "G1GC"));
        }
        record.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw", "-Dfrontdesk.end=first-frame", "-cp", "blank.jar",
                BlankWindow.class.getName()));
        assemble.addAll(List.of("-cp", "blank.jar"));
        run(new ProcessBuilder(record).directory(app.toFile()));
        run(new ProcessBuilder(assemble).directory(app.toFile()));
        var settings = app.resolve("blank.cfg");
        Files.writeString(settings, Files.readString(settings).stripTrailing() + "\njava-options=-XX:AOTCache=$APPDIR/app.aot\n");
    }

    /** With the classes inside it. */
    private static void copyClass(Class<?> type, Path folder) throws IOException {
        var place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        var inside = place.resolve(type.getPackageName().replace('.', '/'));
        try (var files = Files.list(inside)) {
            for (var file : files.filter(file -> file.getFileName().toString().matches(type.getSimpleName() + "(\\$.*)?\\.class"))
                    .toList()) {
                var copy = folder.resolve(place.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
        var output = Files.createTempFile("start-bench", ".log");
        var status = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(builder.command().getFirst() + ": " + Files.readString(output));
        }
        Files.delete(output);
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double least(List<Double> values) {
        return values.stream().min(Double::compare).orElseThrow();
    }

    private static double most(List<Double> values) {
        return values.stream().max(Double::compare).orElseThrow();
    }
}
