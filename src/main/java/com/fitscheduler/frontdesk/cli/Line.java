package com.fitscheduler.frontdesk.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line that was understood.
 *
 * @param practice with made-up services instead of the configured ones
 * @param profile  the name of a set-up of its own; empty for the usual one
 * @param tour     where to write the pictures of a tour
 * @param settings values by key
 * @param command  what to do without a window; empty to open it
 */
public record Line(
        boolean practice, Optional<String> profile, Optional<Path> tour, Map<String, String> settings, Optional<Command> command) {

    /** The command as another process has to be told it: nothing in it depends on where it was typed. */
    public List<String> words() {
        var words = new ArrayList<String>();
        settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        command.ifPresent(typed -> words.addAll(typed.words()));
        return List.copyOf(words);
    }

    /** What became of the words. */
    public sealed interface Parsed {}

    /** Understood. */
    public record Understood(Line line) implements Parsed {}

    /** Something was asked for that is only to be printed. */
    public record Printed(String text) implements Parsed {}

    /** Not understood. */
    public record Misused(String text) implements Parsed {}
}
