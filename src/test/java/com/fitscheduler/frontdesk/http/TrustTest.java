package com.fitscheduler.frontdesk.http;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

    private static final char[] PASSWORD = "made-up".toCharArray();

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted(@TempDir Path folder) throws Exception {
        try (var server = new FaultServer(tlsSocket(selfSigned(folder)), answer(200, "{}"))) {
            assertEquals(Problem.NOT_TRUSTED, problemOf(server));
            assertTrue(server.requests.isEmpty(), "nothing was sent");
        }
    }

    @Test
    void aHandshakeThatIsCutOffSaysNothingAboutTrust() throws Exception {
        try (var cut = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> cutOff(cut));
            assertEquals(Problem.UNREACHABLE, problemAt(URI.create("https://127.0.0.1:" + cut.getLocalPort())));
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

    private static Problem problemOf(FaultServer server) {
        return problemAt(URI.create("https://127.0.0.1:" + server.address().getPort()));
    }

    private static Problem problemAt(URI address) {
        try (var http = new JsonHttp(Duration.ofSeconds(20), () -> false)) {
            return assertThrows(IntegrationException.class, () -> http.send("GET", address, Map.of(), null)).problem();
        }
    }

    private static ServerSocket tlsSocket(KeyStore keys) throws Exception {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    /** Made by the JDK's own tool, so that no private key lies in the repository. */
    private static KeyStore selfSigned(Path folder) throws Exception {
        var file = folder.resolve("keys.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(List.of(tool, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=127.0.0.1",
                "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
                new String(PASSWORD))).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        assertEquals(0, made.waitFor());
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
