package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;

/** What the backend's refusals mean to a desk: whether a repeat can help. */
final class Refused {

    private Refused() {}

    /** By status alone: the body may be a gateway's. */
    static IntegrationException of(Answer answer) {
        var problem = switch (answer.status()) {
            case 401 -> Problem.DESK_NOT_SIGNED_IN;
            case 429 -> Problem.TOO_MANY_REQUESTS;
            case 400, 403, 409, 413, 422 -> Problem.CHANGE_REFUSED;
            default -> Problem.NOT_SHARED;
        };
        return new IntegrationException(problem, "the backend answered " + answer.status());
    }
}
