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
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends one JSON request and waits for the whole answer under one deadline. No redirects, no repeats, no more than
 * {@value #MAX_BYTES} bytes of answer. May be used from any number of threads.
 */
public final class JsonHttp implements AutoCloseable {

    static final int MAX_BYTES = 1 << 20;
    /** How the JDK begins to say that an answer is larger than allowed; it has no exception of its own for that. */
    private static final String OVER_CAP = "body exceeds";
    private static final String AGENT = "FitScheduler-FrontDesk/1.0";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Duration deadline;
    private final BooleanSupplier surelyOffline;
    private @Nullable HttpClient client;

    /**
     * @param deadline      for the whole exchange, from looking up the host to the last byte of the answer
     * @param surelyOffline whether this computer has no network at all, which tells a dead cable from a dead server
     */
    public JsonHttp(Duration deadline, BooleanSupplier surelyOffline) {
        this.deadline = deadline;
        this.surelyOffline = surelyOffline;
    }

    /**
     * Asks and waits. An answer of any status is an answer; interrupting the caller ends the call and closes its socket.
     *
     * @param body null to send none
     * @throws IntegrationException     {@link Problem#OFFLINE}, {@link Problem#UNREACHABLE}, {@link Problem#TIMED_OUT},
     *                                  {@link Problem#NOT_TRUSTED} or {@link Problem#UNEXPECTED_ANSWER}
     * @throws IllegalArgumentException if a header cannot be sent; says which, never its value
     */
    public Answer send(String method, URI uri, Map<String, String> headers, @Nullable Object body)
            throws IntegrationException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .header("User-Agent", AGENT)
                .header("Accept", "application/json")
                .version("https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        headers.forEach((name, value) -> add(request, name, value));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        var exchange = client().sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            // The client's own time-out ends with the headers; this one covers the body too.
            return answer(exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
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

    private static Answer answer(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), json(response.body()), response.headers().firstValue("Retry-After"));
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            // Not JSON is an answer too; what it was is told by the status.
            return Optional.empty();
        }
    }

    /** The cause is named and not kept: its message may quote the server. */
    private IntegrationException failed(@Nullable Throwable cause) {
        var kind = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
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
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    /** Made at the first call: its classes are the dearest part of a start, and nothing is sent before the first card. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
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
}
