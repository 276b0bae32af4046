package com.fitscheduler.frontdesk.testsupport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One conversation in the Chrome DevTools Protocol. */
final class CdpSession implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String path;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final StringBuilder part = new StringBuilder();
    private volatile boolean open = true;

    CdpSession(HttpClient http, int port, String path) throws Exception {
        this.path = path;
        socket = http.newWebSocketBuilder().buildAsync(URI.create("ws://127.0.0.1:" + port + path), this).get(20, TimeUnit.SECONDS);
    }

    String path() {
        return path;
    }

    boolean isOpen() {
        return open;
    }

    /** What that command gives back. */
    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        var id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).get(20, TimeUnit.SECONDS);
        return answer.get(30, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            var said = JSON.readTree(part.toString());
            part.setLength(0);
            var asked = waiting.remove(said.path("id").asInt(0));
            if (asked != null && said.has("error")) {
                asked.completeExceptionally(new IllegalStateException(said.path("error").toString()));
            } else if (asked != null) {
                asked.complete(said.path("result"));
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        ended(new IllegalStateException("closed: " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        ended(error);
    }

    private void ended(Throwable cause) {
        open = false;
        waiting.values().forEach(answer -> answer.completeExceptionally(cause));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
