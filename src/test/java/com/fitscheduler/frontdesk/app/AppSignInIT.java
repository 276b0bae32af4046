package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.SystemBrowser;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.testsupport.Chromium;
import com.fitscheduler.frontdesk.testsupport.Chromium.Tab;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The real window, whose own opener starts a real Chromium: each way that a sign-in can go has its own words. */
@EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_SCREEN", matches = "1",
        disabledReason = "needs a screen with a window manager: run packaging/check")
@Timeout(120)
class AppSignInIT {

    private static final String ALLOW = "button[value=allow]";
    private static final String HARBOURSIDE = "input[value=practiceHarbour00001]";
    private static final String AGENCY = "input[value=practiceAgency000001]";
    private static final String CALLBACK = "/integrations/leadconnector/oauth/callback";

    @TempDir
    private static Path browserFolder;
    private static Chromium chromium;

    @TempDir
    private Path folder;
    private final FakeClock clock = new FakeClock(Instant.now().toString(), "UTC");
    private ScreenRobot robot;
    private PracticeServices services;
    private FrontDesk desk;

    @BeforeAll
    static void browser() throws Exception {
        chromium = new Chromium(browserFolder);
    }

    @AfterAll
    static void closeBrowser() throws Exception {
        chromium.close();
    }

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        robot = new ScreenRobot(pictures());
        var folders = new Folders(folder, folder, folder);
        var world = World.practice(folders, clock, new SystemBrowser(chromium.environment()));
        services = world.practice().orElseThrow();
        desk = new FrontDesk(world, folders, Platform::runLater, clock);
        var cards = desk.cards();
        onScreen(() -> {
            new MainWindow(desk, new Stage(), List.of(), List.of(), Samples.words(), clock).show(cards, () -> {});
            return null;
        });
    }

    @AfterEach
    void close() throws Exception {
        onScreen(() -> {
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            return null;
        });
        desk.close();
    }

    @Test
    void allowingConnectsAndGoingBackChangesNothing() throws Exception {
        begin();
        robot.until("Finish in your browser");
        robot.shoot("sign-in-waiting");
        var tab = authorize();
        tab.click(ALLOW);
        robot.until("Last Synced:");
        robot.until("1,284");
        robot.until("_Sync Again");
        robot.shoot("sign-in-connected");
        tab.says("Done");
        assertFalse(tab.address().contains("code="), "no code stays in the address bar");
        var connected = connected();
        assertEquals(Method.OAUTH, connected.link().method());

        tab.back();
        tab.click(ALLOW);
        chromium.tab(address -> address.startsWith("http://127.0.0.1:") && address.contains("/oauth/callback?") || address.startsWith("chrome-error"));
        assertEquals(connected.link().id(), connected().link().id(), "nothing is made twice");

        robot.press("#gear");
        robot.item("card-menu-details");
        robot.until("Signed in");
        robot.until("View contacts\nView the location's name and settings");
        robot.shoot("sign-in-details");
    }

    @Test
    void decliningIsSaidQuietly() throws Exception {
        begin();
        var tab = authorize();
        tab.click("button[value=decline]");
        robot.until("Permission was not given");
        robot.shoot("sign-in-declined");
        tab.says("Not allowed");
        robot.press("#cancel");
        robot.until("Not configured");
        robot.until("Code E13");
        robot.shoot("sign-in-declined-card");
    }

    @Test
    void aClosedTabIsWaitedForUntilItIsOpenedAgainOrCancelled() throws Exception {
        begin();
        chromium.otherWindow(URI.create("about:blank"));
        authorize().close();
        robot.until("Finish in your browser");
        robot.press("#openAgain");
        authorize().close();
        closeDialog();
        robot.until("Waiting for your browser. Finish signing in in the window that just opened. This page updates by itself.");
        robot.shoot("sign-in-waiting-card");
        robot.press("#act-cancel");
        robot.until("Not configured");
        robot.untilGone("Code E13");
        begin();
        authorize().click(ALLOW);
        robot.until("Last Synced:");
    }

    @Test
    void tooLateIsSaidAndTheNextOneWorks() throws Exception {
        begin();
        var tab = authorize();
        clock.move(Duration.ofMinutes(9));
        robot.until("The time is nearly over. Choose Start again for another 10 minutes.");
        robot.shoot("sign-in-ending");
        clock.move(Duration.ofMinutes(1));
        robot.until("Sign-in took too long");
        robot.shoot("sign-in-late");
        tab.click(ALLOW);
        // Nobody listens there any more; and else it would be taken for the next one's.
        chromium.otherWindow(URI.create("about:blank"));
        tab.close();
        assertFalse(desk.service().card("leadconnector").connection().held().isPresent());
        robot.press("#signIn");
        authorize().click(ALLOW);
        robot.until("Last Synced:");
    }

    /** Only at a registered address can it reach a later sign-in at all; else its port is closed. */
    @Test
    void anOldTabIsToldApart() throws Exception {
        try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            services.redirectTo(Optional.of(URI.create("http://127.0.0.1:" + free.getLocalPort() + CALLBACK)));
        }
        begin();
        var old = authorize();
        robot.press("#cancel");
        robot.press("#signIn");
        robot.until("Finish in your browser");
        old.click(ALLOW);
        old.says("This page is of another sign-in");
        robot.until("The answer did not belong to this sign-in. Close old sign-in tabs and start again.");
        robot.shoot("sign-in-old-tab");
        authorize().click(ALLOW);
        robot.until("Last Synced:");
    }

    @Test
    void ofTwoTabsTheFirstStands() throws Exception {
        begin();
        var one = authorize();
        robot.press("#copyLink");
        var two = chromium.otherWindow(copied());
        two.says("Riverside Gym");
        one.click("button[value=decline]");
        robot.until("Permission was not given");
        two.click(ALLOW);
        one.says("Not allowed");
        assertFalse(two.text().contains("Done"));
        assertTrue(desk.service().card("leadconnector").connection().held().isEmpty());
    }

    @Test
    void aCopiedLinkWorksInASecondWindowAndOnlyInOne() throws Exception {
        begin();
        authorize();
        robot.press("#copyLink");
        var link = copied();
        var second = chromium.otherWindow(link);
        second.says("Riverside Gym");
        chromium.otherWindow(link).says("This link was used before");
        robot.until("The link was opened in a second browser. Go on in the first one, or copy the link anew.");
        robot.shoot("sign-in-link-used");
        second.click(ALLOW);
        robot.until("Last Synced:");
        second.says("Done");
    }

    @Test
    void anotherLocationTakesNoPlaceOfTheConnectionThatThereIs() throws Exception {
        var entry = new ManualEntry(services.token(), services.accountId());
        desk.service().keep(desk.service().test("leadconnector", entry, _ -> {}));
        robot.until("Last Synced:");
        robot.press("#gear");
        robot.item("card-menu-to_sign_in");
        robot.until("Your present connection stays until the new one has been tested.");
        robot.shoot("sign-in-switch");
        robot.press("#signIn");
        var tab = authorize();
        tab.click(HARBOURSIDE);
        tab.click(ALLOW);
        robot.until("That is a different location");
        robot.shoot("sign-in-other-location");
        assertEquals(Method.MANUAL, connected().link().method());
        assertEquals(Method.MANUAL, desk.service().details("leadconnector").orElseThrow().method(), "the login is the one that it was");

        // With the dialog closed the card goes on as it was, and it is said in passing.
        robot.press("#signIn");
        var again = authorize();
        closeDialog();
        again.click(HARBOURSIDE);
        again.click(ALLOW);
        robot.until("The new connection was not made: That is a different location. The present one is unchanged.");
        robot.shoot("sign-in-other-location-card");

        robot.press("#gear");
        robot.item("card-menu-to_sign_in");
        robot.press("#signIn");
        authorize().click(ALLOW);
        robot.until("_Sync Again");
        robot.until("Connected to Riverside Gym. 1,288 contacts.");
        assertEquals(Method.OAUTH, connected().link().method());
    }

    @Test
    void theWholeAgencyIsNoLocation() throws Exception {
        begin();
        var tab = authorize();
        tab.click(AGENCY);
        tab.click(ALLOW);
        robot.until("Choose a location, not the whole agency");
        robot.shoot("sign-in-agency");
        robot.press("#cancel");
        robot.until("Error");
        robot.until("Code E17");
    }

    private void begin() throws InterruptedException {
        robot.press("#act-connect");
        robot.press("#signIn");
    }

    private Tab authorize() throws Exception {
        var tab = chromium.tab(address -> address.startsWith(services.leadConnector().resolve("/v2/oauth/chooselocation").toString()));
        tab.says("Riverside Gym");
        return tab;
    }

    private Connected connected() throws Exception {
        return assertInstanceOf(Connected.class, desk.service().card("leadconnector").connection());
    }

    private static void closeDialog() throws Exception {
        onScreen(() -> {
            List.copyOf(Window.getWindows()).getLast().hide();
            return null;
        });
    }

    private static URI copied() throws Exception {
        return URI.create(onScreen(() -> Clipboard.getSystemClipboard().getString()));
    }

    private static Path pictures() throws Exception {
        return Files.createDirectories(Path.of(System.getProperty("project.folder"), "target", "pictures"));
    }

    private static <T> T onScreen(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get();
    }
}
