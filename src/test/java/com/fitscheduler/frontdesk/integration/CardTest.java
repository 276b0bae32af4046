package com.fitscheduler.frontdesk.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.integration.Connection.Broken;
import com.fitscheduler.frontdesk.integration.Connection.Connected;
import com.fitscheduler.frontdesk.integration.Connection.Disconnected;
import com.fitscheduler.frontdesk.integration.PendingChange.Connect;
import com.fitscheduler.frontdesk.integration.PendingChange.CountFailed;
import com.fitscheduler.frontdesk.integration.PendingChange.Counted;
import com.fitscheduler.frontdesk.integration.PendingChange.Disconnect;
import com.fitscheduler.frontdesk.integration.PendingChange.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The matrix of the backend contract: what waits, and what a new change makes of it. */
class CardTest {

    private static final Instant T = Instant.parse("2026-05-03T09:10:00Z");
    private static final CardKey KEY = new CardKey("gym", "leadconnector");

    private final Link c = link();
    private final Link d = link();
    private final Card blank = Card.blank(KEY).heard(new SharedRow(null, 7));

    @Test
    void aConnectWaitsOnTheEpochLastHeard() {
        var waiting = assertInstanceOf(Connect.class, connected(blank, c, 10).waiting());

        assertEquals(7, waiting.stamp().baseEpoch());
        assertEquals(c.id(), waiting.stamp().connectionId());
        assertEquals(1, waiting.stamp().opSeq());
        assertEquals(10, waiting.contacts());
    }

    @Test
    void aCountAfterAWaitingConnectIsStillThatConnectWithTheNewerResult() {
        var card = connected(blank, c, 10).heard(new SharedRow(null, 9)).counted(new Count(12, T.plusSeconds(1)));

        var waiting = assertInstanceOf(Connect.class, card.waiting());
        assertEquals(7, waiting.stamp().baseEpoch());
        assertEquals(2, waiting.stamp().opSeq());
        assertEquals(12, waiting.contacts());
    }

    @Test
    void aFailureAfterAWaitingConnectLeavesWhatWaitsAlone() {
        var before = connected(blank, c, 10);

        assertSame(before.waiting(), before.failed(new Failure(Problem.SERVICE_FAULT, T)).waiting());
    }

    @Test
    void anotherConnectTakesThePlaceOfAWaitingOneAndKeepsItsBase() {
        var card = connected(connected(blank, c, 10).heard(new SharedRow(null, 9)), d, 11);

        var waiting = assertInstanceOf(Connect.class, card.waiting());
        assertEquals(d.id(), waiting.stamp().connectionId());
        assertEquals(7, waiting.stamp().baseEpoch());
    }

    @Test
    void aDisconnectAfterAWaitingConnectNamesThatConnectionAndItsBase() {
        var card = connected(blank, c, 10).heard(new SharedRow(null, 9)).disconnected("Front desk 2", T);

        var waiting = assertInstanceOf(Disconnect.class, card.waiting());
        assertEquals(c.id(), waiting.stamp().connectionId());
        assertEquals(7, waiting.stamp().baseEpoch());
        assertEquals(new Disconnected("Front desk 2", T), card.connection());
    }

    @Test
    void aConnectAfterAWaitingDisconnectKeepsItsBase() {
        var ended = shared(c).disconnected("Front desk 2", T).heard(new SharedRow(null, 12));

        assertEquals(8, assertInstanceOf(Connect.class, connected(ended, d, 5).waiting()).stamp().baseEpoch());
    }

    @Test
    void aDisconnectAfterAWaitingCountIsMadeOnTheNewestEpoch() {
        var card = shared(c).counted(new Count(11, T)).heard(new SharedRow(c.id(), 9)).disconnected("Front desk 2", T);

        assertEquals(9, assertInstanceOf(Disconnect.class, card.waiting()).stamp().baseEpoch());
    }

    @Test
    void thereIsNothingToCountOnceDisconnected() {
        var ended = shared(c).disconnected("Front desk 2", T);

        assertSame(ended, ended.counted(new Count(11, T)));
        assertSame(ended, ended.failed(new Failure(Problem.OFFLINE, T)));
        assertEquals(ended, ended.disconnected("Front desk 3", T));
    }

    @Test
    void countsThatWaitAreReplacedByTheNewest() {
        var card = shared(c).counted(new Count(11, T)).failed(new Failure(Problem.SERVICE_FAULT, T));

        assertInstanceOf(CountFailed.class, card.waiting());
        assertInstanceOf(Counted.class, card.counted(new Count(13, T)).waiting());
    }

    @Test
    void whatPassesByItselfLeavesTheConnectionStandingWithItsLastCount() {
        var failure = new Failure(Problem.SERVICE_FAULT, T.plusSeconds(5));

        assertEquals(new Connected(c, new Count(10, T), failure), shared(c).failed(failure).connection());
    }

    @Test
    void whatNeedsAPersonBreaksTheConnectionAndKeepsItsLastCount() {
        var failure = new Failure(Problem.TOKEN_NOT_ACCEPTED, T.plusSeconds(5));

        assertEquals(new Broken(c, new Count(10, T), failure), shared(c).failed(failure).connection());
    }

    @Test
    void aRetryThatFailsInPassingNeverMakesABrokenConnectionGreen() {
        var cause = new Failure(Problem.TOKEN_NOT_ACCEPTED, T);
        var card = shared(c).failed(cause).failed(new Failure(Problem.OFFLINE, T.plusSeconds(9)));

        assertEquals(new Broken(c, new Count(10, T), cause), card.connection());
    }

    @Test
    void aCountThatSucceedsMendsABrokenConnection() {
        var card = shared(c).failed(new Failure(Problem.TOKEN_NOT_ACCEPTED, T)).counted(new Count(3, T.plusSeconds(9)));

        assertEquals(new Connected(c, new Count(3, T.plusSeconds(9)), null), card.connection());
    }

    @Test
    void onlyTheOperationThatWasAnsweredStopsWaiting() {
        var card = connected(blank, c, 10).counted(new Count(11, T));

        assertNotNull(card.acknowledged(op(1, c), false, new SharedRow(c.id(), 8)).waiting());
        assertNull(card.acknowledged(op(2, c), false, new SharedRow(c.id(), 8)).waiting());
        assertEquals(8, card.acknowledged(op(1, c), false, new SharedRow(c.id(), 8)).shared().epoch());
    }

    @Test
    void operationNumbersRiseAcrossAcknowledgements() {
        assertEquals(2, shared(c).counted(new Count(11, T)).waiting().stamp().opSeq());
    }

    @Test
    void joiningRelabelsTheLoginHeldAndWhatWaits() {
        var gyms = UUID.randomUUID();
        var card = connected(blank, c, 10).counted(new Count(11, T)).acknowledged(op(1, c), true, new SharedRow(gyms, 8));

        assertEquals(gyms, card.connection().held().orElseThrow().id());
        assertEquals(gyms, card.waiting().stamp().connectionId());
        assertEquals(2, card.waiting().stamp().opSeq());
    }

    @Test
    void joiningLeavesALoginMadeSinceAlone() {
        var gyms = UUID.randomUUID();
        var card = connected(connected(blank, c, 10), d, 11).acknowledged(op(1, c), true, new SharedRow(gyms, 8));

        assertEquals(d.id(), card.connection().held().orElseThrow().id());
        assertEquals(d.id(), card.waiting().stamp().connectionId());
    }

    @Test
    void aDisconnectElsewhereEndsWhatTheGymKnewOfAndLeavesTheLoginToBeRemoved() {
        var ended = shared(c).heard(gone(9));

        assertEquals(new Disconnected("Front desk 3", T), ended.connection());
        assertTrue(ended.leftover());
        assertNull(ended.waiting());
    }

    @Test
    void aReconnectElsewhereWithAnotherAccountEndsItTooAndShowsTheirs() {
        var theirs = UUID.randomUUID();
        var ended = shared(c).heard(new SharedRow(theirs, 9));

        assertInstanceOf(Disconnected.class, ended.connection());
        assertEquals(Optional.of(theirs), ended.elsewhere());
    }

    @Test
    void nothingEndsWhileAChangeWaits() {
        var card = shared(c).counted(new Count(11, T)).heard(gone(9));

        assertInstanceOf(Connected.class, card.connection());
        assertInstanceOf(Disconnected.class, card.acknowledged(card.waiting(), false, gone(9)).connection());
    }

    @Test
    void nothingEndsThatTheGymNeverKnewOf() {
        assertInstanceOf(Connected.class, connected(blank, c, 10).heard(gone(9)).connection());
    }

    @Test
    void aBackendThatKnowsLessEndsNothing() {
        var card = shared(c);

        assertInstanceOf(Connected.class, card.heard(new SharedRow(null, 3)).connection());
        assertInstanceOf(Connected.class, card.counted(new Count(11, T)).acknowledged(new PendingChange.Counted(
                new Stamp(2, c.id(), 8, T), 11), false, new SharedRow(null, 3)).connection());
    }

    @Test
    void aRestoredBackendIsSaidToKnowNothingOfTheConnection() {
        var card = shared(c).counted(new Count(11, T));
        assertFalse(card.unknownToGym());

        assertTrue(card.acknowledged(card.waiting(), false, new SharedRow(null, 3)).unknownToGym());
        assertTrue(shared(c).heard(new SharedRow(null, 3)).unknownToGym(), "it is seen without sending anything");
    }

    @Test
    void anAnsweredConnectWasKnownEvenIfItHasEndedSince() {
        var ended = connected(blank, c, 10).acknowledged(op(1, c), false, gone(9));

        assertInstanceOf(Disconnected.class, ended.connection());
        assertTrue(ended.leftover());
    }

    @Test
    void aDeskWithoutALoginMayEndTheGymsConnection() {
        var theirs = UUID.randomUUID();
        var ended = blank.heard(new SharedRow(theirs, 9)).disconnected("Front desk 2", T);

        assertEquals(theirs, assertInstanceOf(Disconnect.class, ended.waiting()).stamp().connectionId());
        assertEquals(Optional.empty(), ended.elsewhere());
    }

    @Test
    void keepingTheirsDropsWhatWaitsAndWhatWasMadeHere() {
        var card = connected(blank, c, 10).heard(new SharedRow(d.id(), 9)).keepingTheirs();

        assertNull(card.waiting());
        assertTrue(card.leftover());
        assertEquals(Optional.of(d.id()), card.elsewhere());
    }

    @Test
    void applyingOursIsANewConnectOfANewIdOnWhatTheGymHasComeTo() {
        var fresh = UUID.randomUUID();
        var card = connected(blank, c, 10).heard(new SharedRow(d.id(), 9)).applyingOurs(fresh);

        var waiting = assertInstanceOf(Connect.class, card.waiting());
        assertEquals(new Stamp(2, fresh, 9, T), waiting.stamp());
        assertEquals(fresh, card.connection().held().orElseThrow().id());
    }

    @Test
    void anotherBackendIsToldAnewWhatStandsHere() {
        var shared = connected(blank, c, 5).heard(new SharedRow(c.id(), 9));
        var moved = shared.moved();
        assertEquals(shared.connection(), moved.connection());
        assertEquals(SharedRow.UNKNOWN, moved.shared());
        assertEquals(0, moved.confirmed());
        var told = assertInstanceOf(Connect.class, moved.waiting());
        assertEquals(0, told.stamp().baseEpoch());
        assertEquals(c.id(), told.stamp().connectionId());
        assertTrue(told.stamp().opSeq() > shared.opSeq());
        assertEquals(5, told.contacts());
        assertNull(blank.moved().waiting());
        assertEquals(Card.blank(KEY), blank.moved());
    }

    @Test
    void theNewestCountOfWhicheverDeskIsTheLast() {
        var row = new SharedRow(c.id(), Method.MANUAL, 8, new Count(77, T.plusSeconds(60)), null, List.of());

        assertEquals(77, shared(c).heard(row).lastCount().orElseThrow().contacts());
        assertEquals(10, shared(c).lastCount().orElseThrow().contacts());
        assertEquals(Optional.empty(), shared(d).disconnected("Front desk 2", T).heard(row).lastCount());
    }

    @Test
    void aDisconnectInThePlaceOfAConnectThatWouldHaveJoinedEndsTheGymsConnection() {
        var reconnected = connected(shared(c).heard(ofAccount(c.id(), 8)), d, 11);
        assertEquals(c.id(), reconnected.disconnected("Front desk 2", T).waiting().stamp().connectionId());

        var first = connected(blank, c, 10).heard(ofAccount(d.id(), 8));
        assertEquals(d.id(), first.disconnected("Front desk 2", T).waiting().stamp().connectionId());
    }

    @Test
    void aDisconnectInThePlaceOfAConnectOfAnotherAccountEndsThatOne() {
        var card = connected(shared(c).heard(new SharedRow(c.id(), null, 8, null, null, List.of(), "another")), d, 11);

        assertEquals(d.id(), card.disconnected("Front desk 2", T).waiting().stamp().connectionId());
    }

    private static SharedRow ofAccount(UUID id, long epoch) {
        return new SharedRow(id, null, epoch, null, null, List.of(), "ab");
    }

    private static PendingChange op(long seq, Link link) {
        return new Connect(new Stamp(seq, link.id(), 7, T), Method.MANUAL, "ab", 10);
    }

    private static SharedRow gone(long epoch) {
        return new SharedRow(null, null, epoch, null, new SharedRow.Change("Front desk 3", T), List.of());
    }

    private static Card connected(Card card, Link link, long contacts) {
        return card.connected(link, new Count(contacts, T));
    }

    private Card shared(Link link) {
        return connected(blank, link, 10).acknowledged(op(1, link), false, new SharedRow(link.id(), 8));
    }

    private static Link link() {
        return new Link(UUID.randomUUID(), Method.MANUAL, "ab", "Riverside Gym", T);
    }
}
