package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.desktop.RunningInstance;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Views;
import com.fitscheduler.frontdesk.ui.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * Why the program ends instead of opening its window, in words of the message bundle.
 *
 * @param status what the process ends with
 * @param text   why, and what to do
 */
record Refusal(int status, String title, String text) {

    private static final double WIDTH = 520;
    private static final int MOST_FILES = 5;

    static Refusal of(int status, Problem problem, Words words) {
        var key = "problem." + problem.code();
        return new Refusal(status, words.get(key + ".title"), words.get(key + ".cause") + "\n\n" + words.get(key + ".action")
                + "\n\n" + words.get("problem.code", problem.code()));
    }

    static Refusal of(int status, Settings.Refused refused, Words words) {
        return new Refusal(status, words.get("start.setting.title"), refused.cause(words) + "\n\n" + refused.action(words));
    }

    /** Another one runs and does not answer. */
    static Refusal silent(int status, Words words) {
        return new Refusal(status, words.get("start.silent.title"),
                words.get("start.silent.text", RunningInstance.PATIENCE.toSeconds()));
    }

    /** All data was to be removed, and some of it is still there. */
    static Refusal left(int status, List<Path> files, Words words) {
        return new Refusal(status, words.get("settings.removal.left.title"), words.get("settings.removal.left.text",
                files.stream().limit(MOST_FILES).map(Path::toString).collect(Collectors.joining("\n"))));
    }

    /** For a terminal: all of it in one line. */
    String line() {
        return title + ". " + text.replaceAll("\\n+", " ");
    }

    /** Shows it in a window of its own with one button. On the toolkit's thread. */
    Window show(Words words, Runnable closed) {
        var alert = new Alert(Alert.AlertType.ERROR, text, new ButtonType(words.get("start.close"), ButtonData.CANCEL_CLOSE));
        alert.setTitle(words.get("program"));
        alert.setHeaderText(title);
        var pane = alert.getDialogPane();
        pane.setPrefWidth(WIDTH);
        // Else the last lines of a long text are cut.
        pane.setMinHeight(Region.USE_PREF_SIZE);
        Views.styled(pane.getScene());
        alert.setOnHidden(_ -> closed.run());
        alert.show();
        return pane.getScene().getWindow();
    }

    /** Brings that window before every other one; false if it has been closed. */
    static boolean raise(Window window) {
        if (window instanceof Stage stage && stage.isShowing()) {
            stage.toFront();
            stage.requestFocus();
            return true;
        }
        return false;
    }
}
