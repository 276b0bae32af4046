package com.fitscheduler.frontdesk.http;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends one JSON request and waits for the whole answer under one deadline. No redirects, no repeats, no more than
 * {@value #MAX_BYTES} bytes of answer. May be used from any number of threads.
 */
public final class JsonHttp implements AutoCloseable {

    static final int MAX_BYTES = 1 << 20;
    /** How the JDK begins to say that an answer is larger than allowed; it has no exception of its own for that. */
    private static final String OVER_CAP = "body exceeds";
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final String AGENT = "FitScheduler-FrontDesk/1.0";

    private final Duration deadline;
    private final BooleanSupplier surelyOffline;
    private final Clock clock;
    private final Supplier<SSLContext> tls;
    private volatile Consumer<Duration> clockError = _ -> {};
    private volatile ProxyLogins proxyLogins = ProxyLogins.NONE;
    /** What the proxies took, for {@code Proxy-Authorization}, so that the keychain is not asked each time. */
    private final Map<URI, String> proxyHeaders = new ConcurrentHashMap<>();
    private @Nullable HttpClient client;

    /**
     * @param deadline      for the whole exchange, from looking up the host to the last byte of the answer
     * @param surelyOffline whether this computer has no network at all, which tells a dead cable from a dead server
     */
    public JsonHttp(Duration deadline, BooleanSupplier surelyOffline) {
        this(deadline, surelyOffline, Clock.systemUTC());
    }

    public JsonHttp(Duration deadline, BooleanSupplier surelyOffline, Clock clock) {
        this(deadline, surelyOffline, clock, () -> Trust.context(SystemCertificates::read));
    }

    JsonHttp(Duration deadline, BooleanSupplier surelyOffline, Clock clock, Supplier<SSLContext> tls) {
        this.tls = tls;
        this.deadline = deadline;
        this.surelyOffline = surelyOffline;
        this.clock = clock;
    }

    /**
     * From now on {@code listener} hears with every answer how far this computer's clock is off, as sure as can be told:
     * positive if it is ahead, zero if nothing speaks against it. Called on the caller's thread.
     */
    public void compareClocks(Consumer<Duration> listener) {
        clockError = listener;
    }

    /** From now on a proxy that asks who is there is told what {@code logins} say. */
    public void signInAtProxies(ProxyLogins logins) {
        proxyHeaders.clear();
        proxyLogins = logins;
    }

    /**
     * Asks and waits. An answer of any status is an answer; interrupting the caller ends the call and closes its socket.
     *
     * @param body null to send none
     * @throws IntegrationException     {@link Problem#OFFLINE}, {@link Problem#UNREACHABLE}, {@link Problem#TIMED_OUT},
     *                                  {@link Problem#NOT_TRUSTED}, {@link Problem#CLOCK_WRONG}, {@link Problem#PROXY_SIGN_IN},
     *                                  {@link Problem#CAPTIVE_PORTAL} or {@link Problem#UNEXPECTED_ANSWER}
     * @throws IllegalArgumentException if a header cannot be sent; says which, never its value
     */
    public Answer send(String method, URI uri, Map<String, String> headers, @Nullable Object body)
            throws IntegrationException, InterruptedException {
        var proxy = Proxies.to(uri);
        var before = proxy.map(proxyHeaders::get);
        var answer = exchange(uri, request(method, uri, headers, body, before));
        if (answer.status() == PROXY_AUTHENTICATION_REQUIRED) {
            // The proxy kept it from the server, so nothing is sent twice.
            var entered = proxy.isEmpty() ? Optional.<String>empty() : basic(proxyLogins.of(proxy.get()));
            if (entered.isPresent() && !entered.equals(before)) {
                answer = exchange(uri, request(method, uri, headers, body, entered));
            }
            if (answer.status() == PROXY_AUTHENTICATION_REQUIRED) {
                proxy.ifPresent(proxyHeaders::remove);
                throw new IntegrationException(Problem.PROXY_SIGN_IN, "the proxy asks for a password");
            }
            entered.ifPresent(header -> proxyHeaders.put(proxy.orElseThrow(), header));
        }
        return answer;
    }

    private static HttpRequest request(
            String method, URI uri, Map<String, String> headers, @Nullable Object body, Optional<String> proxyHeader) {
        var request = HttpRequest.newBuilder(uri)
                .header("User-Agent", AGENT)
                .header("Accept", "application/json")
                .version("https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        headers.forEach((name, value) -> add(request, name, value));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
        }
        proxyHeader.ifPresent(value -> add(request, "Proxy-Authorization", value));
        return request.build();
    }

    private static Optional<String> basic(Optional<String> login) {
        return login.map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Answer exchange(URI uri, HttpRequest request) throws IntegrationException, InterruptedException {
        var sent = clock.instant();
        var exchange = client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            // The client's own time-out ends with the headers; this one covers the body too.
            return answer(uri, sent, exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new IntegrationException(Problem.TIMED_OUT, "no whole answer within " + deadline);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } finally {
            end(exchange);
        }
    }

    private static void add(HttpRequest.Builder request, String name, String value) {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException e) {
            // Its message, and so the exception itself, would carry the value, which may be a token.
            throw new IllegalArgumentException("cannot be sent: header " + name);
        }
    }

    private static void end(CompletableFuture<?> exchange) {
        // Of an exchange that is not over, this closes the socket.
        exchange.cancel(true);
    }

    private Answer answer(URI asked, Instant sent, HttpResponse<byte[]> response) throws IntegrationException {
        // A proxy that does not let us through leaves no body at all.
        var body = Objects.requireNonNullElse(response.body(), new byte[0]);
        var answer = Answer.of(response.statusCode(), response.headers(), body, clock.instant());
        if (answer.status() == PROXY_AUTHENTICATION_REQUIRED) {
            return answer;
        }
        if (answer.isFromPortal(asked)) {
            throw new IntegrationException(Problem.CAPTIVE_PORTAL, "something else answered with status " + answer.status());
        }
        answer.date().ifPresent(date -> clockError.accept(clockError(sent, date, answer.at())));
        return answer;
    }

    /** The server looked at its clock somewhen between sending and receiving, and says whole seconds only. */
    private static Duration clockError(Instant sent, Instant date, Instant received) {
        if (date.isAfter(received)) {
            return Duration.between(date, received);
        }
        var latest = date.plusSeconds(1);
        return sent.isAfter(latest) ? Duration.between(latest, sent) : Duration.ZERO;
    }

    /** The cause is named and not kept: its message may quote the server. */
    private IntegrationException failed(@Nullable Throwable cause) {
        var kind = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
        if (has(cause, CertificateExpiredException.class) || has(cause, CertificateNotYetValidException.class)) {
            // Far more often this computer's clock than the service's certificate.
            return new IntegrationException(Problem.CLOCK_WRONG, "the certificate is of another time" + kind);
        }
        if (isAboutTrust(cause)) {
            return new IntegrationException(Problem.NOT_TRUSTED, "the certificate is not trusted" + kind);
        }
        if (cause instanceof ProtocolException || !(cause instanceof IOException)) {
            return new IntegrationException(Problem.UNEXPECTED_ANSWER, "that was no HTTP" + kind);
        }
        if (String.valueOf(cause.getMessage()).startsWith(OVER_CAP)) {
            return new IntegrationException(Problem.UNEXPECTED_ANSWER, "the answer is too large");
        }
        var problem = surelyOffline.getAsBoolean() ? Problem.OFFLINE : Problem.UNREACHABLE;
        var stage = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                ? "no connection" : "the connection broke";
        return new IntegrationException(problem, stage + kind);
    }

    /** A handshake that was only cut off says nothing about trust. */
    private static boolean isAboutTrust(@Nullable Throwable failure) {
        return has(failure, GeneralSecurityException.class) || has(failure, SSLPeerUnverifiedException.class);
    }

    private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> kind) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Made at the first call: its classes are the dearest part of a start, and nothing is sent before the first card. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .sslContext(tls.get())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    // Half, so that an address that swallows connections is told from a service that is slow.
                    .connectTimeout(deadline.dividedBy(2))
                    .build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }

    /** Made when it is first needed, which is after the first frame. */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder().build();
    }
}
