package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.BrokerClient;
import com.fitscheduler.frontdesk.backend.Session;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Browser;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.TokenExchange;
import com.fitscheduler.frontdesk.leadconnector.BrowserSignIn;
import com.fitscheduler.frontdesk.leadconnector.LeadConnectorClient;
import com.fitscheduler.frontdesk.oauth.Pages;
import com.fitscheduler.frontdesk.oauth.Pages.Page;
import com.fitscheduler.frontdesk.tokens.TokenKeeper;
import com.fitscheduler.frontdesk.ui.Words;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * LeadConnector with all that a sign-in needs: the broker behind the shared backend, the browser, and a keeper of tokens.
 *
 * @param http to the broker, which has more time than others: it asks LeadConnector itself
 */
record LeadConnector(LeadConnectorClient client, TokenKeeper keeper, JsonHttp http) implements AutoCloseable {

    /** The broker gives up after 15 s; what comes later was lost on the way. */
    private static final Duration BROKER_DEADLINE = Duration.ofSeconds(30);

    /** Where a LeadConnector and its broker are. */
    record Addresses(URI api, URI origin, URI backend, String backendKey) {}

    static LeadConnector of(Addresses at, Session session, CredentialStore credentials, JsonHttp http, BooleanSupplier offline,
            Browser browser, Clock clock) {
        var toBroker = new JsonHttp(BROKER_DEADLINE, offline, clock);
        TokenExchange broker = new BrokerClient(
                new BackendClient(toBroker, at.backend(), at.backendKey(), session, clock), clock);
        // A renewal needs no more than the kind of integration: the broker knows the gym by the grant.
        var card = new CardKey("", Catalogue.LEADCONNECTOR.id());
        var keeper = new TokenKeeper(credentials, login -> broker.renew(card, login), clock, new SecureRandom());
        var signIn = new BrowserSignIn(broker, browser, at.origin(), () -> pages(Words.shipped()), clock);
        return new LeadConnector(new LeadConnectorClient(http, at.api(), at.origin(), keeper, Optional.of(signIn)), keeper, toBroker);
    }

    private static Pages pages(Words words) {
        return new Pages(words.bundle().getLocale().getLanguage().isEmpty() ? "en" : words.bundle().getLocale().getLanguage(),
                words.get("program"), page(words, "done"), page(words, "declined"), page(words, "failed"),
                page(words, "foreign"), page(words, "link_used"), page(words, "finished"), page(words, "late"));
    }

    private static Page page(Words words, String key) {
        return new Page(words.get("callback." + key + ".title"), words.get("callback." + key + ".text"));
    }

    /** Waits for a renewal that is under way. */
    @Override
    public void close() {
        keeper.close();
        http.close();
    }
}
