package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.ui.Views;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Opens a screen in a dialog over a window. */
final class Dialogs {

    private Dialogs() {}

    /** A dialog that is not shown yet; it is never larger than the screen. */
    static Stage over(Stage owner, String title, double width, double height) {
        var dialog = new Stage();
        dialog.initOwner(owner);
        dialog.initModality(Modality.WINDOW_MODAL);
        dialog.setTitle(title);
        var screen = Screen.getPrimary().getVisualBounds();
        dialog.setWidth(Math.min(width, screen.getWidth()));
        dialog.setHeight(Math.min(height, screen.getHeight()));
        return dialog;
    }

    /** Light or dark as the window under it. */
    static void show(Stage dialog, Parent content) {
        var owner = dialog.getOwner().getScene();
        var scene = Views.styled(new Scene(content));
        scene.getPreferences().setColorScheme(owner.getPreferences().getColorScheme());
        dialog.setScene(scene);
        dialog.show();
    }
}
