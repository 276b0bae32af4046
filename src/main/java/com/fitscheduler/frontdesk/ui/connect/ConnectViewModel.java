package com.fitscheduler.frontdesk.ui.connect;

import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.Activity.WaitingForBrowser;
import com.fitscheduler.frontdesk.integration.EntryAdvice;
import com.fitscheduler.frontdesk.integration.EntryAdvice.Field;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SignIn;
import com.fitscheduler.frontdesk.integration.Tested;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Advice;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Advised;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Asking;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Browsing;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Busy;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Done;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Failed;
import com.fitscheduler.frontdesk.ui.connect.ConnectState.Open;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Connects, by hand or by signing in with the browser: proves what was pasted or given by a count, asks if the account goes
 * by another name than the gym, and only then keeps it. Waiting for the browser goes on while no dialog is open.
 * Everything is called on the UI thread.
 */
public final class ConnectViewModel {

    private static final System.Logger LOG = System.getLogger(ConnectViewModel.class.getName());
    /** Enough to begin anew without haste. */
    private static final Duration NEARLY_OVER = Duration.ofMinutes(2);

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
    private final TimeWords times;
    private final Observer card;
    private final Consumer<String> clipboard;
    private final ReadOnlyObjectWrapper<ConnectState> state = new ReadOnlyObjectWrapper<>(new Open());
    private Background.Job job = () -> {};
    /** The value that was last advised against, by field. */
    private final Map<Field, String> told = new EnumMap<>(Field.class);
    private @Nullable Tested pending;
    private @Nullable Browsed browsed;
    private @Nullable Method last;

    /** A sign-in with the browser, from the press of the button on; cancelled before or after it has begun. */
    private static final class Browsed {
        private SignIn.@Nullable Attempt attempt;
        private boolean cancelled;
        private Background.Job opening = () -> {};
        private Optional<String> hint = Optional.empty();

        /** False if the person has moved on meanwhile; then nothing of it stays. */
        synchronized boolean begun(SignIn.Attempt begun) {
            attempt = begun;
            if (cancelled) {
                begun.close();
            }
            return !cancelled;
        }

        synchronized void cancel() {
            cancelled = true;
            opening.cancel();
            if (attempt != null) {
                attempt.close();
            }
        }
    }

    /** @param clipboard takes what a person wants to carry elsewhere */
    public ConnectViewModel(String id, String gymName, IntegrationService service, Background background, Words words,
            TimeWords times, Observer card, Consumer<String> clipboard) {
        this.id = id;
        this.gymName = gymName;
        this.service = service;
        this.background = background;
        this.words = words;
        this.times = times;
        this.card = card;
        this.clipboard = clipboard;
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
        last = Method.MANUAL;
        step(Step.SIGNING_IN);
        job = background.run(
                () -> service.test(id, entry, step -> background.onUi(() -> progress(step))), this::tested, this::failed);
    }

    /** Whether the browser can be used. */
    public boolean canSignIn() {
        return service.canSignIn(id);
    }

    /** The way that was tried last; empty if none was. */
    public Optional<Method> last() {
        return Optional.ofNullable(last);
    }

    /** The dialog is opened: what an earlier one came to is over, and what still runs goes on. */
    public void opened() {
        if (!busy()) {
            told.clear();
            state.set(new Open());
        }
    }

    /** The dialog is closed: a test of pasted values ends with it, the waiting for a browser does not. */
    public void closed() {
        if (browsed == null) {
            cancel();
        }
    }

    /** Opens the browser and waits for what it brings. One at a time. */
    public void signIn() {
        if (busy()) {
            return;
        }
        var run = new Browsed();
        browsed = run;
        last = Method.OAUTH;
        state.set(new Busy(words.get("step.opening"), true));
        card.trying(new Testing(Step.SIGNING_IN), null);
        job = background.run(() -> {
            var attempt = service.signIn(id, hint -> background.onUi(() -> hint(run, hint)));
            return run.begun(attempt) ? attempt : null;
        }, attempt -> browse(run, attempt), this::failed);
    }

    private void browse(Browsed run, SignIn.@Nullable Attempt attempt) {
        if (attempt == null) {
            return;
        }
        show(run, attempt);
        card.trying(new WaitingForBrowser(times.now().plus(attempt.remaining())), null);
        openBrowser(run, attempt);
        job = background.run(() -> service.test(id, attempt, step -> background.onUi(() -> progress(step))),
                this::tested, this::failed);
    }

    private void openBrowser(Browsed run, SignIn.Attempt attempt) {
        run.opening = background.run(() -> {
            attempt.openBrowser();
            return true;
        }, _ -> {}, failure -> {
            LOG.log(System.Logger.Level.WARNING, "the browser did not open", failure);
            hint(run, Optional.of(sentence(Problem.BROWSER_NOT_OPENED)));
        });
    }

    /** The page once more, in the browser that had it; with a new time limit if there is little left of this one. */
    public void openAgain() {
        var run = browsed;
        if (!(state.get() instanceof Browsing(_, _, var ending)) || run == null || run.attempt == null) {
            return;
        }
        if (ending) {
            cancel();
            signIn();
        } else {
            openBrowser(run, run.attempt);
        }
    }

    /** For a browser that did not open by itself. */
    public void copyLink() {
        if (state.get() instanceof Browsing && browsed != null && browsed.attempt != null) {
            clipboard.accept(browsed.attempt.link().toString());
        }
    }

    /** The time that is left is said anew. */
    public void refresh() {
        if (state.get() instanceof Browsing && browsed != null && browsed.attempt != null) {
            show(browsed, browsed.attempt);
        }
    }

    private void show(Browsed run, SignIn.Attempt attempt) {
        var left = attempt.remaining();
        var ending = left.compareTo(NEARLY_OVER) < 0;
        var hint = ending ? Optional.of(words.get("connect.browser.ending")) : run.hint;
        state.set(new Browsing(words.get("connect.browser.left", times.countdown(left)), hint, ending));
    }

    private void hint(Browsed run, SignIn.Hint hint) {
        hint(run, Optional.of(switch (hint) {
            case FOREIGN_ANSWER -> sentence(Problem.FOREIGN_ANSWER);
            case LINK_USED -> words.get("connect.browser.link_used");
        }));
    }

    private void hint(Browsed run, Optional<String> text) {
        run.hint = text;
        if (run.equals(browsed) && state.get() instanceof Browsing) {
            refresh();
        }
    }

    private String sentence(Problem problem) {
        return words.of(problem, "title", id) + ". " + words.of(problem, "action", id);
    }

    /** Stops what runs, unless it is being kept by now; then the card shows what becomes of it. */
    public void cancel() {
        if (cancellable()) {
            job.cancel();
            over();
            state.set(new Open());
            card.trying(new Idle(), null);
        }
    }

    /** The browser is not waited for any more. */
    private void over() {
        if (browsed != null) {
            browsed.cancel();
            browsed = null;
        }
    }

    public boolean busy() {
        return state.get() instanceof Busy || state.get() instanceof Asking || state.get() instanceof Browsing;
    }

    public boolean cancellable() {
        return state.get() instanceof Asking || state.get() instanceof Browsing || (state.get() instanceof Busy(_, var cancellable) && cancellable);
    }

    private void keep(Tested tested) {
        step(Step.SAVING);
        job = background.run(() -> service.keep(tested), _ -> {
            card.trying(new Idle(), null);
            state.set(new Done(words.get("toast.connected", gymName, tested.count().contacts())));
        }, this::failed);
    }

    private void tested(Tested tested) {
        over();
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
        if (state.get() instanceof Busy || state.get() instanceof Browsing) {
            step(step);
        }
    }

    private void step(Step step) {
        state.set(new Busy(words.get("step." + step.name().toLowerCase(Locale.ROOT)), step != Step.SAVING));
        card.trying(new Testing(step), null);
    }

    private void failed(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "connecting failed", failure);
        over();
        var problem = failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
        state.set(new Failed(Message.of(problem, id, words), problem.remedy()));
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
