package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.app.Settings.Refused;
import com.fitscheduler.frontdesk.app.Settings.Wrong;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings as they were said, each with where it was said: built in, the administrator's file, the person's file, the
 * environment ({@code leadconnector.api} is {@code FRONTDESK_LEADCONNECTOR_API} there), the command line; the later one
 * wins, unless the administrator locked the key. Spaces around a value do not count; an empty value is none.
 */
final class SettingsLayers {

    /** Every key that there is. */
    static final List<String> KEYS = List.of("backend.url", "backend.key", "auth.url", "leadconnector.api", "desk.name",
            "location.id", "location.name");

    private static final Map<String, String> BUILT_IN = Map.of("leadconnector.api", "https://services.leadconnectorhq.com");
    private static final String UNNAMED = "Front desk";

    /** Where a value was said, the weakest first. */
    enum Layer {
        BUILT_IN,
        ADMINISTRATOR,
        USER,
        ENVIRONMENT,
        COMMAND_LINE
    }

    /** A value, where it was said, and whether the administrator keeps others from saying another. */
    record Setting(String key, String value, Layer layer, boolean locked) {}

    private final AdminFile admin;
    private final Path userFile;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private SettingsLayers(AdminFile admin, Path userFile) {
        this.admin = admin;
        this.userFile = userFile;
    }

    /**
     * @param userFile    may be missing
     * @param commandLine values by key
     */
    static SettingsLayers read(AdminFile admin, Path userFile, Map<String, String> environment,
            Map<String, String> commandLine) throws Refused {
        var layers = new SettingsLayers(admin, userFile);
        var user = SettingsFile.read(userFile);
        for (var key : KEYS) {
            var setting = strongest(key, admin, user, environment, commandLine);
            if (setting != null) {
                layers.settings.put(key, setting);
            }
        }
        return layers;
    }

    private static @Nullable Setting strongest(String key, AdminFile admin, Properties user, Map<String, String> environment,
            Map<String, String> commandLine) {
        var said = new ArrayList<Setting>();
        var locked = admin.locked().contains(key);
        add(said, key, key.equals("desk.name") ? hostName() : BUILT_IN.get(key), Layer.BUILT_IN, locked);
        add(said, key, admin.values().get(key), Layer.ADMINISTRATOR, locked);
        if (!locked) {
            add(said, key, user.getProperty(key), Layer.USER, false);
            add(said, key, environment.get(variable(key)), Layer.ENVIRONMENT, false);
            add(said, key, commandLine.get(key), Layer.COMMAND_LINE, false);
        }
        return said.isEmpty() ? null : said.getLast();
    }

    private static void add(List<Setting> said, String key, @Nullable String value, Layer layer, boolean locked) {
        if (value != null && !value.isBlank()) {
            said.add(new Setting(key, value.strip(), layer, locked));
        }
    }

    /** What this computer is called in its network: what an administrator calls it too. */
    private static String hostName() {
        try {
            var name = InetAddress.getLocalHost().getHostName();
            return name.isBlank() ? UNNAMED : name;
        } catch (UnknownHostException e) {
            return UNNAMED;
        }
    }

    Optional<Setting> get(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    Optional<String> text(String key) {
        return get(key).map(Setting::value);
    }

    /** Every setting that has a value. */
    List<Setting> all() {
        return List.copyOf(settings.values());
    }

    boolean isLocked(String key) {
        return admin.locked().contains(key);
    }

    List<String> managed() {
        return settings.values().stream().filter(setting -> setting.locked() || setting.layer() == Layer.ADMINISTRATOR)
                .map(Setting::key).toList();
    }

    /** What stands about the administrator's file that its writer should know, for the support file. */
    List<String> remarks() {
        return admin.remarks();
    }

    Refused missing(String key) {
        return new Refused(Wrong.MISSING, key, admin.locked().contains(key) ? admin.path().toString() : userFile.toString());
    }

    Refused refused(Wrong wrong, Setting setting) {
        return new Refused(wrong, setting.key(), place(setting));
    }

    private String place(Setting setting) {
        return switch (setting.layer()) {
            case ADMINISTRATOR -> admin.path().toString();
            case BUILT_IN, USER -> userFile.toString();
            case ENVIRONMENT -> variable(setting.key());
            case COMMAND_LINE -> "--set " + setting.key();
        };
    }

    private static String variable(String key) {
        return "FRONTDESK_" + Objects.requireNonNull(key).toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
