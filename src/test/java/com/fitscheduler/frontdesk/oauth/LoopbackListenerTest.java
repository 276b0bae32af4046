package com.fitscheduler.frontdesk.oauth;

import static com.fitscheduler.frontdesk.oauth.SignIn.CODE;
import static com.fitscheduler.frontdesk.oauth.SignIn.PATH;
import static com.fitscheduler.frontdesk.oauth.SignIn.STATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoopbackListenerTest {

    @Test
    void theStartAddressSendsTheBrowserOnAndMarksIt() throws Exception {
        try (var signIn = SignIn.begun()) {
            var start = signIn.listener.startAddress();
            assertEquals("http://127.0.0.1:" + signIn.port, start.resolve("/").toString().replaceAll("/$", ""));
            assertFalse(start.toString().contains(STATE), "the address stands in the process list");
            var came = signIn.visit(start);
            assertEquals(302, came.status());
            assertEquals(SignIn.AUTHORIZE.toString(), came.header("Location"));
            assertTrue(came.header("Set-Cookie").matches("sign-in-" + signIn.port + "=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=[56]\\d\\d"),
                    came.header("Set-Cookie"));
            assertEquals("no-referrer", came.header("Referrer-Policy"));
            assertEquals("no-store", came.header("Cache-Control"));
            assertEquals(List.of(Sighting.BROWSER_CAME), signIn.sightings);
        }
    }

    @Test
    void aGoodAnswerLeavesTheAddressBarAndShowsThatItIsDone() throws Exception {
        try (var signIn = SignIn.begun()) {
            var browser = signIn.browser();
            var came = Wire.get(signIn.port, SignIn.good(), browser);
            assertEquals(303, came.status());
            assertEquals("/done", came.header("Location"));
            assertEquals(new Answer.Code(CODE, STATE), signIn.listener.await());
            signIn.listener.close();
            var done = Wire.get(signIn.port, "/done", browser);
            assertEquals(200, done.status(), "closing waits for the last page");
            assertTrue(done.whole().contains("<h1>Done</h1><p>&lt;b&gt;&quot;it&#39;s&quot; &amp; all&lt;/b&gt;</p>"), done.whole());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/done", PATH + "?code=x&state=y", "/start/"})
    void pagesAreOursAloneAndAreKeptByNobody(String path) throws Exception {
        try (var signIn = SignIn.begun()) {
            var browser = signIn.browser();
            if (path.equals("/done")) {
                Wire.get(signIn.port, SignIn.good(), browser);
            }
            var came = Wire.get(signIn.port, path, browser);
            assertEquals("no-store", came.header("Cache-Control"));
            assertEquals("no-referrer", came.header("Referrer-Policy"));
            assertEquals("nosniff", came.header("X-Content-Type-Options"));
            assertTrue(came.header("Content-Security-Policy").matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'"), came.header("Content-Security-Policy"));
            assertFalse(came.whole().toLowerCase(java.util.Locale.ROOT).matches("(?s).*(<script|src=|href=|http://|https://).*"));
            assertFalse(came.whole().contains(CODE) || came.whole().contains(STATE));
        }
    }

    @ParameterizedTest
    @CsvSource({"a%2Bb,a+b", "a%2Fb,a/b", "a%3Db,a=b", "a%26b,a&b", "a%25b,a%b", "a%2525b,a%25b", "a+b,'a b'", "a=b,a=b", "a%23b,a#b", "~._-,~._-"})
    void aCodeIsDecodedOnce(String sent, String meant) throws Exception {
        try (var signIn = SignIn.begun()) {
            assertEquals(303, Wire.get(signIn.port, PATH + "?state=" + STATE + "&code=" + sent, signIn.browser()).status());
            assertEquals(new Answer.Code(meant, STATE), signIn.listener.await());
        }
    }

    @ParameterizedTest
    @CsvSource({"access_denied,Declined,Declined[]", "server_error,Failed,Failed[error=server_error]",
            "temporarily_unavailable,Failed,Failed[error=temporarily_unavailable]", "<b>x</b>,Failed,Failed[error=other]",
            "made_up,Failed,Failed[error=other]"})
    void anErrorIsToldByItsKnownNameOnly(String error, String page, String answer) throws Exception {
        try (var signIn = SignIn.begun()) {
            var browser = signIn.browser();
            var query = "?error=" + URLEncoder.encode(error, StandardCharsets.UTF_8) + "&error_description=%3Cscript%3E%E2%82%AC&state=" + STATE;
            assertEquals(303, Wire.get(signIn.port, PATH + query, browser).status());
            assertEquals(answer, signIn.listener.await().toString());
            var done = Wire.get(signIn.port, "/done", browser).whole();
            assertTrue(done.contains("<h1>" + page + "</h1>"), done);
            assertFalse(done.contains("script") || done.contains(error + "<"), done);
        }
    }

    @Test
    void theFirstGoodAnswerStands() throws Exception {
        try (var signIn = SignIn.begun()) {
            var browser = signIn.browser();
            Wire.get(signIn.port, SignIn.good(), browser);
            var again = Wire.get(signIn.port, SignIn.good(), browser);
            assertEquals(410, again.status());
            assertTrue(again.whole().contains("<h1>Finished</h1>"));
            assertEquals(410, Wire.get(signIn.port, PATH + "?error=access_denied&state=" + STATE, browser).status());
            assertEquals(410, signIn.visit(signIn.listener.startAddress()).status());
            assertInstanceOf(Answer.Code.class, signIn.listener.await());
        }
    }

    @Test
    void ofManyAtOnceOneStands() throws Exception {
        try (var signIn = SignIn.begun(); var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var browser = signIn.browser();
            var all = new java.util.ArrayList<java.util.concurrent.Future<Integer>>();
            for (var i = 0; i < 50; i++) {
                var path = PATH + "?code=" + i + "&state=" + STATE;
                all.add(threads.submit(() -> Wire.get(signIn.port, path, browser).status()));
            }
            var won = 0;
            for (var one : all) {
                won += one.get() == 303 ? 1 : 0;
            }
            assertEquals(1, won);
        }
    }

    @Test
    void whoReadsTheStartAddressInTheProcessListGetsNothingAndBreaksNothing() throws Exception {
        try (var signIn = SignIn.begun()) {
            var start = signIn.listener.startAddress();
            var ours = SignIn.cookie(signIn.visit(start));
            var thief = signIn.visit(start);
            assertEquals(410, thief.status());
            assertEquals("", thief.header("Set-Cookie"));
            assertEquals("", thief.header("Location"), "the state stays unknown");
            assertTrue(thief.whole().contains("<h1>Link used</h1>"));
            assertEquals(List.of(Sighting.BROWSER_CAME, Sighting.LINK_USED), signIn.sightings);
            // Even with the state, from a log of the service, and a code of his own.
            assertEquals(400, Wire.get(signIn.port, PATH + "?code=evil&state=" + STATE).status());
            assertEquals(400, Wire.get(signIn.port, PATH + "?error=access_denied&state=" + STATE).status());
            assertEquals(302, signIn.visit(start, ours).status(), "our own browser may come back");
            assertEquals(303, Wire.get(signIn.port, SignIn.good(), ours).status());
            assertEquals(new Answer.Code(CODE, STATE), signIn.listener.await());
        }
    }

    @Test
    void anotherAccountOfThisComputerIsTurnedAwayHoweverEarly() throws Exception {
        var tables = List.of(java.nio.file.Path.of("/proc/net/tcp"), java.nio.file.Path.of("/proc/net/tcp6"));
        if (!java.nio.file.Files.exists(tables.getFirst())) {
            return;
        }
        // This process plays the other account: the listener takes itself for somebody else.
        try (var signIn = SignIn.begun(Redirect.anyPort(PATH), new Peers(tables, Optional.of(4_000_000)))) {
            var came = signIn.visit(signIn.listener.startAddress());
            assertEquals(403, came.status());
            assertEquals("", came.header("Set-Cookie"));
            assertEquals(403, Wire.get(signIn.port, SignIn.good()).status());
            assertEquals(List.of(), signIn.sightings);
        }
    }

    @Test
    void openAgainAndACopiedLinkServeOneSignIn() throws Exception {
        try (var signIn = SignIn.begun()) {
            var first = signIn.browser();
            var again = signIn.browser();
            var copied = signIn.browser();
            assertEquals(first, again, "one browser, whichever tab comes back");
            assertEquals(303, Wire.get(signIn.port, SignIn.good(), copied).status());
            assertEquals(410, Wire.get(signIn.port, SignIn.good(), first).status());
        }
    }

    @Test
    void twoSignInsAtOnceDoNotMeet() throws Exception {
        try (var one = SignIn.begun(); var two = SignIn.begun()) {
            var both = one.browser() + "; " + two.browser().substring("Cookie: ".length());
            assertEquals(400, Wire.get(one.port, SignIn.good(), two.browser()).status());
            assertEquals(303, Wire.get(two.port, SignIn.good(), both).status());
            assertEquals(303, Wire.get(one.port, PATH + "?error=access_denied&state=" + STATE, both).status());
            assertInstanceOf(Answer.Code.class, two.listener.await());
            assertInstanceOf(Answer.Declined.class, one.listener.await());
        }
    }

    @Test
    void aCookieOfTheSameNameFromElsewhereHidesNothing() throws Exception {
        try (var signIn = SignIn.begun()) {
            var browser = signIn.browser().replace("Cookie: ", "Cookie: sign-in-" + signIn.port + "=planted; ");
            assertEquals(303, Wire.get(signIn.port, SignIn.good(), browser, "Cookie: other=1").status());
        }
    }

    @Test
    void cancellingEndsTheWaitAndFreesThePort() throws Exception {
        var signIn = SignIn.begun();
        var browser = signIn.browser();
        var waiting = CompletableFuture.supplyAsync(() -> awaited(signIn.listener));
        try (var half = Wire.open(signIn.port)) {
            half.getOutputStream().write('G');
            signIn.listener.close();
            assertEquals(new Answer.Cancelled(), waiting.get(5, TimeUnit.SECONDS));
            assertThrows(ConnectException.class, () -> Wire.get(signIn.port, SignIn.good(), browser));
            taken(signIn.port, "127.0.0.1").close();
        }
    }

    @Test
    void closedBeforeAnythingWasExpected() throws Exception {
        var listener = LoopbackListener.open(Redirect.anyPort(PATH), SignIn.PAGES, SignIn.begun().clock, _ -> {});
        assertThrows(IllegalStateException.class, listener::startAddress);
        assertEquals(400, Wire.get(listener.port(), PATH + "?code=a&state=").status(), "no state is expected, so none is right");
        assertEquals(404, Wire.get(listener.port(), "/start/x").status());
        listener.close();
        assertEquals(new Answer.Cancelled(), listener.await());
        assertThrows(ConnectException.class, () -> Wire.get(listener.port(), PATH));
    }

    @Test
    void afterTheStatesTimeNothingIsAcceptedAndThePortIsFree() throws Exception {
        try (var signIn = SignIn.begun()) {
            var browser = signIn.browser();
            signIn.clock.move(Duration.ofMinutes(10));
            assertEquals(new Answer.Expired(), signIn.listener.await());
            assertThrows(ConnectException.class, () -> Wire.get(signIn.port, SignIn.good(), browser));
        }
    }

    @Test
    void theSteadyClockEndsItToo() throws Exception {
        var clock = SignIn.begun().clock;
        try (var listener = LoopbackListener.open(Redirect.anyPort(PATH), SignIn.PAGES, clock, _ -> {})) {
            listener.expect(SignIn.AUTHORIZE, STATE, Duration.ofMillis(30));
            clock.move(Duration.ofDays(-1));
            assertEquals(new Answer.Expired(), listener.await());
        }
    }

    @Test
    void anAttemptIsOverAtItsEndAndNotBefore() throws Exception {
        try (var signIn = SignIn.begun()) {
            var attempt = new Attempt(SignIn.AUTHORIZE, STATE, signIn.clock, Duration.ofMinutes(10));
            assertFalse(attempt.isOver());
            signIn.clock.move(Duration.ofMinutes(10));
            assertTrue(attempt.isOver());
        }
    }

    @Test
    void aPortThatIsTakenIsSaidAtOnce() throws Exception {
        try (var other = taken(0, "127.0.0.1")) {
            var address = new Redirect("127.0.0.1", other.getLocalPort(), PATH);
            assertThrows(BindException.class, () -> SignIn.begun(address, Peers.ofThisSystem()));
        }
    }

    @Test
    void aNameNeedsBothFamiliesAndANumberOnlyItsOwn() throws Exception {
        try (var other = taken(0, "::1")) {
            var port = other.getLocalPort();
            assertThrows(BindException.class, () -> SignIn.begun(new Redirect("localhost", port, PATH), Peers.ofThisSystem()));
            try (var signIn = SignIn.begun(new Redirect("127.0.0.1", port, PATH), Peers.ofThisSystem())) {
                assertEquals(302, signIn.visit(signIn.listener.startAddress()).status());
            }
        }
    }

    @Test
    void aNameIsServedOnBothFamiliesUnderThatNameOnly() throws Exception {
        int port;
        try (var free = taken(0, "127.0.0.1")) {
            port = free.getLocalPort();
        }
        try (var signIn = SignIn.begun(Redirect.registered(URI.create("http://localhost:" + port + PATH)), Peers.ofThisSystem())) {
            assertEquals("localhost", signIn.listener.startAddress().getHost());
            assertEquals(421, signIn.visit(signIn.listener.startAddress()).status());
            var request = "GET " + signIn.listener.startAddress().getRawPath() + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n";
            try (var six = new Socket(InetAddress.getByName("::1"), port)) {
                var came = Wire.send(six, request + "\r\n");
                assertEquals(302, came.status());
                var four = Wire.send(port, "GET " + SignIn.good() + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + SignIn.cookie(came) + "\r\n\r\n");
                assertEquals(303, four.status());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:8080/x", "http://127.0.0.1/x", "http://127.0.0.1:80/x", "http://192.168.0.1:8080/x", "http://evil.example:8080/x",
            "http://a@127.0.0.1:8080/x", "http://127.0.0.1:8080/x?y=z", "http://127.0.0.1:8080/x#y", "http://127.0.0.1:8080", "http://127.0.0.1:8080/a%20b",
            "http://127.0.0.1:8080/done", "http://127.0.0.1:8080/start/x", "mailto:x", "http://127.0.0.2:8080/x", "http://0.0.0.0:8080/x"})
    void whatIsNoPlaceOnThisComputerIsRefused(String address) {
        assertThrows(IllegalArgumentException.class, () -> Redirect.registered(URI.create(address)));
    }

    private static Answer awaited(LoopbackListener listener) {
        try {
            return listener.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSocket taken(int port, String host) throws IOException {
        var socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        return socket;
    }
}
