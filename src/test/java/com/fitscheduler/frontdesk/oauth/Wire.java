package com.fitscheduler.frontdesk.oauth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Bytes on a socket, and the bytes that come back. */
final class Wire {

    private Wire() {}

    /** @param whole the answer as it came; empty if the connection was closed without one */
    record Came(String whole) {

        int status() {
            return whole.startsWith("HTTP/1.1 ") ? Integer.parseInt(whole.substring(9, 12)) : 0;
        }

        String header(String name) {
            var found = Pattern.compile("(?im)^" + name + ": (.*?)\r?$").matcher(whole);
            return found.find() ? found.group(1) : "";
        }
    }

    static Socket open(int port) throws IOException {
        var socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    static Came send(int port, String bytes) throws IOException {
        try (var socket = open(port)) {
            return send(socket, bytes);
        }
    }

    static Came send(Socket socket, String bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new Came(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (java.net.SocketException e) {
            // Cut off in the middle of a request that is too large, which is one way to refuse it.
            return new Came("");
        }
    }

    static Came request(int port, String method, String path, String... headers) throws IOException {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return send(port, method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + more + "\r\n");
    }

    static Came get(int port, String path, String... headers) throws IOException {
        return request(port, "GET", path, headers);
    }
}
