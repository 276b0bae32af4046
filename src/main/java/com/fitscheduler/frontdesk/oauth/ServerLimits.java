package com.fitscheduler.frontdesk.oauth;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the JDK's HTTP server may be made to hold by whoever knocks. It reads these once, when it is first used, so they are
 * applied first thing in the program; they hold for every such server in the process.
 */
public final class ServerLimits {

    /** Further ones are closed at once; high enough that filling them takes more than a scan, low enough for the memory. */
    static final int CONNECTIONS = 512;
    /** Seconds for a whole request to arrive, or for the first letter of one. */
    static final int REQUEST_SECONDS = 4;

    /** A logger that nobody holds is forgotten with its filter. */
    private static final Logger REQUESTS = Logger.getLogger("com.sun.net.httpserver");

    private ServerLimits() {}

    /** Sets them, and keeps addresses of requests out of the logs at any level: they carry the code. */
    public static void apply() {
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));
        System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(REQUEST_SECONDS));
        // Milliseconds between two looks for silent ones.
        System.setProperty("sun.net.httpserver.clockTick", "1000");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "100");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", String.valueOf(64 * 1024));
        // A body that nobody asked for is not waited for either.
        System.setProperty("sun.net.httpserver.drainAmount", "0");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        REQUESTS.setFilter(line -> line.getLevel().intValue() >= Level.INFO.intValue());
    }
}
