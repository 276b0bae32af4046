package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.integration.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Goes through the practice authorize page as a person's browser does, by HTTP alone. One of these is one browser. */
public final class RobotBrowser implements Browser {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern ACCOUNT = Pattern.compile("name=\"account\" value=\"([^\"]*)\"[^>]*> ([^<]*)<");

    /** Every address that was opened, and that a redirect led to. */
    public final List<URI> visited = new CopyOnWriteArrayList<>();
    /** What the last page said, each time a person has decided. */
    public final BlockingQueue<Page> ends = new LinkedBlockingQueue<>();
    /** The account that is chosen, by the name on the page; "" declines, null waits for {@link #decide}. */
    public volatile String choice = "Riverside Gym";
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final BlockingQueue<Page> pages = new LinkedBlockingQueue<>();

    /** A page that was reached, and where it was. */
    public record Page(URI address, int status, String text) {}

    /** Comes back at once, and goes on by itself, as a browser does. */
    @Override
    public void open(URI address) {
        Thread.ofVirtual().name("robot").start(() -> {
            try {
                pages.add(go(address));
                if (choice != null) {
                    decide(choice);
                }
            } catch (IOException | InterruptedException e) {
                ends.add(new Page(address, 0, String.valueOf(e)));
            }
        });
    }

    /** Chooses on the oldest page that waits for it, and follows to the end; "" declines. */
    public Page decide(String account) throws IOException, InterruptedException {
        var page = Objects.requireNonNull(pages.poll(20, TimeUnit.SECONDS), "no page came");
        var fields = new LinkedHashMap<String, String>();
        for (var found = HIDDEN.matcher(page.text()); found.find();) {
            fields.put(found.group(1), found.group(2).replace("&amp;", "&"));
        }
        for (var found = ACCOUNT.matcher(page.text()); found.find();) {
            if (found.group(2).strip().equals(account)) {
                fields.put("account", found.group(1));
            }
        }
        fields.put("decision", account.isEmpty() ? "decline" : "allow");
        var form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&").append(name).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        var end = follow(page.address(), send(HttpRequest.newBuilder(page.address().resolve(page.address().getRawPath()))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form.toString()))));
        ends.add(end);
        return end;
    }

    /** The page that an address leads to. */
    public Page go(URI address) throws IOException, InterruptedException {
        visited.add(address);
        return follow(address, send(HttpRequest.newBuilder(address)));
    }

    /** Where a person's last decision led. */
    public Page end() throws InterruptedException {
        return Objects.requireNonNull(ends.poll(20, TimeUnit.SECONDS), "nothing came of it");
    }

    /** The value of a field in one of the addresses that were visited. */
    public String visitedField(String path, String name) {
        return visited.stream().filter(address -> address.getPath().endsWith(path)).map(URI::getRawQuery).filter(Objects::nonNull)
                .flatMap(query -> List.of(query.split("&")).stream()).filter(field -> field.startsWith(name + "="))
                .map(field -> URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8)).reduce((_, last) -> last)
                .orElse("");
    }

    /** All cookies that it was given, by name. */
    public Map<String, String> cookies() {
        synchronized (cookies) {
            return Map.copyOf(cookies);
        }
    }

    private Page follow(URI address, HttpResponse<String> answer) throws IOException, InterruptedException {
        if (answer.statusCode() / 100 != 3) {
            return new Page(address, answer.statusCode(), answer.body());
        }
        return go(address.resolve(answer.headers().firstValue("Location").orElseThrow()));
    }

    /** Its cookies go to this computer's own addresses only, of which none but the desk's sets any. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        synchronized (cookies) {
            if (!cookies.isEmpty()) {
                request.header("Cookie", String.join("; ", cookies.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList()));
            }
        }
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        synchronized (cookies) {
            answer.headers().allValues("Set-Cookie").forEach(set -> {
                var pair = set.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            });
        }
        return answer;
    }
}
