package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Disconnecting;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Syncing;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.Activity.Waiting;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Link;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A card without its nodes: facts in, one state out. Everything is called on the UI thread. */
public final class IntegrationCardViewModel {

    private static final System.Logger LOG = System.getLogger(IntegrationCardViewModel.class.getName());
    /** Before the second, third and fourth try of a count that a person asked for. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1));
    /** Nobody waits longer for what one press began. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SHORTEST_BETWEEN_MENDINGS = Duration.ofMinutes(1);

    /**
     * Where a card sends a person.
     *
     * @param connect opens the connect dialog
     * @param details opens the details
     * @param help    opens the help
     * @param toast   says something in passing
     * @param others  what is done elsewhere than on the card, by act
     */
    public record Ways(Runnable connect, Runnable details, Runnable help, Consumer<String> toast, Map<Act, Runnable> others) {

        /** Where there is nothing else. */
        public Ways(Runnable connect, Runnable details, Consumer<String> toast) {
            this(connect, details, () -> {}, toast, Map.of());
        }
    }

    private final IntegrationService service;
    private final Background background;
    private final Words words;
    private final TimeWords times;
    private final Ways ways;
    private final String id;
    private final ReadOnlyObjectWrapper<CardState> state;
    private CardFacts facts;
    private Background.Job job = () -> {};
    /** Whether the keychain was searched for a login that this card, which has none, knows nothing of. */
    private boolean looked;
    private Instant nextMending = Instant.MIN;
    private Duration betweenMendings = SHORTEST_BETWEEN_MENDINGS;

    /** @param card as it is stored */
    public IntegrationCardViewModel(
            Card card, IntegrationService service, Background background, Words words, TimeWords times, Ways ways) {
        this.service = service;
        this.background = background;
        this.words = words;
        this.times = times;
        this.ways = ways;
        this.id = card.key().integrationId();
        this.facts = CardFacts.of(card);
        this.state = new ReadOnlyObjectWrapper<>(new CardFace(facts, words, times).state());
    }

    public ReadOnlyObjectProperty<CardState> state() {
        return state.getReadOnlyProperty();
    }

    public String id() {
        return id;
    }

    /** The card was stored anew, by whomever. */
    public void show(Card card) {
        var ended = card.leftover() && holdsLogin() && card.connection().held().isEmpty();
        update(facts.with(card).found(facts.found() && card.connection() instanceof Configure)
                .verdict(card.waiting() == null ? null : facts.verdict()));
        if (ended) {
            // At another computer, unless something runs here that removes the login itself.
            nextMending = Instant.MIN;
            mend();
        }
    }

    /** Why the shared backend does not take the change that waits; null once it does. */
    public void verdict(@Nullable Problem why) {
        update(facts.verdict(why));
    }

    public void offline(boolean offline) {
        update(facts.offline(offline));
    }

    /**
     * A new connection is being tried, or no longer; {@code problem} says why it failed, null if it did not. Where there
     * is a connection already, only a trouble of this computer's is the card's affair too: what else kept a new one from
     * taking its place says nothing of the one that stays.
     */
    public void trying(Activity activity, @Nullable Problem problem) {
        var ours = problem != null && (!holdsLogin() || problem.weight() == Problem.Weight.NEEDS_PERSON);
        rest();
        update(facts.with(activity).hitch(ours ? problem : null));
    }

    /** Words that depend on the time are said anew. */
    public void refresh() {
        update(facts);
    }

    /** The person pressed one of the card's buttons. */
    public void act(Act act) {
        switch (act) {
            case CONNECT, RECONNECT -> {
                if (!busy()) {
                    ways.connect().run();
                }
            }
            case SWITCH, RETRY, ENTER_TOKEN -> {
                if (!busy()) {
                    elsewhere(act);
                }
            }
            case DETAILS -> ways.details().run();
            case HELP -> ways.help().run();
            case SYNC -> sync(0);
            case TEST_FOUND -> recover();
            case SWEEP -> start(new Disconnecting(), () -> service.sweep(id), card -> swept(card, "toast.removed"));
            case CANCEL -> cancel();
            case OPEN_AGAIN, COPY_LINK, NETWORK_SETTINGS, OPEN_FOLDER, SIGN_IN, SUPPORT_FILE -> elsewhere(act);
            case KEEP_THEIRS -> start(new Disconnecting(), () -> service.keepTheirs(id), card -> swept(card, "toast.kept_theirs"));
            case APPLY_OURS -> start(new Testing(Step.SAVING), () -> service.applyOurs(id),
                    _ -> ways.toast().accept(words.get("toast.applied_ours")));
        }
    }

    /** Whether there is a connection, working or broken, that a new one would take the place of. */
    public boolean holdsLogin() {
        return facts.card().connection().held().isPresent();
    }

    /** How the connection that there is was made; empty where there is none. */
    public Optional<Method> method() {
        return facts.card().connection().held().map(Link::method);
    }

    /** The way to connect that was not taken, if it can be; empty where there is no connection. */
    public Optional<Method> otherMethod() {
        return method().map(present -> present == Method.OAUTH ? Method.MANUAL : Method.OAUTH)
                .filter(other -> other == Method.MANUAL || service.canSignIn(id));
    }

    /** Whether there is a login on this computer to count with. */
    public boolean countable() {
        return holdsLogin() || facts.found();
    }

    /** When a count is made again by itself; empty if none is. */
    public Optional<Instant> nextTry() {
        return facts.activity() instanceof Waiting(_, var until) ? Optional.of(until) : Optional.empty();
    }

    public boolean busy() {
        return !facts.activity().isAtRest();
    }

    /** What to ask before {@link #disconnect}. */
    public Question disconnectQuestion(String gymName) {
        if (facts.found()) {
            return new Question(words.get("disconnect.found.title"),
                    words.get("disconnect.found.text", gymName, words.name(id)),
                    words.get("disconnect.found.yes"), words.get("disconnect.found.no"), true);
        }
        return new Question(words.get("disconnect.title", words.name(id)),
                words.get("disconnect.text", gymName, words.name(id)),
                words.get("disconnect.yes"), words.get("disconnect.no"), true);
    }

    public void disconnect() {
        var done = facts.found() ? "toast.removed" : "toast.disconnected";
        start(new Disconnecting(), () -> service.disconnect(id), card -> swept(card, done));
    }

    /**
     * Mends what a kill, lost data or a locked keychain left behind, now or when the keychain is open. To be called again
     * and again; asks nobody, and says nothing where there is nothing to mend.
     */
    public void mend() {
        var unseen = facts.card().connection() instanceof Configure && !looked;
        if (busy() || !(facts.card().leftover() || unseen) || times.now().isBefore(nextMending)) {
            return;
        }
        background.run(service::keychainOpensUnasked, open -> {
            if (open) {
                // Where nobody can tell whether a person will be asked, it is not every minute.
                nextMending = times.now().plus(betweenMendings);
                betweenMendings = betweenMendings.multipliedBy(2);
                if (facts.card().leftover()) {
                    background.run(() -> service.sweep(id), _ -> {}, IntegrationCardViewModel::problem);
                } else {
                    looked = true;
                    recover();
                }
            }
        }, IntegrationCardViewModel::problem);
    }

    private void recover() {
        if (busy()) {
            return;
        }
        update(facts.hitch(null));
        var shown = new AtomicBoolean();
        job = background.run(() -> service.recover(id, () -> background.onUi(() -> shown.set(found()))), card -> {
            if (shown.get()) {
                update(facts.with(new Idle()));
                card.flatMap(now -> now.connection().lastCount()).ifPresent(count ->
                        ways.toast().accept(words.get("toast.recovered", words.name(id), count.contacts())));
            }
        }, failure -> {
            var problem = problem(failure);
            if (shown.get()) {
                update(facts.with(new Idle()).hitch(problem));
            }
        });
    }

    /** False if the person has begun something else meanwhile. */
    private boolean found() {
        var free = !busy();
        if (free) {
            update(facts.found(true).with(new Testing(Step.COUNTING)));
        }
        return free;
    }

    private void swept(Card card, String done) {
        nextMending = Instant.MIN;
        betweenMendings = SHORTEST_BETWEEN_MENDINGS;
        update(facts.found(false));
        ways.toast().accept(words.get(card.leftover() ? "toast.leftover" : done));
    }

    private void sync(int triesBefore) {
        var before = facts.card().connection().lastCount().map(last -> last.contacts()).orElse(0L);
        start(new Syncing(), () -> service.sync(id), synced -> {
            if (synced.problem() == null) {
                synced.card().connection().lastCount().map(last -> last.contacts()).ifPresent(now -> ways.toast().accept(
                        words.get("toast.synced", now, now - before, Math.abs(now - before))));
            } else {
                failed(synced.card(), synced.problem(), synced.retryAfter(), triesBefore + 1);
            }
        });
    }

    /** A few more tries for what passes; for anything else, and after them, a person decides. */
    private void failed(Card card, Problem problem, Duration retryAfter, int tries) {
        // A card that was broken before goes on saying by what.
        var said = card.connection() instanceof Broken(_, _, var cause) && cause.problem() != problem ? problem : null;
        if (problem == Problem.OFFLINE || facts.offline()) {
            update(facts.hitch(said));
            ways.toast().accept(words.get("toast.offline"));
            return;
        }
        var again = problem.weight() == Problem.Weight.PASSES && tries <= PAUSES.size()
                && retryAfter.compareTo(LONGEST_PAUSE) <= 0;
        if (!again) {
            update(facts.hitch(said).tries(problem.weight() == Problem.Weight.PASSES ? tries : 0));
            return;
        }
        var planned = PAUSES.get(tries - 1);
        var pause = planned.compareTo(retryAfter) < 0 ? retryAfter : planned;
        update(facts.with(new Waiting(problem, times.now().plus(pause))));
        job = background.later(pause, () -> sync(tries));
    }

    private <T> void start(Activity activity, Callable<T> work, Consumer<T> onDone) {
        if (busy()) {
            return;
        }
        rest();
        update(facts.with(activity).hitch(null).tries(0));
        // The stored card is not taken from the outcome: show has it already, or a newer one.
        job = background.run(work, outcome -> {
            update(facts.with(new Idle()));
            onDone.accept(outcome);
        }, failure -> update(facts.with(new Idle()).hitch(problem(failure))));
    }

    private void elsewhere(Act act) {
        Optional.ofNullable(ways.others().get(act)).ifPresent(Runnable::run);
    }

    private void cancel() {
        // What the connect dialog began ends there, and is told from there.
        elsewhere(Act.CANCEL);
        job.cancel();
        ways.toast().accept(words.get("toast.cancelled"));
        update(facts.with(new Idle()));
    }

    /** Whatever the person does next takes the place of another try that was planned. */
    private void rest() {
        if (facts.activity() instanceof Waiting) {
            job.cancel();
        }
    }

    private void update(CardFacts next) {
        facts = next;
        state.set(new CardFace(next, words, times).state());
    }

    private static Problem problem(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "an action failed", failure);
        return failure instanceof IntegrationException e ? e.problem() : Problem.UNEXPECTED;
    }
}
