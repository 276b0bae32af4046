package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewal;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Logins in a {@link Vault}, each in two slots that are written in turn: the highest whole generation is the login. At
 * any crash point one whole login is there, and both slots are found without any other record of them.
 *
 * <p>A kill leaves a slot whole or without its header, never damaged ({@link Slot}). So what is damaged was changed by
 * somebody else after it was saved. Where it was the newest, the whole one beside it is one that was replaced, perhaps
 * of another account: that is {@link Problem#LOGIN_DAMAGED} too, not a way back that nobody asked for. A damaged slot
 * that is older, or of which no age can be told, does not matter beside a whole one.
 *
 * <p>Methods run one at a time; interrupting a caller ends its wait, and an interrupted save first takes back what it
 * had begun. One process per profile: two would write over each other.
 */
public final class KeychainCredentialStore implements CredentialStore, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeychainCredentialStore.class.getName());

    private static final Comparator<Slot.State> WORTH =
            Comparator.comparingInt(Slot.State::worth).thenComparingLong(Slot.State::generation);

    private final Vault vault;
    private final String profile;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param renewal one, or none for a token that does not end */
    private record Stored(Method method, String accountId, String token, List<StoredRenewal> renewal) {

        static Stored of(Login login) {
            var renewal = Optional.ofNullable(login.renewal()).map(StoredRenewal::of);
            return new Stored(login.method(), login.accountId(), login.token(), renewal.stream().toList());
        }
    }

    /** Times in ms; {@code begunAt} 0 for never. */
    private record StoredRenewal(String refreshToken, String grant, String scope, long endsAt, long life, long begunAt) {

        static StoredRenewal of(Renewal renewal) {
            var begun = renewal.begunAt();
            return new StoredRenewal(renewal.refreshToken(), renewal.grant(), renewal.scope(),
                    renewal.endsAt().toEpochMilli(), renewal.life().toMillis(), begun == null ? 0 : begun.toEpochMilli());
        }

        Renewal renewal() {
            return new Renewal(refreshToken, grant, scope, Instant.ofEpochMilli(endsAt), Duration.ofMillis(life),
                    begunAt == 0 ? null : Instant.ofEpochMilli(begunAt));
        }
    }

    /** The slot to write next, the other one, and the generation to write. */
    private record Turn(Slot next, Slot other, long generation) {}

    private record Pair(Slot a, Slot b) {

        /** Written over is what is worth least: a login that only seems damaged survives until the new one is safe. */
        Turn turn() throws IntegrationException, InterruptedException {
            var inA = a.read();
            var inB = b.read();
            var next = Math.max(inA.generation(), inB.generation()) + 1;
            return WORTH.compare(inA, inB) > 0 ? new Turn(b, a, next) : new Turn(a, b, next);
        }

        Slot.State best() throws IntegrationException, InterruptedException {
            var inA = a.read();
            var inB = b.read();
            var best = WORTH.compare(inA, inB) > 0 ? inA : inB;
            var newest = Math.max(inA.generation(), inB.generation());
            return best.generation() < newest ? new Slot.State.Damaged(newest) : best;
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
    public boolean opensUnasked() throws InterruptedException {
        return vault.opensUnasked();
    }

    @Override
    public void save(CardKey key, Login login) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            tidy(written(pair(key).turn(), login).other());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean replace(CardKey key, Login expected, Login next) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!loaded(key).equals(Optional.of(expected))) {
                return false;
            }
            written(pair(key).turn(), next);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Login> previous(CardKey key) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            // The one to be written next is the one that is worth less.
            return pair(key).turn().next().read() instanceof Slot.State.Whole(var content)
                    ? Optional.of(login(content)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void settle(CardKey key) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (pair(key).best() instanceof Slot.State.Whole) {
                pair(key).turn().next().clear();
            }
        } finally {
            lock.unlock();
        }
    }

    private static Turn written(Turn turn, Login login) throws IntegrationException, InterruptedException {
        try {
            var text = Json.write(Stored.of(login));
            turn.next().write(new Slot.Content(turn.generation(), login.origin().toString(), text));
            return turn;
        } catch (IntegrationException | InterruptedException e) {
            tidy(turn.next());
            throw e;
        }
    }

    @Override
    public Optional<Login> load(CardKey key) throws IntegrationException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return loaded(key);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Login> loaded(CardKey key) throws IntegrationException, InterruptedException {
        return switch (pair(key).best()) {
            case Slot.State.Absent() -> Optional.empty();
            case Slot.State.Damaged _ -> throw damaged("it does not fit its checksum, or a part is missing");
            case Slot.State.Whole(var content) -> Optional.of(login(content));
        };
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

    private static Login login(Slot.Content content) throws IntegrationException {
        var stored = Json.read(content.text(), Stored.class).orElseThrow(() -> damaged("its text is not ours"));
        try {
            var renewal = stored.renewal().isEmpty() ? null : stored.renewal().getFirst().renewal();
            return new Login(stored.method(), new URI(content.origin()), stored.accountId(), stored.token(), renewal);
        } catch (URISyntaxException e) {
            throw damaged("its origin is no address");
        }
    }

    private static IntegrationException damaged(String how) {
        return new IntegrationException(Problem.LOGIN_DAMAGED, how);
    }

    /** Plain ASCII without a slash: Windows takes names through an 8-bit call. */
    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
