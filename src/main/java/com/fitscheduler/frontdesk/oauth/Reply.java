package com.fitscheduler.frontdesk.oauth;

import com.fitscheduler.frontdesk.oauth.Pages.Page;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request is answered; nothing of the request is ever in it. */
record Reply(int status, @Nullable Page page, Map<String, String> headers) {

    private static final String STYLE = "body{font:1.2em/1.5 system-ui,sans-serif;margin:15vh auto;max-width:32em;padding:0 1em}"
            + ":root{color-scheme:light dark}";
    /** No script, nothing from elsewhere, in no frame. */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static Reply of(int status) {
        return new Reply(status, null, Map.of());
    }

    static Reply of(int status, Page page) {
        return new Reply(status, page, Map.of());
    }

    void send(HttpExchange exchange, Pages pages) throws IOException {
        var fields = exchange.getResponseHeaders();
        fields.set("Cache-Control", "no-store");
        // The address of this page has the code in it until the browser is sent on (RFC 9700, 4.2.4).
        fields.set("Referrer-Policy", "no-referrer");
        fields.set("X-Content-Type-Options", "nosniff");
        fields.set("Content-Security-Policy", POLICY);
        // A connection kept for later would be cut in the middle of something when the listener ends.
        fields.set("Connection", "close");
        headers.forEach(fields::set);
        if (page == null) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        var html = html(page, pages).getBytes(StandardCharsets.UTF_8);
        fields.set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, html.length);
        exchange.getResponseBody().write(html);
    }

    private static String html(Page page, Pages pages) {
        return "<!DOCTYPE html>\n<html lang=\"" + escape(pages.language()) + "\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>" + escape(pages.title()) + "</title><style>" + STYLE
                + "</style><h1>" + escape(page.heading()) + "</h1><p>" + escape(page.text()) + "</p></html>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    private static String hash(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
