package com.fitscheduler.frontdesk.keychain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A round trip through the password store of whatever system this runs on. Not among the tests that run everywhere: the
 * builds for Windows and macOS ask for it by name.
 */
@EnabledIfEnvironmentVariable(named = "FRONTDESK_CHECK_VAULT", matches = "1",
        disabledReason = "writes into the password store of the account that runs it")
class SystemVaultCheck {

    @Test
    void whatIsSavedIsReadAndRemoved() throws Exception {
        try (var vault = new OsVault()) {
            var account = "check/" + UUID.randomUUID();
            // Windows takes 2560 bytes and no more.
            var secret = "na\u00efve \u2713 " + "x".repeat(600);
            vault.set(account, secret);
            assertEquals(Optional.of(secret), vault.get(account));
            vault.set(account, "other");
            assertEquals(Optional.of("other"), vault.get(account));
            vault.delete(account);
            assertEquals(Optional.empty(), vault.get(account));
        }
    }
}
