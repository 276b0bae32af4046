package com.fitscheduler.frontdesk.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: the lock is between them. */
@Timeout(60)
class RunningInstanceTest {

    @TempDir
    private Path folder;

    private final Semaphore raised = new Semaphore(0);

    /** A second start: says "first" and waits to be told to end, or says "second" and ends. */
    static final class Start {
        public static void main(String[] folder) throws Exception {
            var claimed = RunningInstance.claim(Path.of(folder[0]), () -> {});
            System.out.println(claimed.isPresent() ? "first" : "second");
            if (claimed.isPresent()) {
                System.in.read();
                claimed.get().close();
            }
            System.exit(0);
        }
    }

    @Test
    void aSecondStartRaisesTheFirstAndEnds() throws Exception {
        try (var first = RunningInstance.claim(folder, raised::release).orElseThrow()) {
            assertEquals("second", answer(start()));
            assertTrue(raised.tryAcquire(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void tenStartsAtOnceAreOneProgramAndEachIsHeard() throws Exception {
        try (var first = RunningInstance.claim(folder, raised::release).orElseThrow()) {
            var starts = new ArrayList<Process>();
            for (var i = 0; i < 10; i++) {
                starts.add(start());
            }
            for (var start : starts) {
                assertEquals("second", answer(start));
            }
            assertTrue(raised.tryAcquire(10, 20, TimeUnit.SECONDS));
        }
    }

    @Test
    void onlyOneOfManyFirstStartsWins() throws Exception {
        var starts = new ArrayList<Process>();
        for (var i = 0; i < 5; i++) {
            starts.add(start());
        }
        var firsts = 0;
        for (var start : starts) {
            firsts += answer(start).equals("first") ? 1 : 0;
        }
        starts.forEach(Process::destroyForcibly);
        assertEquals(1, firsts);
    }

    @Test
    void aProgramThatWasKilledIsNoObstacle() throws Exception {
        var first = start();
        assertEquals("first", answer(first));
        first.destroyForcibly().waitFor();
        assertTrue(Files.exists(folder.resolve("running.sock")));

        try (var next = RunningInstance.claim(folder, raised::release).orElseThrow()) {
            assertEquals("second", answer(start()));
            assertTrue(raised.tryAcquire(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aPeerThatSaysNothingKeepsNobodyWaiting() throws Exception {
        try (var first = RunningInstance.claim(folder, raised::release).orElseThrow();
                var silent = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("running.sock")))) {
            assertEquals("second", answer(start()));
            assertTrue(raised.tryAcquire(20, TimeUnit.SECONDS));
            assertTrue(silent.isOpen());
        }
    }

    @Test
    void closingFreesTheFolder() throws Exception {
        RunningInstance.claim(folder, raised::release).orElseThrow().close();

        assertFalse(Files.exists(folder.resolve("running.sock")));
        RunningInstance.claim(folder, raised::release).orElseThrow().close();
    }

    @Test
    void aFolderWithALongNameWorksToo() throws Exception {
        var deep = Files.createDirectories(folder.resolve("long-name-".repeat(15)));
        try (var first = RunningInstance.claim(deep, raised::release).orElseThrow()) {
            assertTrue(RunningInstance.claim(folder, raised::release).map(other -> {
                other.close();
                return true;
            }).orElse(false));
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Start.class.getName(), folder.toString()).start();
    }

    private static String answer(Process start) throws IOException {
        return start.inputReader().readLine();
    }
}
