package com.fitscheduler.frontdesk.ui.connect;

import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.EntryAdvice;
import com.fitscheduler.frontdesk.integration.EntryAdvice.Field;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Tested;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Advice;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Advised;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Asking;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Busy;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Done;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Failed;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Open;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Connects by hand: looks at what was pasted, proves it by a count, asks if the account goes by another name than the
 * gym, and only then keeps it. Everything is called on the UI thread.
 */
public final class ConnectViewModel {

    private static final System.Logger LOG = System.getLogger(ConnectViewModel.class.getName());

    /** Hears what the dialog is doing, so that the card can show it too. */
    @FunctionalInterface
    public interface Observer {
        /** Something runs or has ended; {@code problem} says why it failed, null if it did not. */
        void trying(Activity activity, @Nullable Problem problem);
    }

    private final String id;
    private final String gymName;
    private final IntegrationService service;
    private final Background background;
    private final Words words;
    private final Observer card;
    private final ReadOnlyObjectWrapper<ConnectState> state = new ReadOnlyObjectWrapper<>(new Open());
    private Background.Job job = () -> {};
    /** The value that was last advised against, by field. */
    private final Map<Field, String> told = new EnumMap<>(Field.class);
    private @Nullable Tested pending;

    public ConnectViewModel(
            String id, String gymName, IntegrationService service, Background background, Words words, Observer card) {
        this.id = id;
        this.gymName = gymName;
        this.service = service;
        this.background = background;
        this.words = words;
        this.card = card;
    }

    public ReadOnlyObjectProperty<ConnectState> state() {
        return state.getReadOnlyProperty();
    }

    public String id() {
        return id;
    }

    public String gymName() {
        return gymName;
    }

    /** A field was left: says what can be said about it without asking the service. An empty one may still be filled. */
    public void left(String token, String accountId) {
        if (busy()) {
            return;
        }
        var entry = ManualEntry.pasted(token, accountId);
        advise(service.review(id, entry).stream().filter(said -> said.kind() != EntryAdvice.Kind.EMPTY).toList());
    }

    /** Tests what was pasted, in spite of what only advises if the person has already been told so of these values. */
    public void connect(String token, String accountId) {
        if (busy()) {
            return;
        }
        var entry = ManualEntry.pasted(token, accountId);
        var advice = service.review(id, entry);
        if (advice.stream().anyMatch(said -> said.blocks() || !value(entry, said.field()).equals(told.get(said.field())))) {
            // Only here: pressing the button leaves the field first, and nobody has read by then what is said under it.
            told.clear();
            advice.forEach(said -> told.put(said.field(), value(entry, said.field())));
            advise(advice);
            return;
        }
        step(Step.SIGNING_IN);
        job = background.run(
                () -> service.test(id, entry, step -> background.onUi(() -> progress(step))), this::tested, this::failed);
    }

    /** Stops what runs, unless it is being kept by now; then the card shows what becomes of it. */
    public void cancel() {
        if (cancellable()) {
            job.cancel();
            state.set(new Open());
            card.trying(new Idle(), null);
        }
    }

    public boolean busy() {
        return state.get() instanceof Busy || state.get() instanceof Asking;
    }

    public boolean cancellable() {
        return state.get() instanceof Asking || (state.get() instanceof Busy(_, var cancellable) && cancellable);
    }

    private void keep(Tested tested) {
        step(Step.SAVING);
        job = background.run(() -> service.keep(tested), _ -> {
            card.trying(new Idle(), null);
            state.set(new Done(words.get("toast.connected", gymName, tested.count().contacts())));
        }, this::failed);
    }

    private void tested(Tested tested) {
        if (service.isThisGym(tested)) {
            keep(tested);
            return;
        }
        pending = tested;
        var other = tested.accountName().orElseThrow();
        state.set(new Asking(new Question(words.get("connect.other.title"),
                words.get("connect.other.text", other, gymName, words.name(id)),
                words.get("connect.other.yes"), words.get("connect.other.no"), false)));
    }

    /** The answer to {@link Asking}. */
    public void answer(boolean yes) {
        var tested = Objects.requireNonNull(pending);
        pending = null;
        if (yes) {
            keep(tested);
        } else {
            state.set(new Open());
            card.trying(new Idle(), null);
        }
    }

    private void progress(Step step) {
        // A step may still be on its way when the person has cancelled.
        if (state.get() instanceof Busy) {
            step(step);
        }
    }

    private void step(Step step) {
        state.set(new Busy(words.get("step." + step.name().toLowerCase(Locale.ROOT)), step != Step.SAVING));
        card.trying(new Testing(step), null);
    }

    private void failed(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "connecting failed", failure);
        var problem = failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
        state.set(new Failed(Message.of(problem, id, words)));
        card.trying(new Idle(), problem);
    }

    private void advise(List<EntryAdvice> advice) {
        if (advice.isEmpty()) {
            state.set(new Open());
            return;
        }
        state.set(new Advised(line(advice, Field.TOKEN), line(advice, Field.ACCOUNT_ID),
                advice.stream().flatMap(said -> Optional.ofNullable(said.suggestion()).stream()).findFirst()));
    }

    private static String value(ManualEntry entry, Field field) {
        return switch (field) {
            case TOKEN -> entry.token();
            case ACCOUNT_ID -> entry.accountId();
        };
    }

    private Optional<Advice> line(List<EntryAdvice> advice, Field field) {
        return advice.stream().filter(said -> said.field() == field).findFirst().map(said -> new Advice(
                words.of(id, "advice." + field.name().toLowerCase(Locale.ROOT) + "."
                        + said.kind().name().toLowerCase(Locale.ROOT)), said.blocks()));
    }
}
