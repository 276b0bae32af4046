package com.fitscheduler.frontdesk.tokens;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.Renewal;
import com.fitscheduler.frontdesk.integration.Renewals;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Renews logins, each by one renewal at a time. A renewal is a task of its own: nobody's cancel interrupts it, and
 * {@link #close} waits for it, because an answer that is not stored is a login lost.
 *
 * <p>That a renewal was begun is stored before the refresh token is sent, so a keychain that does not write is found out
 * while the refresh token is still good, and whoever comes after a kill knows that the answer may have been lost. The
 * new pair counts once it has been read back; the pair before it stays beside it until the new one has worked.
 */
public final class TokenKeeper implements Renewals, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TokenKeeper.class.getName());
    /** LeadConnector answers the same pair again for 30 s; its broker's own deadline leaves room for the last second. */
    private static final Duration REPEATABLE = Duration.ofSeconds(31);
    /** Longer than two exchanges and the keychain's own deadlines. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PATIENCE_AT_CLOSE_SECONDS = 35;

    private final CredentialStore store;
    private final Refresher refresher;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Lifetimes lifetimes;
    private final Map<CardKey, CompletableFuture<Login>> flights = new ConcurrentHashMap<>();
    /** Pairs that came and could not be stored, with the login whose place they take. */
    private final Map<CardKey, Unsaved> unsaved = new ConcurrentHashMap<>();
    private final Set<CardKey> settled = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private record Unsaved(Login expected, Login fresh) {}

    /** @param random keeps desks from renewing at the same moment */
    public TokenKeeper(CredentialStore store, Refresher refresher, Clock clock, RandomGenerator random) {
        this(store, refresher, clock, System::nanoTime, random);
    }

    /** @param nanos a clock that goes on whatever is done to the other one */
    TokenKeeper(CredentialStore store, Refresher refresher, Clock clock, LongSupplier nanos, RandomGenerator random) {
        this.store = store;
        this.refresher = refresher;
        this.clock = clock;
        this.nanos = nanos;
        this.lifetimes = new Lifetimes(clock, nanos, random);
    }

    @Override
    public <T> T use(CardKey key, Login login, Use<T> use) throws IntegrationException, InterruptedException {
        if (login.renewal() == null) {
            return use.with(login);
        }
        var usable = usable(key, login);
        try {
            return worked(key, use.with(usable));
        } catch (IntegrationException e) {
            if (e.problem() != Problem.TOKEN_NOT_ACCEPTED) {
                throw e;
            }
        }
        try {
            return worked(key, use.with(renewed(key, usable)));
        } catch (IntegrationException e) {
            throw e.problem() != Problem.TOKEN_NOT_ACCEPTED ? e
                    : new IntegrationException(Problem.ACCESS_REMOVED, "a renewed token is refused", e);
        }
    }

    /**
     * The login, or the one that takes its place if its token is about to end by either clock.
     *
     * @throws IntegrationException {@link Problem#BROKER_NEEDED} if the token has ended and cannot be renewed now;
     *                              {@link Problem#SIGN_IN_EXPIRED} if it cannot be renewed any more
     */
    public Login usable(CardKey key, Login login) throws IntegrationException, InterruptedException {
        if (!lifetimes.endsSoon(key, login) && !unsaved.containsKey(key)) {
            return login;
        }
        try {
            return renewed(key, login);
        } catch (IntegrationException e) {
            var goesOn = e.problem().weight() == Problem.Weight.PASSES || e.problem() == Problem.DESK_NOT_SIGNED_IN;
            if (goesOn && lifetimes.left(key, login).isPositive()) {
                LOG.log(System.Logger.Level.INFO, "goes on with a token that ends soon: {0}", e.getMessage());
                return login;
            }
            throw e;
        }
    }

    /** The login that takes the place of {@code refused}; one that has done so already, if there is one. */
    public Login renewed(CardKey key, Login refused) throws IntegrationException, InterruptedException {
        var mine = new CompletableFuture<Login>();
        var flight = flights.putIfAbsent(key, mine);
        if (flight == null) {
            flight = mine;
            Thread.ofVirtual().name("token renewal").start(() -> fly(key, refused, mine));
        }
        try {
            return flight.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IntegrationException(Problem.BROKER_NEEDED, "a renewal takes longer than " + PATIENCE);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IntegrationException failure) {
                throw failure;
            }
            throw new IllegalStateException("a renewal ended in a fault", e.getCause());
        }
    }

    /** What a login of that card was used for has worked: it needs no other beside it any more. */
    private <T> T worked(CardKey key, T result) throws InterruptedException {
        worked(key);
        return result;
    }

    /** The newest login of that card has worked: it needs no other beside it any more. */
    public void worked(CardKey key) throws InterruptedException {
        if (settled.add(key)) {
            try {
                store.settle(key);
            } catch (IntegrationException e) {
                settled.remove(key);
                LOG.log(System.Logger.Level.INFO, "the pair before stays for now: {0}", e.getMessage());
            }
        }
    }

    private void fly(CardKey key, Login refused, CompletableFuture<Login> flight) {
        try {
            var fresh = renew(key, refused);
            flights.remove(key, flight);
            flight.complete(fresh);
        } catch (InterruptedException | IntegrationException | RuntimeException | Error e) {
            flights.remove(key, flight);
            flight.completeExceptionally(e);
        }
    }

    private Login renew(CardKey key, Login refused) throws IntegrationException, InterruptedException {
        if (closed) {
            throw new IntegrationException(Problem.BROKER_NEEDED, "the program is closing");
        }
        var late = unsaved.get(key);
        if (late != null) {
            return stored(key, late);
        }
        var current = store.load(key)
                .orElseThrow(() -> new IntegrationException(Problem.NO_SAVED_LOGIN, "the login has been removed"));
        var renewal = current.renewal();
        if (renewal == null || !current.token().equals(refused.token())) {
            return current;
        }
        // Saying that a renewal was begun takes the place of the pair before.
        var before = store.previous(key);
        var begun = current.renewing(renewal.begun(clock.instant()));
        if (!store.replace(key, current, begun)) {
            throw new IntegrationException(Problem.NO_SAVED_LOGIN, "the login was replaced meanwhile");
        }
        return stored(key, new Unsaved(begun, answer(begun, before)));
    }

    private Login answer(Login begun, Optional<Login> before) throws IntegrationException, InterruptedException {
        try {
            return asked(begun);
        } catch (IntegrationException e) {
            if (e.problem() != Problem.SIGN_IN_EXPIRED) {
                throw e;
            }
            var other = before.filter(login -> login.renewal() != null
                    && !login.renewal().refreshToken().equals(renewal(begun).refreshToken()));
            if (other.isEmpty()) {
                throw e;
            }
            LOG.log(System.Logger.Level.INFO, "the newest pair is refused: the one before it is tried");
            return asked(other.get());
        }
    }

    /** Repeats once where the answer may have been lost: then the same pair comes again. */
    private Login asked(Login login) throws IntegrationException, InterruptedException {
        var start = nanos.getAsLong();
        try {
            return refresher.refresh(login);
        } catch (IntegrationException e) {
            if (!mayBeLost(e.problem()) || nanos.getAsLong() - start > REPEATABLE.toNanos()) {
                throw waits(e);
            }
            LOG.log(System.Logger.Level.INFO, "a renewal is repeated: {0}", e.getMessage());
        }
        try {
            return refresher.refresh(login);
        } catch (IntegrationException e) {
            throw waits(e);
        }
    }

    private static boolean mayBeLost(Problem problem) {
        return problem.weight() == Problem.Weight.PASSES && problem != Problem.TOO_MANY_REQUESTS;
    }

    /** What passes by itself is said of the renewal, not of the service behind the integration. */
    private static IntegrationException waits(IntegrationException e) {
        return mayBeLost(e.problem())
                ? new IntegrationException(Problem.BROKER_NEEDED, String.valueOf(e.getMessage()), e.retryAfter()) : e;
    }

    /** Kept in memory until the keychain has it, so that a second try stores it and spends nothing. */
    private Login stored(CardKey key, Unsaved late) throws IntegrationException, InterruptedException {
        unsaved.put(key, late);
        var taken = store.replace(key, late.expected(), late.fresh());
        unsaved.remove(key);
        if (!taken) {
            throw new IntegrationException(Problem.NO_SAVED_LOGIN, "the login was removed while it was renewed");
        }
        settled.remove(key);
        lifetimes.received(key, late.fresh());
        return late.fresh();
    }

    private static Renewal renewal(Login login) {
        return Objects.requireNonNull(login.renewal(), "a login that does not end");
    }

    /**
     * Lets no renewal begin any more, waits for those under way, and tries a last time to store what could not be stored.
     * Blocks for {@value #PATIENCE_AT_CLOSE_SECONDS} s at the most.
     */
    @Override
    public void close() {
        closed = true;
        try {
            CompletableFuture.allOf(flights.values().toArray(CompletableFuture[]::new))
                    .get(PATIENCE_AT_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.INFO, "a renewal failed while closing");
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "a renewal is still under way");
        }
        unsaved.forEach((key, late) -> {
            try {
                stored(key, late);
            } catch (IntegrationException e) {
                LOG.log(System.Logger.Level.WARNING, "a renewed login could not be stored: {0}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
