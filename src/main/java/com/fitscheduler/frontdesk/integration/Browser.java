package com.fitscheduler.frontdesk.integration;

import java.net.URI;

/** Shows web pages to the person at this computer. */
@FunctionalInterface
public interface Browser {

    /**
     * Opens it in the browser that the person uses; takes a few seconds at most.
     *
     * @param address https, or anything on this computer
     * @throws IntegrationException {@link Problem#BROWSER_NOT_OPENED} if none could be started, or it is no such address
     */
    void open(URI address) throws IntegrationException, InterruptedException;
}
