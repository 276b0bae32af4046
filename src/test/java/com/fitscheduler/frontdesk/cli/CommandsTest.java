package com.fitscheduler.frontdesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.cli.Command.Connect;
import com.fitscheduler.frontdesk.cli.Command.Disconnect;
import com.fitscheduler.frontdesk.cli.Command.Examine;
import com.fitscheduler.frontdesk.cli.Command.SignIn;
import com.fitscheduler.frontdesk.cli.Command.Status;
import com.fitscheduler.frontdesk.cli.Command.Support;
import com.fitscheduler.frontdesk.cli.Command.Sync;
import com.fitscheduler.frontdesk.diagnosis.Doctor;
import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.diagnosis.SupportFile;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.InMemoryConnectionStore;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {

    private static final String ID = "leadconnector";

    @TempDir
    private Path folder;

    private final FakeContactSource source = new FakeContactSource();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final FakeClock clock = new FakeClock("2026-05-03T09:10:00Z", "UTC");
    private final IntegrationService service = new IntegrationService(
            new com.fitscheduler.frontdesk.integration.Place("gym", "Riverside Gym", "Front desk 2"),
            Map.of(ID, source), credentials, store, clock);
    private Problem failing;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @Test
    void beforeAndAfterConnectingTheStatusSaysSoInWordsAndInItsNumber() throws Exception {
        assertEquals(4, run(new Status(false), ""));
        assertEquals("Riverside Gym, Front desk 2\nLeadConnector: Not configured\n", out.toString());

        assertEquals(0, run(new Connect("abc", false), "pit-made-up"));
        assertEquals("pit-made-up", credentials.logins.get(Samples.KEY).token());
        assertEquals("LeadConnector: Connected, 1,284 contacts, last synced 2026-05-03T09:10:00Z Waits to be shared.\n", out.toString());

        assertEquals(0, run(new Status(false), ""));
        assertTrue(out.toString().contains("Connected, 1,284 contacts"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void whatScriptsReadStandsStill() throws Exception {
        run(new Connect("abc", false), "pit-made-up");
        source.fails = Problem.TOKEN_NOT_ACCEPTED;
        assertEquals(1, run(new Sync(), ""));

        assertEquals(1, run(new Status(true), ""));
        assertEquals(JsonMapper.builder().build().readTree("""
                {"mode":"real","profile":"default","gym":"Riverside Gym","desk":"Front desk 2","integrations":[
                 {"id":"leadconnector","name":"LeadConnector","status":"broken","contacts":1284,
                  "last_synced_at":"2026-05-03T09:10:00Z","last_error_code":"E22","last_error_at":"2026-05-03T09:10:00Z",
                  "waiting_to_be_shared":true}]}"""), json());
    }

    @Test
    void aFailureIsSaidWithItsCodeAndWords() throws Exception {
        source.fails = Problem.TOKEN_NOT_ACCEPTED;

        assertEquals(1, run(new Connect("abc", false), "pit-made-up"));
        assertEquals("", out.toString());
        assertEquals("E22 Token not accepted. It is mistyped, was deleted, or was replaced. Create or copy the token again.\n",
                err.toString());
        assertTrue(credentials.logins.isEmpty());
    }

    @Test
    void valuesThatAreNoneAreMisuseAndUnusualOnesAreTried() throws Exception {
        assertEquals(2, run(new Connect("https://a.example/location/x", false), "pit-made-up"));
        assertTrue(err.toString().contains("web address"), err.toString());
        assertTrue(source.asked.isEmpty());

        assertEquals(0, run(new Connect("abc", false), "odd"));
    }

    @Test
    void anotherLocationIsConnectedOnlyWhenThatIsSaid() throws Exception {
        source.name = Optional.of("Hillside Gym");

        assertEquals(1, run(new Connect("abc", false), "pit-made-up"));
        assertTrue(err.toString().contains("Hillside Gym") && err.toString().contains("--anyway"), err.toString());
        assertTrue(credentials.logins.isEmpty());
        assertEquals(0, run(new Connect("abc", true), "pit-made-up"));
    }

    @Test
    void syncCountsAndSaysWhenThereIsNothingToCount() throws Exception {
        assertEquals(4, run(new Sync(), ""));
        assertEquals("LeadConnector is not connected.\n", err.toString());
        run(new Connect("abc", false), "pit-made-up");
        source.contacts = 1300;

        assertEquals(0, run(new Sync(), ""));
        assertTrue(out.toString().contains("1,300 contacts"), out.toString());
        assertEquals(1300, assertInstanceOf(Connected.class, service.card(ID).connection()).last().contacts());
    }

    @Test
    void disconnectEndsItAndTellsOfALoginThatStays() throws Exception {
        run(new Connect("abc", false), "pit-made-up");
        credentials.refuses = Problem.KEYCHAIN_LOCKED;
        assertEquals(1, run(new Disconnect(), ""));
        assertTrue(err.toString().contains("could not be removed"), err.toString());
        credentials.refuses = null;

        assertEquals(0, run(new Disconnect(), ""));
        assertTrue(credentials.logins.isEmpty());
        assertEquals(4, run(new Status(false), ""));
    }

    @Test
    void theDoctorSaysLineByLineWhatItFound() throws Exception {
        assertEquals(0, run(new Examine(false), ""));
        assertEquals("[OK] This computer to the internet: Well\n[OK] LeadConnector answers: Well (x)\n", out.toString());
        failing = Problem.NOT_TRUSTED;

        assertEquals(1, run(new Examine(false), ""));
        assertTrue(out.toString().startsWith("[FAILED] This computer to the internet: The secure connection was not trusted (E05)\n"
                + "[\u2013] LeadConnector answers: Not looked at"), out.toString());
        assertTrue(err.toString().contains("company certificate"), err.toString());
        assertEquals(1, run(new Examine(true), ""));
        assertEquals("internet", json().path("cause").asString());
        assertEquals("E05", json().path("checks").path(0).path("code").asString());
        assertEquals("earlier", json().path("checks").path(1).path("reason").asString());
    }

    @Test
    void aSupportFileIsWrittenAlsoInTroubleAndListed() throws Exception {
        failing = Problem.OFFLINE;
        var file = folder.resolve("support.zip");

        assertEquals(0, run(new Support(file), ""));
        assertTrue(Files.size(file) > 0);
        assertTrue(out.toString().contains("check.txt: ") && out.toString().contains("Left out: sign-ins"), out.toString());
        assertEquals(1, run(new Support(folder.resolve("none/support.zip")), ""));
        assertTrue(err.toString().startsWith("E43 "), err.toString());
    }

    @Test
    void anAccountOfSeveralGymsIsAskedWhichOneAndToldTheirIds() throws Exception {
        assertEquals(2, run(new SignIn("manager@gym.example", ""), "made-up"));
        assertTrue(err.toString().contains("1  Riverside Gym\n2  Harbourside Gym\n"), err.toString());
    }

    @Test
    void signingInHandsOverWhatWasTyped() throws Exception {
        assertEquals(0, run(new SignIn("someone@gym.example", ""), "made-up"));
        assertEquals("Signed in at Riverside Gym.\n", out.toString());
        assertEquals(1, run(new SignIn("someone@gym.example", ""), "wrong"));
        assertTrue(err.toString().startsWith("E51 "), err.toString());
        assertFalse(err.toString().contains("wrong"), err.toString());
    }

    private int run(Command command, String input) throws InterruptedException {
        out = new StringWriter();
        err = new StringWriter();
        return new Commands(new FakeDesk(), Samples.words(), new PrintWriter(out), new PrintWriter(err)).run(command, input);
    }

    private JsonNode json() {
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private final class FakeDesk implements Desk {

        @Override
        public Place place() {
            return new Place(false, "default", "Riverside Gym", "Front desk 2");
        }

        @Override
        public String integrationId() {
            return ID;
        }

        @Override
        public List<Card> cards() throws IntegrationException {
            return List.of(service.card(ID));
        }

        @Override
        public IntegrationService service() {
            return service;
        }

        @Override
        public List<Finding> examine(Consumer<Finding> found) throws InterruptedException {
            return new Doctor(List.of(new Doctor.Check(Link.INTERNET, Duration.ofSeconds(20), () -> {
                if (failing != null) {
                    throw new IntegrationException(failing, "told to fail");
                }
                return "";
            }), new Doctor.Check(Link.LEADCONNECTOR, Duration.ofSeconds(20), () -> "x"))).examine(found);
        }

        @Override
        public SupportFile supportFile(List<Finding> found) throws InterruptedException {
            return SupportFile.collect(List.of(new SupportFile.Part("check.txt", found::toString)), text -> text, "[removed]",
                    List.of("sign-ins"), clock.instant());
        }

        @Override
        public Optional<SignIn> signIn() {
            return Optional.of((email, locationId, password) -> {
                if (!password.equals("made-up")) {
                    throw new IntegrationException(Problem.DESK_NOT_SIGNED_IN, "told to refuse");
                }
                return email.startsWith("manager")
                        ? new Signed.Choose(List.of(new GymLocation("1", "Riverside Gym"), new GymLocation("2", "Harbourside Gym")))
                        : new Signed.In("Riverside Gym");
            });
        }
    }
}
