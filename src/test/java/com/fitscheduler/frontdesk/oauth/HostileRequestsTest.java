package com.fitscheduler.frontdesk.oauth;

import static com.fitscheduler.frontdesk.oauth.SignIn.CODE;
import static com.fitscheduler.frontdesk.oauth.SignIn.PATH;
import static com.fitscheduler.frontdesk.oauth.SignIn.STATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can knock on a loopback port. After each of them the wait goes on, and the right answer still wins. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileRequestsTest {

    private final List<Socket> held = new ArrayList<>();
    private SignIn signIn;
    private String browser;

    @BeforeEach
    void begin() throws IOException {
        signIn = SignIn.begun();
        browser = signIn.browser();
    }

    @AfterEach
    void rightAnswerStillWins() throws Exception {
        try (var waiting = signIn) {
            assertEquals(303, Wire.get(signIn.port, SignIn.good(), browser).status());
            assertEquals(new Answer.Code(CODE, STATE), waiting.listener.await());
            for (var socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void nothingBefore() {
        assertTrue(signIn.listener.remaining().isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/favicon.ico", "/", "/done", PATH + "X", PATH + "/x", "/integrations/made-up/oauth/callbac%6b",
            "/integrations//made-up/oauth/callback", "/integrations/made-up/oauth/./callback", "/x/.." + PATH, "/start/", "/start/guess"})
    void anotherPathIsNotFound(String path) throws IOException {
        assertEquals(404, Wire.get(signIn.port, path + "?code=" + CODE + "&state=" + STATE, browser).status());
    }

    @ParameterizedTest
    @CsvSource({"state missing,code=evil", "state empty,code=evil&state=", "state wrong,code=evil&state=x", "state longer,code=evil&state={state}x",
            "state twice,code=evil&state={state}&state={state}", "state twice and one wrong,code=evil&state=x&state={state}",
            "state in another case,code=evil&State={state}", "code missing,state={state}", "code empty,code=&state={state}",
            "code twice,code=evil&code=evil2&state={state}", "code twice and the same,code=evil&code=evil&state={state}",
            "code twice in disguise,code=evil&c%6Fde=evil2&state={state}", "a stranger twice,code=evil&a=1&a=2&state={state}",
            "error without state,error=access_denied", "error with wrong state,error=access_denied&state=x",
            "code and error,code=evil&error=access_denied&state={state}", "error twice,error=access_denied&error=server_error&state={state}",
            "line break in code,code=ev%0Ail&state={state}", "letters beyond ASCII in code,code=ev%C3%BCil&state={state}",
            "no UTF-8 in code,code=ev%FFil&state={state}", "nothing at all,''"})
    void isNoAnswer(String what, String query) throws IOException {
        var came = Wire.get(signIn.port, PATH + "?" + query.replace("{state}", STATE), browser);
        assertEquals(400, came.status(), what);
        assertTrue(came.whole().contains("<h1>Foreign</h1>"), what);
        assertFalse(came.whole().contains("evil"), "nothing of the request comes back");
        assertEquals(List.of(Sighting.BROWSER_CAME, Sighting.FOREIGN_ANSWER), signIn.sightings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "OPTIONS", "PUT", "DELETE", "get", "TRACE"})
    void onlyGetIsAllowed(String method) throws IOException {
        for (var path : List.of(SignIn.good(), signIn.listener.startAddress().getRawPath())) {
            var came = Wire.request(signIn.port, method, path, browser, "Connection: close");
            assertEquals(405, came.status());
            assertEquals("GET", came.header("Allow"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: 127.0.0.1", "Host: localhost:{port}", "Host: 127.0.0.1:1{port}", "Host: [::1]:{port}",
            "Host: 127.0.0.1:{port}.evil.example", "Host: 127.0.0.1:0{port}", "Host:", "X-Host: 127.0.0.1:{port}",
            "Host: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}"})
    void anotherHostIsMisdirected(String host) throws IOException {
        for (var version : List.of("1.0", "1.1")) {
            var came = Wire.send(signIn.port, "GET " + SignIn.good() + " HTTP/" + version + "\r\n"
                    + host.replace("{port}", String.valueOf(signIn.port)) + "\r\n" + browser + "\r\n\r\n");
            assertEquals(421, came.status());
        }
        assertEquals(421, Wire.get(signIn.port, "http://127.0.0.1:" + signIn.port + SignIn.good(), browser).status());
        assertEquals(421, Wire.get(signIn.port, "//evil.example" + SignIn.good(), browser).status());
    }

    /** The JDK's server refuses these before they reach us; codes of the provider have letters and digits only. */
    @ParameterizedTest
    @ValueSource(strings = {"a|b", "a{b}", "a^b", "a b", "a\"b", "a<b>", "a\\b", "a`b", "%zz", "%", "%4", "a%"})
    void whatIsNoAddressIsABadRequest(String code) throws IOException {
        var came = Wire.get(signIn.port, PATH + "?code=" + code + "&state=" + STATE, browser);
        assertEquals(400, came.status());
        assertFalse(came.whole().contains(STATE));
    }

    @Test
    void rawUtf8IsNoAnswer() throws IOException {
        assertEquals(400, Wire.get(signIn.port, PATH + "?code=\u00fc\u00df&state=" + STATE, browser).status());
    }

    @Test
    void aTlsHelloIsClosed() throws IOException {
        var came = Wire.send(signIn.port, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "x".repeat(500) + "\r\n\r\n");
        assertFalse(came.whole().contains("<h1>Done"));
        assertTrue(came.status() == 0 || came.status() == 400, came.whole());
    }

    @Test
    void connectAndCloseAndSilenceAndHalfARequestHoldNobodyUp() throws IOException {
        Wire.open(signIn.port).close();
        hold(1, "");
        hold(1, "GET " + PATH + "?code=");
    }

    @Test
    void threeHundredHalfRequestsHoldNobodyUp() throws IOException {
        hold(300, "GET " + PATH + "?code=x HTTP/1.1\r\nHo");
    }

    /** They stay open until the right answer has come. */
    private void hold(int many, String half) throws IOException {
        for (var i = 0; i < many; i++) {
            var socket = Wire.open(signIn.port);
            socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            held.add(socket);
        }
    }

    @Test
    void tooMuchIsCutOff() throws IOException {
        var line = Wire.send(signIn.port, "GET " + PATH + "?code=" + "x".repeat(1_000_000) + " HTTP/1.1\r\nHost: 127.0.0.1:" + signIn.port + "\r\n\r\n");
        var header = Wire.get(signIn.port, SignIn.good(), browser, "X-Much: " + "x".repeat(1_000_000));
        var headers = new String[500];
        for (var i = 0; i < headers.length; i++) {
            headers[i] = "X-" + i + ": x";
        }
        var many = Wire.get(signIn.port, SignIn.good(), headers);
        for (var came : List.of(line, header, many)) {
            assertTrue(came.status() == 0 || came.status() == 400, () -> String.valueOf(came.status()));
        }
    }

    @Test
    void anAnswerInAnotherBrowserIsForeign() throws IOException {
        assertEquals(400, Wire.get(signIn.port, SignIn.good()).status());
        assertEquals(400, Wire.get(signIn.port, SignIn.good(), "Cookie: sign-in-" + signIn.port + "=guess").status());
        assertEquals(400, Wire.get(signIn.port, SignIn.good(), browser.replace("sign-in-", "sign-in-1")).status());
        assertEquals(400, Wire.get(signIn.port, SignIn.good(), browser + "x").status());
    }

    @Test
    void manyAtOnce() throws Exception {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 100; i++) {
                threads.submit(() -> Wire.get(signIn.port, PATH + "?code=evil&state=x", browser));
            }
            threads.shutdown();
            assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        }
        assertEquals(100, signIn.sightings.stream().filter(Sighting.FOREIGN_ANSWER::equals).count());
    }
}
