package com.fitscheduler.frontdesk.contract;

import java.net.URI;
import java.time.Duration;

/** A backend with a LeadConnector behind it, as the sign-in's calls are tested against. */
public interface BrokerSite extends AutoCloseable {

    /** Base address of the calls. */
    URI backend();

    /** A gym to which {@link #member} and {@link #colleague} belong. */
    String gym();

    /** Another one, to which neither does. */
    String otherGym();

    /** The access token of a person of the gym. */
    String member() throws Exception;

    /** Of another person of the gym. */
    String colleague() throws Exception;

    /** Of a person who does not belong to the gym. */
    String stranger() throws Exception;

    /**
     * What LeadConnector redirects the browser to after a person's decision on that page.
     *
     * @param account a location's id; "agency" for the whole agency; "" for "Decline"
     */
    URI decided(URI authorize, String account) throws Exception;

    /** The location that is chosen as a rule. */
    String account();

    /** Lets time pass on both sides. */
    void later(Duration time);

    @Override
    void close();
}
