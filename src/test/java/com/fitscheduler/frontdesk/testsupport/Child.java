package com.fitscheduler.frontdesk.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java of its own on this class path: what is to be killed, or watched from outside. */
public final class Child {

    private Child() {}

    /** @param flags of the JVM; a later one wins, so a class path there takes the place of this one */
    public static ProcessBuilder of(Class<?> main, List<String> flags, String... words) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(flags);
        command.add(main.getName());
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }
}
