package com.fitscheduler.frontdesk.app;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Child;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A token and a forbidden word that can be told from all others go through the whole program, every failure and a crash:
 * the token is in the keychain and nowhere else, the word nowhere at all.
 */
@EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_KEYRING", matches = "1",
        disabledReason = "needs a keyring: run packaging/check")
@Timeout(240)
class CanaryIT {

    private static final String SECRET = "Canary+7f3e~/%41QzX0ws5";
    private static final String TOKEN = "pit-" + SECRET;
    private static final String ACCOUNT = "canaryAccount7";
    private static final String WORD = "Go" + "High" + "Level";
    private static final Pattern BRAND = Pattern.compile("(?i)high" + "[ _-]?level|\\bg" + "hl\\b");
    private static final String PERSON = "canary.person@example.com";

    /** What each request is answered with, until another is chosen; all of it carries token, word and person. */
    private volatile Fault script = all(200, "{\"total\":1284,");
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    @Test
    void theTokenIsInTheKeychainOnlyAndTheForbiddenWordNowhere() throws Exception {
        try (var server = new FaultServer((request, socket) -> script.play(request, socket))) {
            var desk = start(server);
            var out = desk.outputWriter(StandardCharsets.UTF_8);
            try {
                connectThroughEveryFailure(out);
                assertEquals(TOKEN, storedToken());
                assertTrue(server.requests.stream().anyMatch(request -> request.contains("Bearer " + TOKEN)));
                syncThroughEveryFailure(out);
                lookAtDetails(out);
                tell(out, "fault now " + TOKEN);
                write("thread-dump.txt", new ProcessBuilder(jdk("jcmd"), Long.toString(desk.pid()), "Thread.print", "-l").start());
                write("arguments.txt", Files.readAllBytes(Path.of("/proc/" + desk.pid() + "/cmdline")));
                write("environment.txt", Files.readAllBytes(Path.of("/proc/" + desk.pid() + "/environ")));
                // SIGSEGV: the JVM writes its crash report.
                assertEquals(0, new ProcessBuilder("kill", "-SEGV", Long.toString(desk.pid())).start().waitFor());
                assertTrue(desk.waitFor(30, TimeUnit.SECONDS));
            } finally {
                desk.destroyForcibly().waitFor();
            }
            write("said.txt", String.join("\n", said).getBytes(StandardCharsets.UTF_8));
            assertTrue(Files.exists(folder.resolve("crash.txt")), "no crash report");
            assertNothingLeaked();
            forget(server);
        }
    }

    private void connectThroughEveryFailure(Writer out) throws Exception {
        await("READY");
        tell(out, "press act-connect");
        tell(out, "fill token " + TOKEN);
        tell(out, "fill account " + ACCOUNT);
        for (var refusal : refusals()) {
            script = refusal;
            tell(out, "press connect");
            tell(out, "settle");
            tell(out, "await Code");
            tell(out, "texts");
        }
        script = all(200, "{\"total\":1284,");
        tell(out, "press connect");
        tell(out, "await right location?");
        tell(out, "texts");
        tell(out, "press answer-yes");
        tell(out, "await 1,284");
        tell(out, "texts");
    }

    private void syncThroughEveryFailure(Writer out) throws Exception {
        for (var refusal : refusals()) {
            script = refusal;
            tell(out, "press act-sync");
            tell(out, "settle");
            tell(out, "await Code");
            tell(out, "texts");
            script = all(200, "{\"total\":1299,");
            tell(out, "press act-sync");
            tell(out, "settle");
        }
        for (var page : List.of("activity", "settings", "integrations")) {
            tell(out, "press " + page);
            tell(out, "texts");
        }
    }

    /** What is shown of a login and its card, before and after the service has refused it for good. */
    private void lookAtDetails(Writer out) throws Exception {
        for (var status : new int[] {403, 401}) {
            tell(out, "press gear");
            tell(out, "choose card-menu-details");
            tell(out, "await ending in …" + TOKEN.substring(TOKEN.length() - 4));
            tell(out, "texts");
            tell(out, "press done");
            script = all(status, "{");
            tell(out, "press gear");
            tell(out, "choose card-menu-sync");
            tell(out, "settle");
            tell(out, "await Code");
            tell(out, "texts");
        }
    }

    /** Only such as leave a button to try again. */
    private static List<Fault> refusals() {
        var refusals = new ArrayList<Fault>();
        for (var status : new int[] {400, 404, 422, 429, 500, 503}) {
            refusals.add(all(status, "{"));
        }
        refusals.add(answer(500, "<html><title>" + WORD + "</title>" + TOKEN + "</html>"));
        refusals.add(answer(302, "", "Location: https://app." + WORD.toLowerCase(Locale.ROOT) + ".com/?token=" + TOKEN));
        refusals.add(bytes("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{\"" + WORD + "\":\"" + TOKEN));
        refusals.add(bytes(WORD + " " + TOKEN + "\r\n\r\n"));
        refusals.add(bytes("HTTP/1.1 2000 " + WORD + " " + TOKEN + "\r\nX: " + TOKEN + "\r\n\r\n"));
        return refusals;
    }

    private static Fault all(int status, String begin) {
        return answer(status, begin + "\"message\":\"" + WORD + " says: token " + TOKEN + " of " + PERSON + "\",\"traceId\":\"" + WORD
                + "\",\"error\":\"" + TOKEN + "\",\"contacts\":[{\"email\":\"" + PERSON + "\"}],\"location\":{\"name\":\"" + WORD
                + " Harbourside\",\"email\":\"" + PERSON + "\"}}", "X-Echo: Bearer " + TOKEN, "X-Powered-By: " + WORD);
    }

    private Process start(FaultServer server) throws IOException {
        var builder = Child.of(WatchedDesk.class, List.of("-Dglass.platform=Headless", "-Dprism.order=sw",
                "-Djdk.httpclient.HttpClient.log=all", "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-XX:ErrorFile=" + folder.resolve("crash.txt"), "-XX:-CreateCoredumpOnCrash"), "--real");
        var environment = builder.environment();
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.put("FRONTDESK_LEADCONNECTOR_API", server.address().toString());
        environment.put("FRONTDESK_LOCATION_ID", "canary-gym");
        environment.put("FRONTDESK_LOCATION_NAME", "Riverside Gym");
        environment.put("FRONTDESK_DESK_NAME", "Front desk 1");
        var desk = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        Thread.startVirtualThread(() -> desk.inputReader(StandardCharsets.UTF_8).lines().forEach(said::add));
        return desk;
    }

    private void tell(Writer out, String order) throws Exception {
        said.removeIf(line -> line.startsWith("DONE "));
        out.write(order + "\n");
        out.flush();
        await("DONE " + order.split(" ")[0]);
    }

    private void await(String line) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!said.contains(line)) {
            assertTrue(System.nanoTime() - end < 0 && said.stream().noneMatch(told -> told.contains("waited in vain")),
                    () -> "no " + line + " in " + said);
            Thread.sleep(20);
        }
    }

    private void assertNothingLeaked() throws IOException {
        var traces = traces(TOKEN);
        traces.addAll(traces(SECRET));
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("sqlite")).toList()) {
                var text = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (var trace : traces) {
                    assertFalse(text.contains(trace), () -> file + " has the token: " + around(text, trace));
                }
                assertFalse(text.contains(PERSON), () -> file + " has a person: " + around(text, PERSON));
                var brand = BRAND.matcher(text);
                assertFalse(brand.find(), () -> file + " has the word: " + around(text, brand.group()));
            }
        }
    }

    /** The token in every dress that it might travel in. */
    static List<String> traces(String token) {
        var traces = new ArrayList<>(List.of(token, new StringBuilder(token).reverse().toString(),
                URLEncoder.encode(token, StandardCharsets.UTF_8)));
        var bytes = token.getBytes(StandardCharsets.UTF_8);
        traces.add(HexFormat.of().formatHex(bytes));
        traces.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (Charset wide : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            traces.add(new String(token.getBytes(wide), StandardCharsets.ISO_8859_1));
        }
        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (var shift = 0; shift < 3; shift++) {
                // Inside a longer text base64 begins at any of three places; its edges depend on the neighbours.
                var encoded = encoder.withoutPadding().encodeToString(("x".repeat(shift) + token).getBytes(StandardCharsets.UTF_8));
                traces.add(encoded.substring(4, encoded.length() - 3));
            }
        }
        return traces;
    }

    static String around(String text, String trace) {
        var at = text.indexOf(trace);
        return text.substring(Math.max(0, at - 120), Math.min(text.length(), at + trace.length() + 40));
    }

    private static String storedToken() throws IOException {
        var lookup = new ProcessBuilder("secret-tool", "lookup", "service", "FitScheduler Front Desk", "account",
                "default/canary-gym/leadconnector/a/1").start();
        var kept = new String(lookup.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var token = Pattern.compile("\"token\":\"([^\"]*)\"").matcher(kept);
        return token.find() ? token.group(1) : "";
    }

    /** The same keychain serves other tests. */
    private void forget(FaultServer server) throws Exception {
        assertEquals(0, new ProcessBuilder("secret-tool", "clear", "service", "FitScheduler Front Desk").start().waitFor());
    }

    private void write(String name, Process process) throws IOException {
        write(name, process.getInputStream().readAllBytes());
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
