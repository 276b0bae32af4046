package com.fitscheduler.frontdesk.leadconnector;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.StrictJson;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Answers that were bent in a hundred thousand ways. A count comes only out of one that is to the letter what it should
 * be, by the judgement of {@link StrictJson}; everything else is a problem, and nothing is a crash. More with
 * {@code -Dfuzz.bodies=1000000}.
 */
class FuzzTest {

    private static final int BODIES = Integer.getInteger("fuzz.bodies", 100_000);
    private static final int OVER_SOCKETS = 300;
    private static final long SEED = 20261123;
    private static final int[] STATUSES = {200, 200, 200, 200, 200, 201, 202, 204, 206, 302, 400, 401, 403, 422, 429, 500};
    /** What breaks parsers, or passes for something else. */
    private static final List<byte[]> PIECES = List.of("\"total\":7,", "{\"total\":7}", "\"total\":\"7\"", "-", "0", "9".repeat(30),
                    ".5", "e9", "null", "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u0074otal", "\\ud800", "\u0000", "\u001f", "\ufeff",
                    "[".repeat(2_000), "{\"a\":".repeat(600), " \n\t\r", "/*x*/", "//x\n", "'", "NaN", "Infinity", "true", "\u2028", "é😀",
                    "\"message\":\"Invalid JWT\",", "\"message\":[1,null,\"x\"],", "<html>")
            .stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    private static final List<byte[]> SEEDS = List.of(
                    "{\"contacts\":[{\"id\":\"a\",\"email\":\"x@example.com\",\"tags\":[\"t\"],\"total\":3}],\"total\":1284,\"traceId\":\"00-a\"}",
                    "{\"total\":0}", "{\"total\":9223372036854775807}", " {\n \"\\u0074otal\" : 12 }\n",
                    "{\"meta\":{\"total\":5},\"total\":6,\"x\":[[[{\"total\":7}]]],\"y\":-1.5e-3}",
                    "{\"statusCode\":401,\"message\":\"Invalid Private Integration token\",\"total\":1}", "{\"message\":[\"a\",\"b\"],\"error\":null}")
            .stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();

    private final Random random = new Random(SEED);
    private int counts;

    @Test
    void noBentAnswerIsACountAndNoneIsACrash() {
        for (var seed : SEEDS) {
            judge(200, seed, () -> LeadConnectorClient.total(answer(200, seed)));
        }
        var before = counts;
        for (var i = 0; i < BODIES; i++) {
            var status = STATUSES[random.nextInt(STATUSES.length)];
            var body = bent(SEEDS.get(random.nextInt(SEEDS.size())));
            judge(status, body, () -> LeadConnectorClient.total(answer(status, body)));
        }
        assertEquals(5 + 1, before, "the straight ones count");
        assertTrue(counts - before > BODIES / 100 && counts - before < BODIES / 2, () -> "bent too much or too little: " + counts);
    }

    @Test
    void theSameOverRealSockets() throws Exception {
        for (var i = 0; i < OVER_SOCKETS; i++) {
            var body = bent(SEEDS.get(random.nextInt(SEEDS.size())));
            try (var http = new JsonHttp(Duration.ofSeconds(20), () -> false); var server = new FaultServer((request, socket) -> {
                bytes("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n").play(request, socket);
                socket.getOutputStream().write(body);
            })) {
                var client = new LeadConnectorClient(http, server.address(), server.address());
                judge(200, body, () -> client.countContacts(new Login(Method.MANUAL, server.address(), "a", "pit-a")));
            }
        }
    }

    private interface Counting {
        long count() throws Exception;
    }

    private void judge(int status, byte[] body, Counting counting) {
        var wanted = status == 200 || status == 201 ? StrictJson.total(body) : Optional.<Long>empty();
        try {
            assertEquals(wanted, Optional.of(counting.count()), () -> told(status, body));
            counts++;
        } catch (IntegrationException e) {
            // RFC 8259, 8.2: what becomes of half a character is up to the reader.
            assertTrue(wanted.isEmpty() || new String(body, StandardCharsets.ISO_8859_1).contains("\\ud800"),
                    () -> "refused with " + e.getMessage() + ": " + told(status, body));
        } catch (Exception | StackOverflowError e) {
            fail(told(status, body), e);
        }
    }

    private static Answer answer(int status, byte[] body) {
        return Answer.of(status, HttpHeaders.of(Map.of(), (_, _) -> true), body, Instant.EPOCH);
    }

    private static String told(int status, byte[] body) {
        return "seed " + SEED + ", status " + status + ", body " + HexFormat.of().formatHex(body);
    }

    private byte[] bent(byte[] straight) {
        var body = straight;
        for (var times = random.nextInt(4); times >= 0; times--) {
            body = once(body);
        }
        return body;
    }

    private byte[] once(byte[] body) {
        var at = random.nextInt(body.length + 1);
        var to = Math.min(body.length, at + 1 + random.nextInt(8));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(body, at);
            case 1 -> Arrays.copyOf(body, at);
            case 2 -> joined(body, at, PIECES.get(random.nextInt(PIECES.size())), at);
            case 3 -> joined(body, at, new byte[0], to);
            case 4 -> joined(body, at, Arrays.copyOfRange(body, at, to), at);
            case 5 -> joined(body, at, new byte[] {(byte) random.nextInt(256)}, Math.min(body.length, at + 1));
            case 6 -> joined(body, body.length, PIECES.get(random.nextInt(PIECES.size())), body.length);
            default -> new String(body, StandardCharsets.ISO_8859_1).replaceFirst("[0-9]+", Long.toString(random.nextLong()))
                    .getBytes(random.nextInt(20) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
        };
    }

    private byte[] flipped(byte[] body, int at) {
        var bent = body.clone();
        if (at < bent.length) {
            bent[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bent;
    }

    private static byte[] joined(byte[] body, int until, byte[] piece, int from) {
        var all = new ByteArrayOutputStream();
        all.write(body, 0, until);
        all.writeBytes(piece);
        all.write(body, from, body.length - from);
        return all.toByteArray();
    }
}
