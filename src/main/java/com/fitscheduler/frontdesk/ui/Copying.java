package com.fitscheduler.frontdesk.ui;

import java.util.Map;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/** Puts texts on the clipboard. On the toolkit's thread. */
public final class Copying {

    private Copying() {}

    /** Never called with a secret. */
    public static void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }
}
