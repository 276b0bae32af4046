package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.ui.Words;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where real mode works: the user's file under the environment ({@code leadconnector.api} is
 * {@code FRONTDESK_LEADCONNECTOR_API} there). Spaces around a value do not count; an empty value is none.
 *
 * @param backend address of the shared backend; empty while none is set up
 */
record Settings(URI leadConnector, Optional<URI> backend, Place place) {

    private static final String LEADCONNECTOR = "https://services.leadconnectorhq.com";
    private static final int LAST_PORT = 65_535;

    /** What is wrong with a setting; the words are those of the message bundle. */
    enum Wrong {
        MISSING("start.setting.missing"),
        NOT_SAFE("start.setting.not_safe"),
        NO_ADDRESS("start.setting.no_address"),
        MORE_THAN_ADDRESS("start.setting.more"),
        TWICE("start.setting.twice"),
        BACKSLASH("start.setting.backslash"),
        NOT_UTF_8("start.setting.not_utf_8"),
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
         * @param place   the file, or the environment variable
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

        /** For a person: which key, and why. */
        String cause(Words words) {
            return words.get(wrong.key, subject);
        }

        /** For a person: what to do, and where. */
        String action(Words words) {
            return words.get("start.setting.action", place, line);
        }
    }

    /** @param file may be missing */
    static Settings load(Path file, Map<String, String> environment) throws Refused {
        var source = new Source(SettingsFile.read(file), environment, file);
        var api = source.address("leadconnector.api");
        return new Settings(
                api.orElse(URI.create(LEADCONNECTOR)),
                source.address("backend.url"),
                new Place(source.need("location.id"), source.need("location.name"), source.need("desk.name")));
    }

    private record Source(Properties file, Map<String, String> environment, Path path) {

        Optional<String> get(String key) {
            return present(environment.get(variable(key))).or(() -> present(file.getProperty(key)));
        }

        String need(String key) throws Refused {
            return get(key).orElseThrow(() -> new Refused(Wrong.MISSING, key, path.toString()));
        }

        Optional<URI> address(String key) throws Refused {
            var text = get(key);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            var uri = parsed(text.get());
            var wrong = uri == null ? Wrong.NO_ADDRESS : wrong(uri);
            if (wrong != null) {
                var place = present(environment.get(variable(key))).isPresent() ? variable(key) : path.toString();
                throw new Refused(wrong, key, place);
            }
            return Optional.ofNullable(uri);
        }

        private static Optional<String> present(@Nullable String value) {
            return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
        }

        private static String variable(String key) {
            return "FRONTDESK_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
        }
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
