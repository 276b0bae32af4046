package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.cli.Desk;
import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Preferences;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.signin.Account;
import java.util.Optional;

/** The gym location that a person has chosen on this computer. Settings that name one win. */
final class ChosenGym {

    private static final String ID = "location.id";
    private static final String NAME = "location.name";

    private ChosenGym() {}

    static Optional<Place> in(Preferences preferences, String deskName) {
        return preferences.get(ID).filter(id -> !id.isBlank())
                .map(id -> new Place(id, preferences.get(NAME).filter(name -> !name.isBlank()).orElse(id), deskName));
    }

    /** Where this computer stands, for whoever cannot ask a person. */
    static Place of(Settings settings, Folders folders) throws Settings.Refused {
        try (var preferences = Preferences.in(folders.settings())) {
            var place = settings.place().or(() -> in(preferences, settings.deskName()));
            return place.isPresent() ? place.get() : settings.chosenPlace();
        }
    }

    /** Whether it has still to be said where this computer stands. */
    static boolean isOpen(Settings settings, Folders folders) {
        try (var preferences = Preferences.in(folders.settings())) {
            return settings.place().isEmpty() && in(preferences, settings.deskName()).isEmpty();
        }
    }

    /** Signs in and chooses where no person can be asked: the only gym location there is, or the one that is named. */
    static Desk.SignIn bySignIn(Account account, Folders folders) {
        return (email, locationId, password) -> {
            account.signIn(email, password);
            var gyms = account.gyms();
            var meant = locationId.isEmpty() && gyms.size() == 1 ? Optional.of(gyms.getFirst())
                    : gyms.stream().filter(gym -> gym.id().equals(locationId)).findFirst();
            if (gyms.isEmpty()) {
                throw new IntegrationException(Problem.NOT_A_MEMBER, "the account belongs to no gym location");
            }
            if (meant.isEmpty()) {
                return new Desk.Signed.Choose(gyms);
            }
            try (var preferences = Preferences.in(folders.settings())) {
                keep(meant.get(), preferences);
            }
            return new Desk.Signed.In(meant.get().name());
        };
    }

    static void keep(GymLocation gym, Preferences preferences) {
        preferences.set(ID, gym.id());
        preferences.set(NAME, gym.name());
    }
}
