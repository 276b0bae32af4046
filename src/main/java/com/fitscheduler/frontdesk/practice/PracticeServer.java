package com.fitscheduler.frontdesk.practice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small JSON server on a free port of 127.0.0.1, each request on its own virtual thread. */
final class PracticeServer implements AutoCloseable {

    private static final int MAX_BODY = 16 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Answers requests; throwing {@link Dropped} breaks the connection instead. */
    @FunctionalInterface
    interface Site {
        Reply answer(Request request) throws Dropped, InterruptedException;
    }

    /** Nothing comes back. */
    static final class Dropped extends Exception {}

    /**
     * @param body empty where it was no JSON object, or none at all
     * @param form the fields of a page's form
     */
    record Request(String method, String path, Map<String, String> query, HttpExchange exchange, Optional<JsonNode> body,
            Map<String, String> form, boolean tooLarge) {

        String header(String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
        }
    }

    /** @param content turned into JSON, unless it is a text, which is taken for HTML */
    record Reply(int status, Object content, Map<String, String> headers) {

        static Reply of(int status, Object content) {
            return new Reply(status, content, Map.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PracticeServer(Site site) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, site));
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange, Site site) throws IOException {
        try (exchange) {
            // A web page that found the port may send requests here under a name of its own.
            if (!address().getAuthority().equals(exchange.getRequestHeaders().getFirst("Host"))) {
                exchange.sendResponseHeaders(421, -1);
                return;
            }
            send(exchange, site.answer(request(exchange)));
        } catch (Dropped e) {
            // Closing without an answer is what a dead network looks like from here.
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        var uri = exchange.getRequestURI();
        var form = FORM.equals(exchange.getRequestHeaders().getFirst("Content-Type"))
                ? Query.parse(new String(bytes, StandardCharsets.UTF_8)) : Map.<String, String>of();
        return new Request(exchange.getRequestMethod(), uri.getPath(), Query.parse(uri.getRawQuery()), exchange, json(bytes), form,
                bytes.length > MAX_BODY);
    }

    private static Optional<JsonNode> json(byte[] bytes) {
        try {
            return Optional.of(Json.MAPPER.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            // What is no JSON is answered by the site.
            return Optional.empty();
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var html = reply.content() instanceof String;
        var bytes = html ? reply.content().toString().getBytes(StandardCharsets.UTF_8)
                : Json.MAPPER.writeValueAsBytes(reply.content());
        exchange.getResponseHeaders().set("Content-Type", html ? "text/html; charset=utf-8" : "application/json");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        // For this server 0 means that the length is not known.
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Made when it is first needed, which is after the first frame. */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder().build();
    }
}
