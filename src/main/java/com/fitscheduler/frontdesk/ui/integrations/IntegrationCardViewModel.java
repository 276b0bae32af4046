package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Disconnecting;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Syncing;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.Question;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A card without its nodes: facts in, one state out. Everything is called on the UI thread. */
public final class IntegrationCardViewModel {

    private static final System.Logger LOG = System.getLogger(IntegrationCardViewModel.class.getName());

    /**
     * Where a card sends a person.
     *
     * @param connect opens the connect dialog
     * @param details opens the details
     * @param toast   says something in passing
     */
    public record Ways(Runnable connect, Runnable details, Consumer<String> toast) {}

    private final IntegrationService service;
    private final Background background;
    private final Words words;
    private final TimeWords times;
    private final Ways ways;
    private final String id;
    private final ReadOnlyObjectWrapper<CardState> state;
    private CardFacts facts;
    private Background.Job job = () -> {};

    /** @param card as it is stored */
    public IntegrationCardViewModel(
            Card card, IntegrationService service, Background background, Words words, TimeWords times, Ways ways) {
        this.service = service;
        this.background = background;
        this.words = words;
        this.times = times;
        this.ways = ways;
        this.id = card.key().integrationId();
        this.facts = new CardFacts(card, new Idle(), false, null);
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
        update(facts.with(card));
    }

    public void offline(boolean offline) {
        update(facts.offline(offline));
    }

    /**
     * A new connection is being tried, or no longer; {@code problem} says why it failed, null if it did not. Where there
     * is a connection already, a failed attempt to replace it is the dialog's affair: it says nothing of the one that stays.
     */
    public void trying(Activity activity, @Nullable Problem problem) {
        update(facts.with(activity).hitch(holdsLogin() ? null : problem));
    }

    /** Words that depend on the time are said anew. */
    public void refresh() {
        update(facts);
    }

    /** The person pressed one of the card's buttons. */
    public void act(Act act) {
        switch (act) {
            case CONNECT, RECONNECT -> ways.connect().run();
            case DETAILS -> ways.details().run();
            case SYNC -> sync();
            case CANCEL -> cancel();
        }
    }

    /** Whether there is a connection, working or broken, that a new one would take the place of. */
    public boolean holdsLogin() {
        return facts.card().connection().held().isPresent();
    }

    public boolean busy() {
        return !(facts.activity() instanceof Idle);
    }

    /** What to ask before {@link #disconnect}. */
    public Question disconnectQuestion(String gymName) {
        return new Question(words.get("disconnect.title", words.name(id)),
                words.get("disconnect.text", gymName, words.name(id)),
                words.get("disconnect.yes"), words.get("disconnect.no"), true);
    }

    public void disconnect() {
        start(new Disconnecting(), () -> service.disconnect(id), _ -> ways.toast().accept(words.get("toast.disconnected")));
    }

    private void sync() {
        var before = facts.card().connection().lastCount().map(last -> last.contacts()).orElse(0L);
        start(new Syncing(), () -> service.sync(id), card -> {
            if (card.connection() instanceof Connected(_, var last, var trouble) && trouble == null) {
                ways.toast().accept(words.get("toast.synced", last.contacts(), last.contacts() - before,
                        Math.abs(last.contacts() - before)));
            } else if (facts.offline()) {
                ways.toast().accept(words.get("toast.offline"));
            }
        });
    }

    private void start(Activity activity, Callable<Card> work, Consumer<Card> onDone) {
        if (busy()) {
            return;
        }
        update(facts.with(activity).hitch(null));
        job = background.run(work, card -> {
            update(facts.with(card).with(new Idle()));
            onDone.accept(card);
        }, failure -> update(facts.with(new Idle()).hitch(problem(failure))));
    }

    private void cancel() {
        job.cancel();
        ways.toast().accept(words.get("toast.cancelled"));
        update(facts.with(new Idle()));
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
