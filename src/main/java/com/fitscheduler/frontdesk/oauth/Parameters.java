package com.fitscheduler.frontdesk.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark. */
final class Parameters {

    private Parameters() {}

    /**
     * Decoded once, after they were split (RFC 6749, appendix B). Empty if one of them comes twice (RFC 6749, 3.1: must
     * not) or holds what is no printable ASCII (RFC 6749, appendix A).
     */
    static Optional<Map<String, String>> of(@Nullable String rawQuery) {
        var found = new HashMap<String, String>();
        for (var pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            var cut = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            var name = decoded(cut < 0 ? pair : pair.substring(0, cut));
            var value = decoded(cut < 0 ? "" : pair.substring(cut + 1));
            if (!printable(name) || (!printable(value) && isOurs(name)) || found.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static boolean isOurs(String name) {
        return name.equals("code") || name.equals("state") || name.equals("error");
    }

    private static boolean printable(String text) {
        return text.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
