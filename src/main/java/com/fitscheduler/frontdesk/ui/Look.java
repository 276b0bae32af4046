package com.fitscheduler.frontdesk.ui;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Light or dark, and how large texts are: in every window there is, and in every one to come. On the toolkit's thread. */
public final class Look {

    /** What is light and what is dark. */
    public enum Theme {
        /** As the operating system has it, also when that changes. */
        SYSTEM(null),
        LIGHT(ColorScheme.LIGHT),
        DARK(ColorScheme.DARK);

        private final @Nullable ColorScheme scheme;

        Theme(@Nullable ColorScheme scheme) {
            this.scheme = scheme;
        }
    }

    /** How large texts can be, in percent. */
    public static final List<Integer> SIZES = List.of(90, 100, 115, 130, 150);
    private static final int USUAL = 100;
    /** The font size of the root at the usual size; everything else is said in em. */
    private static final int BASE = 14;
    private static final String SHEET = "data:text/css;charset=utf-8,";

    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(Theme.SYSTEM);
    private final ReadOnlyIntegerWrapper size = new ReadOnlyIntegerWrapper(USUAL);
    private final ListChangeListener<Window> windows = change -> {
        while (change.next()) {
            change.getAddedSubList().forEach(this::dress);
        }
    };

    /** What was kept of an earlier choice; anything that is none is the usual look. */
    public Look(Optional<String> theme, Optional<String> size) {
        theme.flatMap(Look::theme).ifPresent(this.theme::set);
        SIZES.stream().filter(known -> size.filter(known.toString()::equals).isPresent()).findFirst().ifPresent(this.size::set);
    }

    private static Optional<Theme> theme(String name) {
        return List.of(Theme.values()).stream().filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT))).findFirst();
    }

    public ReadOnlyObjectProperty<Theme> theme() {
        return theme.getReadOnlyProperty();
    }

    /** In percent; one of {@link #SIZES}. */
    public ReadOnlyIntegerProperty size() {
        return size.getReadOnlyProperty();
    }

    public void choose(Theme chosen) {
        theme.set(chosen);
        dressAll();
    }

    /**
     * From now on texts are that large.
     *
     * @param percent one of {@link #SIZES}
     * @throws IllegalArgumentException if it is none of them
     */
    public void choose(int percent) {
        if (!SIZES.contains(percent)) {
            throw new IllegalArgumentException(Integer.toString(percent));
        }
        size.set(percent);
        dressAll();
    }

    /** One size up or down, as far as there is one. */
    public void step(int by) {
        var next = SIZES.indexOf(size.get()) + by;
        choose(SIZES.get(Math.clamp(next, 0, SIZES.size() - 1)));
    }

    /** From now on every window looks like this. */
    public void begin() {
        Window.getWindows().addListener(windows);
        dressAll();
    }

    public void end() {
        Window.getWindows().removeListener(windows);
    }

    private void dressAll() {
        List.copyOf(Window.getWindows()).forEach(this::dress);
    }

    private void dress(Window window) {
        var scene = window.getScene();
        if (scene == null) {
            return;
        }
        scene.getPreferences().setColorScheme(theme.get().scheme);
        var sheet = SHEET + ".root%7B-fx-font-size:" + BASE * size.get() / (double) USUAL + "px%7D";
        if (!scene.getStylesheets().contains(sheet)) {
            scene.getStylesheets().removeIf(known -> known.startsWith(SHEET));
            scene.getStylesheets().add(sheet);
        }
        if (window instanceof Stage) {
            keys(scene);
        }
    }

    private void keys(Scene scene) {
        for (var code : List.of(KeyCode.PLUS, KeyCode.EQUALS, KeyCode.ADD)) {
            key(scene, code, () -> step(1));
        }
        for (var code : List.of(KeyCode.MINUS, KeyCode.SUBTRACT)) {
            key(scene, code, () -> step(-1));
        }
        for (var code : List.of(KeyCode.DIGIT0, KeyCode.NUMPAD0)) {
            key(scene, code, () -> choose(USUAL));
        }
    }

    private static void key(Scene scene, KeyCode code, Runnable action) {
        // Where plus is a key with Shift, Shift may be down.
        scene.getAccelerators().putIfAbsent(
                new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_ANY), action);
    }
}
