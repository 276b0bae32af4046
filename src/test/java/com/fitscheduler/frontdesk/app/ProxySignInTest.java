package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxySignInTest {

    private static final URI OUTSIDE = URI.create("http://service.example");

    private final ProxySelector before = ProxySelector.getDefault();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();

    @AfterEach
    void restore() {
        ProxySelector.setDefault(before);
    }

    @Test
    void whatIsKeptIsForThatProxyAloneAndUsedAtOnce() throws Exception {
        try (var proxy = new FaultServer(FaultServer.answer(407, ""), FaultServer.answer(200, "{}"));
                var http = new JsonHttp(Duration.ofSeconds(20), () -> false)) {
            lead(proxy.address().getPort());
            var signIn = new ProxySignIn(credentials, http, OUTSIDE);
            assertEquals(Optional.of(proxy.address()), signIn.proxy());
            assertEquals(Optional.empty(), signIn.name());
            signIn.save("anna", "made-up");

            assertTrue(http.send("GET", OUTSIDE, Map.of(), null).succeeded());
            assertTrue(proxy.requests.get(1).contains("Proxy-Authorization: Basic YW5uYTptYWRlLXVw"));
            assertEquals(Optional.of("anna"), signIn.name());
            assertEquals(Optional.empty(), signIn.of(URI.create("http://127.0.0.1:1")));
            signIn.forget();
            assertTrue(credentials.logins.isEmpty());
        }
    }

    @Test
    void whatNoProxyCanBeToldIsRefused() {
        try (var http = new JsonHttp(Duration.ofSeconds(20), () -> false)) {
            var signIn = new ProxySignIn(credentials, http, OUTSIDE);
            ProxySelector.setDefault(ProxySelector.of(null));
            assertThrows(IllegalArgumentException.class, () -> signIn.save("anna", "made-up"));
            lead(8080);
            assertThrows(IllegalArgumentException.class, () -> signIn.save("an:na", "made-up"));
            assertThrows(IllegalArgumentException.class, () -> signIn.save(" ", "made-up"));
        }
    }

    private static void lead(int port) {
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", port)));
    }
}
