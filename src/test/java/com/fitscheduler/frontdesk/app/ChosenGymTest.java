package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fitscheduler.frontdesk.cli.Desk.Signed;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Preferences;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.signin.Account;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first sign-in from a script: nobody can be asked, and nothing is guessed. */
class ChosenGymTest {

    private static final GymLocation RIVERSIDE = new GymLocation("1", "Riverside Gym");
    private static final GymLocation HARBOURSIDE = new GymLocation("2", "Harbourside Gym");

    @TempDir
    private Path folder;

    private final List<String> typed = new ArrayList<>();

    @Test
    void theOnlyGymIsTaken() throws Exception {
        assertEquals(new Signed.In("Riverside Gym"), signIn("", RIVERSIDE));
        assertEquals(List.of("desk@example.com", "secret words"), typed);
        assertEquals(Optional.of(new Place("1", "Riverside Gym", "Front desk 1")), chosen());
    }

    @Test
    void ofSeveralTheOneThatIsNamedIsTaken() throws Exception {
        assertEquals(new Signed.In("Harbourside Gym"), signIn("2", RIVERSIDE, HARBOURSIDE));
        assertEquals(Optional.of(new Place("2", "Harbourside Gym", "Front desk 1")), chosen());
    }

    @Test
    void ofSeveralNoneIsGuessed() throws Exception {
        assertEquals(new Signed.Choose(List.of(RIVERSIDE, HARBOURSIDE)), signIn("", RIVERSIDE, HARBOURSIDE));
        assertEquals(Optional.empty(), chosen());
    }

    @Test
    void aGymThatTheAccountDoesNotHaveIsNotTakenForTheOnlyOne() throws Exception {
        assertEquals(new Signed.Choose(List.of(RIVERSIDE)), signIn("2", RIVERSIDE));
        assertEquals(Optional.empty(), chosen());
    }

    @Test
    void anAccountWithoutAGymIsSaidSo() {
        assertEquals(Problem.NOT_A_MEMBER, assertThrows(IntegrationException.class, () -> signIn("")).problem());
    }

    private Signed signIn(String locationId, GymLocation... gyms) throws Exception {
        var account = new Account() {
            @Override
            public void signIn(String email, String password) {
                typed.addAll(List.of(email, password));
            }

            @Override
            public void signOut() {}

            @Override
            public Optional<String> who() {
                return Optional.empty();
            }

            @Override
            public List<GymLocation> gyms() {
                return List.of(gyms);
            }
        };
        return ChosenGym.bySignIn(account, new Folders(folder, folder, folder)).signIn("desk@example.com", locationId, "secret words");
    }

    private Optional<Place> chosen() {
        try (var preferences = Preferences.in(folder)) {
            return ChosenGym.in(preferences, "Front desk 1");
        }
    }
}
