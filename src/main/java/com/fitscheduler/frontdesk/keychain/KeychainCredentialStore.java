package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps each login in two slots, written in turn. A new login goes into the slot that is not in use, is read back and
 * compared, and only then is the one before removed: whatever happens in between, one whole login is there. Names are
 * fixed, so nothing is lost or left over when the database is.
 */
public final class KeychainCredentialStore implements CredentialStore, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Vault vault;
    private final String profile;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param profile keeps the logins of practice, real and other profiles apart: ASCII */
    public KeychainCredentialStore(Vault vault, String profile) {
        this.vault = vault;
        this.profile = profile;
    }

    @Override
    public void probe() throws IntegrationException, InterruptedException {
        locked(() -> {
            var name = profile + "/probe";
            var text = UUID.randomUUID().toString();
            vault.set(name, text);
            var found = vault.get(name);
            vault.delete(name);
            if (!found.equals(Optional.of(text))) {
                throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "a trial entry did not come back");
            }
            return text;
        });
    }

    @Override
    public void save(CardKey key, Login login) throws IntegrationException, InterruptedException {
        locked(() -> {
            var text = text(login);
            var a = slot(key, "a");
            var b = slot(key, "b");
            var inA = a.read();
            var inB = b.read();
            var generation = Math.max(generation(inA), generation(inB));
            var bIsCurrent = generation(inB) == generation && inB.isPresent();
            var next = bIsCurrent ? a : b;
            var wanted = new Slot.Whole(generation + 1, text);
            next.write(wanted.generation(), text);
            if (!next.read().equals(Optional.of(wanted))) {
                throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "what was written did not come back");
            }
            (bIsCurrent ? b : a).clear();
            return text;
        });
    }

    @Override
    public Optional<Login> load(CardKey key) throws IntegrationException, InterruptedException {
        return locked(() -> {
            var inA = slot(key, "a").read();
            var inB = slot(key, "b").read();
            var current = generation(inA) >= generation(inB) ? inA : inB;
            return current.isEmpty() ? Optional.empty() : Optional.of(login(current.get().text()));
        });
    }

    @Override
    public void delete(CardKey key) throws IntegrationException, InterruptedException {
        locked(() -> {
            slot(key, "a").clear();
            slot(key, "b").clear();
            return key;
        });
    }

    @Override
    public void close() {
        vault.close();
    }

    private Slot slot(CardKey key, String letter) {
        return new Slot(vault, profile + "/" + key.locationId() + "/" + key.integrationId() + "/" + letter);
    }

    private static long generation(Optional<Slot.Whole> slot) {
        return slot.map(Slot.Whole::generation).orElse(0L);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IntegrationException, InterruptedException;
    }

    private <T> T locked(Work<T> work) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private static String text(Login login) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("method", login.method().name());
        fields.put("origin", login.origin().toString());
        fields.put("account", login.accountId());
        fields.put("token", login.token());
        return JSON.writeValueAsString(fields);
    }

    private static Login login(String text) throws IntegrationException {
        try {
            var fields = JSON.readTree(text);
            return new Login(Method.valueOf(fields.path("method").asString("")),
                    URI.create(fields.path("origin").asString("")), fields.path("account").asString(""),
                    fields.path("token").asString(""));
        } catch (JacksonException | IllegalArgumentException e) {
            // Without the cause: its message may quote the entry.
            throw new IntegrationException(Problem.NO_SAVED_LOGIN, "the entry is not one of this version");
        }
    }
}
