package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Logins in a {@link Vault}, each in two slots that are written in turn: the highest whole generation is the login. At
 * any crash point one whole login is there, and both slots are found without any other record of them.
 *
 * <p>Methods run one at a time; interrupting a caller ends its wait, and an interrupted save first takes back what it
 * had begun. One process per profile: two would write over each other.
 */
public final class KeychainCredentialStore implements CredentialStore, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeychainCredentialStore.class.getName());

    private final Vault vault;
    private final String profile;
    private final ReentrantLock lock = new ReentrantLock();

    private record Stored(Method method, String accountId, String token) {}

    /** The slot to write next, the other one, and the generation to write. */
    private record Turn(Slot next, Slot other, long generation) {}

    private record Pair(Slot a, Slot b) {

        Turn turn() throws IntegrationException, InterruptedException {
            long inA = generation(a.read());
            long inB = generation(b.read());
            return inA > inB ? new Turn(b, a, inA + 1) : new Turn(a, b, inB + 1);
        }

        private static long generation(Optional<Slot.Content> content) {
            return content.map(Slot.Content::generation).orElse(0L);
        }
    }

    /**
     * @param vault   closed together with this store
     * @param profile keeps the logins of practice and real mode, or of two set-ups, apart
     */
    public KeychainCredentialStore(Vault vault, String profile) {
        this.vault = vault;
        this.profile = profile;
    }

    /** Proves that the vault writes, reads back and removes, with an entry that means nothing. */
    @Override
    public void probe() throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            // Never the same twice: a value left from an earlier try must not pass for one just written.
            var slot = new Slot(vault, encode(profile) + "/probe");
            slot.write(new Slot.Content(1, "", UUID.randomUUID().toString()));
            slot.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void save(CardKey key, Login login) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            var turn = pair(key).turn();
            var text = Json.write(new Stored(login.method(), login.accountId(), login.token()));
            try {
                turn.next().write(new Slot.Content(turn.generation(), login.origin().toString(), text));
            } catch (IntegrationException | InterruptedException e) {
                tidy(turn.next());
                throw e;
            }
            tidy(turn.other());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Login> load(CardKey key) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            var pair = pair(key);
            var a = pair.a().read();
            var b = pair.b().read();
            return (Pair.generation(a) > Pair.generation(b) ? a : b).flatMap(KeychainCredentialStore::login);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void delete(CardKey key) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            // The older one first: if the second step fails, the login that was there is there still, not one before it.
            var turn = pair(key).turn();
            turn.next().clear();
            turn.other().clear();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the keychain; the logins stay. */
    @Override
    public void close() {
        vault.close();
    }

    /**
     * Removes what must not linger: the login that was replaced, or the rest of one that was not saved. The outcome of
     * the save is settled by then, so a failure here waits for the next save or delete.
     */
    private static void tidy(Slot slot) {
        try {
            slot.clear();
        } catch (IntegrationException e) {
            LOG.log(Level.WARNING, "an old keychain entry stays until the next save: {0}", e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Pair pair(CardKey key) {
        var name = encode(profile) + "/" + encode(key.locationId()) + "/" + encode(key.integrationId());
        return new Pair(new Slot(vault, name + "/a"), new Slot(vault, name + "/b"));
    }

    private static Optional<Login> login(Slot.Content content) {
        return Json.read(content.text(), Stored.class).map(stored -> new Login(
                stored.method(), URI.create(content.origin()), stored.accountId(), stored.token()));
    }

    /** Plain ASCII without a slash: Windows takes names through an 8-bit call. */
    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
