package com.fitscheduler.frontdesk.storage;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Connection;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.Failure;
import com.fitscheduler.frontdesk.integration.Link;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.PendingChange;
import com.fitscheduler.frontdesk.integration.PendingChange.Connect;
import com.fitscheduler.frontdesk.integration.PendingChange.CountFailed;
import com.fitscheduler.frontdesk.integration.PendingChange.Counted;
import com.fitscheduler.frontdesk.integration.PendingChange.Disconnect;
import com.fitscheduler.frontdesk.integration.PendingChange.Stamp;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A card as a row of the table of that name, and back. */
final class CardRow {

    private static final String CHECKSUM = "crc";

    private CardRow() {}

    /** Column and value, in no order that matters; a column that is not named is null. */
    static Map<String, Object> of(Card card) {
        var row = new LinkedHashMap<String, Object>();
        row.put("location_id", card.key().locationId());
        row.put("integration_id", card.key().integrationId());
        row.put("epoch", card.shared().epoch());
        if (!card.shared().equals(new SharedRow(null, card.shared().epoch()))) {
            row.put("shared", Json.MAPPER.writeValueAsString(card.shared()));
        }
        if (card.confirmed() != 0) {
            row.put("confirmed", card.confirmed());
        }
        row.put("op_seq", card.opSeq());
        row.put("leftover", card.leftover() ? 1 : 0);
        switch (card.connection()) {
            case Configure _ -> row.put("state", "configure");
            case Connected(var link, var last, var trouble) -> held(row, "connected", link, last, trouble);
            case Broken(var link, var last, var cause) -> held(row, "broken", link, last, cause);
            case Disconnected(var by, var at) -> {
                row.put("state", "disconnected");
                row.put("ended_by", by);
                row.put("ended_at", at.toEpochMilli());
            }
        }
        if (card.waiting() != null) {
            waiting(row, card.waiting());
        }
        row.put(CHECKSUM, checksum(row));
        return row;
    }

    /** Of all columns but itself, in an order that does not depend on the table's. */
    private static long checksum(Map<String, Object> row) {
        var crc = new CRC32();
        new TreeMap<>(row).forEach((name, value) -> {
            if (!name.equals(CHECKSUM)) {
                crc.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        return crc.getValue();
    }

    private static void held(Map<String, Object> row, String state, Link link, Count last, @Nullable Failure failure) {
        row.put("state", state);
        row.put("link_id", link.id().toString());
        row.put("method", name(link.method()));
        row.put("account", link.account());
        if (link.accountName() != null) {
            row.put("account_name", link.accountName());
        }
        row.put("since", link.since().toEpochMilli());
        row.put("contacts", last.contacts());
        row.put("counted_at", last.at().toEpochMilli());
        if (failure != null) {
            row.put("problem", failure.problem().code());
            row.put("failed_at", failure.at().toEpochMilli());
        }
    }

    private static void waiting(Map<String, Object> row, PendingChange change) {
        row.put("waiting_seq", change.stamp().opSeq());
        row.put("waiting_link", change.stamp().connectionId().toString());
        row.put("waiting_epoch", change.stamp().baseEpoch());
        row.put("waiting_at", change.stamp().observedAt().toEpochMilli());
        switch (change) {
            case Connect(_, var method, var account, var contacts) -> {
                row.put("waiting", "connect");
                row.put("waiting_method", name(method));
                row.put("waiting_account", account);
                row.put("waiting_contacts", contacts);
            }
            case Counted(_, var contacts) -> {
                row.put("waiting", "counted");
                row.put("waiting_contacts", contacts);
            }
            case CountFailed(_, var problem) -> {
                row.put("waiting", "count_failed");
                row.put("waiting_problem", problem.code());
            }
            case Disconnect _ -> row.put("waiting", "disconnect");
        }
    }

    /** The card; empty if the row is damaged, so that nothing of it is true for sure. */
    static Optional<Card> read(ResultSet row) throws SQLException {
        if (!verifies(row)) {
            return Optional.empty();
        }
        var key = new CardKey(row.getString("location_id"), row.getString("integration_id"));
        return Optional.of(new Card(key, connection(row), shared(row), row.getLong("confirmed"), row.getLong("op_seq"),
                waiting(row), row.getBoolean("leftover")));
    }

    private static SharedRow shared(ResultSet row) throws SQLException {
        var text = row.getString("shared");
        return text == null ? new SharedRow(null, row.getLong("epoch")) : Json.MAPPER.readValue(text, SharedRow.class);
    }

    private static boolean verifies(ResultSet row) throws SQLException {
        var columns = row.getMetaData();
        var values = new LinkedHashMap<String, Object>();
        for (var number = 1; number <= columns.getColumnCount(); number++) {
            var value = row.getObject(number);
            if (value != null) {
                values.put(columns.getColumnName(number), value);
            }
        }
        return values.get(CHECKSUM) instanceof Number said && said.longValue() == checksum(values);
    }

    private static Connection connection(ResultSet row) throws SQLException {
        var state = row.getString("state");
        return switch (state) {
            case "configure" -> new Configure();
            case "connected" -> new Connected(link(row), count(row), row.getString("problem") == null ? null : failure(row));
            case "broken" -> new Broken(link(row), count(row), failure(row));
            case "disconnected" -> new Disconnected(row.getString("ended_by"), instant(row, "ended_at"));
            default -> throw new SQLException("no such state: " + state);
        };
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(UUID.fromString(row.getString("link_id")), method(row.getString("method")),
                row.getString("account"), row.getString("account_name"), instant(row, "since"));
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(row.getLong("contacts"), instant(row, "counted_at"));
    }

    private static Failure failure(ResultSet row) throws SQLException {
        return new Failure(Problem.of(row.getString("problem")), instant(row, "failed_at"));
    }

    private static @Nullable PendingChange waiting(ResultSet row) throws SQLException {
        var kind = row.getString("waiting");
        if (kind == null) {
            return null;
        }
        var stamp = new Stamp(row.getLong("waiting_seq"), UUID.fromString(row.getString("waiting_link")),
                row.getLong("waiting_epoch"), instant(row, "waiting_at"));
        return switch (kind) {
            case "connect" -> new Connect(stamp, method(row.getString("waiting_method")),
                    row.getString("waiting_account"), row.getLong("waiting_contacts"));
            case "counted" -> new Counted(stamp, row.getLong("waiting_contacts"));
            case "count_failed" -> new CountFailed(stamp, Problem.of(row.getString("waiting_problem")));
            case "disconnect" -> new Disconnect(stamp);
            default -> throw new SQLException("no such change: " + kind);
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static String name(Method method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    private static Method method(String name) {
        return Method.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Made when it is first needed, which is after the first frame. */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder().build();
    }
}
