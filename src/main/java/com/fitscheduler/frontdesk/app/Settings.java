package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.app.SettingsLayers.Setting;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.ui.Words;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where real mode works, as {@link SettingsLayers} say.
 *
 * @param backend    address of the shared backend; empty while none is set up
 * @param backendKey the publishable key that every call to it carries
 * @param auth       where people sign in
 * @param place      the gym location; empty while none has been chosen
 * @param deskName   what people call this computer; its name in the network unless somebody said otherwise
 * @param layers     where each value comes from
 */
record Settings(URI leadConnector, Optional<URI> backend, Optional<String> backendKey, Optional<URI> auth,
        Optional<Place> place, String deskName, SettingsLayers layers) {

    private static final int LAST_PORT = 65_535;
    /** A Supabase project, on its own host or on this computer, has its functions here and its sign-in beside them. */
    private static final String FUNCTIONS = "/functions/v1";
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern PAYLOAD = Pattern.compile("eyJ[\\w-]+\\.([\\w-]+)\\..*");

    /** What is wrong with a setting; the words are those of the message bundle. */
    enum Wrong {
        MISSING("start.setting.missing"),
        NOT_SAFE("start.setting.not_safe"),
        NO_ADDRESS("start.setting.no_address"),
        MORE_THAN_ADDRESS("start.setting.more"),
        NO_KEY("start.setting.no_key"),
        SECRET_KEY("start.setting.secret_key"),
        TWICE("start.setting.twice"),
        BACKSLASH("start.setting.backslash"),
        NOT_UTF_8("start.setting.not_utf_8"),
        TOO_LARGE("start.setting.too_large"),
        NO_LOCK("start.setting.no_lock"),
        UNREADABLE("start.setting.unreadable");

        private final String key;

        Wrong(String key) {
            this.key = key;
        }
    }

    /** A setting that cannot be used. Its value is never told: it may hold a password. */
    static final class Refused extends Exception {

        private final Wrong wrong;
        private final String subject;
        private final String place;

        private final int line;

        Refused(Wrong wrong, String subject, String place) {
            this(wrong, subject, place, 0, null);
        }

        /**
         * @param subject the key, or the name of the file where it is not about a key
         * @param place   the file, the environment variable, or the option
         * @param line    of the file; 0 where it is not known
         */
        Refused(Wrong wrong, String subject, String place, int line, @Nullable Throwable cause) {
            super(wrong + " " + subject + " in " + place + (line > 0 ? ":" + line : ""), cause);
            this.wrong = wrong;
            this.subject = subject;
            this.place = place;
            this.line = line;
        }

        Wrong wrong() {
            return wrong;
        }

        String subject() {
            return subject;
        }

        String place() {
            return place;
        }

        /** For a person: which key, and why. */
        String cause(Words words) {
            return words.get(wrong.key, subject);
        }

        /** For a person: what to do, and where. */
        String action(Words words) {
            return words.get("start.setting.action", place, line);
        }
    }

    /**
     * As on a computer without an administrator's file or a command line.
     *
     * @param file may be missing
     */
    static Settings load(Path file, Map<String, String> environment) throws Refused {
        return of(SettingsLayers.read(AdminFile.none(), file, environment, Map.of()));
    }

    static Settings of(SettingsLayers layers) throws Refused {
        var deskName = layers.text("desk.name").orElseThrow();
        var backend = address(layers, "backend.url");
        var auth = address(layers, "auth.url");
        return new Settings(
                address(layers, "leadconnector.api").orElseThrow(), backend, key(layers),
                auth.isPresent() ? auth : backend.flatMap(Settings::besideFunctions),
                place(layers, deskName), deskName, layers);
    }

    /** Those of this computer, for a program that was started so. */
    static Settings of(Folders folders, Arguments arguments) throws Refused {
        return of(SettingsLayers.read(AdminFile.read(), folders.settings().resolve("settings.properties"), System.getenv(),
                arguments.settings()));
    }

    /** The gym location, for whoever cannot do without one. */
    Place chosenPlace() throws Refused {
        return place.orElseThrow(() -> layers.missing("location.id"));
    }

    private static Optional<Place> place(SettingsLayers layers, String deskName) throws Refused {
        var id = layers.text("location.id");
        var name = layers.text("location.name");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Place(id.get(), name.orElseThrow(() -> layers.missing("location.name")), deskName));
    }

    private static Optional<URI> besideFunctions(URI backend) {
        var text = backend.toString().replaceFirst("/$", "");
        return text.endsWith(FUNCTIONS)
                ? Optional.of(URI.create(text.substring(0, text.length() - FUNCTIONS.length()) + "/auth/v1"))
                : Optional.empty();
    }

    private static Optional<String> key(SettingsLayers layers) throws Refused {
        var setting = layers.get("backend.key");
        if (setting.isPresent()) {
            var text = setting.get().value();
            if (!SENDABLE.matcher(text).matches()) {
                throw layers.refused(Wrong.NO_KEY, setting.get());
            }
            if (isSecret(text)) {
                throw layers.refused(Wrong.SECRET_KEY, setting.get());
            }
        }
        return setting.map(Setting::value);
    }

    /** A key that opens the whole database must not lie on a front desk, and people mix the two up. */
    private static boolean isSecret(String key) {
        var payload = PAYLOAD.matcher(key);
        if (!payload.matches()) {
            return key.startsWith("sb_secret_");
        }
        try {
            return new String(Base64.getUrlDecoder().decode(payload.group(1)), StandardCharsets.UTF_8).contains("service_role");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<URI> address(SettingsLayers layers, String key) throws Refused {
        var setting = layers.get(key);
        if (setting.isEmpty()) {
            return Optional.empty();
        }
        var uri = parsed(setting.get().value());
        var wrong = uri == null ? Wrong.NO_ADDRESS : wrong(uri);
        if (wrong != null) {
            throw layers.refused(wrong, setting.get());
        }
        return Optional.ofNullable(uri);
    }

    /** Settings that came from the administrator's file, or that it locks. */
    List<String> managed() {
        return layers.managed();
    }

    /** Without the parser's own failure: that one quotes the whole text. */
    private static @Nullable URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** A token is only ever sent over TLS, or to this very computer. */
    private static @Nullable Wrong wrong(URI uri) {
        var host = uri.getHost();
        var loopback = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
        var secure = "https".equalsIgnoreCase(uri.getScheme()) || ("http".equalsIgnoreCase(uri.getScheme()) && loopback);
        if (uri.getUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Wrong.MORE_THAN_ADDRESS;
        }
        if (host == null || uri.getPort() > LAST_PORT) {
            return Wrong.NO_ADDRESS;
        }
        return secure ? null : Wrong.NOT_SAFE;
    }
}
