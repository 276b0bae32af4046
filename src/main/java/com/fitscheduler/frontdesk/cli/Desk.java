package com.fitscheduler.frontdesk.cli;

import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.SupportFile;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What commands work with: the desk of the window that is open, or one that was opened for the command. Every method
 * blocks; interrupting the caller ends it.
 */
public interface Desk {

    /** Signs in to the shared service. */
    @FunctionalInterface
    interface SignIn {

        /**
         * Signs in, and settles in which gym location this computer stands if that is not known yet.
         *
         * @param locationId the one that is meant; empty if it was not said
         */
        Signed signIn(String email, String locationId, String password) throws IntegrationException, InterruptedException;
    }

    /** What came of a sign-in. */
    sealed interface Signed {

        /** This computer stands in that gym. */
        record In(String gym) implements Signed {}

        /** Signed in; which of these gym locations is meant has to be said. */
        record Choose(List<GymLocation> gyms) implements Signed {}
    }

    /** Names the gym, this computer, and in which mode the program is. */
    record Place(boolean practice, String profile, String gym, String desk) {}

    Place place();

    /** The integration that commands are about. */
    String integrationId();

    /** The cards of what can be connected. */
    List<Card> cards() throws IntegrationException;

    /** What a person can do with an integration. */
    IntegrationService service();

    /** Looks for the link that fails; {@code found} hears of each finding at once. */
    List<Finding> examine(Consumer<Finding> found) throws InterruptedException;

    /** What would go into a support file, with what was found before it, if anything was. */
    SupportFile supportFile(List<Finding> found) throws InterruptedException;

    /** Empty where there is no service to sign in to. */
    Optional<SignIn> signIn();
}
