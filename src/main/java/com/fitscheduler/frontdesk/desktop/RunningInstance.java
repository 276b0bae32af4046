package com.fitscheduler.frontdesk.desktop;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * At most one running program per profile folder. A lock on a file decides who it is, because the operating system lets
 * go of it however the program ends; a Unix-domain socket beside it lets a second start ask the first to show itself.
 */
public final class RunningInstance implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RunningInstance.class.getName());
    private static final byte[] RAISE = "raise\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
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
     * Becomes the one running program of that folder.
     *
     * @param onRaise called on a thread of its own each time that a second start asks for the window
     * @return empty if another one runs, which has then been asked to show its window
     */
    public static Optional<RunningInstance> claim(Path folder, Runnable onRaise) throws IOException {
        var socket = socketIn(folder);
        var lock = FileChannel.open(folder.resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            askToShowItself(socket);
            return Optional.empty();
        }
        // Whoever made it is gone, or the lock would be held.
        Files.deleteIfExists(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var instance = new RunningInstance(lock, server, socket);
        instance.threads.execute(() -> instance.listen(onRaise));
        return Optional.of(instance);
    }

    private static Path socketIn(Path folder) {
        var near = folder.resolve("running.sock");
        if (near.toString().length() <= LONGEST_SOCKET_PATH) {
            return near;
        }
        var name = UUID.nameUUIDFromBytes(folder.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
        return Path.of(System.getProperty("java.io.tmpdir"), name + ".sock");
    }

    private static void askToShowItself(Path socket) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(RAISE));
        } catch (IOException e) {
            // It holds the lock and so it runs; that it does not listen (yet) is no reason to start a second one.
            LOG.log(System.Logger.Level.INFO, "the running program did not answer", e);
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
