package com.fitscheduler.frontdesk.practice;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Both made-up services, running. */
public final class PracticeServices implements AutoCloseable {

    private volatile Scenario scenario = Scenario.ALL_WELL;
    private volatile Optional<URI> direct = Optional.empty();
    private volatile Optional<URI> relayedBy = Optional.empty();
    private final PracticeServer leadConnector;
    private final PracticeServer backend;

    /**
     * Starts both on free ports of 127.0.0.1.
     *
     * @param locationId   the gym location that the backend knows
     * @param integrations the types that the backend knows
     */
    public PracticeServices(String locationId, List<String> integrations) throws IOException {
        this(locationId, integrations, InstantSource.system());
    }

    /** @param clock by which states, codes and tokens end */
    public PracticeServices(String locationId, List<String> integrations, InstantSource clock) throws IOException {
        var tokens = new PracticeTokens(clock);
        var service = new PracticeLeadConnector(this::scenario, tokens, new PracticeAuthorize(tokens, this::redirect));
        leadConnector = new PracticeServer(service);
        var broker = new PracticeBroker(locationId, clock, () -> leadConnector().resolve(PracticeAuthorize.PATH), this::relay,
                () -> direct, service::token);
        backend = new PracticeServer(new PracticeBackend(this::scenario, locationId, gymName(), integrations, broker));
    }

    private URI relay() {
        return relayedBy.orElseGet(this::backend).resolve(PracticeBroker.CALLBACK);
    }

    private URI redirect() {
        return direct.orElseGet(this::relay);
    }

    /** Registers an address on the desk, to which the browser goes without the backend; empty for the backend's own. */
    public void redirectTo(Optional<URI> desk) {
        direct = desk;
    }

    /** Where browsers reach the backend, if something stands in front of it: a TLS server, say. */
    public void relayedBy(URI front) {
        relayedBy = Optional.of(front);
    }

    public URI leadConnector() {
        return leadConnector.address();
    }

    public URI backend() {
        return backend.address();
    }

    public Scenario scenario() {
        return scenario;
    }

    /** Plays another story from the next request on; may be called from any thread. */
    public void play(Scenario next) {
        scenario = next;
    }

    /** The name of the gym, at LeadConnector and at the backend. */
    public String gymName() {
        return PracticeLeadConnector.NAME;
    }

    /** A token that is accepted here and opens nothing anywhere else. */
    public String token() {
        return PracticeLeadConnector.TOKEN;
    }

    /** The Location ID that goes with it. */
    public String accountId() {
        return PracticeLeadConnector.LOCATION_ID;
    }

    @Override
    public void close() {
        leadConnector.close();
        backend.close();
    }
}
