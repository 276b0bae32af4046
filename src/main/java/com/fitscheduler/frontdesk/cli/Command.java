package com.fitscheduler.frontdesk.cli;

import java.nio.file.Path;
import java.util.List;

/** What the program can be told to do without a window. */
public sealed interface Command {

    /** Says how things stand, without a network. */
    record Status(boolean json) implements Command {}

    /**
     * Connects by hand; the token comes on the standard input.
     *
     * @param anyway also where the account goes by another name than this gym
     */
    record Connect(String locationId, boolean anyway) implements Command {}

    /** Counts contacts again. */
    record Sync() implements Command {}

    /** Ends the connection and removes its login. */
    record Disconnect() implements Command {}

    /** Looks for the link that fails. */
    record Examine(boolean json) implements Command {}

    /** Writes a file for whoever helps. */
    record Support(Path file) implements Command {}

    /**
     * Signs in to the shared service; the password comes on the standard input.
     *
     * @param locationId the gym location that this computer stands in, for its first sign-in; empty if it need not be said
     */
    record SignIn(String email, String locationId) implements Command {}

    /** As it can be typed. */
    default List<String> words() {
        return switch (this) {
            case Status(var json) -> json ? List.of("status", "--json") : List.of("status");
            case Connect(var id, var anyway) -> anyway
                    ? List.of("connect", "--location=" + id, "--anyway") : List.of("connect", "--location=" + id);
            case Sync() -> List.of("sync");
            case Disconnect() -> List.of("disconnect");
            case Examine(var json) -> json ? List.of("doctor", "--json") : List.of("doctor");
            case Support(var file) -> List.of("support-file", file.toAbsolutePath().toString());
            case SignIn(var email, var id) -> id.isEmpty()
                    ? List.of("sign-in", "--email=" + email) : List.of("sign-in", "--email=" + email, "--location=" + id);
        };
    }

    /** Whether it wants a line on the standard input. */
    default boolean wantsInput() {
        return this instanceof Connect || this instanceof SignIn;
    }

    /** Whether it can say something where settings or data cannot be used. */
    default boolean worksInTrouble() {
        return this instanceof Examine || this instanceof Support;
    }
}
