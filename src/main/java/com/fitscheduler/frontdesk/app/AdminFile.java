package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.app.Settings.Refused;
import com.fitscheduler.frontdesk.app.Settings.Wrong;
import com.fitscheduler.frontdesk.desktop.Administrators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The settings of a whole computer, written by its administrator. Only the listed keys count, and {@code locked}, which
 * names keys that nobody else may set. A file that somebody else could have written does not count at all.
 *
 * @param remarks what does not count, and why; for those who look for the reason
 */
record AdminFile(Path path, Map<String, String> values, Set<String> locked, List<String> remarks) {

    static final int MAX_BYTES = 8 * 1024;
    private static final System.Logger LOG = System.getLogger(AdminFile.class.getName());
    private static final String LOCKED = "locked";

    static AdminFile none() {
        return new AdminFile(Path.of(""), Map.of(), Set.of(), List.of());
    }

    /** The one of this computer. */
    static AdminFile read() throws Refused {
        return read(Administrators.settingsFile(), Administrators::alone);
    }

    /** @param trusted whether nobody but an administrator could have written that file */
    static AdminFile read(Path file, Predicate<Path> trusted) throws Refused {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new AdminFile(file, Map.of(), Set.of(), List.of());
        }
        if (!trusted.test(file)) {
            // Refusing to start would let anybody on this computer stop the others.
            LOG.log(System.Logger.Level.WARNING, "not an administrator''s, so it does not count: {0}", file);
            return new AdminFile(file, Map.of(), Set.of(), List.of("does not count: its owner is no administrator, or others may write it"));
        }
        if (size(file) > MAX_BYTES) {
            throw new Refused(Wrong.TOO_LARGE, file.getFileName().toString(), file.toString());
        }
        var values = new HashMap<String, String>();
        var remarks = new ArrayList<String>();
        var said = SettingsFile.read(file);
        for (var key : said.stringPropertyNames()) {
            if (SettingsLayers.KEYS.contains(key)) {
                values.put(key, said.getProperty(key));
            } else if (!key.equals(LOCKED)) {
                // A newer version may know it: computers are not all updated on the same day.
                remarks.add("not a setting: " + key);
            }
        }
        remarks.forEach(remark -> LOG.log(System.Logger.Level.WARNING, "the administrator''s file: {0}", remark));
        return new AdminFile(file, Map.copyOf(values), locked(said.getProperty(LOCKED, ""), file), List.copyOf(remarks));
    }

    private static Set<String> locked(String keys, Path file) throws Refused {
        var locked = new HashSet<String>();
        for (var key : keys.split(",", -1)) {
            if (!key.isBlank()) {
                locked.add(key.strip());
            }
        }
        if (!SettingsLayers.KEYS.containsAll(locked)) {
            // A misspelled lock would leave open what was to be shut.
            throw new Refused(Wrong.NO_LOCK, LOCKED, file.toString());
        }
        return Set.copyOf(locked);
    }

    private static long size(Path file) throws Refused {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new Refused(Wrong.UNREADABLE, file.getFileName().toString(), file.toString(), 0, e);
        }
    }
}
