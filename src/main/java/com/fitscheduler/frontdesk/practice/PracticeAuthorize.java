package com.fitscheduler.frontdesk.practice;

import com.fitscheduler.frontdesk.practice.PracticeServer.Reply;
import com.fitscheduler.frontdesk.practice.PracticeServer.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** The page where a person chooses a location and allows it, or does not. No script, and nobody signs in. */
final class PracticeAuthorize {

    static final String PATH = "/v2/oauth/chooselocation";

    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "no-store", "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff", "Content-Security-Policy",
            // Not form-action: a browser would hold the redirect after the form to it.
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");

    private final PracticeTokens tokens;
    private final Supplier<URI> redirect;

    /** @param redirect the one address that is registered */
    PracticeAuthorize(PracticeTokens tokens, Supplier<URI> redirect) {
        this.tokens = tokens;
        this.redirect = redirect;
    }

    Reply answer(Request request) {
        var asked = request.method().equals("POST") ? request.form() : request.query();
        var wrong = wrong(asked);
        // RFC 6749, 4.1.2.1: nobody is redirected to an address that is not the registered one.
        if (!wrong.isEmpty()) {
            return page(400, "<h1>This page cannot be used</h1><p>" + wrong + "</p>");
        }
        return request.method().equals("POST") ? decided(asked) : page(200, form(asked));
    }

    private String wrong(Map<String, String> asked) {
        if (!asked.getOrDefault("client_id", "").equals(PracticeTokens.CLIENT_ID)) {
            return "No app has that client_id.";
        }
        if (!asked.getOrDefault("redirect_uri", "").equals(redirect.get().toString())) {
            return "That redirect_uri is not registered.";
        }
        return asked.getOrDefault("response_type", "").equals("code") ? "" : "Only response_type=code is known.";
    }

    private Reply decided(Map<String, String> asked) {
        var account = asked.getOrDefault("account", "");
        var known = PracticeLeadConnector.LOCATIONS.containsKey(account) || account.equals(PracticeTokens.AGENCY);
        var answer = asked.getOrDefault("decision", "").equals("allow") && known
                ? "code=" + tokens.code(account, asked.getOrDefault("redirect_uri", ""))
                : "error=access_denied";
        var state = asked.containsKey("state") ? "&state=" + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8) : "";
        return new Reply(302, "", Map.of("Location", redirect.get() + "?" + answer + state, "Cache-Control", "no-store",
                "Referrer-Policy", "no-referrer"));
    }

    private static String form(Map<String, String> asked) {
        var html = new StringBuilder("<h1>LeadConnector, for practice</h1><p>Nothing here is real, and nobody is asked for a password. "
                + "Which location may Front Desk use?</p><form method=\"post\" action=\"" + PATH + "\">");
        asked.forEach((name, value) -> html.append("<input type=\"hidden\" name=\"").append(escape(name)).append("\" value=\"")
                .append(escape(value)).append("\">"));
        PracticeLeadConnector.LOCATIONS.forEach((id, name) -> html.append(choice(id, name)));
        return html.append(choice(PracticeTokens.AGENCY, "The whole agency"))
                .append("<p><button name=\"decision\" value=\"allow\">Allow</button> <button name=\"decision\" value=\"decline\">Decline")
                .append("</button></p></form>").toString();
    }

    private static String choice(String id, String name) {
        var checked = id.equals(PracticeLeadConnector.LOCATION_ID) ? " checked" : "";
        return "<p><label><input type=\"radio\" name=\"account\" value=\"" + id + "\"" + checked + "> " + name + "</label></p>";
    }

    private static Reply page(int status, String content) {
        return new Reply(status, "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>LeadConnector, for practice</title>"
                + "<style>body{font:1.1em/1.5 system-ui,sans-serif;margin:12vh auto;max-width:32em;padding:0 1em}"
                + ":root{color-scheme:light dark}button{font:inherit;padding:.4em 1.4em}</style>" + content + "</html>\n", HEADERS);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
