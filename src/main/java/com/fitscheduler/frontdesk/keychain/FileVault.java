package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** Practice mode's made-up logins, in a file. They open nothing; real mode never uses this. */
public final class FileVault implements Vault {

    private final Path file;

    public FileVault(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Optional<String> get(String name) throws IntegrationException {
        return Optional.ofNullable(read().getProperty(name));
    }

    @Override
    public synchronized void set(String name, String text) throws IntegrationException {
        var entries = read();
        entries.setProperty(name, text);
        write(entries);
    }

    @Override
    public synchronized void delete(String name) throws IntegrationException {
        var entries = read();
        if (entries.remove(name) != null) {
            write(entries);
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    private Properties read() throws IntegrationException {
        var entries = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                entries.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "the practice file cannot be read", e);
            }
        }
        return entries;
    }

    private void write(Properties entries) throws IntegrationException {
        var next = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (var writer = Files.newBufferedWriter(next)) {
                entries.store(writer, "Made up by practice mode. These open nothing.");
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IntegrationException(Problem.CANNOT_WRITE, "the practice file cannot be written", e);
        }
    }
}
