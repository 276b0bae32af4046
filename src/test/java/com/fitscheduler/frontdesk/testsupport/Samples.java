package com.fitscheduler.frontdesk.testsupport;

import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.Count;
import com.fitscheduler.frontdesk.integration.Failure;
import com.fitscheduler.frontdesk.integration.Link;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.integration.SharedRow;
import com.fitscheduler.frontdesk.ui.Words;
import java.time.Instant;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.UUID;

/** Cards in each state, at one gym and time. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-05-03T15:05:00Z");
    public static final CardKey KEY = new CardKey("gym", "leadconnector");
    public static final Link LINK = new Link(UUID.fromString("00000000-0000-4000-8000-000000000001"), Method.MANUAL,
            "0".repeat(64), "Riverside Gym", NOW.minusSeconds(86_400));

    private Samples() {}

    /** The shipped texts with numbers and dates as in the United States, whatever machine this is. */
    public static Words words() {
        return new Words(ResourceBundle.getBundle("com.fitscheduler.frontdesk.messages", Locale.ENGLISH), Locale.US);
    }

    public static Card configure() {
        return Card.blank(KEY);
    }

    /** Connected, counted twelve minutes ago, shared. */
    public static Card connected() {
        var waiting = waiting();
        return waiting.acknowledged(waiting.waiting(), false, new SharedRow(LINK.id(), 1));
    }

    /** Connected, not shared yet. */
    public static Card waiting() {
        return Card.blank(KEY).connected(LINK, new Count(1284, NOW.minusSeconds(720)));
    }

    public static Card failed(Problem problem) {
        return connected().failed(new Failure(problem, NOW.minusSeconds(60)));
    }

    public static Card disconnected() {
        return leftover().swept();
    }

    /** Disconnected, with the login still in the keychain. */
    public static Card leftover() {
        return connected().disconnected("Front desk 2", NOW.minusSeconds(3_600));
    }
}
