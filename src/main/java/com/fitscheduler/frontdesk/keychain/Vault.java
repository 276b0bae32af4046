package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.util.Optional;

/**
 * Named texts in a safe place. An implementation may lie: it may say that it wrote and not have written. Names are
 * ASCII, texts have 1 to 1,200 characters, because some keychains take no others. Every method blocks, and throws
 * {@link Problem#KEYCHAIN_LOCKED} or {@link Problem#NO_KEYCHAIN}.
 */
public interface Vault extends AutoCloseable {

    /** Empty if there is no such entry, or if the place is not the one that it was written to. */
    Optional<String> get(String name) throws IntegrationException, InterruptedException;

    void set(String name, String text) throws IntegrationException, InterruptedException;

    /** Nothing to delete is no failure. */
    void delete(String name) throws IntegrationException, InterruptedException;

    @Override
    void close();
}
