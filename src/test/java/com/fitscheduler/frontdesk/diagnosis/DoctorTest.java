package com.fitscheduler.frontdesk.diagnosis;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.diagnosis.Doctor.Check;
import com.fitscheduler.frontdesk.diagnosis.Doctor.Look;
import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.diagnosis.Finding.Outcome;
import com.fitscheduler.frontdesk.diagnosis.Finding.Why;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DoctorTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void theFirstThatFailsIsTheCauseAndWhatNeedsItIsSkipped() throws Exception {
        var heard = new ArrayList<Finding>();

        var findings = examine(heard, check(Link.INTERNET, () -> "http://proxy"), failing(Link.LEADCONNECTOR, Problem.NOT_TRUSTED),
                check(Link.SIGN_IN, () -> ""), failing(Link.SERVICE, Problem.NOT_SHARED), check(Link.KEYCHAIN, () -> ""));

        assertEquals(findings, heard);
        assertEquals(List.of(Outcome.OK, Outcome.FAILED, Outcome.SKIPPED, Outcome.FAILED, Outcome.OK),
                findings.stream().map(Finding::outcome).toList());
        assertEquals("http://proxy", findings.getFirst().detail());
        assertEquals(Why.EARLIER, findings.get(2).why());
        assertEquals(Problem.NOT_TRUSTED, Doctor.cause(findings).orElseThrow().problem());
    }

    @Test
    void withoutInternetNothingOutsideIsAskedAndThisComputerIs() throws Exception {
        var findings = examine(new ArrayList<>(), failing(Link.INTERNET, Problem.OFFLINE),
                failing(Link.LEADCONNECTOR, Problem.UNREACHABLE), failing(Link.SIGN_IN, Problem.UNREACHABLE),
                failing(Link.SERVICE, Problem.NOT_SHARED), check(Link.DISK, () -> ""));

        assertEquals(List.of(Outcome.FAILED, Outcome.SKIPPED, Outcome.SKIPPED, Outcome.SKIPPED, Outcome.OK),
                findings.stream().map(Finding::outcome).toList());
    }

    @Test
    void aLookThatDoesNotEndIsEndedAndNamed() throws Exception {
        var ended = new CountDownLatch(1);
        var findings = examine(new ArrayList<>(), new Check(Link.KEYCHAIN, Duration.ofMillis(20), () -> {
            try {
                new CountDownLatch(1).await();
                return "";
            } finally {
                ended.countDown();
            }
        }), check(Link.DISK, () -> ""));

        assertEquals(List.of(Problem.TIMED_OUT), findings.stream().map(Finding::problem).filter(p -> p != null).toList());
        ended.await();
    }

    @Test
    void itCanBeCancelledInTheMiddle() throws Exception {
        var looking = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var doctor = new Doctor(List.of(check(Link.INTERNET, () -> {
            try {
                looking.countDown();
                new CountDownLatch(1).await();
                return "";
            } finally {
                ended.countDown();
            }
        }), check(Link.DISK, () -> {
            throw new AssertionError("still at it");
        })));
        var caller = Thread.ofVirtual().start(() -> assertThrows(InterruptedException.class, () -> doctor.examine(_ -> {})));
        looking.await();
        caller.interrupt();
        caller.join();
        ended.await();
    }

    @Test
    void aFaultOfOursIsAFindingToo() throws Exception {
        assertEquals(Problem.UNEXPECTED, examine(new ArrayList<>(), check(Link.DISK, () -> {
            throw new IllegalStateException("made up");
        })).getFirst().problem());
    }

    @ParameterizedTest
    @CsvSource({"200,", "401,", "404,", "403,", "500,SERVICE_FAULT", "503,SERVICE_FAULT", "407,PROXY_SIGN_IN"})
    void whateverLeadConnectorSaysShowsThatItIsThere(int status, Problem problem) throws Exception {
        try (var server = new FaultServer(answer(status, "{}")); var http = http()) {
            assertEquals(problem, look(Looks.leadConnector(http, server.address())).problem());
            assertTrue(server.requests.getFirst().startsWith("GET / "));
        }
    }

    @Test
    void aPageThatRefusesIsSomethingInBetween() throws Exception {
        try (var server = new FaultServer(answer(403, "<html>", "Content-Type: text/html")); var http = http()) {
            assertEquals(Problem.REQUEST_BLOCKED, look(Looks.leadConnector(http, server.address())).problem());
        }
    }

    @ParameterizedTest
    @CsvSource({"401,", "200,", "404,NOT_SHARED", "502,NOT_SHARED"})
    void theServiceIsThereIfItAsksWhoWeAre(int status, Problem problem) throws Exception {
        try (var server = new FaultServer(answer(status, "{}")); var http = http()) {
            assertEquals(problem, look(Looks.service(http, Optional.of(server.address()))).problem());
        }
    }

    @Test
    void aServiceThatDoesNotAnswerIsNamedAsSuchAndOneThatIsNotSetUpIsSkipped() throws Exception {
        try (var http = http()) {
            assertEquals(Problem.NOT_SHARED, look(Looks.service(http, Optional.of(URI.create("http://127.0.0.1:1")))).problem());
            assertEquals(Why.NOT_SET_UP, look(Looks.service(http, Optional.empty())).why());
        }
    }

    @Test
    void theNetworkIsJudgedByItsCardsAndByNames() throws Exception {
        assertEquals(Problem.OFFLINE, look(Looks.internet(() -> true, List.of(URI.create("http://127.0.0.1")))).problem());
        assertEquals(Problem.OFFLINE, look(Looks.internet(() -> false, List.of(URI.create("https://nowhere.invalid")))).problem());
        assertEquals(Outcome.OK, look(Looks.internet(() -> false,
                List.of(URI.create("https://nowhere.invalid"), URI.create("http://127.0.0.1")))).outcome());
    }

    @Test
    void aFolderThatTakesNothingIsFoundAndTheTrialIsRemoved(@TempDir Path folder) throws Exception {
        assertEquals(Outcome.OK, look(Looks.disk(folder)).outcome());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
        assertEquals(Problem.CANNOT_WRITE, look(Looks.disk(folder.resolve("none"))).problem());
    }

    @ParameterizedTest
    @CsvSource({"PT0S,", "PT2M,", "PT-2M,", "PT2M1S,CLOCK_WRONG", "PT-3H,CLOCK_WRONG"})
    void theClockMayBeOffByALittle(Duration error, Problem problem) throws Exception {
        assertEquals(problem, look(Looks.clock(() -> Optional.of(error))).problem());
        assertEquals(Why.NOT_KNOWN, look(Looks.clock(Optional::empty)).why());
    }

    private static JsonHttp http() {
        return new JsonHttp(LONG, () -> false);
    }

    private static Finding look(Look look) throws InterruptedException {
        return examine(new ArrayList<>(), check(Link.INTERNET, look)).getFirst();
    }

    private static List<Finding> examine(List<Finding> heard, Check... checks) throws InterruptedException {
        return new Doctor(List.of(checks)).examine(heard::add);
    }

    private static Check check(Link link, Look look) {
        return new Check(link, LONG, look);
    }

    private static Check failing(Link link, Problem problem) {
        return check(link, () -> {
            throw new IntegrationException(problem, "made up");
        });
    }
}
