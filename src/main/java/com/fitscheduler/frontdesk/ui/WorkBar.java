package com.fitscheduler.frontdesk.ui;

import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** A bar that moves while something runs; where the person wants no motion it stands still, and says so in a word. */
public final class WorkBar extends VBox {

    private final ProgressBar bar = new ProgressBar();
    private final Label word = new Label();
    private Subscription motion = () -> {};

    public WorkBar() {
        super(4);
        bar.setMaxWidth(Double.MAX_VALUE);
        word.getStyleClass().addAll("muted", "meta");
        getChildren().addAll(bar, word);
        Views.show(word, false);
        sceneProperty().subscribe(this::follow);
    }

    public String getWord() {
        return word.getText();
    }

    /** What is said instead of moving. */
    public void setWord(String text) {
        word.setText(text);
    }

    private void follow(Scene scene) {
        motion.unsubscribe();
        motion = scene == null ? () -> {} : scene.getPreferences().reducedMotionProperty().subscribe(this::move);
    }

    private void move(boolean still) {
        bar.setProgress(still ? 1 : ProgressBar.INDETERMINATE_PROGRESS);
        Views.show(word, still);
    }
}
