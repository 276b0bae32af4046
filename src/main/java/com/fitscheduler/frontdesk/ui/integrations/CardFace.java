package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.integration.Activity.Disconnecting;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.Activity.Syncing;
import com.fitscheduler.frontdesk.integration.Activity.Testing;
import com.fitscheduler.frontdesk.integration.Activity.Waiting;
import com.fitscheduler.frontdesk.integration.Activity.WaitingForBrowser;
import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Configure;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.Failure;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.TimeWords;
import com.fitscheduler.frontdesk.ui.Tone;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Act;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Option;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Pill;
import com.fitscheduler.frontdesk.ui.integrations.CardState.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
            case Configure _ when isElsewhere() -> elsewhere();
            case Disconnected _ when isElsewhere() -> elsewhere();
            case Configure _ -> unconnected(pill("configure", Tone.NEUTRAL, "circle"), words.of(id, "configure"));
            case Disconnected(var by, var at) -> unconnected(pill("disconnected", Tone.NEUTRAL, "circle"),
                    by.isEmpty() ? words.get("card.disconnected.elsewhere") : words.get("card.disconnected.text", times.day(at), by));
            case Connected(_, var last, var trouble) -> connected(last, trouble);
            case Broken(_, var last, var cause) -> broken(last, cause);
        };
    }

    private CardState unconnected(Pill truth, String text) {
        var busy = !(facts.activity() instanceof Idle);
        var removing = facts.activity() instanceof Disconnecting;
        var refused = busy ? null : facts.hitch();
        // Somebody chose not to, or did not finish: nothing is wrong.
        var wrong = refused != null && refused.weight() != Problem.Weight.NO_HARM;
        var first = removing ? truth : busy ? pill("connecting", Tone.INFO, "clock") : wrong ? pill("error", Tone.ERROR, "error") : truth;
        var calm = facts.found() ? words.get("card.found") : facts.offline() ? words.get("card.offline.connect") : text;
        var options = new ArrayList<Option>();
        if (facts.found()) {
            options.add(option(Act.TEST_FOUND, "card.again", !facts.offline()));
        }
        if (refused == null || facts.found()) {
            options.add(option(Act.CONNECT, "card.connect", options.isEmpty() && !facts.offline()));
        } else {
            options.add(mend(refused, true));
            options.add(option(Act.CONNECT, "card.configure", false));
            if (refused.weight() != Problem.Weight.NO_HARM) {
                add(options, option(Act.DETAILS, "card.details", false));
            }
        }
        if (facts.card().leftover()) {
            options.add(option(Act.SWEEP, "card.sweep", false));
        }
        if (options.size() == 1 && refused == null && facts.card().connection() instanceof Configure) {
            options.add(option(Act.HELP, "card.how", false));
        }
        return new CardState(words.name(id), wrong ? Tone.ERROR : Tone.NEUTRAL, pills(first),
                busy || (refused != null && !facts.found()) ? browser() : calm, List.of(), message(refused), notes(shared()),
                step(), options(options), facts.found());
    }

    private boolean isElsewhere() {
        return facts.card().elsewhere().isPresent() && facts.hitch() == null && !facts.found()
                && facts.activity().isAtRest();
    }

    /** The gym is connected, and this computer has no login for it. */
    private CardState elsewhere() {
        var shared = facts.card().shared();
        var desks = shared.others().stream().filter(SharedRow.Desk::hasLogin).map(SharedRow.Desk::name).toList();
        var text = desks.isEmpty() ? words.get("card.elsewhere.nobody") : words.get("card.elsewhere", String.join(", ", desks));
        var options = new ArrayList<Option>();
        options.add(option(Act.CONNECT, "card.connect_here", !facts.offline()));
        if (facts.card().leftover()) {
            options.add(option(Act.SWEEP, "card.sweep", false));
        }
        return new CardState(words.name(id), Tone.NEUTRAL, pills(pill("connected", Tone.SUCCESS, "check")), text,
                facts.card().lastCount().map(last -> values(last, null)).orElse(List.of()), Optional.empty(),
                notes(facts.offline() ? words.get("card.offline.note") : "", others()), "", options, true);
    }

    private CardState connected(Count own, @Nullable Failure trouble) {
        var last = facts.card().lastCount().orElse(own);
        // That there was no network is the banner's affair while it lasts, and over once it is back.
        var now = trouble == null || trouble.problem() == Problem.OFFLINE || facts.offline() ? null : trouble;
        var passes = now != null && now.problem().weight() == Problem.Weight.PASSES;
        var pills = new ArrayList<>(pills(pill("connected", Tone.SUCCESS, "check")));
        if (now != null && facts.activity().isAtRest()) {
            pills.add(passes ? pill("trouble", Tone.WARNING, "warning")
                    : pill("attention", Tone.ERROR, "error"));
        }
        var verdict = facts.verdict();
        if (verdict == Problem.CHANGED_ELSEWHERE) {
            return collided(last);
        }
        var quiet = times.isFuture(last.at()) ? Problem.CLOCK_WRONG : verdict;
        var urgent = facts.hitch() != null ? facts.hitch() : now != null ? now.problem() : null;
        var problem = urgent != null ? urgent : quiet;
        var options = new ArrayList<Option>();
        if (problem == null && facts.card().unknownToGym()) {
            options.addAll(List.of(option(Act.SYNC, "card.sync", !facts.offline()), option(Act.RECONNECT, "card.reconnect", false)));
        } else if (urgent == null || urgent.weight() == Problem.Weight.PASSES) {
            options.add(option(Act.SYNC, urgent == null ? "card.sync" : "card.now", !facts.offline()));
            if (problem != null) {
                add(options, mend(problem, false));
            }
        } else {
            options.add(mend(urgent, true));
            add(options, option(Act.SYNC, "card.again", false));
        }
        return new CardState(words.name(id), Tone.NEUTRAL, pills, browser(), values(last, now), message(problem),
                notes(facts.offline() ? words.get("card.offline.note") : shared(), others()), step(),
                options(options), true);
    }

    /** A change made here and one made elsewhere met: a person says which one stands. */
    private CardState collided(Count last) {
        var change = facts.card().shared().changed();
        var message = Message.of(Problem.CHANGED_ELSEWHERE, id, words);
        var said = change == null ? message
                : message.because(words.get("card.collided", change.desk(), times.ago(change.at())));
        var options = List.of(option(Act.KEEP_THEIRS, "card.keep_theirs", false), option(Act.APPLY_OURS, "card.apply_ours", false));
        return new CardState(words.name(id), Tone.NEUTRAL, pills(pill("connected", Tone.SUCCESS, "check")), "",
                values(last, null), Optional.of(said), notes(), step(), options(options), true);
    }

    /** What other computers of the gym have met: their affair, and worth knowing here. */
    private String others() {
        return facts.card().shared().others().stream().filter(desk -> desk.hasLogin() && desk.trouble() != null)
                .map(desk -> words.get("card.other_trouble", desk.name(),
                        words.of(Problem.of(String.valueOf(desk.trouble())), "title", id)))
                .collect(Collectors.joining("\n"));
    }

    private CardState broken(Count last, Failure cause) {
        var hitch = facts.hitch();
        var problem = hitch != null ? hitch : cause.problem();
        var summary = words.get("card.last", times.ago(last.at()), last.contacts());
        var options = new ArrayList<>(List.of(mend(problem, true)));
        add(options, option(Act.RECONNECT, "card.reconnect", false));
        add(options, option(Act.DETAILS, "card.details", false));
        return new CardState(words.name(id), Tone.ERROR, pills(pill("disconnected", Tone.ERROR, "error")), browser(), List.of(),
                message(problem), notes(summary, facts.offline() ? words.get("card.offline.note") : shared()), step(),
                options(options), true);
    }

    /**
     * What a person can do about it. No default branch: a remedy that is new does not compile until it is a button here.
     * Where something is connected, {@link Act#RECONNECT} is its name for every way that leads to the connect dialog.
     */
    private Option mend(Problem problem, boolean primary) {
        var held = facts.card().connection().held().isPresent();
        var again = held ? Act.SYNC : Act.RETRY;
        return switch (problem.remedy()) {
            // Without an attempt there is no link any more.
            case TRY_AGAIN, COPY_LINK -> option(again, "card.again", primary);
            case TRY_NOW -> option(again, "card.now", primary);
            case CHECK_AGAIN -> option(again, "card.check_again", primary);
            case RECONNECT -> held ? option(Act.RECONNECT, "card.reconnect", primary) : option(Act.RETRY, "card.again", primary);
            case ENTER_TOKEN -> held ? option(Act.RECONNECT, "card.reconnect", primary)
                    : option(Act.ENTER_TOKEN, "card.enter_token", primary);
            case CHECK_ENTRIES -> held ? option(Act.RECONNECT, "card.reconnect", primary)
                    : option(Act.ENTER_TOKEN, "card.check_entries", primary);
            case USE_TOKEN -> option(Act.ENTER_TOKEN, "card.use_token", primary);
            case NETWORK_SETTINGS -> option(Act.NETWORK_SETTINGS, "card.network_settings", primary);
            case DETAILS -> option(Act.DETAILS, "card.details", primary);
            case OPEN_FOLDER -> option(Act.OPEN_FOLDER, "card.open_folder", primary);
            case SIGN_IN -> option(Act.SIGN_IN, "card.sign_in", primary);
            case SUPPORT_FILE -> option(Act.SUPPORT_FILE, "card.support_file", primary);
        };
    }

    /** One button more, unless one does the same or another way to the same connection is offered already. */
    private static void add(List<Option> options, Option more) {
        var leads = options.stream().map(Option::act).toList();
        if (!leads.contains(more.act()) && !(more.act() == Act.SYNC && leads.contains(Act.RECONNECT))) {
            options.add(more);
        }
    }

    /** The truth first, then what runs, then how fresh it is. */
    private List<Pill> pills(Pill truth) {
        var pills = new ArrayList<Pill>();
        pills.add(truth);
        var held = facts.card().connection().held().isPresent();
        switch (facts.activity()) {
            case Testing _ when held -> pills.add(pill("connecting", Tone.INFO, "clock"));
            case WaitingForBrowser _ when held -> pills.add(pill("connecting", Tone.INFO, "clock"));
            case Syncing _ -> pills.add(pill("syncing", Tone.INFO, "clock"));
            case Disconnecting _ -> pills.add(pill("disconnecting", Tone.INFO, "clock"));
            case Testing _, WaitingForBrowser _, Idle _, Waiting _ -> {
                // Said by the first pill, or by the message.
            }
        }
        if (facts.offline() && facts.activity().isAtRest()) {
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
        return facts.card().waiting() != null ? words.get(facts.verdict() == null ? "card.waiting" : "card.kept")
                : facts.card().unknownToGym() ? words.get("card.unknown") : "";
    }

    /** Quiet lines: what is given, then what comes next by itself and what is left to do. */
    private String notes(String... given) {
        var notes = new ArrayList<>(List.of(given));
        if (facts.activity() instanceof Waiting(_, var until)) {
            notes.add(words.get("card.again_in", times.until(until)));
        } else if (facts.activity() instanceof Idle && facts.tries() > 1) {
            notes.add(words.get("card.tries", facts.tries()));
        }
        if (facts.card().leftover() && facts.activity().isAtRest()) {
            notes.add(words.get("card.leftover"));
        }
        return notes.stream().filter(note -> !note.isEmpty()).collect(Collectors.joining("\n"));
    }

    private String browser() {
        return facts.activity() instanceof WaitingForBrowser ? words.get("card.browser") : "";
    }

    private String step() {
        return switch (facts.activity()) {
            case Idle _, Waiting _ -> "";
            case Testing(var step) -> words.get("step." + step.name().toLowerCase(Locale.ROOT));
            case WaitingForBrowser(var until) -> words.get("connect.browser.left", times.countdown(Duration.between(times.now(), until)));
            case Syncing _ -> words.get("step.counting");
            case Disconnecting _ -> words.get("step.removing");
        };
    }

    private List<Option> options(List<Option> whenIdle) {
        var cancel = option(Act.CANCEL, "card.cancel", false);
        return switch (facts.activity()) {
            case Idle _ -> whenIdle;
            // The service asked to be left alone that long.
            case Waiting(var problem, _) when problem == Problem.TOO_MANY_REQUESTS -> List.of(cancel);
            case Waiting _ -> List.of(option(Act.SYNC, "card.now", true), cancel);
            // It cannot be undone any more, and is over in a moment.
            case Testing(var step) when step == Step.SAVING -> List.of();
            case Testing _, Syncing _ -> List.of(cancel);
            case WaitingForBrowser _ -> List.of(cancel, option(Act.OPEN_AGAIN, "card.open_again", false),
                    option(Act.COPY_LINK, "card.copy_link", false));
            case Disconnecting _ -> List.of();
        };
    }

    private Option option(Act act, String key, boolean primary) {
        return new Option(act, words.get(key), primary);
    }

    private Pill pill(String key, Tone tone, String icon) {
        return new Pill(words.get("pill." + key), tone, icon);
    }

    private Optional<Message> message(@Nullable Problem atRest) {
        return switch (facts.activity()) {
            case Idle _ -> Optional.ofNullable(atRest).map(problem -> Message.of(problem, id, words));
            case Waiting(var problem, _) -> Optional.of(Message.of(problem, id, words).doing(words.get("card.nothing_to_do")));
            case Testing _, WaitingForBrowser _, Syncing _, Disconnecting _ -> Optional.empty();
        };
    }
}
