package com.fitscheduler.frontdesk.http;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.TlsKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network whose proxy asks who is there. */
@Timeout(60)
class ProxyTest {

    private static final String ENTERED = "anna:made-up";
    private static final String HEADER = "Proxy-Authorization: Basic YW5uYTptYWRlLXVw";
    private static final URI OUTSIDE = URI.create("http://service.example/count");

    private final ProxySelector before = ProxySelector.getDefault();
    private final List<URI> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void restore() {
        ProxySelector.setDefault(before);
    }

    @Test
    void whatWasEnteredForThisProxyIsSaidWhenItAsksAndFromThenOn() throws Exception {
        try (var proxy = new FaultServer(refusal(), answer(200, "{}"), answer(200, "{}")); var http = http(proxy)) {
            assertTrue(http.send("POST", OUTSIDE, Map.of(), Map.of("a", 1)).succeeded());
            assertTrue(http.send("GET", OUTSIDE, Map.of(), null).succeeded());

            assertFalse(proxy.requests.get(0).contains("Proxy-Authorization"), "not before it asks");
            assertTrue(proxy.requests.get(1).contains(HEADER));
            assertTrue(proxy.requests.get(2).contains(HEADER));
            assertEquals(List.of(proxy.address()), asked);
        }
    }

    @Test
    void aPasswordThatTheProxyDoesNotTakeIsAskedForByItsCode() throws Exception {
        try (var proxy = new FaultServer(refusal()); var http = http(proxy)) {
            assertEquals(Problem.PROXY_SIGN_IN, problem(http, OUTSIDE));
            assertEquals(2, proxy.requests.size());
        }
    }

    @Test
    void withoutAnythingEnteredNothingIsRepeated() throws Exception {
        try (var proxy = new FaultServer(refusal()); var http = http(proxy)) {
            http.signInAtProxies(ProxyLogins.NONE);
            assertEquals(Problem.PROXY_SIGN_IN, problem(http, OUTSIDE));
            assertEquals(1, proxy.requests.size());
        }
    }

    @Test
    void throughATunnelThePasswordReachesTheProxyAndNotTheService(@TempDir Path folder) throws Exception {
        var authority = TlsKeys.authority(folder);
        try (var service = new FaultServer(TlsKeys.socket(TlsKeys.issued(authority, "ip:127.0.0.1", "-1d")), answer(200, "{}"));
                var proxy = new FaultServer(refusal(), tunnel());
                var http = new JsonHttp(Duration.ofSeconds(20), () -> false, Clock.systemUTC(),
                        () -> Trust.context(() -> SystemCertificates.ofBundle(TlsKeys.pem(authority))))) {
            lead(http, proxy);
            var answer = http.send("GET", URI.create("https://127.0.0.1:" + service.address().getPort()),
                    Map.of("Authorization", "Bearer made-up"), null);

            assertTrue(answer.succeeded());
            assertTrue(proxy.requests.get(1).startsWith("CONNECT "));
            assertTrue(proxy.requests.get(1).contains(HEADER));
            assertFalse(String.join("", proxy.requests).contains("Bearer"), "the token is inside the tunnel");
            assertFalse(service.requests.getFirst().toLowerCase(Locale.ROOT).contains("proxy-"));
        }
    }

    @Test
    void theWayIsNamedWithoutMoreThanItsAddress() throws Exception {
        try (var proxy = new FaultServer(refusal()); var _ = http(proxy)) {
            assertEquals(Optional.of(proxy.address()), Proxies.to(OUTSIDE));
        }
        ProxySelector.setDefault(ProxySelector.of(null));
        assertEquals(Optional.empty(), Proxies.to(OUTSIDE));
    }

    private static FaultServer.Fault refusal() {
        return answer(407, "", "Proxy-Authenticate: Basic realm=\"gym\"");
    }

    private static FaultServer.Fault tunnel() {
        return (request, socket) -> {
            var target = request.split(" ")[1].split(":");
            try (var there = new Socket(target[0], Integer.parseInt(target[1]))) {
                socket.getOutputStream().write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes());
                var back = Thread.ofVirtual().start(() -> copy(there, socket));
                copy(socket, there);
                back.interrupt();
            }
        };
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            if (!from.isClosed() && !to.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private JsonHttp http(FaultServer proxy) {
        var http = new JsonHttp(Duration.ofSeconds(20), () -> false);
        lead(http, proxy);
        return http;
    }

    private void lead(JsonHttp http, FaultServer proxy) {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.address().getPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new AssertionError(failure);
            }
        });
        http.signInAtProxies(at -> {
            asked.add(at);
            return Optional.of(ENTERED);
        });
    }

    private static Problem problem(JsonHttp http, URI address) {
        return assertThrows(IntegrationException.class, () -> http.send("GET", address, Map.of(), null)).problem();
    }
}
