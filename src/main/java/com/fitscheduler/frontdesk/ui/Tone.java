package com.fitscheduler.frontdesk.ui;

import com.fitscheduler.frontdesk.integration.Problem;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** What a colour means. Never said by colour alone: a word and an icon stand beside it. */
public enum Tone {
    /** Nothing to do. */
    NEUTRAL,
    /** All well. */
    SUCCESS,
    /** The program is busy. */
    INFO,
    /** The program deals with it, or the data is old. */
    WARNING,
    /** A person must do something. */
    ERROR;

    /** Gives the node this tone's pseudo-class and takes away that of every other. */
    public void on(Node node) {
        for (var tone : values()) {
            node.pseudoClassStateChanged(PseudoClass.getPseudoClass(tone.name().toLowerCase(Locale.ROOT)), tone == this);
        }
    }

    public static Tone of(Problem problem) {
        return switch (problem.weight()) {
            case NO_HARM -> NEUTRAL;
            case PASSES -> WARNING;
            case ENDS_ATTEMPT, NEEDS_PERSON, ENDS_CONNECTION -> ERROR;
        };
    }
}
