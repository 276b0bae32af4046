package com.fitscheduler.frontdesk.app;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The least that a JavaFX program can show: what {@link StartBench} compares the real one with. */
final class BlankWindow {

    private BlankWindow() {}

    public static void main(String[] words) {
        Milestones.reached("main");
        Platform.startup(() -> {
            Milestones.reached("toolkit");
            var stage = new Stage();
            stage.setScene(new Scene(new StackPane(), 1120, 760));
            Milestones.reached("scene");
            stage.show();
            Milestones.reached("shown");
            Milestones.afterFirstFrame(() -> {
                Milestones.reached("first-frame");
                if (Milestones.endsAfterFirstFrame()) {
                    Platform.exit();
                }
            });
        });
    }
}
