package com.fitscheduler.frontdesk.ui.integrations;

import com.fitscheduler.frontdesk.integration.Activity;
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
 */
public record CardFacts(Card card, Activity activity, boolean offline, @Nullable Problem hitch) {

    CardFacts with(Card next) {
        return new CardFacts(next, activity, offline, hitch);
    }

    CardFacts with(Activity next) {
        return new CardFacts(card, next, offline, hitch);
    }

    CardFacts offline(boolean next) {
        return new CardFacts(card, activity, next, hitch);
    }

    CardFacts hitch(@Nullable Problem next) {
        return new CardFacts(card, activity, offline, next);
    }
}
