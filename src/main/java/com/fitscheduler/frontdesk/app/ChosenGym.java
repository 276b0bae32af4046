package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Preferences;
import com.fitscheduler.frontdesk.integration.GymLocation;
import com.fitscheduler.frontdesk.integration.Place;
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

    static void keep(GymLocation gym, Preferences preferences) {
        preferences.set(ID, gym.id());
        preferences.set(NAME, gym.name());
    }
}
