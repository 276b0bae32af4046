package com.fitscheduler.frontdesk.http;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
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
     * @throws IntegrationException {@link Problem#OFFLINE}, {@link Problem#UNREACHABLE}, {@link Problem#TIMED_OUT},
     *                              {@link Problem#NOT_TRUSTED} or {@link Problem#UNEXPECTED_ANSWER}
     */
    public Answer send(String method, URI uri, Map<String, String> headers, @Nullable Object body)
            throws IntegrationException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .header("User-Agent", AGENT)
                .header("Accept", "application/json")
                .version("https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        headers.forEach(request::header);
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

    private IntegrationException failed(@Nullable Throwable cause) {
        if (cause instanceof SSLException) {
            return new IntegrationException(Problem.NOT_TRUSTED, "the TLS handshake failed", cause);
        }
        if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("body exceeds limit")) {
            return new IntegrationException(Problem.UNEXPECTED_ANSWER, "the answer is too large");
        }
        var problem = surelyOffline.getAsBoolean() ? Problem.OFFLINE : Problem.UNREACHABLE;
        var stage = cause instanceof ConnectException ? "no connection" : "the connection broke";
        return new IntegrationException(problem, stage, cause);
    }

    /** Made at the first call: its classes are the dearest part of a start, and nothing is sent before the first card. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(deadline)
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
