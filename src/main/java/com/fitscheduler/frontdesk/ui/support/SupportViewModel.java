package com.fitscheduler.frontdesk.ui.support;

import com.fitscheduler.frontdesk.diagnosis.SupportFile;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A support file before it is saved: what goes in, what was removed. On the toolkit's thread. */
public final class SupportViewModel {

    private static final System.Logger LOG = System.getLogger(SupportViewModel.class.getName());

    /**
     * What there is to see.
     *
     * @param goesIn  empty while it is collected
     * @param problem why it was not saved, or not collected
     */
    public record State(boolean busy, List<String> goesIn, List<String> leftOut, Optional<Message> problem) {}

    private final String integrationId;
    private final Background background;
    private final Words words;
    private final Consumer<String> saved;
    private final ReadOnlyObjectWrapper<State> state =
            new ReadOnlyObjectWrapper<>(new State(true, List.of(), List.of(), Optional.empty()));
    private Optional<SupportFile> file = Optional.empty();
    private Background.Job job;

    /**
     * Begins to collect.
     *
     * @param collect blocks
     * @param saved   hears what is to be said once it is saved
     */
    public SupportViewModel(String integrationId, Callable<SupportFile> collect, Background background, Words words,
            Consumer<String> saved) {
        this.integrationId = integrationId;
        this.background = background;
        this.words = words;
        this.saved = saved;
        job = background.run(collect, this::collected, this::failed);
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /** Writes it there. */
    public void save(Path target) {
        file.ifPresent(ready -> {
            var now = state.get();
            state.set(new State(true, now.goesIn(), now.leftOut(), Optional.empty()));
            job = background.run(() -> {
                ready.write(target);
                return target;
            }, there -> saved.accept(words.get("support.saved", there)), this::failed);
        });
    }

    /** The dialog is gone. */
    public void cancel() {
        job.cancel();
    }

    private void collected(SupportFile ready) {
        file = Optional.of(ready);
        state.set(new State(false, ready.entries().stream().map(this::line).toList(), ready.leftOut(), Optional.empty()));
    }

    private String line(SupportFile.Entry entry) {
        var problem = entry.problem();
        return problem == null ? words.get("support.entry", entry.name(), entry.bytes(), entry.removed())
                : words.get("support.entry.failed", entry.name(), problem.code());
    }

    private void failed(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "there is no support file", failure);
        var problem = failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
        var now = state.get();
        state.set(new State(false, now.goesIn(), now.leftOut(), Optional.of(Message.of(problem, integrationId, words))));
    }
}
