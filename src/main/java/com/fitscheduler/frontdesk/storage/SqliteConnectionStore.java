package com.fitscheduler.frontdesk.storage;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.ConnectionStore;
import com.fitscheduler.frontdesk.integration.HistoryEntry;
import com.fitscheduler.frontdesk.integration.HistoryEntry.Action;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cards of this computer, in one SQLite file. */
public final class SqliteConnectionStore implements ConnectionStore, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SqliteConnectionStore.class.getName());
    /** Enough for the Activity page; older lines go as new ones come, by their number: a clock may be wrong by years. */
    private static final int HISTORY_LINES = 200;

    private final Database database;
    private volatile Consumer<Card> listener = _ -> {};
    private volatile boolean lostSomething;

    SqliteConnectionStore(Database database) {
        this.database = database;
    }

    /**
     * Opens the file, made as needed.
     *
     * @throws IntegrationException {@link Problem#NEWER_DATA} with the file untouched, or {@link Problem#CANNOT_WRITE}
     */
    public static SqliteConnectionStore open(Path file) throws IntegrationException {
        return new SqliteConnectionStore(Database.open(file));
    }

    /** Puts what was saved from a damaged file into a new one. */
    static int takeOver(Connection connection, Salvage salvage) throws SQLException {
        if (salvage.desk() != null) {
            execute(connection, "INSERT INTO desk (only_row, id) VALUES (1, ?)", salvage.desk().toString());
        }
        for (var card : salvage.cards()) {
            save(connection, card);
        }
        return salvage.cards().size();
    }

    /** Whether cards can be read here and nothing can be saved: every change is a {@link Problem#CANNOT_WRITE}. */
    public boolean readOnly() {
        return database.readOnly();
    }

    /** Whether something that was saved here was found damaged, and is gone. */
    public boolean lostSomething() {
        return lostSomething || database.startedOver();
    }

    @Override
    public UUID deskId() throws IntegrationException {
        return database.transact(connection -> {
            execute(connection, "INSERT OR IGNORE INTO desk (only_row, id) VALUES (1, ?)", UUID.randomUUID().toString());
            try (var statement = connection.createStatement(); var row = statement.executeQuery("SELECT id FROM desk")) {
                return UUID.fromString(row.getString(1));
            } catch (IllegalArgumentException e) {
                // Damaged: a new name is a new desk to the backend, which knows how to deal with one.
                lost("the name of this desk");
                return renamed(connection);
            }
        });
    }

    @Override
    public UUID renameDesk() throws IntegrationException {
        return database.transact(SqliteConnectionStore::renamed);
    }

    private static UUID renamed(Connection connection) throws SQLException {
        var fresh = UUID.randomUUID();
        execute(connection, "INSERT OR REPLACE INTO desk (only_row, id) VALUES (1, ?)", fresh.toString());
        return fresh;
    }

    @Override
    public Card load(CardKey key) throws IntegrationException {
        return database.transact(connection -> load(connection, key));
    }

    @Override
    public Card change(CardKey key, UnaryOperator<Card> change, @Nullable HistoryEntry entry)
            throws IntegrationException {
        return database.change(connection -> {
            var before = load(connection, key);
            var after = change.apply(before);
            if (!after.equals(before)) {
                save(connection, after);
            }
            if (entry != null) {
                add(connection, entry);
            }
            return after;
        }, this::tell);
    }

    /** The card is saved, whatever a listener makes of it. */
    private void tell(Card card) {
        try {
            listener.accept(card);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a stored card was not heard of", e);
        }
    }

    @Override
    public void listen(Consumer<Card> listener) {
        this.listener = listener;
    }

    @Override
    public List<Card> waiting() throws IntegrationException {
        return database.transact(connection -> {
            var cards = new ArrayList<Card>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT * FROM card WHERE waiting IS NOT NULL")) {
                while (rows.next()) {
                    // A damaged one is dealt with when its card is loaded.
                    CardRow.read(rows).ifPresent(cards::add);
                }
            }
            return cards;
        });
    }

    @Override
    public List<HistoryEntry> history(String locationId, int limit) throws IntegrationException {
        return database.transact(connection -> {
            var entries = new ArrayList<HistoryEntry>();
            try (var statement = prepare(connection,
                    "SELECT * FROM history WHERE location_id = ? ORDER BY id DESC LIMIT ?", locationId, limit);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    line(rows).ifPresent(entries::add);
                }
            }
            return entries;
        });
    }

    @Override
    public void close() {
        database.close();
    }

    /** Empty for one that makes no sense. */
    private static Optional<HistoryEntry> line(ResultSet row) throws SQLException {
        try {
            var contacts = row.getLong("contacts");
            var counted = row.wasNull() ? null : (Long) contacts;
            var problem = row.getString("problem");
            return Optional.of(new HistoryEntry(Instant.ofEpochMilli(row.getLong("at")),
                    new CardKey(row.getString("location_id"), row.getString("integration_id")), row.getString("desk"),
                    Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)), counted,
                    problem == null ? null : Problem.of(problem)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Card load(Connection connection, CardKey key) throws SQLException {
        Optional<Card> card;
        try (var statement = prepare(connection, "SELECT * FROM card WHERE location_id = ? AND integration_id = ?",
                key.locationId(), key.integrationId());
                var row = statement.executeQuery()) {
            if (!row.next()) {
                return Card.blank(key);
            }
            card = CardRow.read(row);
        }
        if (card.isEmpty()) {
            lost("a card");
            if (!database.readOnly()) {
                execute(connection, "DELETE FROM card WHERE location_id = ? AND integration_id = ?", key.locationId(),
                        key.integrationId());
            }
        }
        return card.orElse(Card.blank(key));
    }

    private void lost(String what) {
        LOG.log(System.Logger.Level.ERROR, "damaged, and gone from here: {0}", what);
        lostSomething = true;
    }

    private static void save(Connection connection, Card card) throws SQLException {
        var row = CardRow.of(card);
        execute(connection, "INSERT OR REPLACE INTO card (" + String.join(", ", row.keySet()) + ") VALUES ("
                + String.join(", ", Collections.nCopies(row.size(), "?")) + ")", row.values().toArray());
    }

    private static void add(Connection connection, HistoryEntry entry) throws SQLException {
        execute(connection, "INSERT INTO history (location_id, integration_id, at, desk, action, contacts, problem)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)", entry.card().locationId(), entry.card().integrationId(),
                entry.at().toEpochMilli(), entry.desk(), entry.action().name().toLowerCase(Locale.ROOT),
                entry.contacts(), entry.problem() == null ? null : entry.problem().code());
        execute(connection, "DELETE FROM history WHERE location_id = ?1 AND id <= "
                + "(SELECT id FROM history WHERE location_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
                entry.card().locationId(), HISTORY_LINES);
    }

    private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (var statement = prepare(connection, sql, values)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
