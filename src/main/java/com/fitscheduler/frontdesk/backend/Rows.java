package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.integration.SharedRow.Change;
import com.fitscheduler.frontdesk.integration.SharedRow.Desk;
import com.fitscheduler.frontdesk.integration.WhiteLabel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads how a card stands from the backend's JSON. Without an epoch, or with a connection id that is none, nothing of a
 * row can be used; what is only shown is left out where it makes no sense.
 */
final class Rows {

    private static final int LONGEST_NAME = 80;
    private static final int MOST_DESKS = 50;

    private Rows() {}

    /** @param own the desk that is none of the others */
    static SharedRow row(JsonNode row, UUID own) throws IntegrationException {
        var epoch = row.path("epoch");
        if (!epoch.isIntegralNumber() || !epoch.canConvertToLong() || epoch.asLong() < 0) {
            throw new IntegrationException(Problem.UNEXPECTED_ANSWER, "a row without an epoch");
        }
        var connection = connection(row.path("connection_id").asString(""));
        return new SharedRow(connection, method(row), epoch.asLong(), last(row), changed(row), others(row, own),
                account(row));
    }

    /** Whether that desk has a login for the gym's connection, as the backend knows it. */
    static boolean hasLogin(JsonNode row, UUID desk) {
        return row.path("desks").valueStream().anyMatch(
                each -> each.path("id").asString("").equals(desk.toString()) && each.path("has_login").asBoolean(false));
    }

    private static @Nullable UUID connection(String text) throws IntegrationException {
        try {
            return text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IntegrationException(Problem.UNEXPECTED_ANSWER, "a connection id that is none");
        }
    }

    private static @Nullable Method method(JsonNode row) {
        return switch (row.path("connection_method").asString("")) {
            case "oauth" -> Method.OAUTH;
            case "manual" -> Method.MANUAL;
            default -> null;
        };
    }

    private static @Nullable String account(JsonNode row) {
        var account = row.path("account").asString("");
        return account.isEmpty() ? null : account;
    }

    private static @Nullable Count last(JsonNode row) {
        var contacts = row.path("synced_data").path("contact_count");
        return contacts.isIntegralNumber() && contacts.canConvertToLong() && contacts.asLong() >= 0
                ? instant(row.path("last_synced_at")).map(at -> new Count(contacts.asLong(), at)).orElse(null) : null;
    }

    private static @Nullable Change changed(JsonNode row) {
        var by = name(row.path("changed_by_desk"));
        var at = instant(row.path("changed_at")).or(() -> instant(row.path("updated_at")));
        return by.isEmpty() || at.isEmpty() ? null : new Change(by, at.get());
    }

    private static List<Desk> others(JsonNode row, UUID own) {
        var others = new ArrayList<Desk>();
        for (var desk : row.path("desks")) {
            var name = name(desk);
            if (!name.isEmpty() && !desk.path("id").asString("").equals(own.toString()) && others.size() < MOST_DESKS) {
                var code = desk.path("last_error_code").asString("");
                others.add(new Desk(name, desk.path("has_login").asBoolean(false), code.isEmpty() ? null : code));
            }
        }
        return others;
    }

    /** What somebody typed at another desk. */
    private static String name(JsonNode desk) {
        var name = WhiteLabel.of(desk.path("name").asString("")).strip();
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    /** As fine as it is stored. */
    private static Optional<Instant> instant(JsonNode text) {
        try {
            return text.isString()
                    ? Optional.of(Instant.ofEpochMilli(OffsetDateTime.parse(text.asString()).toInstant().toEpochMilli()))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
