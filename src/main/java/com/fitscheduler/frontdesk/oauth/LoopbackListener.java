package com.fitscheduler.frontdesk.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits on loopback for the one answer that a browser brings back (RFC 8252, 7.3). Open it, tell it what to
 * {@link #expect}, send the browser to a {@link #startAddress}, {@link #await} the answer, and close it. Every request is
 * served by a thread of its own, so nobody who holds a connection holds up another. Nothing that came in a request, and no
 * secret, is in a log, an exception or a {@code toString}. For any thread.
 */
public final class LoopbackListener implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LoopbackListener.class.getName());
    /** How often the wall clock is looked at. */
    private static final Duration TICK = Duration.ofMillis(500);
    /** Time for the browser to fetch the last page, and then for a second tab to be told. */
    private static final Duration LAST_PAGE = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    static {
        ServerLimits.apply();
    }

    private final Redirect redirect;
    private final Reception reception;
    private final InstantSource clock;
    private final List<HttpServer> servers;
    private final Pages pages;
    private final ExecutorService threads;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private boolean stopped;
    private volatile @Nullable Attempt attempt;

    private LoopbackListener(Redirect redirect, List<HttpServer> servers, Pages pages, Peers peers, InstantSource clock,
            Consumer<Sighting> sightings) {
        this.redirect = redirect;
        this.servers = servers;
        this.pages = pages;
        this.clock = clock;
        this.reception = new Reception(redirect, pages, peers, sightings, answer);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        for (var server : servers) {
            server.setExecutor(threads);
            server.createContext("/", this::serve);
            server.start();
        }
    }

    /**
     * Listens there from now on, and lets nobody else.
     *
     * @param sightings told of what happens meanwhile, on a thread of this listener
     * @throws BindException if another program has the port, on either address family where the host is a name
     */
    public static LoopbackListener open(Redirect redirect, Pages pages, InstantSource clock, Consumer<Sighting> sightings)
            throws IOException {
        return open(redirect, pages, Peers.ofThisSystem(), clock, sightings);
    }

    static LoopbackListener open(Redirect redirect, Pages pages, Peers peers, InstantSource clock, Consumer<Sighting> sightings)
            throws IOException {
        var servers = new ArrayList<HttpServer>();
        try {
            for (var address : addresses(redirect.host())) {
                servers.add(HttpServer.create(new InetSocketAddress(address, redirect.port()), 0));
            }
        } catch (IOException e) {
            servers.forEach(server -> {
                // One that never ran keeps its port though it was stopped.
                server.start();
                server.stop(0);
            });
            throw e;
        }
        var actual = redirect.at(servers.getFirst().getAddress().getPort());
        return new LoopbackListener(actual, List.copyOf(servers), pages, peers, clock, sightings);
    }

    /**
     * Never all interfaces (RFC 8252, 8.3). A browser may take a name for either family, so both must be ours; a family that
     * this computer does not have is nobody's.
     */
    private static List<InetAddress> addresses(String host) throws IOException {
        var four = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var six = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        if (host.equals("[::1]")) {
            return List.of(six);
        }
        return host.equals("localhost") && NetworkInterface.getByInetAddress(six) != null ? List.of(four, six) : List.of(four);
    }

    public int port() {
        return redirect.port();
    }

    /**
     * What is waited for. Called once, before the browser is sent anywhere.
     *
     * @param authorize where the person allows it
     * @param state     what the answer must carry (RFC 6749, 10.12)
     * @param life      how long that state is good
     */
    public void expect(URI authorize, String state, Duration life) {
        if (state.isEmpty()) {
            throw new IllegalArgumentException("no state");
        }
        var next = new Attempt(authorize, state, clock, life);
        attempt = next;
        reception.expect(next);
        threads.execute(() -> keep(next));
    }

    /** A new address to send the browser to, good for one browser; as many as wished, for one and the same sign-in. */
    public URI startAddress() {
        return redirect.address(attempt().start());
    }

    /** Time left; zero or less if it is over. */
    public Duration remaining() {
        return attempt().remaining();
    }

    /** Waits for the end, whatever it is. When it is {@link Answer.Expired}, the port is free. */
    public Answer await() throws InterruptedException {
        try {
            var end = answer.get();
            if (end instanceof Answer.Expired) {
                stop();
            }
            return end;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never a failure", e);
        }
    }

    /**
     * Ends the waiting; the port is free when this returns. After an answer the browser is first given its last page, which
     * takes a few seconds at most and does not hold up the caller.
     */
    @Override
    public void close() {
        if (answer.complete(new Answer.Cancelled())) {
            stop();
        }
    }

    /** Ends it even if the browser has not got its last page: the port is needed. */
    public void closeNow() {
        answer.complete(new Answer.Cancelled());
        stop();
    }

    private Attempt attempt() {
        var current = attempt;
        if (current == null) {
            throw new IllegalStateException("nothing is expected yet");
        }
        return current;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var reply = reception.reply(exchange);
            reply.send(exchange, pages);
            LOG.log(System.Logger.Level.DEBUG, "answered {0}", reply.status());
            exchange.close();
            reception.sent(reply);
        }
    }

    /** Lives as long as the waiting and the last page. */
    private void keep(Attempt current) {
        try {
            while (!answer.isDone() && !current.isOver()) {
                var left = current.remaining();
                waitFor(left.compareTo(TICK) < 0 ? left : TICK);
            }
            if (!answer.complete(new Answer.Expired()) && reception.shown().await(LAST_PAGE.toMillis(), TimeUnit.MILLISECONDS)) {
                Thread.sleep(GOODBYE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop();
        }
    }

    private void waitFor(Duration time) throws InterruptedException {
        try {
            answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.TRACE, "still waiting");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never a failure", e);
        }
    }

    /** Whoever comes second waits until the port is free too. */
    private synchronized void stop() {
        if (!stopped) {
            stopped = true;
            servers.forEach(server -> server.stop(0));
            threads.shutdownNow();
        }
    }
}
