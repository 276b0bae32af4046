package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Redactor;
import com.fitscheduler.frontdesk.diagnosis.SupportFile.Part;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The list of what goes into a support file: nothing that is not here does. */
record SupportParts(Folders folders, Optional<Settings> settings, Optional<FrontDesk> desk) {

    private static final int HISTORY_LINES = 200;
    private static final int LOG_FILES = 5;
    private static final int LOG_BYTES = 512 * 1024;

    /** @param found what the doctor said; empty if nobody asked it */
    List<Part> parts(List<String> found) {
        var parts = new ArrayList<Part>();
        parts.add(new Part("versions.txt", this::versions));
        parts.add(new Part("settings.txt", this::settingsWithSources));
        parts.add(new Part("state.txt", this::state));
        parts.add(new Part("history.txt", this::history));
        if (!found.isEmpty()) {
            parts.add(new Part("check.txt", () -> String.join("\n", found) + "\n"));
        }
        for (var log : logs()) {
            parts.add(new Part("logs/" + log.getFileName(), () -> end(log)));
        }
        return parts;
    }

    /** Without secrets, and without the name of the person whose home folder it is. */
    static String redacted(String text) {
        var home = System.getProperty("user.home", "");
        return Redactor.redact(home.length() > 1 ? text.replace(home, "~") : text);
    }

    private String versions() {
        return lines("program = " + Version.text(), "java = " + Runtime.version(), "javafx = " + System.getProperty("javafx.version", "not loaded"),
                "system = " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                "language = " + Locale.getDefault().toLanguageTag(), "time zone = " + ZoneId.systemDefault(),
                "data folder = " + folders.data(), "settings folder = " + folders.settings(), "log folder = " + folders.logs());
    }

    private String settingsWithSources() {
        if (settings.isEmpty()) {
            return desk.isPresent() ? "practice mode\n" : "cannot be used; the log says which and why\n";
        }
        var layers = settings.get().layers();
        var lines = new ArrayList<String>();
        for (var setting : layers.all()) {
            var value = setting.key().equals("backend.key") ? "(set)" : setting.value();
            lines.add(setting.key() + " = " + value + " (" + setting.layer() + (setting.locked() ? ", locked)" : ")"));
        }
        layers.remarks().forEach(remark -> lines.add("administrator: " + remark));
        return lines(lines.toArray(String[]::new));
    }

    private String state() throws IntegrationException {
        var open = open();
        var cards = open.cards().stream().map(Object::toString).collect(Collectors.joining("\n"));
        return lines("gym = " + open.world().place().gymName(), "desk = " + open.world().place().deskName(),
                "read only = " + open.readOnly(), "lost something = " + open.lostSomething(), cards);
    }

    private String history() throws IntegrationException {
        return lines(open().service().history(HISTORY_LINES).stream().map(Object::toString).toArray(String[]::new));
    }

    private FrontDesk open() throws IntegrationException {
        return desk.orElseThrow(() -> new IntegrationException(Problem.CANNOT_WRITE, "the data is not open"));
    }

    private List<Path> logs() {
        try (var files = Files.list(folders.logs())) {
            return files.filter(file -> file.getFileName().toString().matches("front-desk-\\d+\\.log")).sorted().limit(LOG_FILES).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The last lines of a file, whole ones. */
    private static String end(Path log) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var skipped = Math.max(0, file.length() - LOG_BYTES);
            file.seek(skipped);
            var bytes = new byte[(int) Math.min(LOG_BYTES, file.length() - skipped)];
            file.readFully(bytes);
            var text = new String(bytes, StandardCharsets.UTF_8);
            return skipped == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
