package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.ui.Words;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A made-up language: every word is English with its vowels doubled by accented ones, which makes texts about 40 % longer,
 * and nothing that people can read of them is missing. Places of MessageFormat and mnemonics stay.
 */
public final class LongWords {

    private static final String VOWELS = "aeiouyAEIOUY";
    private static final String ACCENTED = "\u00e4\u00eb\u00ef\u00f6\u00fc\u00ff\u00c4\u00cb\u00cf\u00d6\u00dc\u0178";

    private LongWords() {}

    /** The shipped texts in that language, with numbers and dates as in the United States. */
    public static Words words() {
        var english = Samples.words().bundle();
        return new Words(new ResourceBundle() {
            @Override
            protected Object handleGetObject(String key) {
                return english.containsKey(key) ? longer(english.getString(key)) : null;
            }

            @Override
            public Enumeration<String> getKeys() {
                return Collections.enumeration(english.keySet());
            }
        }, Locale.US);
    }

    /** Of a pattern of MessageFormat; what stands between braces is touched only where it is a text of a choice. */
    static String longer(String pattern) {
        var out = new StringBuilder();
        Deque<Boolean> readable = new ArrayDeque<>();
        readable.push(true);
        for (var i = 0; i < pattern.length(); i++) {
            var letter = pattern.charAt(i);
            switch (letter) {
                case '{' -> readable.push(false);
                case '}' -> readable.pop();
                case '#', '<' -> turn(readable, true);
                case '|' -> turn(readable, false);
                default -> {
                    // As it stands.
                }
            }
            out.append(letter);
            var vowel = VOWELS.indexOf(letter);
            if (Boolean.TRUE.equals(readable.peek()) && vowel >= 0) {
                out.append(ACCENTED.charAt(vowel));
            }
        }
        return out.toString();
    }

    /** A choice inside a place: what follows its limit is text, what comes before it is a number. */
    private static void turn(Deque<Boolean> readable, boolean text) {
        if (readable.size() == 2) {
            readable.pop();
            readable.push(text);
        }
    }
}
