package com.fitscheduler.frontdesk.desktop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
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
    /** Longer than a running program takes to end what it does once its window was closed. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Of the one that runs, with one that asks. */
    private static final Duration ATTENTION = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** In the data folder. */
    static final String LOCK = "running.lock";

    /** What the running program does for another start of the same person. On threads of their own. */
    public interface Service {

        /** Brings the window before every other one; true once it is shown. */
        boolean raise();

        /** Carries out an order; both are bytes that only the two programs understand. */
        byte[] order(byte[] order) throws InterruptedException;
    }

    /** What became of an order. */
    public sealed interface Ordered {}

    /** Nothing runs, and nothing will until this is closed: the order is the caller's to carry out. */
    public record Alone(RunningInstance running) implements Ordered {}

    /** The running program has carried it out. */
    public static final class Carried implements Ordered {

        private final byte[] reply;

        private Carried(byte[] reply) {
            this.reply = reply;
        }

        /** What it answered. */
        public byte[] reply() {
            return reply.clone();
        }
    }

    /** Another program runs and does not answer; whether it has carried out the order is not known. */
    public record Unanswered() implements Ordered {}

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
     * @param service what other starts may ask of this one
     */
    public static Claim claim(Path folder, Service service) throws IOException {
        return claim(folder, service, PATIENCE);
    }

    static Claim claim(Path folder, Service service, Duration patience) throws IOException {
        var socket = Knock.socketIn(folder);
        var lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var until = System.nanoTime() + patience.toNanos();
            // One that has the lock may not listen yet, or may be about to end: so again and again.
            while (lock.tryLock() == null) {
                var shown = Knock.shown(socket, until);
                if (shown || System.nanoTime() - until >= 0) {
                    lock.close();
                    return shown ? new Shown() : new Silent();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            var instance = new RunningInstance(lock, ServerSocketChannel.open(StandardProtocolFamily.UNIX), socket);
            instance.bind(folder, service);
            return new Mine(instance);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private void bind(Path folder, Service service) {
        try {
            var place = Folders.made(Objects.requireNonNull(socket.getParent()));
            if (!Files.getOwner(place, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(folder))) {
                throw new AccessDeniedException(place.toString(), null, "belongs to somebody else");
            }
            // Whoever made it is gone, or would hold the lock.
            Files.deleteIfExists(socket);
            server.bind(UnixDomainSocketAddress.of(socket));
            var owner = Files.getOwner(folder);
            threads.execute(() -> listen(owner, service));
        } catch (IOException e) {
            // The lock alone keeps a second one out; it only cannot raise our window.
            LOG.log(System.Logger.Level.WARNING, "a second start will not be heard", e);
        }
    }

    private void listen(UserPrincipal owner, Service service) {
        try {
            while (server.isOpen()) {
                var peer = server.accept();
                threads.execute(() -> hear(peer, owner, service));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no longer listening", e);
        }
    }

    private void hear(SocketChannel peer, UserPrincipal owner, Service service) {
        // Closing the channel ends the read of one that connects and says nothing.
        var deadline = deadlines.schedule(() -> close(peer), ATTENTION.toMillis(), TimeUnit.MILLISECONDS);
        try (peer) {
            if (!Knock.isOf(peer, owner)) {
                LOG.log(System.Logger.Level.WARNING, "somebody else knocked");
                return;
            }
            var message = Knock.read(peer, Knock.RAISE.length);
            // Unanswered, the other one asks again until there is a window, or nobody who has the lock.
            if (Arrays.equals(message, Knock.RAISE) && service.raise()) {
                peer.write(ByteBuffer.wrap(Knock.SHOWN));
            } else if (Arrays.equals(message, Knock.ORDER)) {
                var order = Knock.framed(peer, Knock.LARGEST_ORDER);
                deadline.cancel(false);
                // One that has given up does not get what it no longer waits for.
                peer.write(ByteBuffer.wrap(Knock.SHOWN));
                Knock.write(peer, service.order(order));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a second start broke off", e);
        } finally {
            deadline.cancel(false);
        }
    }

    /**
     * Has an order carried out by the running program, or keeps others out until the caller has done so itself. Blocks.
     *
     * @param order nothing of it is kept or logged, so it may hold a secret
     */
    public static Ordered order(Path folder, byte[] order) throws IOException {
        return order(folder, order, PATIENCE);
    }

    static Ordered order(Path folder, byte[] order, Duration patience) throws IOException {
        var socket = Knock.socketIn(folder);
        var lock = FileChannel.open(folder.resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var until = System.nanoTime() + patience.toNanos();
            while (lock.tryLock() == null) {
                try (var channel = Knock.connected(socket)) {
                    lock.close();
                    return Knock.replied(channel, order).<Ordered>map(Carried::new).orElseGet(Unanswered::new);
                } catch (ConnectException | NoSuchFileException e) {
                    LOG.log(System.Logger.Level.DEBUG, "the running program does not listen", e);
                }
                if (System.nanoTime() - until >= 0) {
                    lock.close();
                    return new Unanswered();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return new Alone(new RunningInstance(lock, ServerSocketChannel.open(StandardProtocolFamily.UNIX), socket));
        } catch (IOException e) {
            lock.close();
            throw e;
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
