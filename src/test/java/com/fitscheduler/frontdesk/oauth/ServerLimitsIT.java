package com.fitscheduler.frontdesk.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a process of its own: other servers of this one may have been made before the limits were set. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerLimitsIT {

    private Process child;
    private BufferedReader said;
    private int port;
    private String browser;

    @BeforeEach
    void start() throws IOException {
        child = Child.of(LimitedListener.class, List.of()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        said = child.inputReader(StandardCharsets.US_ASCII);
        port = Integer.parseInt(said.readLine());
        browser = said.readLine();
    }

    @AfterEach
    void rightAnswerStillWinsAndTheProgramEnds() throws Exception {
        assertEquals(303, Wire.get(port, SignIn.good(), browser).status());
        child.getOutputStream().close();
        assertEquals(0, child.waitFor());
        assertNull(said.readLine());
    }

    @Test
    void silenceAndHalfARequestAndAnEndlessBodyAreCutOff() throws IOException {
        try (var silent = Wire.open(port); var half = Wire.open(port); var body = Wire.open(port)) {
            half.getOutputStream().write("GET /".getBytes(StandardCharsets.US_ASCII));
            assertEquals(405, Wire.send(body, "POST " + SignIn.PATH + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nContent-Length: 100000\r\n\r\n").status());
            assertTrue(ends(half), "half a request");
            assertTrue(ends(silent), "no request");
        }
    }

    @Test
    void moreConnectionsThanAnybodyNeedsAreClosed() throws IOException {
        var all = new ArrayList<Socket>();
        for (var i = 0; i < ServerLimits.CONNECTIONS + 20; i++) {
            all.add(Wire.open(port));
        }
        assertTrue(ends(all.getLast()));
        // Those in front are cut off for their silence, and there is room again.
        assertTrue(ends(all.getFirst()) && ends(all.get(ServerLimits.CONNECTIONS - 20)));
        for (var socket : all) {
            socket.close();
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (java.net.SocketException e) {
            return true;
        }
    }
}
