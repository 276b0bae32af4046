package com.fitscheduler.frontdesk.testsupport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Chromium with a profile of its own, without a window. It does not start by itself: whoever opens a browser under
 * {@link #environment} starts it, as a person's own would be, and later ones find it running and get a tab in it.
 */
public final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final Path profile;
    private final List<CdpSession> sessions = new ArrayList<>();

    /** @param flags more of them: {@code --ignore-certificate-errors} */
    public Chromium(Path folder, String... flags) throws IOException {
        this.folder = folder;
        profile = Files.createDirectories(folder.resolve("profile"));
        var programs = Files.createDirectories(folder.resolve("bin"));
        var opener = Files.writeString(programs.resolve("xdg-open"), """
                #!/bin/bash
                # Hands over and ends, as on a desktop. Without a window a second Chromium does not find the first by itself.
                if read -r port <'%1$s/DevToolsActivePort' && exec 3<>"/dev/tcp/127.0.0.1/$port"; then
                  printf 'PUT /json/new?%%s HTTP/1.1\r\nHost: 127.0.0.1:%%s\r\n\r\n' "$1" "$port" >&3
                  read -r status <&3 && [[ $status == *' 200 '* ]]
                  exit
                fi 2>/dev/null
                /usr/bin/chromium --headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage \
                  --disable-background-networking --disable-component-update --disable-sync --disable-default-apps \
                  --user-data-dir='%1$s' --remote-debugging-port=0 %2$s "$1" </dev/null >>'%3$s' 2>&1 &
                echo $! >>'%4$s'
                """.formatted(profile, String.join(" ", flags), folder.resolve("chromium.log"), folder.resolve("pids")));
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** This process's, with our opener in front of the system's. */
    public Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.merge("PATH", folder.resolve("bin").toString(), (path, ours) -> ours + ":" + path);
        // Else Chromium writes into the home of whoever runs the tests.
        environment.put("HOME", folder.toString());
        return environment;
    }

    /** The tab whose address fits, once there is one. */
    public Tab tab(Predicate<String> address) throws Exception {
        return until("a tab; there are " + addresses(), () -> {
            for (var target : targets()) {
                if (address.test(target.path("url").asString())) {
                    return new Tab(target.path("id").asString());
                }
            }
            return null;
        });
    }

    /** The addresses of all tabs. */
    public List<String> addresses() throws Exception {
        return targets().stream().map(target -> target.path("url").asString()).toList();
    }

    /** A window that shares nothing with the others, as another browser would not. */
    public Tab otherWindow(URI address) throws Exception {
        var browser = browser();
        var context = browser.call("Target.createBrowserContext", Map.of()).path("browserContextId").asString();
        var target = browser.call("Target.createTarget", Map.of("url", address.toString(), "browserContextId", context));
        return new Tab(target.path("targetId").asString());
    }

    /** One page. */
    public final class Tab {

        private final String id;

        private Tab(String id) {
            this.id = id;
        }

        public String address() throws Exception {
            return String.valueOf(evaluate("location.href"));
        }

        public String text() throws Exception {
            return String.valueOf(evaluate("document.body ? document.body.innerText : ''"));
        }

        /** Waits until the page says that. */
        public void says(String text) throws Exception {
            until(text + " on the page", () -> text().contains(text) ? text : null);
        }

        /** Waits for it, and clicks it as a person would. */
        public void click(String selector) throws Exception {
            var found = "document.querySelector('" + selector.replace("'", "\\'") + "')";
            until(selector, () -> Boolean.TRUE.equals(evaluate("document.readyState === 'complete' && !!" + found)) ? selector : null);
            var box = JSON.readTree(String.valueOf(evaluate("(() => {const b = " + found + ".getBoundingClientRect();"
                    + "return JSON.stringify({x: b.x + b.width / 2, y: b.y + b.height / 2})})()")));
            for (var type : List.of("mousePressed", "mouseReleased")) {
                session().call("Input.dispatchMouseEvent", Map.of("type", type, "x", box.path("x").asDouble(), "y", box.path("y").asDouble(),
                        "button", "left", "clickCount", 1));
            }
        }

        /** The back button. */
        public void back() throws Exception {
            var history = session().call("Page.getNavigationHistory", Map.of());
            var before = history.path("entries").path(history.path("currentIndex").asInt() - 1);
            session().call("Page.navigateToHistoryEntry", Map.of("entryId", before.path("id").asInt()));
        }

        public void go(URI address) throws Exception {
            session().call("Page.navigate", Map.of("url", address.toString()));
        }

        /** Whether a script of this page may reach that address, whatever it answers. */
        public boolean reaches(URI address) throws Exception {
            var script = "fetch('" + address + "', {mode: 'no-cors'}).then(() => true, () => false)";
            return session().call("Runtime.evaluate", Map.of("expression", script, "awaitPromise", true, "returnByValue", true))
                    .path("result").path("value").asBoolean();
        }

        public void close() throws Exception {
            browser().call("Target.closeTarget", Map.of("targetId", id));
            until("the tab to close", () -> targets().stream().noneMatch(target -> target.path("id").asString().equals(id)) ? id : null);
        }

        public void picture(Path file) throws Exception {
            var data = session().call("Page.captureScreenshot", Map.of("format", "png")).path("data").asString();
            Files.write(file, java.util.Base64.getDecoder().decode(data));
        }

        private Object evaluate(String script) throws Exception {
            var result = session().call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true)).path("result").path("value");
            return result.isBoolean() ? (Object) result.asBoolean() : result.asString("");
        }

        private CdpSession session() throws Exception {
            return connected("/devtools/page/" + id);
        }
    }

    private CdpSession browser() throws Exception {
        return connected(port().get(1));
    }

    private synchronized CdpSession connected(String path) throws Exception {
        for (var session : sessions) {
            if (session.path().equals(path) && session.isOpen()) {
                return session;
            }
        }
        var session = new CdpSession(HTTP, Integer.parseInt(port().get(0)), path);
        sessions.add(session);
        return session;
    }

    private List<JsonNode> targets() throws Exception {
        var list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port().getFirst() + "/json/list")).build();
        var found = new ArrayList<JsonNode>();
        for (var target : JSON.readTree(HTTP.send(list, BodyHandlers.ofString()).body())) {
            if (target.path("type").asString().equals("page")) {
                found.add(target);
            }
        }
        return found;
    }

    /** Chromium writes it when it listens: the port, and the browser's own path. */
    private List<String> port() throws Exception {
        var file = profile.resolve("DevToolsActivePort");
        return until("Chromium to start, see " + folder.resolve("chromium.log"), () -> {
            var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
            return lines.size() > 1 ? lines : null;
        });
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T get() throws Exception;
    }

    private static <T> T until(String what, Attempt<T> attempt) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var found = attempt.get();
            if (found != null) {
                return found;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("waited in vain for " + what);
    }

    /** Ends only what our opener started. */
    @Override
    public void close() throws IOException {
        sessions.forEach(CdpSession::close);
        if (!Files.exists(folder.resolve("pids"))) {
            return;
        }
        for (var pid : Files.readAllLines(folder.resolve("pids"))) {
            ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(Chromium::end);
        }
    }

    private static void end(ProcessHandle process) {
        var all = process.descendants().toList();
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
