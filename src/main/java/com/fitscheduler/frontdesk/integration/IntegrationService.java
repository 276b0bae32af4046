package com.fitscheduler.frontdesk.integration;

import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.HistoryEntry.Action;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a person can do with an integration: test a login and keep it, count again, disconnect. Every method blocks and
 * runs on a worker thread; interrupting it before it has saved anything leaves everything as it was. Keychain and
 * database cannot change in one step: what a kill between the two leaves is found and mended by {@link #sync},
 * {@link #sweep} and {@link #recover}.
 */
public final class IntegrationService {

    private static final System.Logger LOG = System.getLogger(IntegrationService.class.getName());

    private final Place place;
    private final Map<String, ContactSource> sources;
    private final CredentialStore credentials;
    private final ConnectionStore store;
    private final Clock clock;
    /** Held while keychain and card are brought to say the same, so that no login is swept away while it is being saved. */
    private final ReentrantLock logins = new ReentrantLock();

    /** @param sources the service behind each available integration, by integration id */
    public IntegrationService(
            Place place,
            Map<String, ContactSource> sources,
            CredentialStore credentials,
            ConnectionStore store,
            Clock clock) {
        this.place = place;
        this.sources = Map.copyOf(sources);
        this.credentials = credentials;
        this.store = store;
        this.clock = clock;
    }

    /** The card as it is stored. */
    public Card card(String integrationId) throws IntegrationException {
        return store.load(key(integrationId));
    }

    /** What can be said about pasted values without asking anybody; does not block. */
    public List<EntryAdvice> review(String integrationId, ManualEntry entry) {
        return source(integrationId).review(entry);
    }

    /** Proves pasted values by a count. Keeps nothing. */
    public Tested test(String integrationId, ManualEntry entry, Consumer<Step> progress)
            throws IntegrationException, InterruptedException {
        var source = source(integrationId);
        progress.accept(Step.SIGNING_IN);
        credentials.probe();
        var login = new Login(Method.MANUAL, source.origin(), entry.accountId(), entry.token());
        progress.accept(Step.COUNTING);
        try {
            return tested(integrationId, login);
        } catch (IntegrationException e) {
            log(integrationId, e);
            throw e;
        }
    }

    /** Whether a person can sign in to that integration with the browser. */
    public boolean canSignIn(String integrationId) {
        return source(integrationId).signIn().isPresent();
    }

    /**
     * Begins to sign in with the browser, once it is sure that the login could be kept.
     *
     * @param hints told on a thread of the attempt's
     */
    public SignIn.Attempt signIn(String integrationId, Consumer<SignIn.Hint> hints)
            throws IntegrationException, InterruptedException {
        var way = source(integrationId).signIn()
                .orElseThrow(() -> new IllegalArgumentException("no sign-in: " + integrationId));
        try {
            credentials.probe();
            return way.begin(key(integrationId), hints);
        } catch (IntegrationException e) {
            log(integrationId, e);
            throw e;
        }
    }

    /** Waits for the browser, and proves by a count what it brought. Keeps nothing. */
    public Tested test(String integrationId, SignIn.Attempt attempt, Consumer<Step> progress)
            throws IntegrationException, InterruptedException {
        try {
            attempt.awaitBrowser();
            progress.accept(Step.SIGNING_IN);
            var login = attempt.login();
            progress.accept(Step.COUNTING);
            if (card(integrationId).connection().held().filter(link -> !link.account().equals(sha256(login.accountId())))
                    .isPresent()) {
                throw new IntegrationException(Problem.OTHER_LOCATION, "not the account that this card belongs to");
            }
            return tested(integrationId, login);
        } catch (IntegrationException e) {
            log(integrationId, e);
            throw e;
        }
    }

    /** Whether the account that was tested goes by this gym's name; true where the service did not say its name. */
    public boolean isThisGym(Tested tested) {
        return tested.accountName().map(name -> name.strip().equalsIgnoreCase(place.gymName().strip())).orElse(true);
    }

    /** Keeps a login that passed its test; the login before it stays until this one is safe. */
    public Card keep(Tested tested) throws IntegrationException, InterruptedException {
        var key = key(tested.integrationId());
        logins.lockInterruptibly();
        try {
            var before = replaceable(key);
            store.change(key, Card::connecting, null);
            try {
                credentials.save(key, tested.login());
                return connected(tested, _ -> true);
            } catch (IntegrationException e) {
                restore(tested.integrationId(), before, e);
                throw e;
            }
        } finally {
            logins.unlock();
        }
    }

    /** The keychain says again what the card says. */
    private void restore(String integrationId, Optional<Login> before, IntegrationException failure)
            throws InterruptedException {
        try {
            if (before.isPresent()) {
                credentials.save(key(integrationId), before.get());
            } else {
                credentials.delete(key(integrationId));
            }
            if (before.isEmpty()) {
                sweep(integrationId);
            }
        } catch (IntegrationException e) {
            failure.addSuppressed(e);
        }
    }

    /** Counts again with the login that the card holds; does nothing where it holds none. */
    public Synced sync(String integrationId) throws IntegrationException, InterruptedException {
        var key = key(integrationId);
        var before = store.load(key);
        var held = before.connection().held();
        if (held.isEmpty()) {
            return new Synced(before, null, Duration.ZERO);
        }
        var link = held.get();
        Count count;
        try {
            var source = source(integrationId);
            var contacts = source.renewals().use(key, login(key, link), source::countContacts);
            count = new Count(contacts, clock.instant());
        } catch (IntegrationException e) {
            var failure = new Failure(e.problem(), clock.instant());
            var after = store.change(key, ifStill(link, card -> card.failed(failure)), entry(key, Action.SYNC, null, e.problem()));
            LOG.log(System.Logger.Level.WARNING, "a count failed: {0}", e.getMessage());
            return new Synced(after, e.problem(), e.retryAfter());
        }
        var after = store.change(key, ifStill(link, card -> card.counted(count)), entry(key, Action.SYNC, count.contacts(), null));
        return new Synced(after, null, Duration.ZERO);
    }

    /** Counts with the login that the card holds, and keeps nothing of the count; empty where it holds none. */
    public OptionalLong trial(String integrationId) throws IntegrationException, InterruptedException {
        var key = key(integrationId);
        var held = store.load(key).connection().held();
        if (held.isEmpty()) {
            return OptionalLong.empty();
        }
        var source = source(integrationId);
        return OptionalLong.of(source.renewals().use(key, login(key, held.get()), source::countContacts));
    }

    /**
     * Ends the connection, at once and without a network, then removes the login. Where the keychain does not let it be
     * removed the card that comes back says {@link Card#leftover}.
     */
    public Card disconnect(String integrationId) throws IntegrationException, InterruptedException {
        var key = key(integrationId);
        var now = clock.instant();
        store.change(key, card -> card.disconnected(place.deskName(), now), entry(key, Action.DISCONNECT, null, null));
        return sweep(integrationId);
    }

    /** The gym's change stands: what waits here is dropped, and with it the login that it was about. */
    public Card keepTheirs(String integrationId) throws IntegrationException, InterruptedException {
        store.change(key(integrationId), Card::keepingTheirs, null);
        return sweep(integrationId);
    }

    /** The change made here stands: it is handed over anew. */
    public Card applyOurs(String integrationId) throws IntegrationException {
        var fresh = UUID.randomUUID();
        return store.change(key(integrationId), card -> card.applyingOurs(fresh), null);
    }

    /** Whether the keychain can be looked into without a person being asked to open it. */
    public boolean keychainOpensUnasked() throws InterruptedException {
        return credentials.opensUnasked();
    }

    /** Removes a login that was left over; the card that comes back says whether it is gone. */
    public Card sweep(String integrationId) throws IntegrationException, InterruptedException {
        var key = key(integrationId);
        logins.lockInterruptibly();
        try {
            var card = store.load(key);
            if (!card.leftover()) {
                return card;
            }
            try {
                credentials.delete(key);
            } catch (IntegrationException e) {
                LOG.log(System.Logger.Level.WARNING, "a login is left over: {0}", e.getMessage());
                return card;
            }
            return store.change(key, Card::swept, null);
        } finally {
            logins.unlock();
        }
    }

    /**
     * Looks for a login that the card knows nothing of, as there is after the local data was lost or the program was
     * killed while it connected, and proves it by a count.
     *
     * @param found is told once a login was found, before it is tried
     * @return the connected card; empty if there is nothing to be found, or nothing missing
     */
    public Optional<Card> recover(String integrationId, Runnable found) throws IntegrationException, InterruptedException {
        var key = key(integrationId);
        var card = store.load(key);
        if (!(card.connection() instanceof Connection.Configure) || card.leftover()) {
            return Optional.empty();
        }
        var login = credentials.load(key);
        if (login.isEmpty()) {
            return Optional.empty();
        }
        found.run();
        // Somebody may have connected by hand meanwhile.
        var tested = source(integrationId).renewals().use(key, forThisAddress(integrationId, login.get()),
                usable -> tested(integrationId, usable));
        return Optional.of(connected(tested, now -> now.connection() instanceof Connection.Configure));
    }

    /** Takes the login out of the keychain and changes nothing else: all data of this computer is about to go. */
    public void forget(String integrationId) throws IntegrationException, InterruptedException {
        logins.lockInterruptibly();
        try {
            credentials.delete(key(integrationId));
        } finally {
            logins.unlock();
        }
    }

    /** What may be shown of the stored login; empty if the keychain has none. */
    public Optional<Details> details(String integrationId) throws IntegrationException, InterruptedException {
        return credentials.load(key(integrationId)).map(Details::of);
    }

    /** What happened at this gym, newest first. */
    public List<HistoryEntry> history(int limit) throws IntegrationException {
        return store.history(place.locationId(), limit);
    }

    private Tested tested(String integrationId, Login login) throws IntegrationException, InterruptedException {
        var source = source(integrationId);
        var count = new Count(source.countContacts(login), clock.instant());
        return new Tested(integrationId, login, count, source.accountName(login));
    }

    private Card connected(Tested tested, Predicate<Card> still) throws IntegrationException {
        var key = key(tested.integrationId());
        var link = new Link(UUID.randomUUID(), tested.login().method(), sha256(tested.login().accountId()),
                tested.accountName().orElse(null), tested.count().at());
        return store.change(key, card -> still.test(card) ? card.connected(link, tested.count()) : card,
                entry(key, Action.CONNECT, tested.count().contacts(), null));
    }

    /** What a count says is about the login that it was made with, and about no other that took its place meanwhile. */
    private static UnaryOperator<Card> ifStill(Link link, UnaryOperator<Card> change) {
        return card -> card.connection().held().filter(link::isSameAs).isPresent() ? change.apply(card) : card;
    }

    private Login login(CardKey key, Link link) throws IntegrationException, InterruptedException {
        var login = credentials.load(key)
                .orElseThrow(() -> new IntegrationException(Problem.NO_SAVED_LOGIN, "keychain has no entry"));
        if (!sha256(login.accountId()).equals(link.account())) {
            // Killed between the keychain and the database, while one account took the place of another.
            throw new IntegrationException(Problem.LOGIN_ELSEWHERE, "login belongs to another account");
        }
        return forThisAddress(key.integrationId(), login);
    }

    private Login forThisAddress(String integrationId, Login login) throws IntegrationException {
        if (!login.origin().equals(source(integrationId).origin())) {
            throw new IntegrationException(Problem.LOGIN_ELSEWHERE, "login belongs to another address");
        }
        return login;
    }

    /** The login that a new one takes the place of; a damaged one is worth nothing. */
    private Optional<Login> replaceable(CardKey key) throws IntegrationException, InterruptedException {
        try {
            return credentials.load(key);
        } catch (IntegrationException e) {
            if (e.problem() == Problem.LOGIN_DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A disk that refuses the line must not hide why connecting failed. */
    private void log(String integrationId, IntegrationException failure) {
        var key = key(integrationId);
        try {
            store.change(key, UnaryOperator.identity(), entry(key, Action.CONNECT, null, failure.problem()));
        } catch (IntegrationException e) {
            failure.addSuppressed(e);
        }
    }

    private HistoryEntry entry(CardKey key, Action action, @Nullable Long contacts, @Nullable Problem problem) {
        return new HistoryEntry(clock.instant(), key, place.deskName(), action, contacts, problem);
    }

    private CardKey key(String integrationId) {
        return new CardKey(place.locationId(), integrationId);
    }

    private ContactSource source(String integrationId) {
        var source = sources.get(integrationId);
        if (source == null) {
            throw new IllegalArgumentException("not available: " + integrationId);
        }
        return source;
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
