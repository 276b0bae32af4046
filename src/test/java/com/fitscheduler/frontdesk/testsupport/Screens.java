package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.ui.Views;
import java.util.ArrayList;
import java.util.List;
import javafx.application.ColorScheme;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;

/** Lays screens out without a window, on the toolkit's thread. */
public final class Screens {

    private Screens() {}

    public static Scene laidOut(Parent root, double width, double height, ColorScheme scheme, String... extraStyle) {
        var scene = Views.styled(new Scene(root, width, height));
        scene.getPreferences().setColorScheme(scheme);
        for (var style : extraStyle) {
            root.setStyle(style);
        }
        root.applyCss();
        root.layout();
        return scene;
    }

    public static WritableImage picture(Scene scene) {
        return scene.snapshot(null);
    }

    /** The texts that are cut off somewhere under that node. */
    public static List<String> cut(Parent root) {
        var cut = new ArrayList<String>();
        for (Node node : root.lookupAll("*")) {
            if (node instanceof Labeled label && label.isTextTruncated() && shown(label)) {
                cut.add(label.getText());
            }
        }
        return cut;
    }

    private static boolean shown(Node node) {
        for (var at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
