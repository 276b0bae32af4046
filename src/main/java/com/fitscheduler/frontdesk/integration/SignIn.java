package com.fitscheduler.frontdesk.integration;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** A service's way to let a person sign in with the browser. */
public interface SignIn {

    /** What is worth telling the person while the browser is waited for. */
    enum Hint {
        /** A page of another or an old sign-in answered; the waiting goes on. */
        FOREIGN_ANSWER,
        /** The link was opened in a second browser, where it is not good any more; the waiting goes on. */
        LINK_USED
    }

    /** One sign-in under way. For any thread. */
    interface Attempt extends AutoCloseable {

        /** An address on this computer that begins this sign-in; good for the browser that opens it first. */
        URI link();

        /** Time left; zero or less once it is over. */
        Duration remaining();

        /**
         * Sends the browser there; may be repeated.
         *
         * @throws IntegrationException {@link Problem#BROWSER_NOT_OPENED}; the sign-in goes on with {@link #link}
         */
        void openBrowser() throws IntegrationException, InterruptedException;

        /** Waits for the browser; true once the person has allowed it there, and {@link #login} can be asked for. */
        void awaitBrowser() throws IntegrationException, InterruptedException;

        /** The login that the person's consent is good for; once, after {@link #awaitBrowser}. Kept nowhere yet. */
        Login login() throws IntegrationException, InterruptedException;

        /** Ends the waiting and frees the port, within a second. Harmless once it is over. */
        @Override
        void close();
    }

    /**
     * Begins a sign-in: the port is open and the broker asked when this returns.
     *
     * @param hints told on a thread of the attempt's
     * @throws IntegrationException {@link Problem#PORT_TAKEN} or {@link Problem#BROKER_NEEDED}, among others
     */
    Attempt begin(CardKey card, Consumer<Hint> hints) throws IntegrationException, InterruptedException;
}
