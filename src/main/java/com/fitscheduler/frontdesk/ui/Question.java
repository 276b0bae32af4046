package com.fitscheduler.frontdesk.ui;

import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/**
 * A question with two answers. The one that keeps things as they are is the default, and Escape gives it too.
 *
 * @param yes  the button that does it
 * @param no   the button that does not
 * @param danger whether something is lost by it
 */
public record Question(String title, String text, String yes, String no, boolean danger) {

    /** Asks over that window, if nothing is open over it yet, and calls one of the two once it is answered. Does not block. */
    public void ask(Supplier<Window> owner, Runnable onYes, Runnable onNo) {
        if (Views.hasDialog(owner.get())) {
            return;
        }
        var does = new ButtonType(yes, ButtonData.OTHER);
        var keeps = new ButtonType(no, ButtonData.CANCEL_CLOSE);
        var alert = new Alert(Alert.AlertType.NONE, text, does, keeps);
        alert.initOwner(owner.get());
        alert.setTitle(title);
        alert.setHeaderText(title);
        var pane = alert.getDialogPane();
        pane.setMinHeight(Region.USE_PREF_SIZE);
        style(pane.getScene(), owner.get().getScene());
        var doing = (Button) pane.lookupButton(does);
        doing.getStyleClass().add(danger ? "danger" : "primary");
        doing.setDefaultButton(false);
        doing.setId("answer-yes");
        var keeping = (Button) pane.lookupButton(keeps);
        keeping.setDefaultButton(true);
        keeping.setCancelButton(true);
        keeping.setId("answer-no");
        for (var button : new Button[] {doing, keeping}) {
            // Else a bar of equal buttons cuts the words of both when texts are large.
            ButtonBar.setButtonUniformSize(button, false);
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        alert.setOnHidden(_ -> (alert.getResult() == does ? onYes : onNo).run());
        alert.show();
    }

    private static void style(Scene scene, Scene like) {
        Views.styled(scene).getPreferences().setColorScheme(like.getPreferences().getColorScheme());
    }
}
