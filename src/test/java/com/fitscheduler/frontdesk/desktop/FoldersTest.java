package com.fitscheduler.frontdesk.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, because a process cannot change its own environment. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class FoldersTest {

    @TempDir
    private Path home;

    /** Says its three folders. */
    static final class Start {
        public static void main(String[] profile) throws IOException {
            var folders = Folders.of(profile[0]);
            System.out.println(folders.data() + "\n" + folders.settings() + "\n" + folders.logs());
        }
    }

    @Test
    void theyLieWhereTheEnvironmentSays() throws Exception {
        var environment = Map.of("XDG_DATA_HOME", home.resolve("d").toString(), "XDG_CONFIG_HOME", home.resolve("c").toString(),
                "XDG_CACHE_HOME", home.resolve("k").toString());

        assertEquals(List.of(home.resolve("d/fitscheduler-front-desk/practice"),
                home.resolve("c/fitscheduler-front-desk/practice"),
                home.resolve("k/fitscheduler-front-desk/logs/practice")), said(start("practice", environment)));
    }

    @Test
    void elseInTheHomeFolderAndEachProfileHasItsOwn() throws Exception {
        assertEquals(List.of(home.resolve(".local/share/fitscheduler-front-desk/default"),
                home.resolve(".config/fitscheduler-front-desk/default"),
                home.resolve(".cache/fitscheduler-front-desk/logs/default")), said(start("default", Map.of())));
    }

    @Test
    void onlyTheirOwnerMayLookIn() throws Exception {
        for (var folder : said(start("default", Map.of()))) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)), folder.toString());
        }
    }

    @Test
    void startsAtTheSameTimeDoNotDisturbEachOther() throws Exception {
        var starts = new ArrayList<Process>();
        for (var i = 0; i < 5; i++) {
            starts.add(start("default", Map.of()));
        }
        for (var start : starts) {
            assertEquals(3, said(start).size());
        }
    }

    @Test
    void temporaryOnesAreNewAndEmpty() throws Exception {
        var folders = Folders.temporary();
        try (var files = Files.list(folders.data())) {
            assertEquals(0, files.count());
        }
        assertTrue(Files.isSameFile(folders.data(), folders.logs()));
        Files.delete(folders.data());
    }

    private Process start(String profile, Map<String, String> environment) throws IOException {
        var start = Child.of(Start.class, List.of("-Duser.home=" + home), profile);
        start.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        start.environment().putAll(environment);
        return start.start();
    }

    private static List<Path> said(Process start) {
        return start.inputReader().lines().map(Path::of).toList();
    }
}
