package com.fitscheduler.frontdesk.integration;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is true of an integration at this gym: the part of a card's state that is stored. What runs at the moment is an
 * {@link Activity}, so that nothing can be "connecting" after a restart.
 */
public sealed interface Connection {

    /** Never connected. */
    record Configure() implements Connection {}

    /**
     * Proved by a count.
     *
     * @param last    the last count that succeeded
     * @param trouble the failure since then that passes by itself, or null
     */
    record Connected(Link link, Count last, @Nullable Failure trouble) implements Connection {}

    /**
     * Was connected; a person is needed before it works again.
     *
     * @param last the last count that succeeded: kept, and shown with its age
     */
    record Broken(Link link, Count last, Failure cause) implements Connection {}

    /**
     * Ended on purpose.
     *
     * @param by the computer on which it was ended
     */
    record Disconnected(String by, Instant at) implements Connection {}

    /** The login in use; empty where there is none. */
    default Optional<Link> held() {
        return switch (this) {
            case Connected(var link, _, _) -> Optional.of(link);
            case Broken(var link, _, _) -> Optional.of(link);
            case Configure _, Disconnected _ -> Optional.empty();
        };
    }

    /** The last count that succeeded; empty where there is none. */
    default Optional<Count> lastCount() {
        return switch (this) {
            case Connected(_, var last, _) -> Optional.of(last);
            case Broken(_, var last, _) -> Optional.of(last);
            case Configure _, Disconnected _ -> Optional.empty();
        };
    }
}
