package com.fitscheduler.frontdesk.practice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain HTTP, so that the made-up services are judged by what they send and not by how the program reads it. */
final class Asking {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Asking() {}

    /** @param body a text is sent as it is, anything else as JSON; "" for none */
    static HttpResponse<String> ask(String method, URI uri, Map<String, String> headers, Object body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1)
                .method(method, BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
