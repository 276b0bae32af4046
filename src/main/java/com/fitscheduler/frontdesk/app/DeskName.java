package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.desktop.Redactor;
import java.util.Optional;

/** What this computer may be called. */
final class DeskName {

    static final int LONGEST = 40;

    private DeskName() {}

    /** Why it may not be called so, as a key of the message bundle; empty if it may. Spaces around the name do not count. */
    static Optional<String> refusal(String name) {
        var plain = name.strip();
        if (plain.isEmpty()) {
            return Optional.of("settings.desk.empty");
        }
        if (plain.length() > LONGEST) {
            return Optional.of("settings.desk.long");
        }
        // The name is shown at every desk and written to logs, and the shared backend refuses what looks like a secret.
        return plain.chars().anyMatch(Character::isISOControl) || !Redactor.redact(plain).equals(plain)
                ? Optional.of("settings.desk.unfit") : Optional.empty();
    }
}
