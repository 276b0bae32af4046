package com.fitscheduler.frontdesk.keychain;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How entries are written: ASCII only, read only if nothing is missing. What cannot be read was not written by this
 * program and is empty; why stays unsaid, because Jackson may quote it.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private Json() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> Optional<T> read(String text, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static Optional<Map<String, String>> readEntries(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, new TypeReference<TreeMap<String, String>>() {}));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
