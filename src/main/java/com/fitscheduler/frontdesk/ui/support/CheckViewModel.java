package com.fitscheduler.frontdesk.ui.support;

import com.fitscheduler.frontdesk.diagnosis.Doctor;
import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.diagnosis.Finding.Outcome;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The check of a connection: the way to the services line by line, and the cause. On the toolkit's thread. */
public final class CheckViewModel {

    private static final System.Logger LOG = System.getLogger(CheckViewModel.class.getName());
    /** What is always shown; of the rest only what failed. */
    private static final Set<Link> WAY = EnumSet.of(Link.INTERNET, Link.LEADCONNECTOR, Link.SIGN_IN, Link.SERVICE);

    /** What makes the check; blocks, and ends when it is interrupted. */
    @FunctionalInterface
    public interface Examination {
        List<Finding> examine(Consumer<Finding> found) throws InterruptedException;
    }

    /** One line of it. */
    public record Row(Outcome outcome, String title, String text) {}

    /**
     * What there is to see.
     *
     * @param advice what to do about the cause; empty while it runs, and if nothing failed
     */
    public record State(boolean running, List<Row> rows, Optional<String> advice) {}

    private final Examination examination;
    private final Background background;
    private final FindingWords said;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State(false, List.of(), Optional.empty()));
    private Background.Job job = () -> {};
    private int run;

    public CheckViewModel(String integrationId, Examination examination, Background background, Words words) {
        this.examination = examination;
        this.background = background;
        this.said = new FindingWords(words, integrationId);
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /** Begins, or begins again. */
    public void start() {
        job.cancel();
        run++;
        var mine = run;
        state.set(new State(true, List.of(), Optional.empty()));
        job = background.run(() -> examination.examine(finding -> background.onUi(() -> found(mine, finding))),
                this::done, failure -> {
                    LOG.log(System.Logger.Level.WARNING, "the check ended by a fault", failure);
                    done(List.of());
                });
    }

    /** Ends it; what was found stays. */
    public void cancel() {
        job.cancel();
        run++;
        state.set(new State(false, state.get().rows(), Optional.empty()));
    }

    private void found(int of, Finding finding) {
        // One that was cancelled may still have a finding on its way.
        if (of == run && (WAY.contains(finding.link()) || finding.outcome() == Outcome.FAILED)) {
            var rows = new ArrayList<>(state.get().rows());
            rows.add(new Row(finding.outcome(), said.title(finding.link()), said.found(finding)));
            state.set(new State(true, List.copyOf(rows), Optional.empty()));
        }
    }

    private void done(List<Finding> findings) {
        state.set(new State(false, state.get().rows(), Doctor.cause(findings).map(said::advice)));
    }
}
