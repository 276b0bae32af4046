package com.fitscheduler.frontdesk.desktop;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** What two programs of one folder say to each other over its socket: a word of six bytes, and behind an order its bytes. */
final class Knock {

    private static final System.Logger LOG = System.getLogger(Knock.class.getName());
    static final byte[] RAISE = "raise\n".getBytes(StandardCharsets.US_ASCII);
    static final byte[] ORDER = "order\n".getBytes(StandardCharsets.US_ASCII);
    static final byte[] SHOWN = "\n".getBytes(StandardCharsets.US_ASCII);
    static final int LARGEST_ORDER = 64 * 1024;
    private static final int LARGEST_REPLY = 4 * 1024 * 1024;
    /** Of one that asks, with an order that is carried out: a command is over by then, well or not. */
    private static final Duration PATIENCE_WITH_ORDER = Duration.ofMinutes(5);
    /** The shortest limit of the systems that we run on, with room for the zero at the end. */
    private static final int LONGEST_SOCKET_PATH = 100;

    private Knock() {}

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
    static boolean shown(Path socket, long until) {
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

    /** The folder keeps others out; where the system says who is there, it is asked too. */
    static boolean isOf(SocketChannel peer, UserPrincipal owner) throws IOException {
        return !peer.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                || peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(owner);
    }

    static SocketChannel connected(Path socket) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            // The JDK has no exception of its own for a socket file that is not there.
            throw Files.exists(socket) ? e : new NoSuchFileException(socket.toString());
        }
    }

    /** Empty if the other one breaks off. Asked once only: it may have carried out the order. */
    static Optional<byte[]> replied(SocketChannel channel, byte[] order) {
        var deadline = Thread.ofVirtual().start(() -> closeAfter(RunningInstance.PATIENCE, channel));
        try {
            channel.write(ByteBuffer.wrap(ORDER));
            write(channel, order);
            read(channel, SHOWN.length);
            deadline.interrupt();
            deadline = Thread.ofVirtual().start(() -> closeAfter(PATIENCE_WITH_ORDER, channel));
            return Optional.of(framed(channel, LARGEST_REPLY));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the running program broke off", e);
            return Optional.empty();
        } finally {
            deadline.interrupt();
        }
    }

    private static void closeAfter(Duration time, SocketChannel channel) {
        try {
            Thread.sleep(time);
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "could not be closed", e);
        }
    }

    static void write(SocketChannel channel, byte[] bytes) throws IOException {
        var framed = ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes).flip();
        while (framed.hasRemaining()) {
            channel.write(framed);
        }
    }

    static byte[] framed(SocketChannel channel, int largest) throws IOException {
        var length = ByteBuffer.wrap(read(channel, Integer.BYTES)).getInt();
        if (length < 0 || length > largest) {
            throw new IOException("a length of " + length);
        }
        return read(channel, length);
    }

    static byte[] read(SocketChannel channel, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("broke off");
            }
        }
        return bytes.array();
    }
}
