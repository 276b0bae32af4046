package com.fitscheduler.frontdesk.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a server answered.
 *
 * @param body       the JSON; empty where the body was none, which a gateway's or a captive portal's page is
 * @param retryAfter what the header of that name said
 */
public record Answer(int status, Optional<JsonNode> body, Optional<String> retryAfter) {

    public boolean succeeded() {
        return status / 100 == 2;
    }

    /** Says the status only: bodies carry people's data. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
