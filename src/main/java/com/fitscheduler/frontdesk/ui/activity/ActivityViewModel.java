package com.fitscheduler.frontdesk.ui.activity;

import com.fitscheduler.frontdesk.integration.HistoryEntry;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The activity list, newest first. Everything is called on the UI thread. */
public final class ActivityViewModel {

    private static final System.Logger LOG = System.getLogger(ActivityViewModel.class.getName());
    private static final int LINES = 200;

    /**
     * One line, already worded.
     *
     * @param code   empty where it went well
     * @param copied the whole line in one text, with date, time and zone
     */
    public record Line(String time, String desk, String what, String result, String code, String copied) {}

    /** What the list shows, and what it says where that is nothing. */
    public record Shown(List<Line> lines, String empty) {}

    private final Predicate<HistoryEntry> wanted;
    private final IntegrationService service;
    private final Background background;
    private final Words words;
    private final TimeWords times;
    private final ReadOnlyObjectWrapper<Shown> shown;
    private List<HistoryEntry> entries = List.of();
    private boolean problemsOnly;
    private boolean unreadable;

    /** Of every integration. */
    public ActivityViewModel(IntegrationService service, Background background, Words words, TimeWords times) {
        this(_ -> true, service, background, words, times);
    }

    /** Of one integration. */
    public ActivityViewModel(String id, IntegrationService service, Background background, Words words, TimeWords times) {
        this(entry -> entry.card().integrationId().equals(id), service, background, words, times);
    }

    private ActivityViewModel(Predicate<HistoryEntry> wanted, IntegrationService service, Background background, Words words,
            TimeWords times) {
        this.wanted = wanted;
        this.service = service;
        this.background = background;
        this.words = words;
        this.times = times;
        shown = new ReadOnlyObjectWrapper<>(describe());
    }

    public ReadOnlyObjectProperty<Shown> shown() {
        return shown.getReadOnlyProperty();
    }

    /** Reads the list anew. */
    public void load() {
        background.run(() -> service.history(LINES), read -> {
            entries = read.stream().filter(wanted).toList();
            unreadable = false;
            refresh();
        }, failure -> {
            LOG.log(System.Logger.Level.WARNING, "the activity cannot be read", failure);
            unreadable = true;
            refresh();
        });
    }

    public void problemsOnly(boolean only) {
        problemsOnly = only;
        refresh();
    }

    /** Words that depend on the time are said anew. */
    public void refresh() {
        shown.set(describe());
    }

    private Shown describe() {
        var lines = entries.stream().filter(entry -> !problemsOnly || entry.problem() != null).map(this::line).toList();
        return new Shown(lines, words.get(unreadable ? "activity.failed_read"
                : problemsOnly && !entries.isEmpty() ? "activity.no_problems" : "activity.empty"));
    }

    private Line line(HistoryEntry entry) {
        var id = entry.card().integrationId();
        var what = words.get("activity." + entry.action().name().toLowerCase(Locale.ROOT), words.name(id));
        var problem = entry.problem();
        var contacts = entry.contacts();
        var result = problem != null ? words.of(problem, "title", id)
                : contacts != null ? words.get("activity.contacts", contacts) : words.get("activity.done");
        var code = problem == null ? "" : problem.code();
        var copied = Stream.of(times.absolute(entry.at()), entry.desk(), what, result, code).filter(cell -> !cell.isEmpty())
                .collect(Collectors.joining("; "));
        return new Line(times.day(entry.at()), entry.desk(), what, result, code, copied);
    }
}
