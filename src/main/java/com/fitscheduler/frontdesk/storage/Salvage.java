package com.fitscheduler.frontdesk.storage;

import com.fitscheduler.frontdesk.integration.Card;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * What can still be read, and proved, of a damaged file: above all changes that no backend has yet. Lines of history have
 * no checksum and are let go.
 *
 * @param desk  the name of this desk, null if it is gone
 */
record Salvage(@Nullable UUID desk, List<Card> cards) {

    /** More than any gym has. */
    private static final int MOST_CARDS = 50;
    private static final System.Logger LOG = System.getLogger(Salvage.class.getName());

    /** Never fails: a file that gives nothing gives nothing. */
    static Salvage of(Path damaged) {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        try (var connection = config.createConnection("jdbc:sqlite:" + damaged)) {
            return new Salvage(desk(connection), cards(connection));
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "nothing could be read of the damaged file", e);
            return new Salvage(null, List.of());
        }
    }

    private static @Nullable UUID desk(Connection connection) {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("SELECT id FROM desk")) {
            return row.next() ? UUID.fromString(row.getString(1)) : null;
        } catch (SQLException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Each by a statement of its own: one that has met a damaged page reads nothing any more. */
    private static List<Card> cards(Connection connection) {
        var cards = new ArrayList<Card>();
        for (var row = 0; row < MOST_CARDS; row++) {
            card(connection, row).ifPresent(cards::add);
        }
        return cards;
    }

    private static Optional<Card> card(Connection connection, int number) {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT * FROM card NOT INDEXED LIMIT 1 OFFSET " + number)) {
            return row.next() ? CardRow.read(row) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
