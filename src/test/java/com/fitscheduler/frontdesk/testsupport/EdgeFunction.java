package com.fitscheduler.frontdesk.testsupport;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The real edge function under Deno, in a process of its own that may reach loopback only. Killed when closed. */
public final class EdgeFunction implements AutoCloseable {

    private static final Path TOOLS = Path.of(System.getProperty("project.folder", ""), "target", "tools").toAbsolutePath();
    private static final Path LATER = Path.of(System.getProperty("project.folder", ""), "src/test/supabase/later.ts").toAbsolutePath();
    private static final Pattern LISTENING = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    /**
     * Starts it and waits until it listens.
     *
     * @param supabase the folder that a project keeps its function in
     * @param environment the function's secrets, and what the platform gives
     */
    public EdgeFunction(Path supabase, Map<String, String> environment) throws IOException {
        var source = supabase.resolve("functions/integrations").toAbsolutePath();
        // The binary itself: npm's wrapper leaves it behind when it is killed.
        var program = new ProcessBuilder(TOOLS.resolve("node_modules/@deno/linux-x64-glibc/deno").toString(), "serve",
                "--config", source.resolve("deno.json").toString(), "--lock", source.resolve("deno.lock").toString(),
                "--no-remote", "--cached-only", "--frozen", "--no-check", "--allow-env", "--allow-net=127.0.0.1",
                "--allow-read=" + source, "--host", "127.0.0.1", "--port", "0", LATER.toString()).redirectErrorStream(true);
        program.environment().putAll(Map.of("DENO_DIR", TOOLS.resolve("deno").toString(), "DENO_NO_UPDATE_CHECK", "1",
                "NO_COLOR", "1"));
        program.environment().put("FUNCTION", source.resolve("index.ts").toUri().toString());
        program.environment().putAll(environment);
        process = program.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread.ofVirtual().start(this::read);
        try {
            address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            close();
            throw new IOException("the function did not start: " + String.join("\n", log), e);
        }
    }

    public URI address() {
        return address.join();
    }

    /** Every line that it has printed. */
    public List<String> log() {
        return List.copyOf(log);
    }

    private void read() {
        try (var lines = process.inputReader()) {
            lines.lines().forEach(line -> {
                log.add(line);
                var listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(URI.create(listening.group()));
                }
            });
        } catch (IOException | java.io.UncheckedIOException e) {
            log.add("(no more: " + e.getMessage() + ")");
        }
        address.completeExceptionally(new IOException("it ended"));
    }

    /** At once: a polite end waits for connections that nobody uses. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
