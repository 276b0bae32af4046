package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.cli.Commands;
import com.fitscheduler.frontdesk.cli.Desk;
import com.fitscheduler.frontdesk.cli.Exchange;
import com.fitscheduler.frontdesk.cli.Exchange.Reply;
import com.fitscheduler.frontdesk.cli.Line.Misused;
import com.fitscheduler.frontdesk.cli.Line.Printed;
import com.fitscheduler.frontdesk.cli.Line.Understood;
import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.SupportFile;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What commands work with. Where the data could not be opened, only those that work in trouble may be carried out. */
record TerminalDesk(Diagnosis diagnosis, Arguments arguments, Optional<Desk.SignIn> signIn) implements Desk {

    /** The desk that is open, or none. */
    static TerminalDesk of(Diagnosis diagnosis, Arguments arguments) {
        return new TerminalDesk(diagnosis, arguments, diagnosis.desk().flatMap(TerminalDesk::signIn));
    }

    private static Optional<Desk.SignIn> signIn(FrontDesk desk) {
        return desk.world().session().map(session -> (email, locationId, password) -> {
            new DeskAccount(session, desk.world().backend()).signIn(email, password);
            desk.online();
            return new Signed.In(desk.world().place().gymName());
        });
    }

    @Override
    public Place place() {
        var place = open().world().place();
        return new Place(arguments.practice(), arguments.profile(), place.gymName(), place.deskName());
    }

    @Override
    public String integrationId() {
        return diagnosis.integrationId();
    }

    @Override
    public List<Card> cards() throws IntegrationException {
        return open().cards();
    }

    @Override
    public IntegrationService service() {
        return open().service();
    }

    @Override
    public List<Finding> examine(Consumer<Finding> found) throws InterruptedException {
        return diagnosis.examine(found);
    }

    @Override
    public SupportFile supportFile(List<Finding> found) throws InterruptedException {
        return diagnosis.supportFile(found);
    }

    private FrontDesk open() {
        return diagnosis.desk().orElseThrow(() -> new IllegalStateException("the data is not open"));
    }

    /** Carries out what another process of this person was told, while the window is open. */
    byte[] order(byte[] order) throws InterruptedException {
        return Exchange.bytes(carriedOut(order));
    }

    private Reply carriedOut(byte[] order) throws InterruptedException {
        var words = diagnosis.words();
        Exchange.Request request;
        try {
            request = Exchange.request(order);
        } catch (IOException e) {
            // Of another version.
            return new Reply(Commands.FAILED, "", words.get("cli.unanswered") + "\n");
        }
        return switch (Terminal.syntax(words).parse(request.words().toArray(String[]::new))) {
            case Printed(var text) -> new Reply(Commands.WELL, text, "");
            case Misused(var why) -> new Reply(Commands.MISUSED, "", why + "\n");
            case Understood(var line) when !line.settings().isEmpty() ->
                    new Reply(Commands.MISUSED, "", words.get("cli.set.running") + "\n");
            case Understood(var line) -> {
                var out = new StringWriter();
                var err = new StringWriter();
                var status = new Commands(this, words, new PrintWriter(out), new PrintWriter(err))
                        .run(line.command().orElseThrow(), request.input());
                yield new Reply(status, out.toString(), err.toString());
            }
        };
    }
}
