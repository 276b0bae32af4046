package com.fitscheduler.frontdesk.integration;

import com.fitscheduler.frontdesk.integration.Activity.Step;
import com.fitscheduler.frontdesk.integration.HistoryEntry.Action;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a person can do with an integration: test a login and keep it, count again, disconnect. Every method blocks and
 * runs on a worker thread; interrupting it before it has saved anything leaves everything as it was.
 */
public final class IntegrationService {

    private static final int TOKEN_ENDING = 4;

    private final Place place;
    private final Map<String, ContactSource> sources;
    private final CredentialStore credentials;
    private final ConnectionStore store;
    private final Clock clock;

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
            var count = new Count(source.countContacts(login), clock.instant());
            return new Tested(integrationId, login, count, source.accountName(login));
        } catch (IntegrationException e) {
            log(integrationId, Action.CONNECT, e.problem());
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
        var before = credentials.load(key);
        credentials.save(key, tested.login());
        var link = new Link(UUID.randomUUID(), tested.login().method(), sha256(tested.login().accountId()),
                tested.accountName().orElse(null), tested.count().at());
        return changeOrRestore(before, key, card -> card.connected(link, tested.count()),
                entry(key, Action.CONNECT, tested.count().contacts(), null));
    }

    /** Counts again; a failure is part of the card that comes back, not an exception. */
    public Card sync(String integrationId) throws IntegrationException, InterruptedException {
        var key = key(integrationId);
        try {
            var contacts = source(integrationId).countContacts(login(key));
            var count = new Count(contacts, clock.instant());
            return change(key, card -> card.counted(count), entry(key, Action.SYNC, contacts, null));
        } catch (IntegrationException e) {
            if (e.problem() == Problem.CANNOT_WRITE || e.problem() == Problem.NEWER_DATA) {
                throw e;
            }
            var failure = new Failure(e.problem(), clock.instant());
            return change(key, card -> card.failed(failure), entry(key, Action.SYNC, null, e.problem()));
        }
    }

    /** Removes the stored login, then ends the connection. Needs no network. */
    public Card disconnect(String integrationId) throws IntegrationException, InterruptedException {
        var key = key(integrationId);
        var before = credentials.load(key);
        credentials.delete(key);
        var now = clock.instant();
        return changeOrRestore(before, key, card -> card.disconnected(place.deskName(), now), entry(key, Action.DISCONNECT, null, null));
    }

    /** What may be shown of the stored login; empty if the keychain has none. */
    public Optional<Details> details(String integrationId) throws IntegrationException, InterruptedException {
        return credentials.load(key(integrationId)).map(login -> new Details(login.accountId(),
                login.token().substring(Math.max(0, login.token().length() - TOKEN_ENDING))));
    }

    /** What happened at this gym, newest first. */
    public List<HistoryEntry> history(int limit) throws IntegrationException {
        return store.history(place.locationId(), limit);
    }

    private Login login(CardKey key) throws IntegrationException, InterruptedException {
        var login = credentials.load(key)
                .orElseThrow(() -> new IntegrationException(Problem.NO_SAVED_LOGIN, "keychain has no entry"));
        if (!login.origin().equals(source(key.integrationId()).origin())) {
            throw new IntegrationException(Problem.NO_SAVED_LOGIN, "login belongs to another address");
        }
        return login;
    }

    /** The keychain went first; if the database then refuses, the keychain says again what the card says. */
    private Card changeOrRestore(
            Optional<Login> before, CardKey key, UnaryOperator<Card> change, HistoryEntry entry)
            throws IntegrationException, InterruptedException {
        try {
            return change(key, change, entry);
        } catch (IntegrationException e) {
            try {
                if (before.isPresent()) {
                    credentials.save(key, before.get());
                } else {
                    credentials.delete(key);
                }
            } catch (IntegrationException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private Card change(CardKey key, UnaryOperator<Card> change, @Nullable HistoryEntry entry)
            throws IntegrationException {
        return store.change(key, change, entry);
    }

    private void log(String integrationId, Action action, Problem problem) throws IntegrationException {
        var key = key(integrationId);
        change(key, UnaryOperator.identity(), entry(key, action, null, problem));
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
