package com.fitscheduler.frontdesk.ui.settings;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import java.net.URI;
import java.util.Optional;

/** The proxy of this network, and what is said to it when it asks who is there. Every method may block. */
public interface ProxyAccess {

    /** The proxy in use; empty where the way out is direct. */
    Optional<URI> proxy();

    /** The name that was entered for the proxy in use. */
    Optional<String> name() throws IntegrationException, InterruptedException;

    /**
     * Keeps what was entered for the proxy in use.
     *
     * @throws IllegalArgumentException if there is no proxy, or the name is one that no proxy can be told (RFC 7617, 2)
     */
    void save(String name, String password) throws IntegrationException, InterruptedException;

    void forget() throws IntegrationException, InterruptedException;
}
