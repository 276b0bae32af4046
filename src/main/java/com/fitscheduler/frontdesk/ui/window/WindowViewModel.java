package com.fitscheduler.frontdesk.ui.window;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem.Weight;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.window.WindowState.Banner;
import com.fitscheduler.frontdesk.ui.window.WindowState.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The frame without its nodes. Everything is called on the UI thread. */
public final class WindowViewModel {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private final Place place;
    private final boolean practice;
    private final Words words;
    private final TimeWords times;
    private final ReadOnlyObjectWrapper<WindowState> state;
    private final Map<CardKey, Card> cards = new LinkedHashMap<>();
    private boolean offline;
    private boolean lostSomething;
    private boolean readOnly;
    private boolean signedOut;
    private boolean managed;
    private boolean notMember;
    private boolean unserved;
    private boolean moved;
    private Consumer<Offer> pressed = _ -> {};
    private Duration clockError = Duration.ZERO;
    private @Nullable Instant lastCheck;

    public WindowViewModel(Place place, boolean practice, Words words, TimeWords times) {
        this.place = place;
        this.practice = practice;
        this.words = words;
        this.times = times;
        this.state = new ReadOnlyObjectWrapper<>(describe());
    }

    public ReadOnlyObjectProperty<WindowState> state() {
        return state.getReadOnlyProperty();
    }

    public void offline(boolean now) {
        offline = now;
        refresh();
    }

    /** Something that was saved on this computer was damaged, and is gone. */
    public void lostSomething(boolean so) {
        lostSomething = so;
        refresh();
    }

    /** An administrator has settled something that a person would else choose. */
    public void managed(boolean so) {
        managed = so;
        refresh();
    }

    /** The shared backend answered at that instant. */
    public void checked(Instant at) {
        lastCheck = at;
        refresh();
    }

    /** The cards can be shown, and nothing can be saved. */
    public void readOnly(boolean so) {
        readOnly = so;
        refresh();
    }

    /** A server's clock says that this computer's is off by so much; positive if it is ahead. */
    public void clockError(Duration error) {
        clockError = error;
        refresh();
    }

    /** Nothing is shared before a person signs in to the shared backend. */
    public void signedOut(boolean so) {
        signedOut = so;
        refresh();
    }

    /** No shared backend is set up, so nothing is shared. */
    public void unserved(boolean so) {
        unserved = so;
        refresh();
    }

    /** The person who is signed in does not belong to this gym. */
    public void notMember(boolean so) {
        notMember = so;
        refresh();
    }

    /** The shared backend is another one than before; nothing is shared before a person says that this is right. */
    public void moved(boolean so) {
        moved = so;
        refresh();
    }

    /** From now on {@code pressed} hears of the buttons that a person presses in the banner. */
    public void serve(Consumer<Offer> pressed) {
        this.pressed = pressed;
    }

    void press(Offer offer) {
        pressed.accept(offer);
    }

    String text(Offer offer) {
        return words.get(offer.key());
    }

    /** A card was stored. */
    public void card(Card card) {
        cards.put(card.key(), card);
        refresh();
    }

    public void refresh() {
        state.set(describe());
    }

    /** How many changes the shared backend has not acknowledged. */
    public long waiting() {
        return cards.values().stream().filter(card -> card.waiting() != null).count();
    }

    private WindowState describe() {
        return new WindowState(title(), banner(), bar());
    }

    private static boolean needsPerson(Card card) {
        return switch (card.connection()) {
            case Broken _ -> true;
            case Connected(_, _, var trouble) -> trouble != null && trouble.problem().weight() == Weight.NEEDS_PERSON;
            case Configure _, Disconnected _ -> false;
        };
    }

    private String title() {
        var program = words.get("program");
        var needy = cards.values().stream().filter(WindowViewModel::needsPerson).findFirst();
        var title = needy.map(card -> words.get("window.attention", words.name(card.key().integrationId()), program))
                .orElse(program);
        return practice ? words.get("window.practice", title) : title;
    }

    private Optional<Banner> banner() {
        if (offline) {
            var saved = cards.values().stream().flatMap(card -> card.lastCount().stream())
                    .map(count -> count.at()).max(Comparator.naturalOrder());
            var text = saved.map(at -> words.get("banner.offline.saved", times.day(at))).orElse(words.get("banner.offline"));
            return Optional.of(new Banner(Tone.WARNING, "cloud-off", text));
        }
        if (clockError.abs().compareTo(CLOCK_TOLERANCE) > 0) {
            return Optional.of(new Banner(Tone.ERROR, "error", words.get(
                    clockError.isNegative() ? "banner.clock.behind" : "banner.clock.ahead", times.span(clockError.abs()))));
        }
        if (readOnly) {
            return Optional.of(new Banner(Tone.ERROR, "error", words.get("banner.read_only"), Optional.of(Offer.OPEN_FOLDER)));
        }
        if (moved) {
            return Optional.of(new Banner(Tone.ERROR, "error", words.get("banner.moved"), Optional.of(Offer.USE_ADDRESS)));
        }
        if (unserved) {
            return Optional.of(new Banner(Tone.WARNING, "warning", words.get("banner.unserved")));
        }
        if (signedOut) {
            return Optional.of(new Banner(Tone.ERROR, "error", words.get("banner.signed_out"), Optional.of(Offer.SIGN_IN)));
        }
        if (notMember) {
            return Optional.of(new Banner(Tone.ERROR, "error", words.get("banner.not_member", place.gymName()),
                    Optional.of(Offer.SIGN_IN)));
        }
        if (lostSomething) {
            return Optional.of(new Banner(Tone.WARNING, "warning", words.get("banner.lost")));
        }
        if (practice) {
            return Optional.of(new Banner(Tone.INFO, "info", words.get("banner.practice")));
        }
        return managed ? Optional.of(new Banner(Tone.INFO, "info", words.get("banner.policy"))) : Optional.empty();
    }

    private String bar() {
        var parts = new ArrayList<String>();
        parts.add(place.gymName());
        parts.add(place.deskName());
        if (practice) {
            parts.add(words.get("bar.practice"));
        }
        if (lastCheck != null) {
            parts.add(words.get("bar.check", times.ago(lastCheck)));
        }
        var waiting = waiting();
        if (waiting > 0) {
            parts.add(words.get("bar.waiting", waiting));
        }
        return String.join(" \u00b7 ", parts);
    }
}
