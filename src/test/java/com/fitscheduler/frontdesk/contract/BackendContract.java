package com.fitscheduler.frontdesk.contract;

import static com.fitscheduler.frontdesk.contract.Desk.NONE;
import static com.fitscheduler.frontdesk.contract.Desk.connection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The backend contract's calls 1 and 5 to 7 as one desk sees them: the same for every backend. */
abstract class BackendContract {

    private Desk desk;

    /** A desk at a gym of which nothing is known yet, with a person who belongs to this one gym. */
    abstract Desk open() throws Exception;

    @BeforeEach
    void openGym() throws Exception {
        desk = open();
    }

    @Test
    void listsTheGymAndWhatItHas() throws Exception {
        for (var answer : List.of(desk.list().is(200), desk.call("GET", "/integrations", "").is(200))) {
            Instant.parse(answer.body().path("server_time").asString());
            assertEquals(1, answer.body().path("locations").size());
            var gym = answer.body().path("locations").path(0);
            assertEquals(desk.gym(), gym.path("id").asString());
            assertEquals("Riverside Gym", gym.path("name").asString());
            var row = gym.path("integrations").path(0);
            assertEquals("leadconnector", row.path("type").asString());
            assertEquals("available", row.path("availability").asString());
            assertEquals("configuring", row.path("status").asString());
            assertEquals(0, row.path("epoch").asLong(-1));
            for (var absent : List.of("connection_id", "connection_method", "account", "last_synced_at", "synced_data",
                    "updated_at", "changed_by_desk")) {
                assertTrue(row.path(absent).isNull(), absent);
            }
            assertTrue(row.path("desks").isArray() && row.path("desks").isEmpty());
        }
    }

    @Test
    void namesEveryCardOfTheCatalogue() throws Exception {
        var cards = new ArrayList<String>();
        for (var card : desk.list().is(200).body().path("locations").path(0).path("integrations")) {
            cards.add(String.join(" ", card.path("type").asString(), card.path("category").asString(), card.path("name").asString(),
                    card.path("availability").asString()));
            assertEquals(card.path("availability").asString().equals("available"), card.has("epoch"), card::toString);
        }
        assertEquals(List.of("leadconnector crm LeadConnector available", "salesforce crm Salesforce coming_soon",
                "hubspot crm HubSpot coming_soon", "zapier api_tools Zapier coming_soon", "make api_tools Make coming_soon"), cards);
    }

    @Test
    void aConnectionIsMadeCountedAndEnded() throws Exception {
        var c = connection();
        var made = desk.connect(1, c, 0, "a", 1284).is("applied").shows("connected", c, 1, 1284);
        assertEquals("manual", made.row().path("connection_method").asString());
        assertEquals("a".repeat(64), made.row().path("account").asString());
        assertEquals(desk.id(), made.row().path("changed_by_desk").path("id").asString());
        assertEquals(desk.name(), made.row().path("changed_by_desk").path("name").asString());
        Instant.parse(made.body().path("server_time").asString());
        Instant.parse(made.row().path("updated_at").asString());
        assertTrue(made.desk(desk.id()).path("has_login").asBoolean(false));
        var counted = desk.sync(2, c, 1288).is("applied").shows("connected", c, 1, 1288);
        assertTrue(counted.row().path("revision").asLong() > made.row().path("revision").asLong());
        assertEquals(counted.row(), desk.row().row());
        desk.disconnect(3, c).is("applied").shows("disconnected", "", 2, NONE);
        var ended = desk.row();
        for (var gone : List.of("connection_method", "account", "last_synced_at", "synced_data")) {
            assertTrue(ended.row().path(gone).isNull(), gone);
        }
        assertEquals(false, ended.desk(desk.id()).path("has_login").asBoolean(true));
    }

    @Test
    void byOauthIsAnotherMethodAndOtherwiseTheSame() throws Exception {
        var c = connection();
        var made = desk.post("oauth/connect", desk.connecting(1, c, 0, "a", 7)).is("applied").shows("connected", c, 1, 7);
        assertEquals("oauth", made.row().path("connection_method").asString());
    }

    @Test
    void aFailedCountIsTheDesksAndLeavesTheLastGoodOne() throws Exception {
        var c = connection();
        var good = desk.connect(1, c, 0, "a", 1284);
        var failed = desk.failed(2, c, "E22").is("applied").shows("error", c, 1, 1284);
        assertEquals(good.row().path("last_synced_at"), failed.row().path("last_synced_at"));
        assertEquals("E22", failed.desk(desk.id()).path("last_error_code").asString());
        assertEquals(good.desk(desk.id()).path("last_success_at"), failed.desk(desk.id()).path("last_success_at"));
        var again = desk.sync(3, c, 1290).is("applied").shows("connected", c, 1, 1290);
        assertTrue(again.desk(desk.id()).path("last_error_code").isNull());
    }

    @Test
    void anOlderObservationNeverReplacesANewerOne() throws Exception {
        var c = connection();
        var made = desk.connect(1, c, 0, "a", 50);
        var old = desk.syncing(2, c, 40);
        old.put("observed_at", Instant.parse(made.row().path("last_synced_at").asString()).minusSeconds(5).toString());
        var after = desk.post("sync", old).is("applied").shows("connected", c, 1, 50);
        assertEquals(made.row().path("last_synced_at"), after.row().path("last_synced_at"));
    }

    @Test
    void aRepeatIsADuplicateAndALateOneStaleAndNeitherChangesAnything() throws Exception {
        var c = connection();
        var made = desk.connect(5, c, 0, "a", 1);
        var repeated = desk.connect(5, connection(), 1, "b", 2).is("duplicate");
        assertEquals(made.row(), repeated.row());
        assertEquals(made.row(), desk.sync(4, c, 3).is("stale").row());
        assertEquals(made.row(), desk.disconnect(5, c).is("duplicate").row());
        assertEquals(made.row(), desk.disconnect(1, c).is("stale").row());
    }

    @Test
    void theSameAccountIsJoinedUnderTheGymsIdAndTheProposedOneStaysGood() throws Exception {
        var gyms = connection();
        var proposed = connection();
        desk.connect(1, gyms, 0, "a", 1);
        desk.connect(2, proposed, 1, "a", 2).is("joined").shows("connected", gyms, 1, 2);
        desk.sync(3, proposed, 3).is("applied").shows("connected", gyms, 1, 3);
        desk.sync(4, gyms, 4).is("applied").shows("connected", gyms, 1, 4);
        desk.disconnect(5, proposed).is("applied").shows("disconnected", "", 2, NONE);
        desk.sync(6, proposed, 5).is("superseded");
    }

    @Test
    void anotherAccountReplacesAndADeskIsNeverInConflictWithItself() throws Exception {
        var one = connection();
        var two = connection();
        desk.connect(1, one, 0, "a", 1);
        desk.connect(2, two, 0, "b", 2).is("applied").shows("connected", two, 2, 2);
        desk.disconnect(3, one).is("superseded").shows("connected", two, 2, 2);
        desk.sync(4, one, 9).is("superseded").shows("connected", two, 2, 2);
        desk.connect(5, two, 0, "b", 3).is("applied").shows("connected", two, 2, 3);
        desk.disconnect(6, two).is("applied").shows("disconnected", "", 3, NONE);
        desk.connect(7, one, 0, "a", 4).is("applied").shows("connected", one, 4, 4);
    }

    @Test
    void nothingLateBringsAnythingBack() throws Exception {
        var c = connection();
        desk.sync(1, c, 1).is("superseded").shows("configuring", "", 0, NONE);
        desk.disconnect(2, c).is("superseded").shows("configuring", "", 0, NONE);
        desk.connect(3, c, 0, "a", 2);
        desk.disconnect(4, c);
        desk.sync(5, c, 3).is("superseded").shows("disconnected", "", 2, NONE);
        desk.failed(6, c, "E22").is("superseded").shows("disconnected", "", 2, NONE);
    }

    @ParameterizedTest
    @CsvSource({"leadconnector_token,x,credentials_not_accepted", "Password,x,credentials_not_accepted",
            "desk_name,pit-01234567-x,credentials_not_accepted", "desk_name,Bearer x,credentials_not_accepted",
            "desk_name,eyJhbGciOiJSUzI1NiJ9,credentials_not_accepted", "note,x,unknown_field", "op_seq,x,invalid_op_seq",
            "desk_id,x,invalid_desk_id", "connection_id,x,invalid_connection_id", "base_epoch,-,invalid_base_epoch",
            "observed_at,yesterday,invalid_observed_at", "sent_at,x,invalid_sent_at", "desk_name,' ',invalid_desk_name",
            "account,abc,invalid_account", "outcome,odd,invalid_outcome", "synced_data,x,invalid_contact_count"})
    void whatIsNotInTheContractIsRefused(String field, String value, String code) throws Exception {
        var body = desk.connecting(1, connection(), 0, "a", 1);
        body.put(field, value);
        desk.post("manual/connect", body).is(422, code);
        nothingWasWritten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"desk_id", "desk_name", "op_seq", "location_id", "connection_id", "base_epoch", "observed_at",
            "sent_at", "account", "outcome"})
    void whatIsMissingOrOfAnotherTypeIsNamed(String field) throws Exception {
        for (var wrong : List.of(Map.of(), List.of(1), true, -1.5)) {
            var body = desk.connecting(1, connection(), 0, "a", 1);
            body.put(field, wrong);
            desk.post("manual/connect", body).is(422, "invalid_" + field);
        }
        var body = desk.connecting(1, connection(), 0, "a", 1);
        body.remove(field);
        desk.post("manual/connect", body).is(422, "invalid_" + field);
        nothingWasWritten();
    }

    @Test
    void whatIsWithinAFieldIsLookedAtToo() throws Exception {
        for (var measured : Map.of("credentials_not_accepted", Map.of("contact_count", 1, "access_token", "x"), "unknown_field",
                Map.of("contact_count", 1, "more", 2), "invalid_contact_count", Map.of("contact_count", -1)).entrySet()) {
            var body = desk.connecting(1, connection(), 0, "a", 1);
            body.put("synced_data", measured.getValue());
            desk.post("manual/connect", body).is(422, measured.getKey());
        }
        var failed = desk.fields(1, connection(), 0);
        failed.put("outcome", "failed");
        desk.post("sync", failed).is(422, "invalid_error_code");
        nothingWasWritten();
    }

    @ParameterizedTest
    @CsvSource({"op_seq,x,invalid_op_seq", "op_seq,0,invalid_op_seq", "base_epoch,-1,invalid_base_epoch",
            "note,x,unknown_field", "account,x,unknown_field", "refresh_token,x,credentials_not_accepted",
            "desk_name,pit-01234567-x,credentials_not_accepted", "connection_id,x,invalid_connection_id",
            "sent_at,x,invalid_sent_at"})
    void aDisconnectIsReadAsStrictly(String field, String value, String code) throws Exception {
        var fields = desk.fields(1, connection(), 0);
        fields.put(field, value);
        desk.delete(fields).is(422, code);
    }

    @Test
    void whoIsNotSignedInIsTurnedAway() throws Exception {
        var uri = URI.create(desk.backend() + "/integrations");
        Desk.send("GET", uri, Map.of(), "").is(401, "no_authorization");
        Desk.send("GET", uri, Map.of("Authorization", desk.token()), "").is(401, "no_authorization");
        Desk.send("GET", uri, Map.of("Authorization", "Basic eDp5"), "").is(401, "no_authorization");
        Desk.send("GET", uri, Map.of("Authorization", "Bearer x"), "").is(401, "bad_jwt");
    }

    @Test
    void anotherGymIsRefusedAndNeverEmpty() throws Exception {
        for (var other : List.of(UUID.randomUUID().toString(), "other")) {
            var elsewhere = desk.with(desk.token(), other);
            elsewhere.list().is(403, "not_a_member");
            elsewhere.connect(1, connection(), 0, "a", 1).is(403, "not_a_member");
            elsewhere.sync(1, connection(), 1).is(403, "not_a_member");
            elsewhere.disconnect(1, connection()).is(403, "not_a_member");
        }
    }

    @Test
    void oversizeNonsenseAndWrongDoorsAreTurnedAway() throws Exception {
        var body = desk.connecting(1, connection(), 0, "a", 1);
        desk.post("sync", "x".repeat(16 * 1024 + 1)).is(413, "too_large");
        for (var nonsense : List.of("", "{", "[]", "\"x\"", "null")) {
            desk.post("manual/connect", nonsense).is(400, "bad_json");
        }
        desk.call("POST", "/integrations/unheard/sync", body).is(422, "unknown_integration");
        desk.call("POST", "/integrations/salesforce/manual/connect", body).is(422, "unknown_integration");
        desk.call("DELETE", "/integrations/leadconnector/sync", "").is(405, "method_not_allowed");
        desk.call("POST", "/integrations", body).is(405, "method_not_allowed");
        desk.call("POST", "/integrations/leadconnector", body).is(405, "method_not_allowed");
        desk.call("GET", "/integrations/leadconnector/oauth/nowhere", "").is(404, "not_found");
        desk.call("POST", "/integrations/leadconnector/nowhere", body).is(404, "not_found");
        nothingWasWritten();
    }

    private void nothingWasWritten() throws IOException, InterruptedException {
        assertEquals(0, desk.row().row().path("revision").asLong(-1));
    }
}
