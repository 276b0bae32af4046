package com.fitscheduler.frontdesk.desktop;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * At most one running program per profile folder. A lock on a file decides who it is, because the operating system lets
 * go of it however the program ends; a Unix-domain socket beside it lets a second start ask the first to show itself.
 */
public final class RunningInstance implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RunningInstance.class.getName());
    private static final byte[] RAISE = "raise\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHOWN = "\n".getBytes(StandardCharsets.US_ASCII);
    /** Longer than a running program takes to end what it does once its window was closed. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Of the one that runs, with one that asks. */
    private static final Duration ATTENTION = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** In the data folder. */
    static final String LOCK = "running.lock";
    /** The shortest limit of the systems that we run on, with room for the zero at the end. */
    private static final int LONGEST_SOCKET_PATH = 100;

    /** What became of a start. */
    public sealed interface Claim {}

    /** This program is the one. */
    public record Mine(RunningInstance running) implements Claim {}

    /** Another one is, and its window is on the screen. */
    public record Shown() implements Claim {}

    /** Another one is, and has not answered in time: it hangs, or takes long to begin or to end. */
    public record Silent() implements Claim {}

    private final FileChannel lock;
    private final ServerSocketChannel server;
    private final Path socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    private RunningInstance(FileChannel lock, ServerSocketChannel server, Path socket) {
        this.lock = lock;
        this.server = server;
        this.socket = socket;
    }

    /**
     * Becomes the one running program of that folder, at once or as soon as one that is about to end has ended. Blocks for
     * 15 seconds at most.
     *
     * @param onRaise called on a thread of its own each time that a second start asks for the window; true once it is shown
     */
    public static Claim claim(Path folder, BooleanSupplier onRaise) throws IOException {
        return claim(folder, onRaise, PATIENCE);
    }

    static Claim claim(Path folder, BooleanSupplier onRaise, Duration patience) throws IOException {
        var socket = socketIn(folder);
        var lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var until = System.nanoTime() + patience.toNanos();
            // One that has the lock may not listen yet, or may be about to end: so again and again.
            while (lock.tryLock() == null) {
                var shown = shown(socket, until);
                if (shown || System.nanoTime() - until >= 0) {
                    lock.close();
                    return shown ? new Shown() : new Silent();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            var instance = new RunningInstance(lock, ServerSocketChannel.open(StandardProtocolFamily.UNIX), socket);
            instance.bind(folder, onRaise);
            return new Mine(instance);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** In the folder, or where its path is too long in one of our own among the temporary files. */
    static Path socketIn(Path folder) {
        var near = folder.toAbsolutePath().resolve("running.sock");
        if (near.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
            return near;
        }
        var name = UUID.nameUUIDFromBytes(near.toString().getBytes(StandardCharsets.UTF_8));
        return Path.of(System.getProperty("java.io.tmpdir"), name.toString(), "s");
    }

    /** Nothing here waits for longer than that: a running program that hangs must not hang this one. */
    private static boolean shown(Path socket, long until) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX); var selector = Selector.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                return false;
            }
            channel.write(ByteBuffer.wrap(RAISE));
            channel.register(selector, SelectionKey.OP_READ);
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            return channel.read(ByteBuffer.allocate(1)) > 0;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the running program does not listen", e);
            return false;
        }
    }

    private void bind(Path folder, BooleanSupplier onRaise) {
        try {
            var place = Folders.made(Objects.requireNonNull(socket.getParent()));
            if (!Files.getOwner(place, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(folder))) {
                throw new AccessDeniedException(place.toString(), null, "belongs to somebody else");
            }
            // Whoever made it is gone, or would hold the lock.
            Files.deleteIfExists(socket);
            server.bind(UnixDomainSocketAddress.of(socket));
            threads.execute(() -> listen(onRaise));
        } catch (IOException e) {
            // The lock alone keeps a second one out; it only cannot raise our window.
            LOG.log(System.Logger.Level.WARNING, "a second start will not be heard", e);
        }
    }

    private void listen(BooleanSupplier onRaise) {
        try {
            while (server.isOpen()) {
                var peer = server.accept();
                threads.execute(() -> hear(peer, onRaise));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no longer listening", e);
        }
    }

    private void hear(SocketChannel peer, BooleanSupplier onRaise) {
        // Closing the channel ends the read of one that connects and says nothing.
        var deadline = deadlines.schedule(() -> close(peer), ATTENTION.toMillis(), TimeUnit.MILLISECONDS);
        try (peer) {
            var message = ByteBuffer.allocate(RAISE.length);
            while (message.hasRemaining() && peer.read(message) >= 0) {
                // Until it is whole, or the peer has said all.
            }
            // Unanswered, the other one asks again until there is a window, or nobody who has the lock.
            if (Arrays.equals(message.array(), RAISE) && onRaise.getAsBoolean()) {
                peer.write(ByteBuffer.wrap(SHOWN));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a second start broke off", e);
        } finally {
            deadline.cancel(false);
        }
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "could not be closed", e);
        }
    }

    /** The window was closed: nothing can be shown any more. A second start waits until everything is let go of. */
    public void stopListening() {
        close(server);
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the socket file stays behind", e);
        }
    }

    @Override
    public void close() {
        stopListening();
        deadlines.shutdownNow();
        threads.shutdownNow();
        close(lock);
    }
}
