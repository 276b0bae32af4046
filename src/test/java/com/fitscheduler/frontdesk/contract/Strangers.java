package com.fitscheduler.frontdesk.contract;

import static com.fitscheduler.frontdesk.contract.Desk.connection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.fitscheduler.frontdesk.testsupport.Postgres;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject.Person;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Everything that somebody tries who has no business at a gym, on every call and straight at the tables. */
final class Strangers {

    private static final String DENIED = "42501";
    private static final List<String> TABLES = List.of("public.locations", "public.location_members",
            "public.user_integrations", "public.integration_desks");
    private static final List<String> PRIVATE = List.of("private.user_integrations_archive", "private.broker_calls");

    private final SupabaseProject project;
    private final Desk gyms;
    private final Desk strange;
    private final Person stranger;
    private final Person member;
    private final String connection = connection();

    Strangers(SupabaseProject project) throws SQLException {
        this.project = project;
        var gym = project.gym("Riverside Gym");
        var elsewhere = project.gym("Harbourside Gym");
        member = project.person(gym);
        stranger = project.person(elsewhere);
        gyms = Desk.at(project.backend(), project.token(member), gym.toString(), "Front desk 1");
        strange = Desk.at(project.backend(), project.token(stranger), gym.toString(), "Front desk 9");
    }

    /** Fails if anything is read or written that should not be. */
    void tryEverything() throws Exception {
        gyms.connect(1, connection, 0, "a", 1284).is("applied");
        var before = gyms.row();
        callEverything();
        readAndWriteAs(stranger, 0);
        readAndWriteAs(member, 1);
        for (var role : List.of("anon", "service_role")) {
            try (var open = project.database()) {
                open.setAutoCommit(false);
                Postgres.execute(open, "set local role " + role);
                for (var table : TABLES) {
                    denied(open, "select * from " + table);
                    denied(open, "update " + table + " set " + key(table) + " = " + key(table));
                    denied(open, "delete from " + table);
                }
                denied(open, "select nextval('public.user_integrations_revision')");
                denied(open, "select private.push_integration('{}')");
                denied(open, "select * from private.user_integrations_archive");
                // The schema is closed to them, and so is each function in it.
                nothing(open, "select p.oid::regprocedure from pg_proc p where p.pronamespace = 'private'::regnamespace"
                        + " and has_function_privilege('" + role + "', p.oid, 'execute')");
            }
        }
        assertEquals(before.row(), gyms.row().row(), "a stranger has changed it");
    }

    private void callEverything() throws IOException, InterruptedException {
        strange.list().is(403, "not_a_member");
        var all = strange.call("GET", "/integrations", "").is(200);
        assertEquals(1, all.body().path("locations").size());
        assertFalse(all.body().toString().contains(gyms.gym()), "a gym is shown to a stranger");
        strange.connect(1, connection(), 1, "b", 5).is(403, "not_a_member");
        strange.post("oauth/connect", strange.connecting(1, connection(), 1, "b", 5)).is(403, "not_a_member");
        strange.sync(2, connection, 6).is(403, "not_a_member");
        strange.failed(3, connection, "E22").is(403, "not_a_member");
        strange.disconnect(4, connection).is(403, "not_a_member");
        // In the name of the gym's own desk.
        gyms.with(strange.token(), gyms.gym()).sync(9, connection, 7).is(403, "not_a_member");
        strange.post("oauth/initiate", Map.of("location_id", gyms.gym(), "code_challenge", "x".repeat(43), "port", 50000))
                .is(403, "not_a_member");
    }

    /** Past the function, as the API's role for people who are signed in. @param visible rows of the gym in each table */
    private void readAndWriteAs(Person person, int visible) throws SQLException {
        try (var open = project.as(person)) {
            for (var table : TABLES) {
                var key = key(table);
                try (var statement = open.prepareStatement("select count(*) from " + table + " where " + key + " = ?::uuid")) {
                    statement.setString(1, gyms.gym());
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        assertEquals(visible, rows.getInt(1), table);
                    }
                }
                denied(open, "update " + table + " set " + key + " = " + key);
                denied(open, "delete from " + table);
                denied(open, "truncate " + table + " cascade");
            }
            denied(open, "insert into public.locations (name) values ('x')");
            denied(open, "insert into public.location_members (location_id, user_id) values ('" + gyms.gym() + "', '" + person.id() + "')");
            denied(open, "insert into public.user_integrations (location_id, integration_type) values ('" + gyms.gym() + "', 'x')");
            denied(open, "insert into public.integration_desks (location_id, integration_type, desk_id, desk_name, last_seq)"
                    + " values ('" + gyms.gym() + "', 'leadconnector', gen_random_uuid(), 'x', 1)");
            denied(open, "select credentials from public.user_integrations");
            denied(open, "select * from public.user_integrations");
            denied(open, "select nextval('public.user_integrations_revision')");
            denied(open, "create table private.x ()");
            for (var table : PRIVATE) {
                denied(open, "select * from " + table);
                denied(open, "delete from " + table);
            }
            if (visible == 0) {
                refused(open, "select private.push_integration(jsonb_build_object('location_id', '" + gyms.gym()
                        + "', 'integration_type', 'leadconnector', 'kind', 'disconnect'))", "PT403");
            }
        }
    }

    private static void nothing(Connection open, String sql) throws SQLException {
        try (var statement = open.createStatement(); var rows = statement.executeQuery(sql)) {
            assertFalse(rows.next(), sql);
        }
    }

    private static String key(String table) {
        return table.equals("public.locations") ? "id" : "location_id";
    }

    private static void denied(Connection open, String sql) throws SQLException {
        refused(open, sql, DENIED);
    }

    private static void refused(Connection open, String sql, String state) throws SQLException {
        var before = open.setSavepoint();
        try {
            Postgres.execute(open, sql);
            fail("was let through: " + sql);
        } catch (SQLException e) {
            assertEquals(state, e.getSQLState(), sql + ": " + e.getMessage());
        }
        open.rollback(before);
    }
}
