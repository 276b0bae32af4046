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
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The details of one connection. Everything is called on the UI thread. */
public final class DetailsViewModel {

    private static final System.Logger LOG = System.getLogger(DetailsViewModel.class.getName());

    /** What is known, in order. */
    public record Row(String label, String text) {}

    private final String id;
    private final Words words;
    private final TimeWords times;
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());

    public DetailsViewModel(String id, IntegrationService service, Background background, Words words, TimeWords times) {
        this.id = id;
        this.words = words;
        this.times = times;
        background.run(() -> service.card(id), card -> {
            rows.set(rows(card, Optional.empty(), null));
            background.run(() -> service.details(id), kept -> rows.set(rows(card, kept, null)),
                    failure -> rows.set(rows(card, Optional.empty(), failure)));
        }, failure -> LOG.log(System.Logger.Level.WARNING, "the card cannot be read", failure));
    }

    public ReadOnlyObjectProperty<List<Row>> rows() {
        return rows.getReadOnlyProperty();
    }

    public String title() {
        return words.of(id, "details.title");
    }

    private List<Row> rows(Card card, Optional<Details> kept, @Nullable Throwable locked) {
        var rows = new ArrayList<Row>();
        switch (card.connection()) {
            case Configure _ -> add(rows, "status", words.get("pill.configure"));
            case Disconnected(var by, var at) ->
                    add(rows, "status", words.get("card.disconnected.text", times.day(at), by));
            case Connected(var link, var last, var trouble) -> {
                add(rows, "status", words.get("pill.connected"));
                held(rows, link, last, trouble, kept, locked);
            }
            case Broken(var link, var last, var cause) -> {
                add(rows, "status", words.get("pill.disconnected"));
                held(rows, link, last, cause, kept, locked);
            }
        }
        add(rows, "shared", words.get(card.waiting() == null ? "details.shared.yes" : "details.shared.waiting"));
        return rows;
    }

    private void held(List<Row> rows, Link link, Count last, @Nullable Failure failure, Optional<Details> kept,
            @Nullable Throwable locked) {
        add(rows, "since", times.absolute(link.since()));
        var ending = kept.map(Details::tokenEnding);
        add(rows, "method", ending.map(end -> words.get("details.method.ending", end))
                .orElse(words.get("details.method." + link.method().name().toLowerCase(Locale.ROOT))));
        add(rows, "account", Optional.ofNullable(link.accountName()).orElse(words.get("details.unknown")));
        kept.ifPresent(details -> add(rows, "account_id", details.accountId()));
        if (locked != null) {
            var problem = locked instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
            add(rows, "keychain", words.of(problem, "title", id));
        }
        add(rows, "success", words.get("details.both", times.ago(last.at()), times.absolute(last.at())));
        add(rows, "contacts", words.number(last.contacts()));
        add(rows, "attempt", failure == null ? words.get("details.attempt.good")
                : words.get("details.attempt.bad", times.absolute(failure.at()),
                        words.of(failure.problem(), "title", id), failure.problem().code()));
    }

    private void add(List<Row> rows, String key, String text) {
        rows.add(new Row(words.get("details." + key), text));
    }
}
