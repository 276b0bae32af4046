package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.integration.Activity;
import com.fitscheduler.frontdesk.integration.Activity.Idle;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The independent facts that make a card.
 *
 * @param card     what is true, as stored
 * @param activity what runs
 * @param offline  whether this computer surely has no network
 * @param hitch    why the last thing that a person tried did not happen, where the stored card does not say it: a first
 *                 connection that failed, a disk or keychain that refused; null if it did happen
 * @param tries    how often the last count was tried in vain before it was given up; 0 if it was not
 * @param found    whether the keychain has a login that the card knows nothing of
 * @param verdict  why the shared backend does not take the change that waits; null if it was not refused
 */
public record CardFacts(
        Card card, Activity activity, boolean offline, @Nullable Problem hitch, int tries, boolean found,
        @Nullable Problem verdict) {

    /** All that is known of a card that was just read. */
    static CardFacts of(Card card) {
        return new CardFacts(card, new Idle(), false, null, 0, false, null);
    }

    CardFacts with(Card next) {
        return new CardFacts(next, activity, offline, hitch, tries, found, verdict);
    }

    CardFacts with(Activity next) {
        return new CardFacts(card, next, offline, hitch, tries, found, verdict);
    }

    CardFacts offline(boolean next) {
        return new CardFacts(card, activity, next, hitch, tries, found, verdict);
    }

    CardFacts hitch(@Nullable Problem next) {
        return new CardFacts(card, activity, offline, next, tries, found, verdict);
    }

    CardFacts tries(int next) {
        return new CardFacts(card, activity, offline, hitch, next, found, verdict);
    }

    CardFacts found(boolean next) {
        return new CardFacts(card, activity, offline, hitch, tries, next, verdict);
    }

    CardFacts verdict(@Nullable Problem next) {
        return new CardFacts(card, activity, offline, hitch, tries, found, next);
    }
}
