package com.fitscheduler.frontdesk.integration;

/** Keeps a login usable whose token ends. */
public interface Renewals {

    /** What a login is needed for. */
    @FunctionalInterface
    interface Use<T> {

        /**
         * Makes the call.
         *
         * @throws IntegrationException {@link Problem#TOKEN_NOT_ACCEPTED} if the service refuses the token
         */
        T with(Login login) throws IntegrationException, InterruptedException;
    }

    /**
     * Uses the stored login of that card, renewed first if its token is about to end, and renewed once if the service
     * refuses it. Interrupting the caller ends its wait and never a renewal that is under way.
     *
     * @throws IntegrationException {@link Problem#SIGN_IN_EXPIRED} if it cannot be renewed any more,
     *                              {@link Problem#ACCESS_REMOVED} if a renewed token is refused too, or
     *                              {@link Problem#BROKER_NEEDED} if the token has ended and cannot be renewed now
     */
    <T> T use(CardKey key, Login login, Use<T> use) throws IntegrationException, InterruptedException;

    /** For logins that never end. */
    static Renewals none() {
        return new Renewals() {
            @Override
            public <T> T use(CardKey key, Login login, Use<T> use) throws IntegrationException, InterruptedException {
                return use.with(login);
            }
        };
    }
}
