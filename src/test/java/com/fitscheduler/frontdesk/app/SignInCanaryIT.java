package com.fitscheduler.frontdesk.app;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.testsupport.Child;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import com.fitscheduler.frontdesk.testsupport.RobotBrowser;
import java.io.IOException;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program signs in with the browser through every failure, is renewed, and crashes, with every logger wide open:
 * what passed over the wires is in the keychain and nowhere else on this computer.
 */
@EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_KEYRING", matches = "1",
        disabledReason = "needs a keyring: run packaging/check")
@Timeout(240)
class SignInCanaryIT {

    private static final String PASSWORD = "canary-password-7f3e";
    private static final Pattern FIELD = Pattern.compile(
            "\"(access_token|refresh_token|grant|code|state|code_verifier|password)\"\\s*:\\s*\"([^\"]{12,})\"");
    private static final Pattern QUERY = Pattern.compile("[?&](code|state)=([^&\\s\"]{12,})");
    private static final Pattern START = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/start/([A-Za-z0-9_-]{43})");

    @TempDir
    private Path folder;
    /** What only the browser knows is not looked through. */
    @TempDir
    private Path browser;
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final RobotBrowser robot = new RobotBrowser();
    /** What passed over the wires, by what it is. */
    private final Map<String, TreeSet<String>> secrets = new LinkedHashMap<>();
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refuseOnce = new AtomicBoolean();
    /** Takes the place of the broker's answer to the exchange; null for none. */
    private volatile Fault trouble;

    @Test
    void nothingThatOpensAnAccountIsAnywhereButInTheKeychain() throws Exception {
        try (var services = new PracticeServices("canary-gym", List.of("leadconnector"));
                var backend = new FaultServer((request, socket) -> backend(request, socket, services.backend()));
                var api = new FaultServer((request, socket) -> api(request, socket, services.leadConnector()))) {
            services.relayedBy(backend.address());
            var desk = start(backend.address(), api.address());
            var watching = Thread.ofVirtual().start(this::openWhatIsOpened);
            try {
                use(desk.outputWriter(StandardCharsets.UTF_8));
                Files.write(folder.resolve("arguments.txt"), Files.readAllBytes(Path.of("/proc/" + desk.pid() + "/cmdline")));
                Files.write(folder.resolve("environment.txt"), Files.readAllBytes(Path.of("/proc/" + desk.pid() + "/environ")));
                Files.write(folder.resolve("threads.txt"), new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(desk.pid()), "Thread.print", "-l").start().getInputStream().readAllBytes());
                assertEquals(0, new ProcessBuilder("kill", "-SEGV", Long.toString(desk.pid())).start().waitFor());
                assertTrue(desk.waitFor(30, TimeUnit.SECONDS));
            } finally {
                watching.interrupt();
                desk.destroyForcibly().waitFor();
                forget();
            }
            Files.writeString(folder.resolve("said.txt"), String.join("\n", said));
            assertTrue(Files.exists(folder.resolve("crash.txt")), "no crash report");
            assertTrue(opened.stream().allMatch(argument -> START.matcher(argument).matches()), () -> "arguments of a process: " + opened);
        }
        assertNothingLeaked();
    }

    private void use(Writer out) throws Exception {
        await("READY");
        tell(out, "press banner-button");
        tell(out, "fill email canary@example.com");
        tell(out, "fill password " + PASSWORD);
        tell(out, "press go");
        tell(out, "await Signed in.");
        tell(out, "press act-connect");
        for (var failure : failures().entrySet()) {
            trouble = failure.getValue();
            tell(out, "press signIn");
            tell(out, "await Code " + failure.getKey());
            tell(out, "texts");
        }
        trouble = null;
        tell(out, "press signIn");
        tell(out, "await 1,284");
        tell(out, "texts");
        refuseOnce.set(true);
        tell(out, "press act-sync");
        tell(out, "await 1,288");
        assertFalse(refuseOnce.get(), "the token was refused and renewed");
        tell(out, "press gear");
        tell(out, "choose card-menu-details");
        tell(out, "await View contacts");
        tell(out, "texts");
        tell(out, "press done");
    }

    /** Each says back what it was asked, and is shown under a code of its own. */
    private static Map<String, Fault> failures() {
        var failures = new LinkedHashMap<String, Fault>();
        failures.put("E53", echo(500, ""));
        failures.put("E16", echo(409, "\"code\":\"grant_refused\","));
        failures.put("E31", echo(502, "\"code\":\"upstream_failed\","));
        failures.put("E32", echo(200, ""));
        failures.put("E06", (request, socket) -> answer(200, "<html>" + body(request) + "</html>", "X-Echo: " + body(request)).play(request, socket));
        return failures;
    }

    private static Fault echo(int status, String begin) {
        return (request, socket) -> answer(status, "{" + begin + "\"message\":" + body(request) + ",\"access_token\":[\"" + "x"
                + "\"]}", "X-Echo: " + body(request)).play(request, socket);
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    private void backend(String request, Socket socket, URI to) throws IOException {
        note(request);
        if (trouble != null && request.startsWith("POST /integrations/leadconnector/oauth/token")) {
            trouble.play(request, socket);
        } else {
            pass(request, socket, to);
        }
    }

    private void api(String request, Socket socket, URI to) throws IOException {
        if (request.startsWith("POST /contacts/search") && refuseOnce.compareAndSet(true, false)) {
            answer(401, "{\"statusCode\":401,\"message\":\"Invalid JWT\"}", "X-Echo: " + request.lines()
                    .filter(line -> line.startsWith("Authorization")).findFirst().orElse("")).play(request, socket);
        } else {
            pass(request, socket, to);
        }
    }

    private void pass(String request, Socket socket, URI to) throws IOException {
        try (var there = new Socket(to.getHost(), to.getPort())) {
            there.getOutputStream().write(request.replaceFirst("(?m)^Host: .*$", "Host: " + to.getAuthority())
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n").getBytes(StandardCharsets.UTF_8));
            var answer = there.getInputStream().readAllBytes();
            note(new String(answer, StandardCharsets.UTF_8));
            socket.getOutputStream().write(answer);
        }
    }

    private void note(String text) {
        for (var pattern : List.of(FIELD, QUERY)) {
            pattern.matcher(text).results().forEach(found -> secret(found.group(1), URLDecoder.decode(found.group(2), StandardCharsets.UTF_8)));
        }
    }

    private synchronized void secret(String kind, String value) {
        secrets.computeIfAbsent(kind, _ -> new TreeSet<>()).add(value);
    }

    /** The desk's opener starts a program that only writes its argument down; here somebody has it for a browser. */
    private void openWhatIsOpened() {
        try {
            while (true) {
                var file = browser.resolve("opened");
                var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
                for (var address : lines.subList(opened.size(), lines.size())) {
                    opened.add(address);
                    robot.open(URI.create(address));
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            said.add("waited in vain: " + e);
        }
    }

    private Process start(URI backend, URI api) throws IOException {
        var opener = Files.writeString(Files.createDirectory(browser.resolve("bin")).resolve("xdg-open"),
                "#!/bin/sh\nprintf '%s\\n' \"$*\" >>'" + browser.resolve("opened") + "'\n");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwxr-xr-x"));
        var builder = Child.of(WatchedDesk.class, List.of("-Dglass.platform=Headless", "-Dprism.order=sw",
                "-Djdk.httpclient.HttpClient.log=all", "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-XX:ErrorFile=" + folder.resolve("crash.txt"), "-XX:-CreateCoredumpOnCrash"), "--real");
        var environment = builder.environment();
        environment.merge("PATH", opener.getParent().toString(), (path, ours) -> ours + ":" + path);
        for (var name : List.of("data", "config", "cache")) {
            environment.put("XDG_" + name.toUpperCase(Locale.ROOT) + "_HOME", folder.resolve(name).toString());
        }
        environment.putAll(Map.of("FRONTDESK_LEADCONNECTOR_API", api.toString(), "FRONTDESK_BACKEND_URL", backend.toString(),
                "FRONTDESK_AUTH_URL", backend + "/auth/v1",
                "FRONTDESK_BACKEND_KEY", "made-up", "FRONTDESK_LOCATION_ID", "canary-gym", "FRONTDESK_LOCATION_NAME", "Riverside Gym",
                "FRONTDESK_DESK_NAME", "Front desk 1"));
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
        robot.visited.forEach(address -> note(address.toString()));
        robot.cookies().values().forEach(cookie -> secret("cookie", cookie));
        opened.forEach(address -> secret("start", address.substring(address.lastIndexOf('/') + 1)));
        assertEquals(new TreeSet<>(List.of("access_token", "refresh_token", "grant", "code", "state", "code_verifier", "password", "cookie",
                "start")), new TreeSet<>(secrets.keySet()), "all kinds were seen");
        assertTrue(secrets.get("refresh_token").size() > 2, "there was a renewal");
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("sqlite")).toList()) {
                var text = Files.readString(file, StandardCharsets.ISO_8859_1);
                secrets.forEach((kind, values) -> values.stream().flatMap(value -> CanaryIT.traces(value).stream()).forEach(trace ->
                        assertFalse(text.contains(trace), () -> file + " has a " + kind + ": " + CanaryIT.around(text, trace))));
            }
        }
    }

    /** The same keychain serves other tests. */
    private static void forget() throws Exception {
        new ProcessBuilder("secret-tool", "clear", "service", "FitScheduler Front Desk").start().waitFor();
    }
}
