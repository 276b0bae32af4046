package com.fitscheduler.frontdesk.desktop;

import static java.net.StandardProtocolFamily.UNIX;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Child;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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
            var patience = folder.length > 1 ? Duration.ofSeconds(Long.parseLong(folder[1])) : RunningInstance.PATIENCE;
            var claimed = RunningInstance.claim(Path.of(folder[0]), new Served(() -> {
                System.out.println("raised");
                return true;
            }), patience);
            switch (claimed) {
                case RunningInstance.Mine(var running) -> {
                    System.out.println("first");
                    System.in.read();
                    running.stopListening();
                    System.out.println("closing");
                    System.in.read();
                    running.close();
                }
                case RunningInstance.Shown() -> System.out.println("second");
                case RunningInstance.Silent() -> System.out.println("silent");
            }
            System.exit(0);
        }
    }

    /** Carries out an order by turning it round. */
    private record Served(BooleanSupplier onRaise) implements RunningInstance.Service {

        @Override
        public boolean raise() {
            return onRaise.getAsBoolean();
        }

        @Override
        public byte[] order(byte[] order) {
            return new StringBuilder(new String(order, StandardCharsets.UTF_8)).reverse().toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    @Test
    void anOrderIsCarriedOutByTheOneThatRunsWithoutRaisingIt() throws Exception {
        try (var first = first(folder)) {
            assertEquals("cba", carried("abc"));
            assertEquals("", carried(""));
            assertEquals("x".repeat(60_000), carried("x".repeat(60_000)));
            assertEquals(0, raised.availablePermits());
        }
    }

    @Test
    void anOrderThatIsTooLargeIsNotReadAndTheProgramGoesOn() throws Exception {
        try (var first = first(folder)) {
            try (var channel = Knock.connected(folder.resolve("running.sock"))) {
                assertEquals(Optional.empty(), Knock.replied(channel, new byte[70_000]));
            }
            assertEquals("cba", carried("abc"));
        }
    }

    @Test
    void whereNothingRunsTheOrderIsTheCallersAndStartsWaitForIt() throws Exception {
        var alone = assertInstanceOf(RunningInstance.Alone.class, RunningInstance.order(folder, new byte[0]));
        var next = start();
        assertFalse(next.waitFor(300, TimeUnit.MILLISECONDS));
        alone.running().close();

        assertEquals("first", answer(next));
        next.destroyForcibly();
    }

    @Test
    void aFrozenProgramIsNotSaidToHaveCarriedAnythingOut() throws Exception {
        try (var lock = FileChannel.open(folder.resolve("running.lock"), CREATE, WRITE); var deaf = ServerSocketChannel.open(UNIX)) {
            lock.lock();
            // Another process has the lock as far as this one can tell.
            deaf.bind(UnixDomainSocketAddress.of(folder.resolve("running.sock")));
            var child = Child.of(Order.class, List.of(), folder.toString()).start();
            assertEquals("Unanswered", answer(child));
        }
    }

    /** An order from a process of its own: says what became of it. */
    static final class Order {
        public static void main(String[] folder) throws Exception {
            System.out.println(RunningInstance.order(Path.of(folder[0]), new byte[3]).getClass().getSimpleName());
            System.exit(0);
        }
    }

    private String carried(String order) throws Exception {
        // The lock of one process is one lock; the other way in is the one that is asked.
        try (var channel = Knock.connected(folder.resolve("running.sock"))) {
            return new String(Knock.replied(channel, order.getBytes(StandardCharsets.UTF_8)).orElseThrow(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aSecondStartRaisesTheFirstAndEnds() throws Exception {
        try (var first = first(folder)) {
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
            assertEquals("silent", answer(start(folder, "1")));
            deaf.bind(UnixDomainSocketAddress.of(folder.resolve("running.sock")));
            assertEquals("silent", answer(start(folder, "1")));
        }
    }

    @Test
    void aFrozenProgramIsNotSaidToBeShown() throws Exception {
        var first = start();
        assertEquals("first", answer(first));
        signal(first, "STOP");
        assertEquals("silent", answer(start(folder, "1")));
        signal(first, "CONT");
        assertEquals("second", answer(start()));
        first.destroyForcibly();
    }

    @Test
    void oneWhoseWindowWasClosedIsWaitedForAndSucceeded() throws Exception {
        var first = start();
        assertEquals("first", answer(first));
        first.getOutputStream().write('\n');
        first.getOutputStream().flush();
        assertEquals("closing", answer(first));
        assertEquals("silent", answer(start(folder, "1")), "it still has the folder");
        var next = start();
        first.getOutputStream().close();

        assertEquals("first", answer(next));
        next.destroyForcibly();
    }

    @Test
    void oneThatHasNoWindowYetIsAskedAgainUntilItHas() throws Exception {
        var asked = new AtomicInteger();
        try (var first = first(folder, () -> asked.incrementAndGet() == 3)) {
            assertEquals("second", answer(start()));
        }
        assertEquals(3, asked.get());
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

        try (var next = first(folder)) {
            assertEquals("second", answer(start()));
            assertTrue(raised.tryAcquire(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aPeerThatSaysNothingKeepsNobodyWaitingAndIsCutOff() throws Exception {
        try (var first = first(folder);
                var silent = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("running.sock")))) {
            assertEquals("second", answer(start()));
            assertTrue(raised.tryAcquire(20, TimeUnit.SECONDS));
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void anyOtherMessageIsIgnored() throws Exception {
        try (var first = first(folder)) {
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
        first(folder).close();

        assertFalse(Files.exists(folder.resolve("running.sock")));
        first(folder).close();
    }

    @Test
    void aFolderWithALongNameIsHeardThroughAFolderOfOurOwn() throws Exception {
        // Fewer than a hundred letters, more than a hundred bytes.
        var deep = Files.createDirectories(folder.resolve("\u00e9".repeat(Math.max(50, 80 - folder.toString().length()))));
        var socket = Knock.socketIn(deep);
        assertFalse(socket.startsWith(folder));
        try (var first = first(deep)) {
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

        first(folder).close();
    }

    private RunningInstance first(Path folder) throws IOException {
        return first(folder, () -> {
            raised.release();
            return true;
        });
    }

    private static RunningInstance first(Path folder, BooleanSupplier onRaise) throws IOException {
        return assertInstanceOf(RunningInstance.Mine.class, RunningInstance.claim(folder, new Served(onRaise))).running();
    }

    private Process start() throws IOException {
        return start(folder);
    }

    private static Process start(Path folder, String... patience) throws IOException {
        return Child.of(Start.class, List.of(), Stream.concat(Stream.of(folder.toString()), Stream.of(patience))
                .toArray(String[]::new)).start();
    }

    private static void signal(Process process, String name) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor());
    }

    private static String answer(Process start) throws IOException {
        return start.inputReader().readLine();
    }
}
