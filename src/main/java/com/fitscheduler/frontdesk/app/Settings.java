package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.integration.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where real mode works: the user's file under the environment ({@code leadconnector.api} is
 * {@code FRONTDESK_LEADCONNECTOR_API} there).
 *
 * @param backend address of the shared backend; empty while none is set up
 */
record Settings(URI leadConnector, Optional<URI> backend, Place place) {

    private static final String LEADCONNECTOR = "https://services.leadconnectorhq.com";

    /** A setting that cannot be used; the message names its key and what is wrong. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    /** @param file may be missing */
    static Settings load(Path file, Map<String, String> environment) throws Refused {
        var values = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        var source = new Source(values, environment, file);
        var backend = source.get("backend.url");
        return new Settings(
                address("leadconnector.api", Optional.ofNullable(source.get("leadconnector.api")).orElse(LEADCONNECTOR)),
                backend == null ? Optional.empty() : Optional.of(address("backend.url", backend)),
                new Place(source.need("location.id"), source.need("location.name"), source.need("desk.name")));
    }

    private record Source(Properties file, Map<String, String> environment, Path path) {

        @Nullable String get(String key) {
            var variable = "FRONTDESK_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
            var value = environment.getOrDefault(variable, file.getProperty(key));
            return value == null || value.isBlank() ? null : value.strip();
        }

        String need(String key) throws Refused {
            var value = get(key);
            if (value == null) {
                throw new Refused(key + " is missing in " + path);
            }
            return value;
        }
    }

    /** A token is only ever sent over TLS, or to this very computer. */
    private static URI address(String key, String text) throws Refused {
        try {
            var uri = new URI(text);
            var host = uri.getHost();
            var loopback = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
            if (host == null || !("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback))) {
                throw new Refused(key + " must be an https address, or http on this computer");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new Refused(key + " is no address");
        }
    }
}
