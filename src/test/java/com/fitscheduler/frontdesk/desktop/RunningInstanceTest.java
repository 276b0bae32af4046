package com.fitscheduler.frontdesk.desktop;

import static java.net.StandardProtocolFamily.UNIX;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /** A start of its own: says "second" and ends, or "first" and from then on "raised" each time. */
    static final class Start {
        public static void main(String[] folder) throws Exception {
            var claimed = RunningInstance.claim(Path.of(folder[0]), () -> System.out.println("raised"));
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
    void tenStartsAtOnceAreOneProgramThatHeardAllTheOthers() throws Exception {
        var starts = new ArrayList<Process>();
        for (var i = 0; i < 10; i++) {
            starts.add(start());
        }
        var running = new ArrayList<Process>();
        var heard = new ArrayList<String>();
        for (var start : starts) {
            var line = answer(start);
            if (!line.equals("second")) {
                running.add(start);
                heard.add(line);
            }
        }
        assertEquals(1, running.size());
        // Each of the others had been answered before it said so; the end of its input ends the one that runs.
        running.getFirst().getOutputStream().close();
        running.getFirst().inputReader().lines().forEach(heard::add);
        assertEquals(1, Collections.frequency(heard, "first"));
        assertEquals(9, Collections.frequency(heard, "raised"));
    }

    @Test
    void oneThatRunsAndDoesNotAnswerIsStillTheOnlyOne() throws Exception {
        try (var lock = FileChannel.open(folder.resolve("running.lock"), CREATE, WRITE); var deaf = ServerSocketChannel.open(UNIX)) {
            lock.lock();
            assertEquals("second", answer(start()));
            deaf.bind(UnixDomainSocketAddress.of(folder.resolve("running.sock")));
            assertEquals("second", answer(start()));
        }
    }

    @Test
    void oneThatIsAboutToEndIsSucceeded() throws Exception {
        try (var lock = FileChannel.open(folder.resolve("running.lock"), CREATE, WRITE); var ending = ServerSocketChannel.open(UNIX)) {
            lock.lock();
            ending.bind(UnixDomainSocketAddress.of(folder.resolve("running.sock")));
            var next = start();
            try (var asking = ending.accept()) {
                lock.close();
            }
            assertEquals("first", answer(next));
            next.destroyForcibly();
        }
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
    void aPeerThatSaysNothingKeepsNobodyWaitingAndIsCutOff() throws Exception {
        try (var first = RunningInstance.claim(folder, raised::release).orElseThrow();
                var silent = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("running.sock")))) {
            assertEquals("second", answer(start()));
            assertTrue(raised.tryAcquire(20, TimeUnit.SECONDS));
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void anyOtherMessageIsIgnored() throws Exception {
        try (var first = RunningInstance.claim(folder, raised::release).orElseThrow()) {
            for (var message : List.of("close\n", "rai")) {
                try (var peer = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("running.sock")))) {
                    peer.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.US_ASCII)));
                    peer.shutdownOutput();
                    assertEquals(-1, peer.read(ByteBuffer.allocate(1)));
                }
            }
            assertEquals(0, raised.availablePermits());
        }
    }

    @Test
    void closingFreesTheFolder() throws Exception {
        RunningInstance.claim(folder, raised::release).orElseThrow().close();

        assertFalse(Files.exists(folder.resolve("running.sock")));
        RunningInstance.claim(folder, raised::release).orElseThrow().close();
    }

    @Test
    void aFolderWithALongNameIsHeardThroughAFolderOfOurOwn() throws Exception {
        // Fewer than a hundred letters, more than a hundred bytes.
        var deep = Files.createDirectories(folder.resolve("\u00e9".repeat(Math.max(50, 80 - folder.toString().length()))));
        var socket = RunningInstance.socketIn(deep);
        assertFalse(socket.startsWith(folder));
        try (var first = RunningInstance.claim(deep, raised::release).orElseThrow()) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
            assertEquals("second", answer(start(deep)));
            assertTrue(raised.tryAcquire(20, TimeUnit.SECONDS));
        } finally {
            Files.delete(socket.getParent());
        }
    }

    @Test
    void aSocketThatCannotBeMadeIsNoReasonNotToRun() throws Exception {
        Files.createDirectories(folder.resolve("running.sock/taken"));

        RunningInstance.claim(folder, raised::release).orElseThrow().close();
    }

    private Process start() throws IOException {
        return start(folder);
    }

    private static Process start(Path folder) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Start.class.getName(), folder.toString()).start();
    }

    private static String answer(Process start) throws IOException {
        return start.inputReader().readLine();
    }
}
