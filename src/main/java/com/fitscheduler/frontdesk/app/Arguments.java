package com.fitscheduler.frontdesk.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param practice with made-up services instead of the configured ones
 * @param tour     where to write the pictures of a tour; empty to open the window for a person
 */
record Arguments(boolean practice, Optional<Path> tour, Map<String, String> settings) {

    static final String USAGE = "usage: [--practice | --real] [--tour FOLDER]";

    /** @throws IllegalArgumentException with the word that is not understood */
    static Arguments parse(String... words) {
        var practice = false;
        Optional<Path> tour = Optional.empty();
        for (var i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--practice" -> practice = true;
                case "--real" -> practice = false;
                case "--tour" -> {
                    i++;
                    if (i == words.length) {
                        throw new IllegalArgumentException("--tour wants a folder");
                    }
                    practice = true;
                    tour = Optional.of(Path.of(words[i]));
                }
                default -> throw new IllegalArgumentException("not understood: " + words[i]);
            }
        }
        return new Arguments(practice, tour, Map.of());
    }

    /** The same, in practice mode. */
    Arguments practising() {
        return new Arguments(true, tour, settings);
    }

    /** Practice and real mode share nothing on this computer, so both may be open at once. */
    String profile() {
        return practice ? "practice" : "default";
    }
}
