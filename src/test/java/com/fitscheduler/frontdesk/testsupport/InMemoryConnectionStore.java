package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.ConnectionStore;
import com.fitscheduler.frontdesk.integration.HistoryEntry;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Keeps cards in memory, and refuses to write once told to. */
public final class InMemoryConnectionStore implements ConnectionStore {

    public final List<HistoryEntry> history = new ArrayList<>();
    public Problem refuses = null;
    private final Map<CardKey, Card> cards = new HashMap<>();
    private Consumer<Card> listener = _ -> {};
    private UUID desk = UUID.randomUUID();

    @Override
    public UUID deskId() {
        return desk;
    }

    @Override
    public synchronized UUID renameDesk() {
        desk = UUID.randomUUID();
        return desk;
    }

    @Override
    public synchronized Card load(CardKey key) {
        return cards.getOrDefault(key, Card.blank(key));
    }

    @Override
    public synchronized Card change(CardKey key, UnaryOperator<Card> change, HistoryEntry entry)
            throws IntegrationException {
        if (refuses != null) {
            throw new IntegrationException(refuses, "told to refuse");
        }
        var card = change.apply(load(key));
        cards.put(key, card);
        if (entry != null) {
            history.addFirst(entry);
        }
        listener.accept(card);
        return card;
    }

    @Override
    public void listen(Consumer<Card> listener) {
        this.listener = listener;
    }

    @Override
    public synchronized List<Card> waiting() {
        return cards.values().stream().filter(card -> card.waiting() != null).toList();
    }

    @Override
    public synchronized List<HistoryEntry> history(String locationId, int limit) {
        return history.stream().filter(entry -> entry.card().locationId().equals(locationId)).limit(limit).toList();
    }
}
