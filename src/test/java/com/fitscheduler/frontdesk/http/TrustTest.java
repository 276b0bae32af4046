package com.fitscheduler.frontdesk.http;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.TlsKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTest {

    private static Path authority;

    @BeforeAll
    static void found(@TempDir Path folder) throws Exception {
        authority = TlsKeys.authority(folder);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() throws Exception {
        try (var server = new FaultServer(TlsKeys.socket(TlsKeys.issued(authority, "ip:127.0.0.1", "-1d")), answer(200, "{}"))) {
            assertEquals(Problem.NOT_TRUSTED, problemAt(at(server)));
            assertTrue(server.requests.isEmpty(), "nothing was sent");
        }
    }

    @ParameterizedTest
    @CsvSource({"ip:127.0.0.1,-1d,", "dns:elsewhere.example,-1d,NOT_TRUSTED", "ip:127.0.0.1,+2d,CLOCK_WRONG",
            "ip:127.0.0.1,-200d,CLOCK_WRONG"})
    void whereTheCertificateIsTrustedNameAndTimeHaveToFit(String name, String begin, Problem problem)
            throws Exception {
        var keys = TlsKeys.issued(authority, name, begin);
        try (var server = new FaultServer(TlsKeys.socket(keys), answer(200, "{}"))) {
            if (problem == null) {
                try (var http = trusting()) {
                    assertTrue(http.send("GET", at(server), Map.of(), null).succeeded());
                }
            } else {
                assertEquals(problem, problemAt(at(server), trusting()));
                assertTrue(server.requests.isEmpty(), "nothing was sent");
            }
        }
    }

    @Test
    void theStoreOfThisComputerIsReadOnceAndOnlyWhenItIsNeeded() throws Exception {
        var reads = new AtomicInteger();
        var tls = Trust.context(() -> {
            reads.incrementAndGet();
            return SystemCertificates.ofBundle(TlsKeys.pem(authority));
        });
        assertEquals(0, reads.get());
        try (var server = new FaultServer(TlsKeys.socket(TlsKeys.issued(authority, "ip:127.0.0.1", "-1d")), answer(200, "{}"));
                var http = new JsonHttp(Duration.ofSeconds(20), () -> false, Clock.systemUTC(), () -> tls)) {
            http.send("GET", at(server), Map.of(), null);
            http.send("GET", at(server), Map.of(), null);
        }
        assertEquals(1, reads.get());
    }

    @Test
    void aStoreThatCannotBeReadTrustsNobodyMore() throws Exception {
        var tls = Trust.context(() -> {
            throw new IOException("made up");
        });
        try (var server = new FaultServer(TlsKeys.socket(TlsKeys.issued(authority, "ip:127.0.0.1", "-1d")), answer(200, "{}"))) {
            assertEquals(Problem.NOT_TRUSTED,
                    problemAt(at(server), new JsonHttp(Duration.ofSeconds(20), () -> false, Clock.systemUTC(), () -> tls)));
        }
    }

    @Test
    void whatThisComputerTrustsCanBeRead() throws Exception {
        var bundle = Path.of("/etc/ssl/certs/ca-certificates.crt");
        assumeTrue(Files.exists(bundle), "no such file here");
        assertTrue(SystemCertificates.read().size() > 50);
        assertEquals(0, SystemCertificates.ofBundle(bundle.resolveSibling("none")).size());
    }

    private static JsonHttp trusting() {
        return new JsonHttp(Duration.ofSeconds(20), () -> false, Clock.systemUTC(),
                () -> Trust.context(() -> SystemCertificates.ofBundle(TlsKeys.pem(authority))));
    }

    @Test
    void aHandshakeThatIsCutOffSaysNothingAboutTrust() throws Exception {
        try (var cut = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> cutOff(cut));
            assertEquals(Problem.UNREACHABLE, problemAt(URI.create("https://127.0.0.1:" + cut.getLocalPort())));
        }
    }

    @Test
    void whatSpeaksNoTlsIsNotBelieved() throws Exception {
        try (var plain = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> answerPlainly(plain));
            assertEquals(Problem.UNREACHABLE, problemAt(URI.create("https://127.0.0.1:" + plain.getLocalPort())));
        }
    }

    private static void answerPlainly(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"total\":7}".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** More than once: the client connects anew before it gives up. Nothing of a request has been sent by then. */
    private static void cutOff(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                assertEquals(0x16, socket.getInputStream().read(), "a TLS handshake begins");
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static URI at(FaultServer server) {
        return URI.create("https://127.0.0.1:" + server.address().getPort());
    }

    private static Problem problemAt(URI address) {
        return problemAt(address, new JsonHttp(Duration.ofSeconds(20), () -> false));
    }

    private static Problem problemAt(URI address, JsonHttp asking) {
        try (var http = asking) {
            return assertThrows(IntegrationException.class, () -> http.send("GET", address, Map.of(), null)).problem();
        }
    }
}
