package com.fitscheduler.frontdesk.leadconnector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.BrokerClient;
import com.fitscheduler.frontdesk.backend.PasswordSession;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SignIn.Hint;
import com.fitscheduler.frontdesk.integration.TokenExchange;
import com.fitscheduler.frontdesk.oauth.Pages;
import com.fitscheduler.frontdesk.oauth.Pages.Page;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.RobotBrowser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** The whole sign-in against the practice services over real sockets; a robot is the browser. */
@Timeout(60)
class BrowserSignInTest {

    private static final CardKey KEY = new CardKey("gym", "leadconnector");
    private static final URI ORIGIN = URI.create("https://service.example");
    private static final Pages PAGES = new Pages("en", "Front Desk", page("Done"), page("Declined"), page("Failed"), page("Foreign"),
            page("Link used"), page("Finished"), page("Too late"));

    private final FakeClock clock = new FakeClock("2026-05-03T12:00:00Z", "UTC");
    private final RobotBrowser robot = new RobotBrowser();
    private final List<Hint> hints = new CopyOnWriteArrayList<>();
    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false, clock);
    private PracticeServices services;
    private TokenExchange broker;
    private BrowserSignIn signIn;

    @BeforeEach
    void start() throws Exception {
        services = new PracticeServices("gym", List.of("leadconnector"), clock);
        var session = new PasswordSession(http, services.backend(), "a@b.example", "x");
        broker = new BrokerClient(new BackendClient(http, services.backend(), "", session, clock), clock);
        signIn = new BrowserSignIn(broker, robot, ORIGIN.resolve("/with/a/path"), () -> PAGES, clock);
    }

    @AfterEach
    void stop() {
        services.close();
        http.close();
    }

    @Test
    void throughTheBrokersRelay() throws Exception {
        try (var attempt = signIn.begin(KEY, hints::add)) {
            assertTrue(attempt.remaining().compareTo(Duration.ofMinutes(9)) > 0);
            attempt.openBrowser();
            attempt.awaitBrowser();
            var login = attempt.login();
            assertEquals(List.of(Method.OAUTH, ORIGIN, services.accountId()), List.of(login.method(), login.origin(), login.accountId()));
            assertEquals(clock.instant().plus(Duration.ofDays(1)), login.renewal().endsAt());
            var next = broker.renew(KEY, login);
            assertNotEquals(login.token(), next.token());
            assertEquals(List.of(), hints);
            assertThrows(IllegalStateException.class, attempt::login, "a code is good once");
            var end = robot.end();
            assertEquals("http://127.0.0.1:" + attempt.link().getPort() + "/done", end.address().toString());
            assertTrue(end.text().contains("Done"));
        }
    }

    @Test
    void straightToTheRegisteredAddressOnBothAddressFamilies() throws Exception {
        var port = freePort();
        services.redirectTo(Optional.of(URI.create("http://localhost:" + port + "/back")));
        try (var attempt = signIn.begin(KEY, hints::add)) {
            assertEquals("localhost:" + port, attempt.link().getRawAuthority());
            for (var address : List.of("127.0.0.1", "::1")) {
                if (hasFamily(address)) {
                    new Socket(InetAddress.getByName(address), port).close();
                }
            }
            attempt.openBrowser();
            attempt.awaitBrowser();
            assertEquals(services.accountId(), attempt.login().accountId());
        }
    }

    @Test
    void aRegisteredPortThatIsTakenIsSaidAtOnce() throws Exception {
        for (var address : List.of("127.0.0.1", "::1")) {
            if (!hasFamily(address)) {
                continue;
            }
            try (var other = new ServerSocket(0, 1, InetAddress.getByName(address))) {
                services.redirectTo(Optional.of(URI.create("http://localhost:" + other.getLocalPort() + "/back")));
                assertProblem(Problem.PORT_TAKEN, () -> signIn.begin(KEY, hints::add));
            }
        }
    }

    @Test
    void aRedirectAddressThatIsNotOfThisComputerIsRefused() throws Exception {
        services.redirectTo(Optional.of(URI.create("http://evil.example:8765/back")));
        assertProblem(Problem.UNEXPECTED_ANSWER, () -> signIn.begin(KEY, hints::add));
    }

    @Test
    void declining() throws Exception {
        robot.choice = "";
        try (var attempt = signIn.begin(KEY, hints::add)) {
            attempt.openBrowser();
            assertProblem(Problem.SIGN_IN_DECLINED, attempt::awaitBrowser);
            assertTrue(robot.end().text().contains("Declined"));
        }
    }

    @Test
    void anErrorOfTheServiceIsTheServices() throws Exception {
        robot.choice = null;
        try (var attempt = signIn.begin(KEY, hints::add)) {
            var there = robot.go(attempt.link());
            robot.go(services.backend().resolve("/integrations/leadconnector/oauth/callback?error=server_error&state="
                    + robot.visitedField("chooselocation", "state")));
            assertEquals(200, there.status());
            assertProblem(Problem.SERVICE_FAULT, attempt::awaitBrowser);
        }
    }

    @Test
    void theWholeAgencyIsNoLocation() throws Exception {
        robot.choice = "The whole agency";
        try (var attempt = signIn.begin(KEY, hints::add)) {
            attempt.openBrowser();
            attempt.awaitBrowser();
            assertProblem(Problem.WHOLE_AGENCY, attempt::login);
        }
    }

    @Test
    void aCodeThatIsRedeemedTooLate() throws Exception {
        try (var attempt = signIn.begin(KEY, hints::add)) {
            attempt.openBrowser();
            attempt.awaitBrowser();
            clock.move(Duration.ofMinutes(6));
            assertProblem(Problem.CODE_NOT_VALID, attempt::login);
        }
    }

    @Test
    void nobodyComesInTime() throws Exception {
        try (var attempt = signIn.begin(KEY, hints::add)) {
            var port = attempt.link().getPort();
            clock.move(Duration.ofMinutes(10));
            assertProblem(Problem.SIGN_IN_TOO_LATE, attempt::awaitBrowser);
            assertFree(port);
        }
    }

    @Test
    void aPageOfAnotherSignInAndNothingElse() throws Exception {
        try (var attempt = signIn.begin(KEY, hints::add)) {
            var callback = attempt.link().resolve("/integrations/leadconnector/oauth/callback?code=x&state=y");
            assertEquals(400, robot.go(callback).status());
            assertEquals(List.of(Hint.FOREIGN_ANSWER), hints);
            clock.move(Duration.ofMinutes(10));
            assertProblem(Problem.FOREIGN_ANSWER, attempt::awaitBrowser);
        }
    }

    @Test
    void aPageOfAnotherSignInLeavesThisOneAsItWas() throws Exception {
        try (var attempt = signIn.begin(KEY, hints::add)) {
            robot.go(attempt.link().resolve("/integrations/leadconnector/oauth/callback?error=access_denied&state=y"));
            attempt.openBrowser();
            attempt.awaitBrowser();
            assertEquals(services.accountId(), attempt.login().accountId());
        }
    }

    @Test
    void aSecondBrowserIsToldThatTheLinkIsUsed() throws Exception {
        robot.choice = null;
        try (var attempt = signIn.begin(KEY, hints::add)) {
            var link = attempt.link();
            robot.open(link);
            var thief = new RobotBrowser();
            robotIsThere();
            assertEquals(410, thief.go(link).status());
            assertEquals(List.of(Hint.LINK_USED), hints);
            robot.decide("Riverside Gym");
            attempt.awaitBrowser();
        }
    }

    private void robotIsThere() throws InterruptedException {
        while (robot.cookies().isEmpty()) {
            Thread.sleep(5);
        }
    }

    @Test
    void cancelEndsTheWaitAndFreesThePort() throws Exception {
        var attempt = signIn.begin(KEY, hints::add);
        var port = attempt.link().getPort();
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                attempt.awaitBrowser();
                return "answered";
            } catch (InterruptedException e) {
                return "cancelled";
            } catch (IntegrationException e) {
                return String.valueOf(e.getMessage());
            }
        });
        attempt.close();
        assertFree(port);
        assertEquals("cancelled", waiting.get(20, TimeUnit.SECONDS));
        attempt.close();
    }

    @Test
    void whereTheBrokerCannotBeAskedNoPortStaysOpen() throws Exception {
        var port = new CompletableFuture<Integer>();
        var silent = new BrowserSignIn(new TokenExchange() {
            @Override
            public Authorization initiate(CardKey card, String challenge, int at) throws IntegrationException {
                port.complete(at);
                throw new IntegrationException(Problem.BROKER_NEEDED, "told to fail");
            }

            @Override
            public Login redeem(CardKey card, URI origin, String code, String state, String verifier) {
                throw new IllegalStateException();
            }

            @Override
            public Login renew(CardKey card, Login login) {
                throw new IllegalStateException();
            }
        }, robot, ORIGIN, () -> PAGES, clock);
        assertProblem(Problem.BROKER_NEEDED, () -> silent.begin(KEY, hints::add));
        assertFree(port.get());
    }

    @Test
    void ofTwoSignInsEachGetsItsOwnAnswer() throws Exception {
        var other = new RobotBrowser();
        other.choice = "Harbourside Gym";
        try (var one = signIn.begin(KEY, hints::add); var two = signIn.begin(KEY, hints::add)) {
            other.open(two.link());
            robot.open(one.link());
            two.awaitBrowser();
            one.awaitBrowser();
            assertEquals(services.accountId(), one.login().accountId());
            assertNotEquals(services.accountId(), two.login().accountId());
        }
    }

    /** The answer of the one, carried to the port of the other by the very browser that has both cookies. */
    @Test
    void anAnswerIsGoodForItsOwnSignInOnly() throws Exception {
        robot.choice = null;
        try (var one = signIn.begin(KEY, hints::add); var two = signIn.begin(KEY, hints::add)) {
            robot.go(two.link());
            robot.open(one.link());
            var end = robot.decide("Riverside Gym");
            assertEquals(200, end.status());
            var answer = robot.visited.stream().filter(address -> String.valueOf(address.getQuery()).contains("code=")
                    && address.getPort() == one.link().getPort()).findFirst().orElseThrow();
            assertEquals(400, robot.go(two.link().resolve(answer.getRawPath() + "?" + answer.getRawQuery())).status());
            assertEquals(List.of(Hint.FOREIGN_ANSWER), hints);
        }
    }

    @Test
    void theBrowserIsNeverGivenTheStateNorTheVerifier() throws Exception {
        robot.choice = null;
        try (var attempt = signIn.begin(KEY, hints::add)) {
            var opened = new CopyOnWriteArrayList<URI>();
            var watched = new BrowserSignIn(broker, opened::add, ORIGIN, () -> PAGES, clock);
            try (var second = watched.begin(KEY, hints::add)) {
                second.openBrowser();
                second.openBrowser();
                assertEquals(2, opened.stream().distinct().count());
                assertTrue(opened.stream().allMatch(address -> address.toString().matches("http://127\\.0\\.0\\.1:\\d+/start/[A-Za-z0-9_-]{43}")),
                        opened::toString);
            }
            assertFalse(String.valueOf(attempt).contains("/start/"));
        }
    }

    private static Page page(String heading) {
        return new Page(heading, "text");
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private static boolean hasFamily(String address) throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    }

    private static void assertFree(int port) throws IOException {
        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getByName("127.0.0.1"), port).close());
        new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
    }

    private static void assertProblem(Problem problem, Executable call) {
        assertEquals(problem, assertThrows(IntegrationException.class, call).problem());
    }
}
