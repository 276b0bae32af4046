package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.ui.MessageBox.Message;
import com.fitscheduler.frontdesk.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything a card shows, already worded; the view only copies it onto nodes.
 *
 * @param tone    ERROR draws the card's border so
 * @param text    the sentence under the title; empty for none
 * @param values  what is known, in rows of label and value
 * @param note    small and quiet under the values; empty for none
 * @param step    what runs, beside a moving bar; empty if nothing runs
 * @param options the buttons, the main one first
 * @param gear    whether there is something to manage
 */
public record CardState(
        String name,
        Tone tone,
        List<Pill> pills,
        String text,
        List<Value> values,
        Optional<Message> message,
        String note,
        String step,
        List<Option> options,
        boolean gear) {

    /** A state in a word, with the icon that says the same. */
    public record Pill(String text, Tone tone, String icon) {}

    /**
     * One thing that is known.
     *
     * @param detail said when a person points at it; empty for nothing more
     */
    public record Value(String label, String text, String detail) {}

    /** A button. */
    public record Option(Act act, String text, boolean primary) {}

    /** What a person can do on a card. */
    public enum Act {
        CONNECT,
        RECONNECT,
        SYNC,
        /** Tests the login that was found in the keychain. */
        TEST_FOUND,
        /** Removes the login that was left over. */
        SWEEP,
        /** Of two changes that met, the gym's stands. */
        KEEP_THEIRS,
        /** Of two changes that met, the one made here stands. */
        APPLY_OURS,
        /** Connects the other way than before. */
        SWITCH,
        /** The sign-in's page once more. */
        OPEN_AGAIN,
        /** The sign-in's address, for a browser that did not open. */
        COPY_LINK,
        /** What failed before anything was connected, once more. */
        RETRY,
        /** The connect dialog, at the private token. */
        ENTER_TOKEN,
        NETWORK_SETTINGS,
        OPEN_FOLDER,
        /** Signs this computer in to the shared backend. */
        SIGN_IN,
        SUPPORT_FILE,
        CANCEL,
        DETAILS,
        /** Tells how connecting works. */
        HELP
    }

    /** The card as it is read out. */
    public String spoken() {
        var parts = new ArrayList<String>();
        parts.add(name);
        pills.forEach(pill -> parts.add(pill.text()));
        parts.add(step);
        parts.add(text);
        values.forEach(value -> parts.add(value.label() + " " + value.text()));
        message.ifPresent(box -> parts.add(box.spoken()));
        parts.add(note);
        return String.join(" ", parts.stream().filter(part -> !part.isEmpty())
                .map(part -> part.endsWith(".") ? part : part + ".").toList());
    }
}
