package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.PasswordSession;
import com.fitscheduler.frontdesk.backend.Session;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Network;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.ContactSource;
import com.fitscheduler.frontdesk.integration.Integration;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.keychain.FileVault;
import com.fitscheduler.frontdesk.keychain.OsVault;
import com.fitscheduler.frontdesk.keychain.Vault;
import com.fitscheduler.frontdesk.leadconnector.LeadConnectorClient;
import com.fitscheduler.frontdesk.practice.PracticeServices;
import com.fitscheduler.frontdesk.practice.Scenario;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Everything around the program that differs between practice and real mode.
 *
 * @param sources  the service behind each available integration
 * @param offline  whether this computer surely has no network
 * @param practice present in practice mode
 */
record World(
        Place place,
        List<Integration> catalogue,
        Map<String, ContactSource> sources,
        Vault vault,
        BackendClient backend,
        BooleanSupplier offline,
        JsonHttp http,
        Optional<PracticeServices> practice)
        implements AutoCloseable {

    /** Where this world is, as far as it can be asked without a login. */
    record Reach(URI leadConnector, Optional<URI> backend) {}

    /** LeadConnector is given this long for a whole answer; problem E03 tells people so. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String PRACTICE_LOCATION = "00000000-0000-4000-8000-000000000001";
    /** Practice mode listens on another port at every start; its made-up logins are good at all of them. */
    private static final URI PRACTICE_ORIGIN = URI.create("http://127.0.0.1");
    /** Nothing answers there: the address of a backend that is not set up. */
    private static final URI NO_BACKEND = URI.create("https://backend.invalid");

    /** Made-up services in this process. */
    static World practice(Folders folders, Clock clock) throws IOException {
        var services = new PracticeServices(PRACTICE_LOCATION, List.of(Catalogue.LEADCONNECTOR.id()));
        BooleanSupplier offline = () -> services.scenario() == Scenario.OFFLINE;
        var http = new JsonHttp(DEADLINE, offline, clock);
        var session = new PasswordSession(http, services.backend(), "practice@example.com", "practice");
        return new World(
                new Place(PRACTICE_LOCATION, services.gymName(), "Front desk 1"), Catalogue.ALL,
                Map.of(Catalogue.LEADCONNECTOR.id(),
                        new LeadConnectorClient(http, services.leadConnector(), PRACTICE_ORIGIN)),
                new FileVault(folders.data().resolve("practice-logins.json")),
                new BackendClient(http, services.backend(), session, clock), offline, http, Optional.of(services));
    }

    /** The configured services. Nobody is signed in at the shared backend yet, so changes wait. */
    static World real(Settings settings, Clock clock) throws Settings.Refused {
        var place = settings.chosenPlace();
        var http = new JsonHttp(DEADLINE, Network::surelyOffline, clock);
        return new World(
                place, Catalogue.ALL,
                Map.of(Catalogue.LEADCONNECTOR.id(),
                        new LeadConnectorClient(http, settings.leadConnector(), settings.leadConnector())),
                new OsVault(),
                new BackendClient(http, settings.backend().orElse(NO_BACKEND), Session.none(), clock),
                Network::surelyOffline, http, Optional.empty());
    }

    /** What the doctor looks at. */
    Reach reach() {
        // A practice service is another one at every start, and its logins are bound to none.
        var leadConnector = practice.map(PracticeServices::leadConnector)
                .orElseGet(() -> sources.values().iterator().next().origin());
        return new Reach(leadConnector, Optional.of(backend.address()).filter(address -> !address.equals(NO_BACKEND)));
    }

    @Override
    public void close() {
        http.close();
        vault.close();
        practice.ifPresent(PracticeServices::close);
    }
}
