package com.fitscheduler.frontdesk.cli;

import com.fitscheduler.frontdesk.cli.Command.Connect;
import com.fitscheduler.frontdesk.cli.Command.Disconnect;
import com.fitscheduler.frontdesk.cli.Command.Examine;
import com.fitscheduler.frontdesk.cli.Command.SignIn;
import com.fitscheduler.frontdesk.cli.Command.Status;
import com.fitscheduler.frontdesk.cli.Command.Support;
import com.fitscheduler.frontdesk.cli.Command.Sync;
import com.fitscheduler.frontdesk.diagnosis.Doctor;
import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.EntryAdvice;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.support.FindingWords;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Carries a command out at a desk and prints what came of it. */
public final class Commands {

    /** What the process ends with. */
    public static final int WELL = 0;
    /** Something failed; its code and words are on the error output. */
    public static final int FAILED = 1;
    /** Not understood, or a setting that cannot be used. */
    public static final int MISUSED = 2;
    /** Nothing is connected. */
    public static final int NOT_CONNECTED = 4;

    private static final System.Logger LOG = System.getLogger(Commands.class.getName());

    private final Desk desk;
    private final Words words;
    private final PrintWriter out;
    private final PrintWriter err;

    public Commands(Desk desk, Words words, PrintWriter out, PrintWriter err) {
        this.desk = desk;
        this.words = words;
        this.out = out;
        this.err = err;
    }

    /**
     * Blocks until it is over.
     *
     * @param input the line from the standard input, for a command that wants one
     * @return the status for the process
     */
    public int run(Command command, String input) throws InterruptedException {
        try {
            return switch (command) {
                case Status(var json) -> status(json);
                case Connect(var id, var anyway) -> connect(id, input, anyway);
                case Sync() -> sync();
                case Disconnect() -> disconnect();
                case Examine(var json) -> examine(json);
                case Support(var file) -> support(file);
                case SignIn(var email, var locationId) -> signIn(email, locationId, input);
            };
        } catch (IntegrationException e) {
            LOG.log(System.Logger.Level.WARNING, "a command failed: {0}", e.getMessage());
            return failed(e.problem());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a command ended by a fault", e);
            return failed(Problem.UNEXPECTED);
        }
    }

    private int status(boolean json) throws IntegrationException {
        var cards = desk.cards();
        if (json) {
            out.println(Json.status(desk.place(), cards, words));
        } else {
            var place = desk.place();
            out.println(words.get(place.practice() ? "cli.status.practice" : "cli.status.place", place.gym(), place.desk()));
            for (var card : cards) {
                out.println(new CardWords(words).line(card));
            }
        }
        return worst(cards.stream().map(CardWords::state).toList());
    }

    private static int worst(List<CardWords.State> states) {
        if (states.stream().anyMatch(CardWords.State::isTrouble)) {
            return FAILED;
        }
        return states.contains(CardWords.State.CONNECTED) ? WELL : NOT_CONNECTED;
    }

    private int connect(String locationId, String token, boolean anyway) throws IntegrationException, InterruptedException {
        var id = id();
        var entry = ManualEntry.pasted(token, locationId);
        for (var advice : desk.service().review(id, entry)) {
            err.println(words.of(id, "advice." + advice.field().name().toLowerCase(Locale.ROOT) + "."
                    + advice.kind().name().toLowerCase(Locale.ROOT)));
            if (advice.kind() != EntryAdvice.Kind.UNUSUAL) {
                return MISUSED;
            }
        }
        var tested = desk.service().test(id, entry, step -> {});
        if (!anyway && !desk.service().isThisGym(tested)) {
            err.println(words.get("cli.connect.other", tested.accountName().orElse(""), desk.place().gym()));
            return FAILED;
        }
        return said(desk.service().keep(tested));
    }

    private int sync() throws IntegrationException, InterruptedException {
        var id = id();
        if (desk.service().card(id).connection().held().isEmpty()) {
            err.println(words.get("cli.not_connected", words.name(id)));
            return NOT_CONNECTED;
        }
        var synced = desk.service().sync(id);
        var problem = synced.problem();
        return problem == null ? said(synced.card()) : failed(problem);
    }

    private int disconnect() throws IntegrationException, InterruptedException {
        var card = desk.service().disconnect(id());
        if (card.leftover()) {
            err.println(words.get("card.leftover"));
            return FAILED;
        }
        return said(card);
    }

    private int examine(boolean json) throws InterruptedException {
        var found = desk.examine(finding -> {
            if (!json) {
                out.println(findingWords().line(finding));
                out.flush();
            }
        });
        if (json) {
            out.println(Json.findings(found, findingWords()));
        }
        var cause = Doctor.cause(found);
        cause.ifPresent(finding -> err.println(findingWords().advice(finding)));
        return cause.isPresent() ? FAILED : WELL;
    }

    private int support(Path file) throws IntegrationException, InterruptedException {
        List<Finding> found = new ArrayList<>();
        desk.examine(found::add);
        var support = desk.supportFile(found);
        support.write(file);
        for (var entry : support.entries()) {
            var problem = entry.problem();
            out.println(problem == null ? words.get("support.entry", entry.name(), entry.bytes(), entry.removed())
                    : words.get("support.entry.failed", entry.name(), problem.code()));
        }
        support.leftOut().forEach(what -> out.println(words.get("support.left_out", what)));
        out.println(words.get("support.saved", file));
        return WELL;
    }

    private int signIn(String email, String locationId, String password) throws IntegrationException, InterruptedException {
        var way = desk.signIn();
        if (way.isEmpty()) {
            err.println(words.get("cli.sign_in.none"));
            return FAILED;
        }
        return switch (way.get().signIn(email, locationId, password)) {
            case Desk.Signed.In(var gym) -> {
                out.println(words.get("cli.signed_in", gym));
                yield WELL;
            }
            case Desk.Signed.Choose(var gyms) -> {
                err.println(words.get("cli.sign_in.choose"));
                gyms.forEach(gym -> err.println(words.get("cli.sign_in.gym", gym.id(), gym.name())));
                yield MISUSED;
            }
        };
    }

    private int said(Card card) {
        out.println(new CardWords(words).line(card));
        return WELL;
    }

    private int failed(Problem problem) {
        var key = "problem." + problem.code();
        err.println(words.get("cli.failed", problem.code(), words.get(key + ".title", name()), words.get(key + ".cause", name()),
                words.get(key + ".action", name())));
        return FAILED;
    }

    private FindingWords findingWords() {
        return new FindingWords(words, desk.integrationId());
    }

    private String id() {
        return desk.integrationId();
    }

    private String name() {
        return words.name(desk.integrationId());
    }
}
