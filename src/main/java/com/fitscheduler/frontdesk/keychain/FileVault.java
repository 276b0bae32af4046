package com.fitscheduler.frontdesk.keychain;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The made-up credentials of practice mode in a plain file. They open nothing anywhere, and practice must not touch a
 * person's keychain; real mode never uses this class.
 *
 * <p>Does not block. A file that cannot be read or written is {@link Problem#CANNOT_WRITE}; a damaged one counts as
 * empty. May be called from any thread.
 */
public final class FileVault implements Vault {

    private final Path file;

    /** @param file made by the first write, together with its folder */
    public FileVault(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public synchronized Optional<String> get(String account) throws IntegrationException {
        return Optional.ofNullable(read().get(account));
    }

    @Override
    public synchronized void set(String account, String value) throws IntegrationException {
        Vault.check(value);
        var entries = read();
        entries.put(account, value);
        write(entries);
    }

    @Override
    public synchronized void delete(String account) throws IntegrationException {
        var entries = read();
        if (entries.remove(account) != null) {
            write(entries);
        }
    }

    @Override
    public boolean opensUnasked() {
        return true;
    }

    @Override
    public void close() {}

    private Map<String, String> read() throws IntegrationException {
        try {
            return Files.exists(file)
                    ? Json.readEntries(Files.readString(file)).orElseGet(TreeMap::new)
                    : new TreeMap<>();
        } catch (IOException e) {
            throw new IntegrationException(Problem.CANNOT_WRITE, "practice credentials cannot be read", e);
        }
    }

    private void write(Map<String, String> entries) throws IntegrationException {
        try {
            var folder = Files.createDirectories(file.resolveSibling(""));
            // Java makes temporary files for their owner alone, and the move keeps that.
            var fresh = Files.createTempFile(folder, "credentials", null);
            try {
                Files.writeString(fresh, Json.write(entries));
                Files.move(fresh, file, ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new IntegrationException(Problem.CANNOT_WRITE, "practice credentials cannot be written", e);
        }
    }
}
