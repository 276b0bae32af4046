package com.fitscheduler.frontdesk.desktop;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The program's log: a few files of bounded size, the oldest overwritten. */
public final class LogFiles implements AutoCloseable {

    private static final int FILES = 5;
    private static final int BYTES = 2 * 1024 * 1024;
    /** Held, because a level that somebody set is lost with its logger. */
    private static final Logger OURS = Logger.getLogger("com.fitscheduler.frontdesk");

    private final Handler file;

    private LogFiles(Handler file) {
        this.file = file;
    }

    /**
     * Logs into that folder from now on, and no longer to the console. A folder that cannot be written is no reason not
     * to run: the console stays. What our own code says is kept from INFO on; libraries say names of entries, headers and
     * statements below WARNING, so less is not kept, whatever levels a file or the command line asks for.
     */
    public static LogFiles in(Path folder) {
        var logs = new LogFiles(handler(folder));
        only(logs.file);
        return logs;
    }

    private static Handler handler(Path folder) {
        try {
            // A percent sign in the name of a folder would be taken for a part of the pattern.
            var pattern = folder.toString().replace("%", "%%") + "/front-desk-%g.log";
            return new FileHandler(pattern, BYTES, FILES, true);
        } catch (IOException e) {
            System.getLogger(LogFiles.class.getName()).log(System.Logger.Level.WARNING, "there is no log file", e);
            return new ConsoleHandler();
        }
    }

    /** Sets all that a configuration could have set otherwise. */
    private static void only(Handler handler) {
        try {
            handler.setEncoding(StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        handler.setLevel(Level.ALL);
        handler.setFilter(LogFiles::kept);
        handler.setFormatter(new Lines());
        var root = Logger.getLogger("");
        for (var other : root.getHandlers()) {
            root.removeHandler(other);
        }
        root.addHandler(handler);
        root.setLevel(Level.INFO);
        OURS.setLevel(Level.INFO);
    }

    private static boolean kept(LogRecord entry) {
        var ours = String.valueOf(entry.getLoggerName()).startsWith(OURS.getName());
        return entry.getLevel().intValue() >= (ours ? Level.INFO : Level.WARNING).intValue();
    }

    /** What comes later is said on the console. */
    @Override
    public void close() {
        only(new ConsoleHandler());
        file.close();
    }

    /** Instant in UTC, level, logger, message in one line, whatever it says; the stack of a failure under it. */
    private static final class Lines extends Formatter {
        @Override
        public String format(LogRecord entry) {
            var lines = new StringBuilder();
            lines.append(entry.getInstant()).append(' ').append(entry.getLevel().getName()).append(' ')
                    .append(line(String.valueOf(entry.getLoggerName()))).append(' ')
                    .append(line(String.valueOf(formatMessage(entry)))).append('\n');
            if (entry.getThrown() != null) {
                stack(lines, "", entry.getThrown(), Collections.newSetFromMap(new IdentityHashMap<>()));
            }
            return lines.toString();
        }

        /** As the JDK prints it, but that messages are redacted and keep to their line, and frames are not told twice. */
        private static void stack(StringBuilder lines, String role, Throwable failure, Set<Throwable> told) {
            lines.append(role).append(line(said(failure))).append('\n');
            if (!told.add(failure)) {
                return;
            }
            for (var frame : failure.getStackTrace()) {
                lines.append("\tat ").append(frame).append('\n');
            }
            for (var suppressed : failure.getSuppressed()) {
                stack(lines, "Suppressed: ", suppressed, told);
            }
            var cause = failure.getCause();
            if (cause != null) {
                stack(lines, "Caused by: ", cause, told);
            }
        }

        private static String said(Throwable failure) {
            try {
                return String.valueOf(failure);
            } catch (RuntimeException e) {
                return failure.getClass().getName();
            }
        }

        private static String line(String text) {
            return Redactor.redact(text).replaceAll("\\R", "\\\\n").replaceAll("[\\p{Cntrl}&&[^\t]]", "?");
        }
    }
}
