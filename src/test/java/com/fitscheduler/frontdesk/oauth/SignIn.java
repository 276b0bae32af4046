package com.fitscheduler.frontdesk.oauth;

import com.fitscheduler.frontdesk.oauth.Pages.Page;
import com.fitscheduler.frontdesk.oauth.Wire.Came;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that waits, and a browser that went through its start address. */
final class SignIn implements AutoCloseable {

    static final String PATH = "/integrations/made-up/oauth/callback";
    static final String STATE = "st4te-Zm9vYmFyYmF6cXV4.c2lnbmF0dXJl";
    static final String CODE = "c0de-0123456789abcdef";
    static final URI AUTHORIZE = URI.create("https://accounts.example/authorize?response_type=code&state=" + STATE);
    static final Pages PAGES = new Pages("en", "Front Desk", page("Done"), page("Declined"), page("Failed"), page("Foreign"),
            page("Link used"), page("Finished"), page("Too late"));

    final FakeClock clock = new FakeClock("2026-05-03T12:00:00Z", "UTC");
    final List<Sighting> sightings = new CopyOnWriteArrayList<>();
    final LoopbackListener listener;
    final int port;

    private SignIn(Redirect redirect, Peers peers) throws IOException {
        listener = LoopbackListener.open(redirect, PAGES, peers, clock, sightings::add);
        port = listener.port();
    }

    static SignIn begun() throws IOException {
        return begun(Redirect.anyPort(PATH), Peers.ofThisSystem());
    }

    static SignIn begun(Redirect redirect, Peers peers) throws IOException {
        var signIn = new SignIn(redirect, peers);
        signIn.listener.expect(AUTHORIZE, STATE, Duration.ofMinutes(10));
        return signIn;
    }

    /** The cookie that a browser has after it was at a new start address. */
    String browser() throws IOException {
        return cookie(visit(listener.startAddress()));
    }

    Came visit(URI start, String... headers) throws IOException {
        return Wire.get(port, start.getRawPath(), headers);
    }

    static String cookie(Came came) {
        return "Cookie: " + came.header("Set-Cookie").split(";", 2)[0];
    }

    static String good() {
        return PATH + "?code=" + CODE + "&state=" + STATE;
    }

    private static Page page(String heading) {
        return new Page(heading, "<b>\"it's\" & all</b>");
    }

    @Override
    public void close() {
        listener.closeNow();
    }
}
