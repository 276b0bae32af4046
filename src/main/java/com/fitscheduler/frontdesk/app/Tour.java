package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.practice.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Drives the real screens through connect, fail, recover, sync, offline, disconnect, as a person would press them, and
 * writes a picture of each state, light and dark. Runs on a thread of its own.
 */
final class Tour {

    private final Path folder;
    private final PracticeServices practice;
    private final ScreenRobot robot;

    Tour(Path folder, PracticeServices practice) {
        this.folder = folder;
        this.practice = practice;
        this.robot = new ScreenRobot(folder);
    }

    /** @throws IllegalStateException with what did not appear on the screen in time */
    void run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        robot.until("Not configured");
        robot.shoot("not-configured");
        robot.press("#help");
        robot.until("How it works");
        robot.shoot("help");
        robot.press("#done");

        robot.press("#act-connect");
        robot.untilShown("#token");
        robot.shoot("connect-dialog");
        robot.type("#token", "");
        robot.press("#connect");
        robot.until("Paste the Private Integration Token.");
        robot.shoot("connect-empty");
        robot.type("#token", " not a token ");
        robot.type("#account", "https://app.example.com/v2/location/practiceRiverside001/dashboard");
        robot.press("#connect");
        robot.untilShown("#useSuggestion");
        robot.shoot("connect-advice");

        play(Scenario.WRONG_TOKEN);
        robot.press("#fill");
        robot.press("#connect");
        robot.until("Token not accepted");
        robot.shoot("connect-refused");
        robot.press("#cancel");
        robot.until("Error");
        robot.shoot("error");

        play(Scenario.SLOW);
        robot.press("#act-connect");
        robot.press("#fill");
        robot.press("#connect");
        robot.until("Counting contacts…");
        robot.shoot("connecting");
        robot.press("#cancel");
        play(Scenario.ALL_WELL);
        robot.press("#connect");
        robot.until("Last Synced:");
        robot.until("just now");
        robot.shoot("connected");

        play(Scenario.SLOW);
        robot.press("#act-sync");
        robot.until("Syncing…");
        robot.shoot("syncing");
        robot.press("#act-cancel");
        play(Scenario.BROKEN);
        robot.press("#act-sync");
        robot.until("Having trouble");
        robot.shoot("having-trouble");
        play(Scenario.ALL_WELL);
        robot.press("#act-sync");
        robot.until("_Sync Again");
        robot.shoot("synced");

        play(Scenario.WRONG_TOKEN);
        robot.press("#act-sync");
        robot.until("_Reconnect");
        robot.shoot("disconnected-by-trouble");
        play(Scenario.ALL_WELL);
        robot.press("#act-reconnect");
        robot.press("#fill");
        robot.press("#connect");
        robot.until("Last Synced:");
        robot.shoot("reconnected");

        play(Scenario.OFFLINE);
        robot.until("Saved status. This computer is offline.");
        robot.press("#act-sync");
        robot.until("_Sync Again");
        robot.shoot("offline");
        play(Scenario.ALL_WELL);
        robot.untilGone("Saved status. This computer is offline.");

        robot.press("#gear");
        robot.shoot("gear-menu");
        robot.item("card-menu-details");
        robot.until("Method");
        robot.shoot("details");
        robot.press("#done");
        robot.press("#gear");
        robot.item("card-menu-disconnect");
        robot.untilShown("#answer-yes");
        robot.shoot("disconnect-question");
        robot.press("#answer-yes");
        robot.until("_Connect");
        robot.shoot("disconnected");

        robot.press("#activity");
        robot.until("Done");
        robot.shoot("activity");
        robot.press("#settings");
        robot.shoot("settings");
    }

    private void play(Scenario scenario) {
        practice.play(scenario);
    }
}
