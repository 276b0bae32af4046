package com.fitscheduler.frontdesk.cli;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.Failure;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A card in one line, and its state in one word. */
final class CardWords {

    /** Stable: scripts read them. */
    enum State {
        NOT_CONFIGURED,
        CONNECTED,
        /** Connected, and the last count failed. */
        TROUBLE,
        /** Does not work any more until a person connects again. */
        BROKEN,
        DISCONNECTED;

        boolean isTrouble() {
            return this == TROUBLE || this == BROKEN;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Words words;

    CardWords(Words words) {
        this.words = words;
    }

    static State state(Card card) {
        return switch (card.connection()) {
            case Configure() -> State.NOT_CONFIGURED;
            case Connected(_, _, var trouble) -> trouble == null ? State.CONNECTED : State.TROUBLE;
            case Broken _ -> State.BROKEN;
            case Disconnected _ -> State.DISCONNECTED;
        };
    }

    /** The last failure that stands. */
    static Optional<Failure> failure(Card card) {
        return Optional.ofNullable(switch (card.connection()) {
            case Connected(_, _, var trouble) -> trouble;
            case Broken(_, _, var cause) -> cause;
            case Configure _, Disconnected _ -> null;
        });
    }

    String line(Card card) {
        var name = words.name(card.key().integrationId());
        var last = card.connection().lastCount();
        var line = last.isPresent()
                ? words.get("cli.card.counted", name, pill(card), last.get().contacts(), last.get().at())
                : words.get("cli.card", name, pill(card));
        var failed = failure(card).map(failure -> " " + words.get("cli.card.failed",
                words.of(failure.problem(), "title", card.key().integrationId()), failure.problem().code(), failure.at())).orElse("");
        return line + failed + waiting(card.waiting());
    }

    private String pill(Card card) {
        return words.get(switch (state(card)) {
            case NOT_CONFIGURED -> "pill.configure";
            case CONNECTED -> "pill.connected";
            case TROUBLE -> "pill.trouble";
            case BROKEN, DISCONNECTED -> "pill.disconnected";
        });
    }

    private String waiting(@Nullable Object change) {
        return change == null ? "" : " " + words.get("cli.card.waiting");
    }
}
