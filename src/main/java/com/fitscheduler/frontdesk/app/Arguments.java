package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.cli.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the program is started.
 *
 * @param practice with made-up services instead of the configured ones
 * @param tour     where to write the pictures of a tour; empty to open the window for a person
 * @param settings values by key
 * @param named    the name of a set-up of its own
 */
record Arguments(boolean practice, Optional<Path> tour, Map<String, String> settings, Optional<String> named) {

    /** The usual start, for which the command line's library need not be loaded; empty if more was typed. */
    static Optional<Arguments> usual(String... words) {
        return List.of("--practice", "--real").containsAll(List.of(words)) && words.length <= 1
                ? Optional.of(new Arguments(List.of(words).contains("--practice"), Optional.empty(), Map.of(), Optional.empty()))
                : Optional.empty();
    }

    /** As it was typed. A tour is always practice. */
    static Arguments of(Line line) {
        return new Arguments(line.practice() || line.tour().isPresent(), line.tour(), line.settings(), line.profile());
    }

    /** The same, in practice mode. */
    Arguments practising() {
        return new Arguments(true, tour, settings, named);
    }

    /** Practice and real mode share nothing on this computer, so both may be open at once. */
    String profile() {
        return practice ? named.map(name -> "practice-" + name).orElse("practice") : named.orElse("default");
    }
}
