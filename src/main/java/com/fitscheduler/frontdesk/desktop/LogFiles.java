package com.fitscheduler.frontdesk.desktop;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The program's log: a few files of bounded size, the oldest overwritten. */
public final class LogFiles implements AutoCloseable {

    private static final int FILES = 5;
    private static final int BYTES = 2 * 1024 * 1024;
    /** These say more than we want to keep: names of entries, object paths, statements. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("org.freedesktop"), Logger.getLogger("de.swiesend"),
            Logger.getLogger("com.github.javakeyring"), Logger.getLogger("org.sqlite"));

    private final Logger root = Logger.getLogger("");
    private final @Nullable FileHandler file;

    private LogFiles(@Nullable FileHandler file) {
        this.file = file;
    }

    /**
     * Logs into that folder from now on, and no longer to the console. A folder that cannot be written is no reason not
     * to run: the console stays.
     */
    public static LogFiles in(Path folder) {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        Logger.getLogger("").setLevel(Level.INFO);
        try {
            // A percent sign in the name of a folder would be taken for a part of the pattern.
            var pattern = folder.toString().replace("%", "%%") + "/front-desk-%g.log";
            var file = new FileHandler(pattern, BYTES, FILES, true);
            file.setEncoding(StandardCharsets.UTF_8.name());
            file.setFormatter(new Lines());
            var logs = new LogFiles(file);
            for (var handler : logs.root.getHandlers()) {
                logs.root.removeHandler(handler);
            }
            logs.root.addHandler(file);
            return logs;
        } catch (IOException e) {
            System.getLogger(LogFiles.class.getName()).log(System.Logger.Level.WARNING, "there is no log file", e);
            return new LogFiles(null);
        }
    }

    @Override
    public void close() {
        if (file != null) {
            root.removeHandler(file);
            file.close();
        }
    }

    /** Instant in UTC, level, logger, message in one line, whatever it says; the stack of a failure under it. */
    private static final class Lines extends Formatter {
        @Override
        public String format(LogRecord entry) {
            var line = new StringWriter();
            line.append(entry.getInstant().toString()).append(' ').append(entry.getLevel().getName()).append(' ')
                    .append(String.valueOf(entry.getLoggerName())).append(' ')
                    .append(String.valueOf(formatMessage(entry)).replaceAll("\\R", "\\\\n")).append('\n');
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(line, true));
            }
            return line.toString();
        }
    }
}
