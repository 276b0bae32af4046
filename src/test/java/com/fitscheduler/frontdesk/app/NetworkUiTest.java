package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.testsupport.Screens;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.settings.NetworkController;
import com.fitscheduler.frontdesk.ui.settings.NetworkViewModel;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import javafx.application.ColorScheme;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A proxy that asks who is there, and the part of the Settings page where a person answers it. */
@Tag("ui")
@Timeout(60)
class NetworkUiTest {

    private static final URI OUTSIDE = URI.create("http://service.example");

    private final ProxySelector before = ProxySelector.getDefault();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void restore() {
        ProxySelector.setDefault(before);
    }

    @Test
    void whatIsTypedHereOpensTheWayOutAndForgetClosesItAgain() throws Exception {
        try (var proxy = new FaultServer(FaultServer.answer(407, ""), FaultServer.answer(407, ""), FaultServer.answer(200, "{}"),
                FaultServer.answer(407, "")); var http = new JsonHttp(Duration.ofSeconds(20), () -> false)) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.address().getPort())));
            var part = part(http);
            assertEquals("Proxy in use: " + proxy.address().getAuthority(), text(part, "#proxy"));
            assertFalse(part.lookup("#forget").isVisible());
            assertEquals(Problem.PROXY_SIGN_IN, assertThrows(IntegrationException.class,
                    () -> http.send("GET", OUTSIDE, Map.of(), null)).problem());

            press(part, "#save");
            assertEquals("Type the name.", text(part, "#advice .label"));
            type(part, "#name", "anna");
            type(part, "#password", "made-up");
            press(part, "#save");
            assertEquals("Saved. The proxy is told from now on.", text(part, "#advice .label"));
            assertEquals("", ((TextField) part.lookup("#password")).getText(), "it is not kept on the screen");
            assertTrue(http.send("GET", OUTSIDE, Map.of(), null).succeeded());
            assertTrue(proxy.requests.getLast().contains("Proxy-Authorization: Basic YW5uYTptYWRlLXVw"));

            press(part, "#forget");
            assertTrue(credentials.logins.isEmpty());
            assertEquals("", ((TextField) part.lookup("#name")).getText());
            assertFalse(part.lookup("#forget").isVisible());
        }
    }

    @Test
    void withoutAProxyThereIsNothingToEnter() throws Exception {
        ProxySelector.setDefault(ProxySelector.of(null));
        try (var http = new JsonHttp(Duration.ofSeconds(20), () -> false)) {
            var part = part(http);
            assertEquals("No proxy is in use, the connection is direct.", text(part, "#proxy"));
            assertFalse(part.lookup("#form").isVisible());
        }
    }

    private Parent part(JsonHttp http) throws Exception {
        var network = new NetworkViewModel(new ProxySignIn(credentials, http, OUTSIDE), "leadconnector",
                new Background(Runnable::run, Runnable::run), Samples.words());
        return onScreen(() -> {
            var part = Views.load(new NetworkController(network), Samples.words());
            Screens.laidOut(part, 640, 480, ColorScheme.LIGHT);
            network.load();
            return part;
        });
    }

    private static String text(Parent part, String selector) {
        return ((Label) part.lookup(selector)).getText();
    }

    private static void type(Parent part, String selector, String text) throws Exception {
        onScreen(() -> {
            ((TextField) part.lookup(selector)).setText(text);
            return null;
        });
    }

    private static void press(Parent part, String selector) throws Exception {
        onScreen(() -> {
            ((Button) part.lookup(selector)).fire();
            return null;
        });
    }

    private static <T> T onScreen(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get();
    }
}
