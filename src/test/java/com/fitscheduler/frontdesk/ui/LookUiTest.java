package com.fitscheduler.frontdesk.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Look.Theme;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

@Tag("ui")
class LookUiTest {

    private final Look look = new Look(Optional.empty(), Optional.empty());

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void end() throws Exception {
        onScreen(() -> {
            look.end();
            java.util.List.copyOf(Window.getWindows()).forEach(Window::hide);
        });
    }

    @Test
    void everyOpenWindowAndEveryLaterOneFollowsAtOnce() throws Exception {
        onScreen(() -> {
            var first = opened();
            look.begin();
            assertEquals(Platform.getPreferences().getColorScheme(), scheme(first));
            look.choose(Theme.DARK);
            look.choose(150);
            assertEquals(ColorScheme.DARK, scheme(first));
            assertEquals(21, size(first));
            var menu = new ContextMenu(new MenuItem("item"));
            var dialog = opened();
            menu.show(first.getScene().getRoot(), 0, 0);
            new Question("title", "text", "yes", "no", false).ask(() -> dialog, () -> {}, () -> {});
            for (var window : Window.getWindows()) {
                assertEquals(ColorScheme.DARK, window.getScene().getPreferences().getColorScheme(), window.toString());
            }
            assertEquals(21, size(dialog));
            menu.getScene().getRoot().applyCss();
            assertEquals(21, ((Label) menu.getScene().getRoot().lookup(".menu-item .label")).getFont().getSize());
            look.choose(Theme.LIGHT);
            look.choose(90);
            assertEquals(ColorScheme.LIGHT, scheme(dialog));
            assertEquals(12.6, size(first), 0.01);
            look.choose(Theme.SYSTEM);
            assertEquals(Platform.getPreferences().getColorScheme(), scheme(dialog));
        });
    }

    @Test
    void stepsStopAtTheEnds() {
        look.step(1);
        assertEquals(115, look.size().get());
        look.step(9);
        assertEquals(150, look.size().get());
        look.step(-9);
        assertEquals(90, look.size().get());
        assertThrows(IllegalArgumentException.class, () -> look.choose(151));
    }

    @ParameterizedTest
    @CsvSource({"dark,130,DARK,130", "DARK,131,DARK,100", "none,,SYSTEM,100", ",150,SYSTEM,150", "light,-1,LIGHT,100"})
    void whatWasKeptIsTakenUpAndNonsenseIsNot(String theme, String size, Theme expected, int percent) {
        var kept = new Look(Optional.ofNullable(theme), Optional.ofNullable(size));
        assertEquals(expected, kept.theme().get());
        assertEquals(percent, kept.size().get());
    }

    @Test
    void whereMotionIsNotWantedTheBarStandsStillAndSaysSo() throws Exception {
        onScreen(() -> {
            var bar = new WorkBar();
            bar.setWord(Samples.words().get("step.working"));
            var scene = new Scene(new VBox(bar));
            var moving = (ProgressBar) bar.getChildren().getFirst();
            assertEquals(ProgressBar.INDETERMINATE_PROGRESS, moving.getProgress());
            scene.getPreferences().setReducedMotion(true);
            assertEquals(1, moving.getProgress());
            assertEquals("Working", ((Label) bar.getChildren().get(1)).getText());
            assertEquals(true, bar.getChildren().get(1).isVisible());
            scene.getPreferences().setReducedMotion(false);
            assertEquals(ProgressBar.INDETERMINATE_PROGRESS, moving.getProgress());
        });
    }

    private static Stage opened() {
        var stage = new Stage();
        stage.setScene(Views.styled(new Scene(new VBox(new Label("text")))));
        stage.show();
        return stage;
    }

    private static ColorScheme scheme(Window window) {
        return window.getScene().getPreferences().getColorScheme();
    }

    private static double size(Window window) {
        window.getScene().getRoot().applyCss();
        return ((Label) window.getScene().getRoot().lookup(".label")).getFont().getSize();
    }

    private static void onScreen(Runnable work) throws Exception {
        WaitForAsyncUtils.asyncFx(work).get();
    }
}
