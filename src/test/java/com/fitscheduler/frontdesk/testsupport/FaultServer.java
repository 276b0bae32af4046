package com.fitscheduler.frontdesk.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does what a test tells it, down to the bytes. One request per connection. */
public final class FaultServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    /** What becomes of one request. */
    @FunctionalInterface
    public interface Fault {
        void play(String request, Socket socket) throws IOException;
    }

    public final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Fault> faults;
    private final AtomicInteger next = new AtomicInteger();
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> left = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    /** @param faults one per request; the last goes on for ever */
    public FaultServer(Fault... faults) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), faults);
    }

    public FaultServer(ServerSocket server, Fault... faults) {
        this.server = server;
        this.faults = List.of(faults);
        Thread.ofVirtual().start(this::accept);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public static Fault answer(int status, String body, String... headers) {
        var head = new StringBuilder("HTTP/1.1 " + status + " x\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        return bytes(head + "\r\n" + body);
    }

    public static Fault bytes(String all) {
        return (_, socket) -> write(socket.getOutputStream(), all);
    }

    public static Fault drop() {
        return (_, _) -> {};
    }

    /** Sends so much and then nothing more, until the client leaves or the test ends. */
    public static Fault stall(String begin) {
        return (_, socket) -> {
            write(socket.getOutputStream(), begin);
            while (socket.getInputStream().read() >= 0) {
                // Whatever comes is not answered.
            }
        };
    }

    /** Passes the request on to a server of ours, and the answer back; {@code lose} drops that answer instead. */
    public static Fault relay(URI to, boolean lose) {
        return (request, socket) -> {
            try (var there = new Socket(to.getHost(), to.getPort())) {
                write(there.getOutputStream(), request.replaceFirst("(?m)^Host: .*$", "Host: " + to.getAuthority())
                        .replaceFirst("\r\n", "\r\nConnection: close\r\n"));
                var answer = there.getInputStream().readAllBytes();
                if (!lose) {
                    socket.getOutputStream().write(answer);
                }
            }
        };
    }

    /** Waits until a request has come in whole, and returns it. */
    public String arrived() throws InterruptedException {
        var request = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    /** Waits until one request is over: where it was stalled, the client has closed its socket. */
    public void clientLeft() throws InterruptedException {
        if (left.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
            throw new AssertionError("the client still holds its socket");
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var request = read(socket.getInputStream());
            requests.add(request);
            arrived.add(request);
            faults.get(Math.min(next.getAndIncrement(), faults.size() - 1)).play(request, socket);
        } catch (IOException e) {
            // A client that leaves early is what many of these tests are about.
            System.getLogger(FaultServer.class.getName()).log(System.Logger.Level.DEBUG, "client left", e);
        } finally {
            left.add(true);
        }
    }

    private static String read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("no whole request");
            }
            bytes.write(next);
        }
        var head = bytes.toString(StandardCharsets.UTF_8);
        var length = head.lines().map(line -> line.toLowerCase(Locale.ROOT)).filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip())).findFirst().orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
