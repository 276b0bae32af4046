package com.fitscheduler.frontdesk.practice;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of an address behind the question mark. */
final class Query {

    private Query() {}

    static Map<String, String> parse(@Nullable String raw) {
        var fields = new HashMap<String, String>();
        if (raw != null) {
            for (var pair : raw.split("&", -1)) {
                var cut = pair.indexOf('=');
                if (cut > 0) {
                    fields.put(decode(pair.substring(0, cut)), decode(pair.substring(cut + 1)));
                }
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
