package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.KeptSession;
import com.fitscheduler.frontdesk.backend.PasswordSession;
import com.fitscheduler.frontdesk.backend.Session;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Network;
import com.fitscheduler.frontdesk.desktop.SystemBrowser;
import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Browser;
import com.fitscheduler.frontdesk.integration.ContactSource;
import com.fitscheduler.frontdesk.integration.Integration;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.leadconnector.LeadConnectorClient;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.practice.Scenario;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Everything around the program that differs between practice and real mode.
 *
 * @param sources  the service behind each available integration
 * @param session  of the person at the desk; empty where the world signs in by itself, or has no shared backend
 * @param leadConnector what its logins are kept alive with; empty where none of them ends
 * @param shared   the origin of the shared backend; empty where there is none, or a new one at every start
 * @param free     whether a person may choose another gym location
 * @param offline  whether this computer surely has no network
 * @param practice present in practice mode
 */
record World(
        Place place,
        List<Integration> catalogue,
        Map<String, ContactSource> sources,
        KeychainCredentialStore credentials,
        BackendClient backend,
        Optional<KeptSession> session,
        Optional<LeadConnector> leadConnector,
        Optional<URI> shared,
        boolean free,
        BooleanSupplier offline,
        JsonHttp http,
        Optional<PracticeServices> practice)
        implements AutoCloseable {

    /** Where this world is, as far as it can be asked without a login. */
    record Reach(URI leadConnector, Optional<URI> backend) {}

    /** LeadConnector is given this long for a whole answer; problem E03 tells people so. */
    static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String PRACTICE_LOCATION = "00000000-0000-4000-8000-000000000001";
    /** Practice mode listens on another port at every start; its made-up logins are good at all of them. */
    private static final URI PRACTICE_ORIGIN = URI.create("http://127.0.0.1");

    /** Made-up services in this process. */
    static World practice(Folders folders, Clock clock) throws IOException {
        return practice(folders, clock, new SystemBrowser());
    }

    static World practice(Folders folders, Clock clock, Browser browser) throws IOException {
        var services = new PracticeServices(PRACTICE_LOCATION, List.of(Catalogue.LEADCONNECTOR.id()), clock);
        BooleanSupplier offline = () -> services.scenario() == Scenario.OFFLINE;
        var http = new JsonHttp(DEADLINE, offline, clock);
        var session = new PasswordSession(http, services.backend(), "practice@example.com", "practice");
        var credentials = new KeychainCredentialStore(new FileVault(folders.data().resolve("practice-logins.json")), "practice");
        var leadConnector = LeadConnector.of(
                new LeadConnector.Addresses(services.leadConnector(), PRACTICE_ORIGIN, services.backend(), ""),
                session, credentials, http, offline, browser, clock);
        return new World(
                new Place(PRACTICE_LOCATION, services.gymName(), "Front desk 1"), Catalogue.ALL,
                Map.of(Catalogue.LEADCONNECTOR.id(), leadConnector.client()), credentials,
                new BackendClient(http, services.backend(), "", session, clock), Optional.empty(), Optional.of(leadConnector),
                Optional.empty(), false,
                offline, http, Optional.of(services));
    }

    /** The configured services, at that place. */
    static World real(Settings settings, RealServices services, Place place, Clock clock) {
        var leadConnector = settings.backend().map(backend -> LeadConnector.of(
                new LeadConnector.Addresses(settings.leadConnector(), settings.leadConnector(), backend, settings.backendKey().orElse("")),
                services.session().<Session>map(kept -> kept).orElseGet(Session::none), services.credentials(), services.http(),
                Network::surelyOffline, new SystemBrowser(), clock));
        var client = leadConnector.map(LeadConnector::client).orElseGet(() ->
                new LeadConnectorClient(services.http(), settings.leadConnector(), settings.leadConnector()));
        return new World(place, Catalogue.ALL, Map.of(Catalogue.LEADCONNECTOR.id(), client), services.credentials(),
                services.backend(), services.session(), leadConnector,
                settings.backend().map(Addresses::origin), settings.place().isEmpty(), Network::surelyOffline, services.http(), Optional.empty());
    }

    /** Where logins are kept, as a key of the bundle under {@code details.stored.}. */
    String store() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return practice.isPresent() ? "practice" : system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "mac" : "linux";
    }

    /** What the doctor looks at. */
    Reach reach() {
        // A practice service is another one at every start, and its logins are bound to none.
        var leadConnector = practice.map(PracticeServices::leadConnector)
                .orElseGet(() -> sources.values().iterator().next().origin());
        return new Reach(leadConnector, Optional.of(backend.address()).filter(address -> !address.equals(RealServices.NO_BACKEND)));
    }

    @Override
    public void close() {
        leadConnector.ifPresent(LeadConnector::close);
        session.ifPresent(KeptSession::close);
        http.close();
        credentials.close();
        practice.ifPresent(PracticeServices::close);
    }
}
