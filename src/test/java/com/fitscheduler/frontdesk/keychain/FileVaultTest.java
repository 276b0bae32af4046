package com.fitscheduler.frontdesk.keychain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest {

    @TempDir
    Path folder;

    private Path file;
    private FileVault vault;

    @BeforeEach
    void makeVault() {
        file = folder.resolve("practice").resolve("credentials.json");
        vault = new FileVault(file);
    }

    @Test
    void whatWasSetIsThereAfterARestart() throws Exception {
        vault.set("a/b", "one \u4E2D \uD83D\uDE00");
        vault.set("a/c", "two");
        vault.set("a/c", "three");
        vault.delete("a/absent");
        var again = new FileVault(file);
        assertEquals(Optional.of("one \u4E2D \uD83D\uDE00"), again.get("a/b"));
        assertEquals(Optional.of("three"), again.get("a/c"));
        again.delete("a/c");
        assertEquals(Optional.empty(), vault.get("a/c"));
    }

    @Test
    void nothingIsWrittenByReading() throws Exception {
        assertEquals(Optional.empty(), vault.get("a"));
        vault.delete("a");
        assertTrue(Files.notExists(folder.resolve("practice")));
    }

    @Test
    void onlyTheOwnerMayReadAndNoHalfFileStays() throws Exception {
        vault.set("a", "value");
        try (var files = Files.list(folder.resolve("practice"))) {
            assertEquals(1, files.count());
        }
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void aDamagedFileCountsAsEmpty() throws Exception {
        for (var text : new String[] {"", "{", "[1]", "null", "{\"a\":null}", "{\"a\":{\"b\":1}}"}) {
            vault.set("a", "value");
            Files.writeString(file, text);
            assertEquals(Optional.empty(), vault.get("a"), text);
            vault.set("b", "new");
            assertEquals(Optional.of("new"), vault.get("b"), text);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws Exception {
        Files.writeString(folder.resolve("practice"), "in the way");
        var thrown = assertThrows(IntegrationException.class, () -> vault.set("a", "value"));
        assertEquals(Problem.CANNOT_WRITE, thrown.problem());
    }

    @Test
    void whatWindowsCannotKeepIsRefusedHereToo() {
        assertThrows(IllegalArgumentException.class, () -> vault.set("a", ""));
        assertThrows(IllegalArgumentException.class, () -> vault.set("a", "x".repeat(Vault.MAX_LENGTH + 1)));
    }

    @Test
    void carriesALoginForPractice() throws Exception {
        var key = new CardKey("gym-1", "leadconnector");
        try (var store = new KeychainCredentialStore(vault, "practice")) {
            store.probe();
            store.save(key, KeychainCredentialStoreTest.login("practice"));
        }
        try (var store = new KeychainCredentialStore(new FileVault(file), "practice")) {
            assertEquals("practice", store.load(key).orElseThrow().token());
            store.delete(key);
        }
        assertEquals("{}", Files.readString(file));
    }
}
