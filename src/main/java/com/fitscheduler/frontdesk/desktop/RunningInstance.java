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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * At most one running program per profile folder. A lock on a file decides who it is, because the operating system lets
 * go of it however the program ends; a Unix-domain socket beside it lets a second start ask the first to show itself.
 */
public final class RunningInstance implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RunningInstance.class.getName());
    private static final byte[] RAISE = "raise\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHOWN = "\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** The shortest limit of the systems that we run on, with room for the zero at the end. */
    private static final int LONGEST_SOCKET_PATH = 100;

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
     * Becomes the one running program of that folder. Blocks for a few seconds at most.
     *
     * @param onRaise called on a thread of its own each time that a second start asks for the window
     * @return empty if another one runs, which has shown its window or does not answer
     */
    public static Optional<RunningInstance> claim(Path folder, Runnable onRaise) throws IOException {
        var socket = socketIn(folder);
        var lock = FileChannel.open(folder.resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var until = System.nanoTime() + PATIENCE.toNanos();
            // One that has the lock may not listen yet, or may be about to end: so again and again.
            while (lock.tryLock() == null) {
                if (shown(socket, until) || System.nanoTime() - until >= 0) {
                    lock.close();
                    return Optional.empty();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            var instance = new RunningInstance(lock, ServerSocketChannel.open(StandardProtocolFamily.UNIX), socket);
            instance.bind(folder, onRaise);
            return Optional.of(instance);
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

    private void bind(Path folder, Runnable onRaise) {
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

    private void listen(Runnable onRaise) {
        try {
            while (server.isOpen()) {
                var peer = server.accept();
                threads.execute(() -> hear(peer, onRaise));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no longer listening", e);
        }
    }

    private void hear(SocketChannel peer, Runnable onRaise) {
        // Closing the channel ends the read of one that connects and says nothing.
        var deadline = deadlines.schedule(() -> close(peer), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        try (peer) {
            var message = ByteBuffer.allocate(RAISE.length);
            while (message.hasRemaining() && peer.read(message) >= 0) {
                // Until it is whole, or the peer has said all.
            }
            if (Arrays.equals(message.array(), RAISE)) {
                onRaise.run();
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

    @Override
    public void close() {
        close(server);
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the socket file stays behind", e);
        }
        deadlines.shutdownNow();
        threads.shutdownNow();
        close(lock);
    }
}
