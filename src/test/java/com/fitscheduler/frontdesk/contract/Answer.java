package com.fitscheduler.frontdesk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What a backend said. @param body missing where it was no JSON */
public record Answer(int status, JsonNode body, HttpHeaders headers) {

    public String code() {
        return body.path("code").asString("");
    }

    public String outcome() {
        return body.path("outcome").asString("");
    }

    /** The integration's row, in answers to pushes. */
    public JsonNode row() {
        return body.path("integration");
    }

    /** This one, if its status is that. */
    public Answer is(int expected) {
        assertEquals(expected, status, body::toString);
        return this;
    }

    /** This one, if it is a refusal with that code, in the contract's shape. */
    public Answer is(int expected, String code) {
        is(expected);
        assertEquals(code, code(), body::toString);
        assertEquals(false, body.path("message").asString("").isEmpty());
        return this;
    }

    /** This one, if the push was taken and came to that. */
    public Answer is(String outcome) {
        is(200);
        assertEquals(outcome, outcome(), body::toString);
        return this;
    }

    /** This one, if its row says so. @param connection "" for none */
    public Answer shows(String status, String connection, long epoch, long contacts) {
        assertEquals(status, row().path("status").asString(""), body::toString);
        assertEquals(connection, row().path("connection_id").asString(""), body::toString);
        assertEquals(epoch, row().path("epoch").asLong(-1), body::toString);
        assertEquals(contacts, row().path("synced_data").path("contact_count").asLong(-1), body::toString);
        return this;
    }

    /** What the row has of that desk; missing if it has none. */
    public JsonNode desk(String id) {
        for (var desk : row().path("desks")) {
            if (desk.path("id").asString("").equals(id)) {
                return desk;
            }
        }
        return body.path("no such desk");
    }
}
