package com.fitscheduler.frontdesk.ui.activity;

import com.fitscheduler.frontdesk.integration.HistoryEntry;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The activity list, newest first. Everything is called on the UI thread. */
public final class ActivityViewModel {

    private static final System.Logger LOG = System.getLogger(ActivityViewModel.class.getName());
    private static final int LINES = 200;

    /** One line, already worded. */
    public record Line(String time, String desk, String what, String result) {}

    private final IntegrationService service;
    private final Background background;
    private final Words words;
    private final TimeWords times;
    private final ReadOnlyObjectWrapper<List<Line>> lines = new ReadOnlyObjectWrapper<>(List.of());

    public ActivityViewModel(IntegrationService service, Background background, Words words, TimeWords times) {
        this.service = service;
        this.background = background;
        this.words = words;
        this.times = times;
    }

    public ReadOnlyObjectProperty<List<Line>> lines() {
        return lines.getReadOnlyProperty();
    }

    /** Reads the list anew. */
    public void load() {
        background.run(() -> service.history(LINES), entries -> lines.set(entries.stream().map(this::line).toList()),
                failure -> LOG.log(System.Logger.Level.WARNING, "the activity cannot be read", failure));
    }

    private Line line(HistoryEntry entry) {
        var id = entry.card().integrationId();
        var action = "activity." + entry.action().name().toLowerCase(Locale.ROOT);
        var problem = entry.problem();
        var contacts = entry.contacts();
        var result = problem != null ? words.get("activity.failed", words.of(problem, "title", id), problem.code())
                : contacts != null ? words.get("activity.contacts", contacts) : words.get("activity.done");
        return new Line(times.day(entry.at()), entry.desk(), words.get(action, words.name(id)), result);
    }
}
