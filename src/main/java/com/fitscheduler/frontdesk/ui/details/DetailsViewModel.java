package com.fitscheduler.frontdesk.ui.details;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.Details;
import com.fitscheduler.frontdesk.integration.Failure;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Link;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.WhiteLabel;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The details of one connection. Everything is called on the UI thread. */
public final class DetailsViewModel {

    private static final System.Logger LOG = System.getLogger(DetailsViewModel.class.getName());

    /**
     * One thing that is known.
     *
     * @param needed whether people need it elsewhere, so that it can be copied by itself
     */
    public record Row(String label, String text, boolean needed) {}

    /**
     * What the stored card does not tell.
     *
     * @param store   where logins are kept, as a key of the bundle under {@code details.stored.}
     * @param nextTry when the next count is made by itself; empty if none is
     */
    public record Around(String store, Supplier<Optional<Instant>> nextTry) {}

    private final String id;
    private final Around around;
    private final Words words;
    private final TimeWords times;
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private @Nullable Card card;
    private Optional<Details> kept = Optional.empty();
    private @Nullable Throwable locked;

    public DetailsViewModel(
            String id, IntegrationService service, Background background, Around around, Words words, TimeWords times) {
        this.id = id;
        this.around = around;
        this.words = words;
        this.times = times;
        background.run(() -> service.card(id), read -> {
            show(read);
            background.run(() -> service.details(id), found -> {
                kept = found;
                refresh();
            }, failure -> {
                locked = failure;
                refresh();
            });
        }, failure -> LOG.log(System.Logger.Level.WARNING, "the card cannot be read", failure));
    }

    /** The card was stored anew, by whomever. */
    public void show(Card stored) {
        card = stored;
        refresh();
    }

    /** Words that depend on the time are said anew. */
    public void refresh() {
        if (card != null) {
            rows.set(rows(card));
        }
    }

    /** All of it in one text, to be sent to somebody who helps. */
    public String copied() {
        return rows.get().stream().map(row -> row.label() + ": " + row.text()).collect(Collectors.joining("\n"));
    }

    public ReadOnlyObjectProperty<List<Row>> rows() {
        return rows.getReadOnlyProperty();
    }

    public String title() {
        return words.of(id, "details.title");
    }

    private List<Row> rows(Card card) {
        var rows = new ArrayList<Row>();
        switch (card.connection()) {
            case Configure _ -> add(rows, "status", words.get("pill.configure"));
            case Disconnected(var by, var at) ->
                    add(rows, "status", words.get("card.disconnected.text", times.day(at), by));
            case Connected(var link, var last, var trouble) -> {
                add(rows, "status", words.get("pill.connected"));
                held(rows, link, last, trouble);
            }
            case Broken(var link, var last, var cause) -> {
                add(rows, "status", words.get("pill.disconnected"));
                held(rows, link, last, cause);
            }
        }
        add(rows, "shared", words.get(card.waiting() == null ? "details.shared.yes" : "details.shared.waiting"));
        return rows;
    }

    private void held(List<Row> rows, Link link, Count last, @Nullable Failure failure) {
        add(rows, "since", times.absolute(link.since()));
        add(rows, "method", kept.map(Details::tokenEnding).filter(end -> !end.isEmpty())
                .map(end -> words.get("details.method.ending", end))
                .orElse(words.get("details.method." + kept.map(Details::method).orElse(link.method()).name().toLowerCase(Locale.ROOT))));
        var account = link.accountName();
        rows.add(new Row(words.get("details.account"), account == null ? words.get("details.unknown") : account, account != null));
        kept.ifPresent(details -> {
            rows.add(new Row(words.get("details.account_id"), details.accountId(), true));
            if (!details.permissions().isEmpty()) {
                add(rows, "permissions", details.permissions().stream().map(this::permission).collect(Collectors.joining("\n")));
            }
            details.renewsFrom().ifPresent(at -> add(rows, "renews", words.get("details.renews.from", times.absolute(at))));
        });
        add(rows, "stored", words.get("details.stored." + around.store()));
        if (locked != null) {
            var problem = locked instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
            add(rows, "keychain", words.of(problem, "title", id));
        }
        add(rows, "success", words.get("details.both", times.ago(last.at()), times.absolute(last.at())));
        add(rows, "contacts", words.number(last.contacts()));
        add(rows, "attempt", failure == null ? words.get("details.attempt.good")
                : words.get("details.attempt.bad", times.absolute(failure.at()),
                        words.of(failure.problem(), "title", id), failure.problem().code()));
        add(rows, "next", around.nextTry().get().map(at -> words.get("details.next.in", times.until(at), times.absolute(at)))
                .orElse(words.get("details.next.none")));
    }

    /** The service's own word for one that we have no words for. */
    private String permission(String scope) {
        var key = "scope." + scope.replaceAll("[^A-Za-z]", "_");
        return words.has(id, key) ? words.of(id, key) : WhiteLabel.of(scope, words.name(id));
    }

    private void add(List<Row> rows, String key, String text) {
        rows.add(new Row(words.get("details." + key), text, false));
    }
}
