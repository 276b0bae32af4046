package com.fitscheduler.frontdesk.leadconnector;

import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.integration.Browser;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SignIn;
import com.fitscheduler.frontdesk.integration.TokenExchange;
import com.fitscheduler.frontdesk.integration.TokenExchange.Authorization;
import com.fitscheduler.frontdesk.oauth.Answer;
import com.fitscheduler.frontdesk.oauth.LoopbackListener;
import com.fitscheduler.frontdesk.oauth.Pages;
import com.fitscheduler.frontdesk.oauth.Redirect;
import com.fitscheduler.frontdesk.oauth.Sighting;
import com.fitscheduler.frontdesk.oauth.Verifier;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs in to LeadConnector by OAuth 2 (RFC 6749, 4.1; RFC 8252): the browser is sent to the authorize page, its answer
 * comes back on loopback, and the broker turns it into a login. This computer proves by a code verifier that it is the one
 * who asked (RFC 7636).
 */
public final class BrowserSignIn implements SignIn {

    /** The path that the broker's relay sends the browser to (backend contract, call 3). */
    private static final String PATH = "/integrations/leadconnector/oauth/callback";

    private final TokenExchange exchange;
    private final Browser browser;
    private final URI origin;
    private final Supplier<Pages> pages;
    private final InstantSource clock;

    /**
     * @param origin what logins are bound to, of which its origin counts
     * @param pages  what the browser shows at the end
     */
    public BrowserSignIn(TokenExchange exchange, Browser browser, URI origin, Supplier<Pages> pages, InstantSource clock) {
        this.exchange = exchange;
        this.browser = browser;
        this.origin = Addresses.origin(origin);
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public SignIn.Attempt begin(CardKey card, Consumer<Hint> hints) throws IntegrationException, InterruptedException {
        var verifier = Verifier.random();
        var foreign = new AtomicBoolean();
        Consumer<Sighting> sightings = sighting -> {
            foreign.compareAndSet(false, sighting == Sighting.FOREIGN_ANSWER);
            hint(sighting, hints);
        };
        var listener = listen(Redirect.anyPort(PATH), sightings);
        Authorization authorization;
        try {
            authorization = exchange.initiate(card, verifier.challenge(), listener.port());
            if (authorization.listenAt().isPresent()) {
                // Registered at the service as it is, so that is where the answer comes.
                listener.closeNow();
                listener = listen(registered(authorization.listenAt().get()), sightings);
            }
            listener.expect(authorization.page(), authorization.state(), authorization.life());
        } catch (IntegrationException | InterruptedException | RuntimeException e) {
            listener.closeNow();
            throw e;
        }
        return new Waiting(card, verifier, listener, foreign);
    }

    private static void hint(Sighting sighting, Consumer<Hint> hints) {
        switch (sighting) {
            case FOREIGN_ANSWER -> hints.accept(Hint.FOREIGN_ANSWER);
            case LINK_USED -> hints.accept(Hint.LINK_USED);
            case BROWSER_CAME -> {
                // As it should be.
            }
        }
    }

    private LoopbackListener listen(Redirect redirect, Consumer<Sighting> sightings) throws IntegrationException {
        try {
            return LoopbackListener.open(redirect, pages.get(), clock, sightings);
        } catch (IOException e) {
            throw new IntegrationException(Problem.PORT_TAKEN, "port " + redirect.port() + " cannot be listened on", e);
        }
    }

    private static Redirect registered(URI redirect) throws IntegrationException {
        try {
            return Redirect.registered(redirect);
        } catch (IllegalArgumentException e) {
            throw new IntegrationException(Problem.UNEXPECTED_ANSWER, "the broker names a redirect address that is none");
        }
    }

    private final class Waiting implements SignIn.Attempt {

        private final CardKey card;
        private final Verifier verifier;
        private final LoopbackListener listener;
        private final AtomicBoolean foreign;
        private Answer.@Nullable Code code;

        Waiting(CardKey card, Verifier verifier, LoopbackListener listener, AtomicBoolean foreign) {
            this.card = card;
            this.verifier = verifier;
            this.listener = listener;
            this.foreign = foreign;
        }

        @Override
        public URI link() {
            return listener.startAddress();
        }

        @Override
        public Duration remaining() {
            return listener.remaining();
        }

        @Override
        public void openBrowser() throws IntegrationException, InterruptedException {
            browser.open(listener.startAddress());
        }

        @Override
        public void awaitBrowser() throws IntegrationException, InterruptedException {
            code = switch (listener.await()) {
                case Answer.Code good -> good;
                case Answer.Declined() -> throw new IntegrationException(Problem.SIGN_IN_DECLINED, "declined in the browser");
                case Answer.Failed(var error) -> throw new IntegrationException(Problem.SERVICE_FAULT, "the service answered " + error);
                case Answer.Expired() -> throw new IntegrationException(
                        foreign.get() ? Problem.FOREIGN_ANSWER : Problem.SIGN_IN_TOO_LATE, "nothing of this sign-in came back");
                case Answer.Cancelled() -> throw new InterruptedException("cancelled");
            };
        }

        @Override
        public Login login() throws IntegrationException, InterruptedException {
            var good = code;
            if (good == null) {
                throw new IllegalStateException("the browser has not answered");
            }
            code = null;
            return exchange.redeem(card, origin, good.code(), good.state(), verifier.value());
        }

        @Override
        public void close() {
            listener.close();
        }
    }
}
