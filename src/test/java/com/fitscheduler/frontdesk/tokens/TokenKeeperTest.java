package com.fitscheduler.frontdesk.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import com.fitscheduler.frontdesk.testsupport.RotatingServer;
import com.fitscheduler.frontdesk.testsupport.RotatingServer.Fault;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class TokenKeeperTest {

    private static final Duration LIFE = Duration.ofHours(24);

    private final FakeClock clock = new FakeClock("2026-05-03T15:05:00Z", "UTC");
    private final AtomicLong nanos = new AtomicLong();
    private final RotatingServer server = new RotatingServer(clock, nanos::get, LIFE);
    private final InMemoryCredentialStore store = new InMemoryCredentialStore();
    private final TokenKeeper keeper = new TokenKeeper(store, server, clock, nanos::get, new Random(1));
    private final Login first = server.login();

    TokenKeeperTest() {
        store.logins.put(Samples.KEY, first);
    }

    @Test
    void aTokenInTheMiddleOfItsLifeIsUsedAsItIs() throws Exception {
        pass(LIFE.dividedBy(2));

        assertEquals("access-0", use());
        assertEquals(0, server.calls);
    }

    @Test
    void aTokenWithATenthOfItsLifeLeftIsRenewedBeforeItIsUsed() throws Exception {
        pass(LIFE.dividedBy(10).multipliedBy(9));

        assertEquals("access-1", use());
        assertEquals("access-1", stored().token());
        assertEquals("access-1", use());
        assertEquals(1, server.calls);
    }

    @Test
    void aTokenHasEndedByTheClockThatNobodySetsEvenIfTheOtherWasSetBack() throws Exception {
        assertEquals("access-0", use());
        pass(LIFE);
        clock.move(LIFE.multipliedBy(2).negated());

        assertEquals("access-1", use());
    }

    @Test
    void aTokenHasEndedByTheWallClockAfterARestart() throws Exception {
        clock.move(LIFE);

        assertEquals("access-1", use());
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndTheCallRepeated() throws Exception {
        server.refresh(first);
        var calls = new ArrayList<String>();

        keeper.use(Samples.KEY, first, login -> {
            calls.add(login.token());
            return accepted(login);
        });

        assertEquals("[access-0, access-1]", calls.toString());
    }

    @Test
    void aRenewedTokenThatIsRefusedTooMeansThatTheAccessWasRemoved() {
        var failure = assertThrows(IntegrationException.class, () -> keeper.use(Samples.KEY, first, _ -> {
            throw new IntegrationException(Problem.TOKEN_NOT_ACCEPTED, "told to refuse");
        }));

        assertEquals(Problem.ACCESS_REMOVED, failure.problem());
        assertEquals(1, server.made);
    }

    @Test
    void manyAtOnceCauseOneRenewal() throws Exception {
        pass(LIFE);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<String>>();
            for (var person = 0; person < 50; person++) {
                answers.add(people.submit(this::use));
            }
            for (var answer : answers) {
                assertEquals("access-1", answer.get());
            }
        }
        assertEquals(1, server.calls);
    }

    @Test
    void aCancelEndsTheWaitAndNotTheRenewalAndClosingWaitsForIt() throws Exception {
        pass(LIFE);
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        server.between = () -> {
            asked.countDown();
            await(goOn);
        };
        var left = new CountDownLatch(1);
        var person = Thread.ofVirtual().start(() -> {
            assertThrows(InterruptedException.class, this::use);
            left.countDown();
        });
        asked.await();
        person.interrupt();
        left.await();
        var closing = Thread.ofVirtual().start(keeper::close);
        assertFalse(closing.join(Duration.ofMillis(50)), "closed while an answer was on its way");
        goOn.countDown();
        closing.join();

        assertEquals("access-1", stored().token());
    }

    @Test
    void nothingIsRenewedAfterClosing() {
        pass(LIFE);
        keeper.close();

        assertEquals(Problem.BROKER_NEEDED, problem());
        assertEquals(0, server.calls);
    }

    @Test
    void aLostAnswerIsAskedForOnceMoreAndIsTheSame() throws Exception {
        pass(LIFE);
        server.faults.add(new Fault(Problem.TIMED_OUT, true));

        assertEquals("access-1", use());
        assertEquals(2, server.calls);
        assertEquals(1, server.made);
    }

    @Test
    void anAnswerLostForLongIsNotAskedForAgainAtOnce() {
        pass(LIFE);
        server.faults.add(new Fault(Problem.TIMED_OUT, true));
        server.between = () -> nanos.addAndGet(Duration.ofSeconds(32).toNanos());

        assertEquals(Problem.BROKER_NEEDED, problem());
        assertEquals(1, server.calls);
    }

    @Test
    void aTokenThatHasNotEndedIsUsedWhileItCannotBeRenewed() throws Exception {
        pass(LIFE.minusMinutes(1));
        server.faults.add(new Fault(Problem.UNREACHABLE, false));
        server.faults.add(new Fault(Problem.UNREACHABLE, false));

        assertEquals("access-0", use());
    }

    @Test
    void aTokenThatHasEndedAndCannotBeRenewedNowSaysJustThatAndIsKept() throws Exception {
        pass(LIFE);
        server.faults.add(new Fault(Problem.UNREACHABLE, false));
        server.faults.add(new Fault(Problem.UNREACHABLE, false));

        assertEquals(Problem.BROKER_NEEDED, problem());
        assertEquals("refresh-0", stored().renewal().refreshToken());
        assertEquals("access-1", use());
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY_REQUESTS", "SERVICE_FAULT", "LOCATION_INACTIVE", "UNREACHABLE", "TIMED_OUT",
            "DESK_NOT_SIGNED_IN", "UNEXPECTED_ANSWER", "SIGN_IN_EXPIRED"})
    void noFailureDeletesALogin(Problem problem) throws Exception {
        pass(LIFE);
        server.faults.add(new Fault(problem, false));
        server.faults.add(new Fault(problem, false));

        assertThrows(IntegrationException.class, this::use);
        assertEquals("refresh-0", stored().renewal().refreshToken());
    }

    @Test
    void aRefusedRefreshTokenIsASignInThatExpired() {
        pass(LIFE);
        server.revoke();

        assertEquals(Problem.SIGN_IN_EXPIRED, problem());
    }

    @Test
    void aKeychainThatDoesNotWriteIsFoundOutBeforeTheRefreshTokenIsSpent() {
        pass(LIFE);
        store.refuses = Problem.KEYCHAIN_LOCKED;

        assertEquals(Problem.KEYCHAIN_LOCKED, problem());
        assertEquals(0, server.calls);
    }

    @Test
    void aPairThatCouldNotBeStoredIsNotUsedAndIsStoredLaterWithoutSpendingAnother() throws Exception {
        pass(LIFE);
        server.between = () -> store.refuses = Problem.KEYCHAIN_LOCKED;

        assertEquals(Problem.KEYCHAIN_LOCKED, problem());
        store.refuses = null;
        assertEquals("access-1", use());
        assertEquals("access-1", stored().token());
        assertEquals(1, server.calls);
    }

    @Test
    void aPairThatCouldNotBeStoredIsStoredWhileClosing() throws Exception {
        pass(LIFE);
        server.between = () -> store.refuses = Problem.KEYCHAIN_LOCKED;
        assertEquals(Problem.KEYCHAIN_LOCKED, problem());
        store.refuses = null;
        keeper.close();

        assertEquals("access-1", stored().token());
    }

    @Test
    void aLoginThatWasRemovedMeanwhileDoesNotComeBack() {
        pass(LIFE);
        server.between = () -> store.logins.remove(Samples.KEY);

        assertEquals(Problem.NO_SAVED_LOGIN, problem());
        assertTrue(store.logins.isEmpty());
    }

    @Test
    void thePairBeforeIsThereUntilTheNewOneHasWorked() throws Exception {
        pass(LIFE);
        assertThrows(IllegalStateException.class, () -> keeper.use(Samples.KEY, first, _ -> {
            throw new IllegalStateException("not now");
        }));
        assertEquals("refresh-0", store.previous(Samples.KEY).orElseThrow().renewal().refreshToken());
        use();

        assertTrue(store.previous.isEmpty());
    }

    @Test
    void thePairBeforeIsTriedWhereTheNewOneIsRefused() throws Exception {
        pass(LIFE);
        keeper.usable(Samples.KEY, first);
        var broken = stored();
        store.logins.put(Samples.KEY, new Login(broken.method(), broken.origin(), broken.accountId(), "broken",
                new com.fitscheduler.frontdesk.integration.Renewal("broken", "grant", "", clock.instant(), LIFE, null)));

        assertEquals("access-1", keeper.use(Samples.KEY, stored(), this::accepted));
    }

    private String use() throws IntegrationException, InterruptedException {
        return keeper.use(Samples.KEY, stored(), this::accepted);
    }

    private String accepted(Login login) throws IntegrationException {
        if (!server.accepts(login)) {
            throw new IntegrationException(Problem.TOKEN_NOT_ACCEPTED, "not the newest token");
        }
        return login.token();
    }

    private Problem problem() {
        return assertThrows(IntegrationException.class, () -> keeper.use(Samples.KEY, first, this::accepted)).problem();
    }

    private Login stored() {
        return store.logins.get(Samples.KEY);
    }

    private void pass(Duration time) {
        clock.move(time);
        nanos.addAndGet(time.toNanos());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("the renewal was interrupted", e);
        }
    }
}
