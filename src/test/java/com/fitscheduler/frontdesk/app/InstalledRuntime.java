package com.fitscheduler.frontdesk.app;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Connection;
import com.fitscheduler.frontdesk.keychain.OsVault;
import com.fitscheduler.frontdesk.storage.SqliteConnectionStore;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.TlsKeys;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What has to work inside the installed runtime, which lacks most of a JDK; run with its {@code java} and the installed
 * jars by packaging/check-installer. {@code cards FOLDER} prints what is stored there instead.
 */
final class InstalledRuntime {

    private InstalledRuntime() {}

    public static void main(String[] words) throws Exception {
        if (words[0].equals("cards")) {
            try (var store = SqliteConnectionStore.open(Path.of(words[1]).resolve(FrontDesk.DATABASE))) {
                var card = store.load(new CardKey("00000000-0000-4000-8000-000000000001", "leadconnector"));
                System.out.println(card.connection() instanceof Connection.Connected(_, var last, _)
                        ? "connected " + last.contacts() : "not connected");
            }
            return;
        }
        must(Path.of(System.getProperty("java.home")).startsWith(words[1]), "runs in " + System.getProperty("java.home"));
        keychain();
        privateAuthority();
        sqlite(Path.of(words[1]));
        callback();
        System.exit(0);
    }

    private static void keychain() throws Exception {
        try (var vault = new OsVault()) {
            vault.set("installed/probe", "na\u00efve \u2713 value");
            must(vault.get("installed/probe").equals(Optional.of("na\u00efve \u2713 value")), "the keychain gives back what it took");
            vault.delete("installed/probe");
            must(vault.get("installed/probe").isEmpty(), "and forgets it");
        }
        System.out.println("keychain: round trip");
    }

    private static void privateAuthority() throws Exception {
        var authority = TlsKeys.authority(Files.createTempDirectory("authority"));
        TlsKeys.trustOnly(authority);
        var socket = TlsKeys.socket(TlsKeys.issued(authority, "ip:127.0.0.1", "-1d"));
        try (var server = new FaultServer(socket, answer(200, "{}")); var http = new JsonHttp(Duration.ofSeconds(20), () -> false)) {
            var answer = http.send("GET", URI.create("https://127.0.0.1:" + socket.getLocalPort()), Map.of(), null);
            must(answer.succeeded() && !server.requests.isEmpty(), "https with a private authority");
        }
        System.out.println("https: an answer under a private authority");
    }

    private static void sqlite(Path installed) throws Exception {
        var folder = Files.createTempDirectory("sqlite");
        try (var store = SqliteConnectionStore.open(folder.resolve("x.db"))) {
            must(store.deskId().equals(store.deskId()), "a row is kept");
        }
        var library = installed.resolve("lib/app").resolve(System.mapLibraryName("sqlitejdbc")).toString();
        must(Files.readString(Path.of("/proc/self/maps")).contains(library), "SQLite is the library beside the jars");
        must(Files.notExists(folder.resolve("native")), "nothing was unpacked");
        System.out.println("SQLite: the library beside the jars");
    }

    private static void callback() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try (var http = new JsonHttp(Duration.ofSeconds(20), () -> false)) {
            var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback?code=1");
            must(http.send("GET", address, Map.of(), null).succeeded(), "the callback's server answers");
        } finally {
            server.stop(0);
        }
        System.out.println("callback: a server on loopback answers");
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
