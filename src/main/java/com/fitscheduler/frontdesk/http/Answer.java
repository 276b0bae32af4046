package com.fitscheduler.frontdesk.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server answered.
 *
 * @param body    the JSON object; empty where the body was none, which a gateway's or a captive portal's page is
 * @param headers as they came; never to be logged
 * @param isPage  whether the body is a web page
 * @param at      when it had come, by this computer's clock
 */
public record Answer(int status, Optional<JsonNode> body, HttpHeaders headers, boolean isPage, Instant at) {

    /** A body that says a thing twice, or goes on after its end, is not trusted with either. */
    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int NETWORK_AUTHENTICATION_REQUIRED = 511;

    /** Reads those bytes as JSON, which is UTF-8 (RFC 8259, 8.1). Never fails: what is no JSON object is no body. */
    public static Answer of(int status, HttpHeaders headers, byte[] bytes, Instant at) {
        var type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        var isPage = type.contains("html") || new String(bytes, StandardCharsets.ISO_8859_1).stripLeading().startsWith("<");
        return new Answer(status, json(bytes), headers, isPage, at);
    }

    private static Optional<JsonNode> json(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException | CharacterCodingException e) {
            // Not JSON is an answer too; what it was is told by the status.
            return Optional.empty();
        }
    }

    public boolean succeeded() {
        return status / 100 == 2;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** A network that wants people to sign in answers in the place of every server, with a page or by sending elsewhere. */
    boolean isFromPortal(URI asked) {
        return status == NETWORK_AUTHENTICATION_REQUIRED
                || (succeeded() && isPage)
                || (status / 100 == 3 && header("Location").filter(to -> leadsAway(asked, to)).isPresent());
    }

    private static boolean leadsAway(URI asked, String to) {
        try {
            var target = asked.resolve(to);
            return target.getHost() == null || !target.getHost().equalsIgnoreCase(asked.getHost());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** How long the server asks to be left alone (RFC 9110, 10.2.3); zero where it does not, or makes no sense. */
    public Duration retryAfter() {
        var text = header("Retry-After").map(String::strip).orElse("");
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        // The server's own date, if it says one: this computer's clock may be wrong.
        var wait = instant(text).map(until -> Duration.between(date().orElse(at), until)).orElse(Duration.ZERO);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** The server's clock, in whole seconds; empty where it does not say. */
    Optional<Instant> date() {
        return header("Date").flatMap(Answer::instant);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Says the status only: bodies carry people's data. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
