package com.fitscheduler.frontdesk.http;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import java.net.URI;
import java.util.Optional;

/** What a person has entered for proxies that ask who is there. */
@FunctionalInterface
public interface ProxyLogins {

    /** Nobody has entered anything. */
    ProxyLogins NONE = _ -> Optional.empty();

    /**
     * What was entered for that proxy, {@code name:password}; may block.
     *
     * @param proxy scheme, host and port: a password goes to no other proxy than the one it was entered for
     */
    Optional<String> of(URI proxy) throws IntegrationException, InterruptedException;
}
