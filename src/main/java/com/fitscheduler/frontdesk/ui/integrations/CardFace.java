package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Disconnecting;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Syncing;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.Failure;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Option;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Pill;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives the facts of a card their face. What runs never hides what is true, offline never turns a card red, and nothing
 * turns green before it has succeeded.
 */
final class CardFace {

    private final CardFacts facts;
    private final Words words;
    private final TimeWords times;
    private final String id;

    CardFace(CardFacts facts, Words words, TimeWords times) {
        this.facts = facts;
        this.words = words;
        this.times = times;
        this.id = facts.card().key().integrationId();
    }

    /** No default branch: a connection state that is new does not compile until it has a face and an action here. */
    CardState state() {
        return switch (facts.card().connection()) {
            case Configure _ -> unconnected(pill("configure", Tone.NEUTRAL, "circle"), words.of(id, "configure"));
            case Disconnected(var by, var at) -> unconnected(pill("disconnected", Tone.NEUTRAL, "circle"),
                    words.get("card.disconnected.text", times.day(at), by));
            case Connected(_, var last, var trouble) -> connected(last, trouble);
            case Broken(_, var last, var cause) -> broken(last, cause);
        };
    }

    private CardState unconnected(Pill truth, String text) {
        var busy = !(facts.activity() instanceof Idle);
        var refused = busy ? null : facts.hitch();
        var first = busy ? pill("connecting", Tone.INFO, "clock")
                : refused == null ? truth : pill("error", Tone.ERROR, "error");
        var said = refused != null || busy ? "" : facts.offline() ? words.get("card.offline.connect") : text;
        var connect = option(Act.CONNECT, refused == null ? "card.connect" : "card.again", !facts.offline());
        return new CardState(words.name(id), refused == null ? Tone.NEUTRAL : Tone.ERROR, pills(first), said, List.of(),
                message(refused), shared(), step(), options(connect), false);
    }

    private CardState connected(Count last, @Nullable Failure trouble) {
        // That there was no network is the banner's affair while it lasts, and over once it is back.
        var passing = trouble == null || trouble.problem() == Problem.OFFLINE || facts.offline() ? null : trouble;
        var pills = new ArrayList<>(pills(pill("connected", Tone.SUCCESS, "check")));
        if (passing != null && facts.activity() instanceof Idle) {
            pills.add(pill("trouble", Tone.WARNING, "warning"));
        }
        var problem = facts.hitch() != null ? facts.hitch() : passing != null ? passing.problem() : null;
        var note = facts.offline() ? words.get("card.offline.note") : shared();
        var sync = option(Act.SYNC, problem == null ? "card.sync" : "card.now", !facts.offline());
        return new CardState(words.name(id), Tone.NEUTRAL, pills, "", values(last, passing), message(problem), note,
                step(), options(sync), true);
    }

    private CardState broken(Count last, Failure cause) {
        var hitch = facts.hitch();
        var problem = hitch != null ? hitch : cause.problem();
        var summary = words.get("card.last", times.ago(last.at()), last.contacts());
        var main = switch (cause.problem().remedy()) {
            case TRY_AGAIN -> option(Act.SYNC, "card.again", true);
            case RECONNECT -> option(Act.RECONNECT, "card.reconnect", true);
            case ENTER_TOKEN -> option(Act.RECONNECT, "card.reconnect", true);
            case CHECK_ENTRIES -> option(Act.RECONNECT, "card.reconnect", true);
        };
        var note = Stream.of(summary, facts.offline() ? words.get("card.offline.note") : shared())
                .filter(text -> !text.isEmpty()).toList();
        return new CardState(words.name(id), Tone.ERROR, pills(pill("disconnected", Tone.ERROR, "error")), "", List.of(),
                message(problem), String.join("\n", note), step(),
                options(main, option(Act.DETAILS, "card.details", false)), true);
    }

    /** The truth first, then what runs, then how fresh it is. */
    private List<Pill> pills(Pill truth) {
        var pills = new ArrayList<Pill>();
        pills.add(truth);
        var held = facts.card().connection().held().isPresent();
        switch (facts.activity()) {
            case Testing _ when held -> pills.add(pill("connecting", Tone.INFO, "clock"));
            case Syncing _ -> pills.add(pill("syncing", Tone.INFO, "clock"));
            case Disconnecting _ -> pills.add(pill("disconnecting", Tone.INFO, "clock"));
            case Testing _, Idle _ -> {
                // Said by the first pill.
            }
        }
        if (facts.offline() && facts.activity() instanceof Idle) {
            pills.add(pill("offline", Tone.WARNING, "cloud-off"));
        }
        return pills;
    }

    private List<Value> values(Count last, @Nullable Failure trouble) {
        var when = facts.offline() ? times.day(last.at()) : times.ago(last.at());
        var values = new ArrayList<Value>();
        values.add(new Value(words.get("card.synced"), when, times.absolute(last.at())));
        values.add(new Value(words.get("card.contacts"), words.number(last.contacts()), ""));
        if (trouble != null) {
            values.add(new Value(words.get("card.tried"), times.ago(trouble.at()), times.absolute(trouble.at())));
        }
        return values;
    }

    private String shared() {
        return facts.card().waiting() == null ? "" : words.get("card.waiting");
    }

    private String step() {
        return switch (facts.activity()) {
            case Idle _ -> "";
            case Testing(var step) -> words.get("step." + step.name().toLowerCase(Locale.ROOT));
            case Syncing _ -> words.get("step.counting");
            case Disconnecting _ -> words.get("step.removing");
        };
    }

    private List<Option> options(Option... whenIdle) {
        Activity activity = facts.activity();
        return switch (activity) {
            case Idle _ -> List.of(whenIdle);
            case Testing _, Syncing _ -> List.of(option(Act.CANCEL, "card.cancel", false));
            case Disconnecting _ -> List.of();
        };
    }

    private Option option(Act act, String key, boolean primary) {
        return new Option(act, words.get(key), primary);
    }

    private Pill pill(String key, Tone tone, String icon) {
        return new Pill(words.get("pill." + key), tone, icon);
    }

    private Optional<Message> message(@Nullable Problem problem) {
        return problem != null && facts.activity() instanceof Idle
                ? Optional.of(Message.of(problem, id, words))
                : Optional.empty();
    }
}
