package com.fitscheduler.frontdesk.http;

import java.net.URI;
import java.util.Locale;

/** What is done to a configured address before it is used. */
public final class Addresses {

    private Addresses() {}

    /** That address with {@code path} (which begins with a slash) after its own. */
    public static URI at(URI address, String path) {
        var base = address.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** Scheme, host and port in their normal form (RFC 6454, 4), whatever else the address says. */
    public static URI origin(URI address) {
        var scheme = address.getScheme().toLowerCase(Locale.ROOT);
        var usual = "https".equals(scheme) ? 443 : 80;
        var port = address.getPort() == -1 || address.getPort() == usual ? "" : ":" + address.getPort();
        return URI.create(scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + port);
    }
}
