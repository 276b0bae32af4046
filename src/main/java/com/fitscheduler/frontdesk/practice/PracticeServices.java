package com.fitscheduler.frontdesk.practice;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Both made-up services, running. */
public final class PracticeServices implements AutoCloseable {

    private volatile Scenario scenario = Scenario.ALL_WELL;
    private final PracticeServer leadConnector;
    private final PracticeServer backend;

    /**
     * Starts both on free ports of 127.0.0.1.
     *
     * @param locationId   the gym location that the backend knows
     * @param integrations the types that the backend knows
     */
    public PracticeServices(String locationId, List<String> integrations) throws IOException {
        leadConnector = new PracticeServer(new PracticeLeadConnector(this::scenario));
        backend = new PracticeServer(new PracticeBackend(this::scenario, locationId, gymName(), integrations));
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
