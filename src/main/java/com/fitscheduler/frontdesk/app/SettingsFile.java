package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.app.Settings.Refused;
import com.fitscheduler.frontdesk.app.Settings.Wrong;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A file of properties as people write it by hand: one setting per line, in UTF-8, with or without a byte-order mark.
 * What such a file would silently change or drop is refused with its line: a lone backslash, a second value of a key.
 */
final class SettingsFile {

    /** In front of one of these a backslash gives what its writer meant; anywhere else it would vanish or become a control. */
    private static final Pattern LONE_BACKSLASH = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\(?!\\\\|u\\p{XDigit}{4}|[:=#! ])");
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private SettingsFile() {}

    /** What stands in that file; nothing where there is none. */
    static Properties read(Path file) throws Refused {
        var values = new Properties();
        var number = 0;
        for (var line : text(file).lines().toList()) {
            number++;
            for (var entry : setting(line, number, file).entrySet()) {
                var before = values.putIfAbsent(entry.getKey(), entry.getValue());
                if (before != null && !before.toString().strip().equals(entry.getValue().toString().strip())) {
                    throw new Refused(Wrong.TWICE, entry.getKey().toString(), file.toString(), number, null);
                }
            }
        }
        return values;
    }

    private static Properties setting(String line, int number, Path file) throws Refused {
        var setting = new Properties();
        var start = line.stripLeading();
        if (start.startsWith("#") || start.startsWith("!")) {
            return setting;
        }
        if (LONE_BACKSLASH.matcher(line).find()) {
            throw new Refused(Wrong.BACKSLASH, key(line), file.toString(), number, null);
        }
        try {
            setting.load(new StringReader(line));
            return setting;
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused(Wrong.UNREADABLE, key(line), file.toString(), number, e);
        }
    }

    private static String text(Path file) throws Refused {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new Refused(Wrong.UNREADABLE, file.getFileName().toString(), file.toString(), 0, e);
        }
        var text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true).isError()) {
            var before = text.flip().toString();
            var number = (before + "x").lines().toList().size();
            throw new Refused(Wrong.NOT_UTF_8, file.getFileName().toString(), file.toString(), number, null);
        }
        var whole = text.flip().toString();
        return whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(1) : whole;
    }

    private static String key(String line) {
        return line.strip().split("[=:\\s]", 2)[0];
    }
}
