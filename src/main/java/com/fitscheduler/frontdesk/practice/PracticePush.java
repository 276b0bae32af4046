package com.fitscheduler.frontdesk.practice;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a desk hands over, once it was found to be as the contract says.
 *
 * @param contacts null unless a count succeeded
 * @param error    null unless a count failed
 */
record PracticePush(Kind kind, String desk, String deskName, long seq, String connection, Instant observedAt,
        String account, @Nullable Long contacts, @Nullable String error) {

    /** Which of the contract's calls 5 to 7. */
    enum Kind {
        OAUTH_CONNECT,
        MANUAL_CONNECT,
        SYNC,
        DISCONNECT
    }

    /** The message is the contract's code for it. */
    static final class Wrong extends Exception {
        Wrong(String code) {
            super(code);
        }
    }

    private static final Set<String> ALWAYS = Set.of("desk_id", "desk_name", "op_seq", "location_id", "connection_id",
            "base_epoch", "observed_at", "sent_at");
    private static final Set<String> WITH_RESULT = Set.of("account", "outcome", "synced_data", "error_code");
    private static final Pattern CREDENTIAL_NAME = Pattern.compile("token|secret|password|credential|api_?key|^pit");
    private static final Pattern CREDENTIAL = Pattern.compile("(?s).*(pit-[0-9a-f]{8}|eyJ[A-Za-z0-9_-]{8}|Bearer ).*");
    private static final int LONGEST_NAME = 80;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** The fields of a query, whose numbers are texts. */
    static JsonNode fields(Map<String, String> query) {
        var fields = JsonNodeFactory.instance.objectNode();
        query.forEach((name, value) -> {
            if (Set.of("op_seq", "base_epoch").contains(name) && value.matches("[0-9]{1,18}")) {
                fields.put(name, Long.parseLong(value));
            } else {
                fields.put(name, value);
            }
        });
        return fields;
    }

    static PracticePush of(Kind kind, JsonNode fields) throws Wrong {
        var known = new HashSet<>(ALWAYS);
        if (kind != Kind.DISCONNECT) {
            known.addAll(WITH_RESULT);
        }
        refuseCredentials(fields);
        only(fields, known);
        only(fields.path("synced_data"), Set.of("contact_count"));
        text(fields, "location_id", _ -> true, true);
        number(fields, "base_epoch", 0);
        instant(fields, "sent_at");
        var failed = kind == Kind.SYNC && text(fields, "outcome", "failed"::equals, false).equals("failed");
        var counted = kind != Kind.DISCONNECT && !failed;
        if (counted) {
            text(fields, "outcome", "synced"::equals, true);
        }
        return new PracticePush(kind, text(fields, "desk_id", UUID.asMatchPredicate(), true),
                text(fields, "desk_name", name -> !name.isBlank() && name.length() <= LONGEST_NAME, true),
                number(fields, "op_seq", 1),
                text(fields, "connection_id", UUID.asMatchPredicate(), true), instant(fields, "observed_at"),
                text(fields, "account", SHA_256.asMatchPredicate(), kind == Kind.OAUTH_CONNECT || kind == Kind.MANUAL_CONNECT),
                counted ? number(fields.path("synced_data"), "contact_count", 0) : null,
                failed ? text(fields, "error_code", code -> !code.isBlank(), true) : null);
    }

    private static void refuseCredentials(JsonNode fields) throws Wrong {
        for (var field : fields.properties()) {
            var name = field.getKey().toLowerCase(Locale.ROOT);
            if (CREDENTIAL_NAME.matcher(name).find() || CREDENTIAL.matcher(field.getValue().toString()).matches()) {
                throw new Wrong("credentials_not_accepted");
            }
            refuseCredentials(field.getValue());
        }
    }

    private static void only(JsonNode fields, Set<String> known) throws Wrong {
        for (var name : fields.propertyNames()) {
            if (!known.contains(name)) {
                throw new Wrong("unknown_field");
            }
        }
    }

    private static String text(JsonNode fields, String name, Predicate<String> right, boolean needed) throws Wrong {
        var value = fields.path(name);
        if (value.isString() && right.test(value.asString())) {
            return value.asString();
        }
        if (needed) {
            throw new Wrong("invalid_" + name);
        }
        return "";
    }

    private static long number(JsonNode fields, String name, long least) throws Wrong {
        var value = fields.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least) {
            throw new Wrong("invalid_" + name);
        }
        return value.asLong();
    }

    private static Instant instant(JsonNode fields, String name) throws Wrong {
        try {
            return Instant.parse(fields.path(name).asString(""));
        } catch (DateTimeException e) {
            throw new Wrong("invalid_" + name);
        }
    }
}
