package com.fitscheduler.frontdesk.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every logger at its most talkative, the JDK's server included: it would write each request's address. */
class NothingLeaksTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Logger server = Logger.getLogger("com.sun.net.httpserver");
    private final Level before = root.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            var text = new StringWriter();
            text.append(new SimpleFormatter().format(line));
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(text));
            }
            lines.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        server.setLevel(Level.ALL);
        Logger.getLogger("sun.net.httpserver").setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(handler);
        root.setLevel(before);
        server.setLevel(null);
    }

    @Test
    void noCodeStateVerifierOrCookieIsInAnyLogOrToString() throws Exception {
        var verifier = Verifier.random();
        String cookie;
        String start;
        try (var signIn = SignIn.begun()) {
            var address = signIn.listener.startAddress();
            start = address.getRawPath().substring(Reception.START.length());
            var browser = SignIn.cookie(signIn.visit(address));
            cookie = browser.substring(browser.indexOf('=') + 1);
            signIn.visit(address);
            Wire.get(signIn.port, "/x" + SignIn.good(), browser);
            Wire.get(signIn.port, SignIn.good());
            Wire.get(signIn.port, "/?code=" + SignIn.CODE + "|&state=" + SignIn.STATE, browser);
            Wire.request(signIn.port, "POST", SignIn.good(), browser);
            Wire.get(signIn.port, SignIn.good(), browser);
            Wire.get(signIn.port, "/done", browser);
            lines.add(signIn.listener.await() + " " + signIn.listener + " " + verifier + " "
                    + new Attempt(URI.create("https://a.example/"), SignIn.STATE, signIn.clock, Duration.ZERO));
        }
        assertTrue(lines.size() > 5, "something was logged: " + lines);
        for (var secret : List.of(SignIn.CODE, SignIn.STATE, verifier.value(), cookie, start)) {
            // The JDK's server cuts lines at 80 letters, so the first ones are looked for.
            var first = secret.substring(0, 6);
            assertFalse(lines.stream().anyMatch(line -> line.contains(first)), () -> first + " in " + lines);
        }
        assertEquals(0, lines.stream().filter(line -> line.contains(SignIn.PATH)).count());
    }
}
