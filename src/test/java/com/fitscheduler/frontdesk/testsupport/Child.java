package com.fitscheduler.frontdesk.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java of its own on this class path: what is to be killed, or watched from outside. */
public final class Child {

    private Child() {}

    /** @param words flags of the JVM that begin with a dash, then the main class's arguments */
    public static ProcessBuilder of(Class<?> main, List<String> flags, String... words) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }
}
