package com.fitscheduler.frontdesk.oauth;

import java.net.URI;
import java.util.Set;

/**
 * Where the browser is sent back to (RFC 8252, 7.3: http on loopback).
 *
 * @param host {@code 127.0.0.1}; {@code [::1]} or {@code localhost} only because they were registered so (RFC 8252, 8.3)
 * @param port 0 for any that is free
 * @param path as it is written on the wire
 */
public record Redirect(String host, int port, String path) {

    private static final String LITERAL = "127.0.0.1";
    private static final Set<String> HOSTS = Set.of(LITERAL, "[::1]", "localhost");

    public Redirect {
        if (!HOSTS.contains(host) || port < 0 || port > 65_535 || (port > 0 && port < 1024) || !path.matches("/[A-Za-z0-9/._~-]+")
                || path.equals(Reception.DONE) || path.startsWith(Reception.START)) {
            throw new IllegalArgumentException("no redirect address for a program on this computer");
        }
    }

    /** At any free port of 127.0.0.1. */
    public static Redirect anyPort(String path) {
        return new Redirect(LITERAL, 0, path);
    }

    /**
     * Exactly there.
     *
     * @throws IllegalArgumentException if it is not plain http to a port of this computer
     */
    public static Redirect registered(URI address) {
        if (!"http".equals(address.getScheme()) || address.getHost() == null || address.getPort() < 1 || address.getRawPath() == null
                || address.getRawQuery() != null || address.getRawFragment() != null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("no redirect address for a program on this computer");
        }
        return new Redirect(address.getHost(), address.getPort(), address.getRawPath());
    }

    Redirect at(int actual) {
        return new Redirect(host, actual, path);
    }

    /** What a request's Host must be, letter for letter: another name may point here too (DNS rebinding). */
    String authority() {
        return host + ":" + port;
    }

    URI address(String elsewhere) {
        return URI.create("http://" + authority() + elsewhere);
    }
}
