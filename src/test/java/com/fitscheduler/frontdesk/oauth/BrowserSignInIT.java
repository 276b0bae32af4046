package com.fitscheduler.frontdesk.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.desktop.SystemBrowser;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.testsupport.Chromium;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real browser, started by our own opener, goes through the practice pages and back to the listener. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserSignInIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PATH = "/integrations/leadconnector/oauth/callback";
    private static final String ALLOW = "button[value=allow]";
    private static final String DECLINE = "button[value=decline]";
    private static final Predicate<String> AUTHORIZE = address -> address.contains("/v2/oauth/chooselocation");

    @TempDir
    private Path folder;
    private final List<Sighting> sightings = new CopyOnWriteArrayList<>();
    private PracticeServices services;
    private Chromium chromium;
    private SystemBrowser browser;
    private String person;
    private Verifier verifier;

    @BeforeEach
    void start() throws Exception {
        services = new PracticeServices("gym", List.of("leadconnector"));
        chromium = new Chromium(folder);
        browser = new SystemBrowser(chromium.environment());
        person = post("/auth/v1/token?grant_type=password", Map.of("email", "a@b.example", "password", "x")).path("access_token").asString();
    }

    @AfterEach
    void stop() throws Exception {
        chromium.close();
        services.close();
    }

    @Test
    void allowing() throws Exception {
        try (var listener = begin(Redirect.anyPort(PATH))) {
            browser.open(listener.startAddress());
            var tab = chromium.tab(AUTHORIZE);
            tab.says("Riverside Gym");
            tab.picture(pictures().resolve("sign-in-authorize.png"));
            tab.click(ALLOW);
            var code = assertInstanceOf(Answer.Code.class, listener.await());
            tab.says("Done");
            assertEquals("http://127.0.0.1:" + listener.port() + "/done", tab.address(), "no code stays in the address bar");
            tab.picture(pictures().resolve("sign-in-done.png"));
            var got = post(PATH.replace("callback", "token"), Map.of("grant_type", "authorization_code", "code", code.code(), "state", code.state(),
                    "code_verifier", verifier.value()));
            assertEquals(services.accountId(), got.path("leadconnector_location_id").asString());
            assertEquals(List.of(Sighting.BROWSER_CAME), sightings);
        }
    }

    @Test
    void declining() throws Exception {
        try (var listener = begin(Redirect.anyPort(PATH))) {
            browser.open(listener.startAddress());
            var tab = chromium.tab(AUTHORIZE);
            tab.click(DECLINE);
            assertEquals(new Answer.Declined(), listener.await());
            tab.says("Declined");
        }
    }

    @Test
    void aClosedTabLeavesTheWaitToOpenAgainOrToCancel() throws Exception {
        try (var listener = begin(Redirect.anyPort(PATH))) {
            browser.open(listener.startAddress());
            chromium.otherWindow(URI.create("about:blank"));
            chromium.tab(AUTHORIZE).close();
            assertTrue(listener.remaining().isPositive());
            browser.open(listener.startAddress());
            chromium.tab(AUTHORIZE).click(ALLOW);
            assertInstanceOf(Answer.Code.class, listener.await());
        }
    }

    @Test
    void theBackButtonNeitherEndsNorRepeatsAnything() throws Exception {
        try (var listener = begin(Redirect.anyPort(PATH))) {
            browser.open(listener.startAddress());
            var tab = chromium.tab(AUTHORIZE);
            tab.says("Riverside Gym");
            tab.click(ALLOW);
            var first = listener.await();
            tab.says("Done");
            tab.back();
            tab.click(ALLOW);
            // Told so while the listener is still there, and nobody listens a second later.
            var end = chromium.tab(address -> address.startsWith("http://127.0.0.1:" + listener.port()) || address.startsWith("chrome-error"));
            assertFalse(end.text().contains("Done"));
            assertEquals(first, listener.await());
        }
    }

    @Test
    void anOldTabBelongsToNoNewSignIn() throws Exception {
        int port;
        try (var free = LoopbackListener.open(Redirect.anyPort(PATH), SignIn.PAGES, InstantSource.system(), _ -> {})) {
            port = free.port();
        }
        var here = new Redirect("127.0.0.1", port, PATH);
        services.redirectTo(Optional.of(URI.create("http://127.0.0.1:" + port + PATH)));
        Chromium.Tab old;
        try (var listener = begin(here)) {
            browser.open(listener.startAddress());
            old = chromium.tab(AUTHORIZE);
            old.says("Riverside Gym");
        }
        try (var listener = begin(here)) {
            old.click(ALLOW);
            old.says("Foreign");
            old.picture(pictures().resolve("sign-in-foreign.png"));
            assertEquals(List.of(Sighting.BROWSER_CAME, Sighting.FOREIGN_ANSWER), sightings);
            browser.open(listener.startAddress());
            chromium.tab(AUTHORIZE).click(ALLOW);
            assertInstanceOf(Answer.Code.class, listener.await());
        }
    }

    @Test
    void ofTwoTabsTheFirstStands() throws Exception {
        try (var listener = begin(Redirect.anyPort(PATH))) {
            browser.open(listener.startAddress());
            var one = chromium.tab(AUTHORIZE);
            var two = chromium.otherWindow(listener.startAddress());
            two.says("Riverside Gym");
            one.click(DECLINE);
            assertEquals(new Answer.Declined(), listener.await());
            two.click(ALLOW);
            one.says("Declined");
            assertFalse(two.text().contains("Done"), "told so, or nobody listens any more");
            assertEquals(new Answer.Declined(), listener.await());
        }
    }

    @Test
    void aCopiedLinkWorksInASecondWindow() throws Exception {
        try (var listener = begin(Redirect.anyPort(PATH))) {
            browser.open(listener.startAddress());
            chromium.tab(AUTHORIZE).says("Riverside Gym");
            var second = chromium.otherWindow(listener.startAddress());
            second.click(ALLOW);
            assertInstanceOf(Answer.Code.class, listener.await());
            second.says("Done");
        }
    }

    @Test
    void aLinkOfAnotherBrowserIsOfNoUseAndBreaksNothing() throws Exception {
        try (var listener = begin(Redirect.anyPort(PATH))) {
            var start = listener.startAddress();
            browser.open(start);
            var ours = chromium.tab(AUTHORIZE);
            ours.says("Riverside Gym");
            var thief = chromium.otherWindow(start);
            thief.says("Link used");
            thief.picture(pictures().resolve("sign-in-link-used.png"));
            // The authorize page's own address, with the state, carried to another browser.
            thief.go(URI.create(ours.address()));
            thief.click(ALLOW);
            thief.says("Foreign");
            assertEquals(List.of(Sighting.BROWSER_CAME, Sighting.LINK_USED, Sighting.FOREIGN_ANSWER), sightings);
            ours.click(ALLOW);
            assertInstanceOf(Answer.Code.class, listener.await());
        }
    }

    private LoopbackListener begin(Redirect redirect) throws Exception {
        verifier = Verifier.random();
        var listener = LoopbackListener.open(redirect, SignIn.PAGES, InstantSource.system(), sightings::add);
        var begun = post(PATH.replace("callback", "initiate"), Map.of("location_id", "gym", "port", listener.port(), "code_challenge",
                verifier.challenge()));
        listener.expect(URI.create(begun.path("authorize_url").asString()), begun.path("state").asString(),
                Duration.ofSeconds(begun.path("expires_in").asInt()));
        return listener;
    }

    private JsonNode post(String path, Map<String, ?> body) throws Exception {
        var request = HttpRequest.newBuilder(services.backend().resolve(path)).POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (person != null) {
            request.header("Authorization", "Bearer " + person);
        }
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static Path pictures() throws Exception {
        return Files.createDirectories(Path.of(System.getProperty("project.folder"), "target", "pictures"));
    }
}
