package com.fitscheduler.frontdesk.integration;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps cards and what happened to them across restarts. Every method blocks until the disk has answered, may be called
 * from any thread but the toolkit's, and throws {@link Problem#CANNOT_WRITE} or {@link Problem#NEWER_DATA}.
 */
public interface ConnectionStore {

    /** Names this installation to the shared backend; made once. */
    UUID deskId() throws IntegrationException;

    /** Gives this installation another name, and returns that. */
    UUID renameDesk() throws IntegrationException;

    /** The card of that key; {@link Card#blank} if nothing is stored. */
    Card load(CardKey key) throws IntegrationException;

    /**
     * Replaces the card by what {@code change} makes of it and adds the line to the history, both or neither; returns
     * only after the disk has them. An interrupt of the caller does not undo it. {@code change} may run on another thread
     * and does no I/O.
     */
    Card change(CardKey key, UnaryOperator<Card> change, @Nullable HistoryEntry entry) throws IntegrationException;

    /**
     * From now on {@code listener} hears of every card that {@link #change} has stored, in the order in which they were
     * stored and before that call returns; on a thread of the store's, so it must not block.
     */
    void listen(Consumer<Card> listener);

    /** Cards with a change that the shared backend has not acknowledged. */
    List<Card> waiting() throws IntegrationException;

    /** What happened at this location, newest first. */
    List<HistoryEntry> history(String locationId, int limit) throws IntegrationException;
}
