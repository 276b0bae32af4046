package com.fitscheduler.frontdesk.contract;

import static com.fitscheduler.frontdesk.contract.Desk.connection;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Postgres;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What the owner does, with the owner's own tools: push the migrations, also over a table that was there before. */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(120)
class SupabaseMigrationIT {

    private static final Path PROJECT = Path.of(System.getProperty("project.folder", "")).toAbsolutePath();
    private static final Path SUPABASE = PROJECT.resolve("src/main/supabase");
    private static final String GYM = "20000000-0000-4000-8000-000000000001";
    private static final String OTHER_GYM = "20000000-0000-4000-8000-000000000002";

    @TempDir
    private Path folder;

    @Test
    void anExistingTableIsBroughtOverAndNothingOfItIsLost() throws Exception {
        var postgres = Postgres.running();
        var database = postgres.platform();
        plant(database, "");
        postgres.push(database, SUPABASE);
        try (var project = SupabaseProject.start(database, SUPABASE, Map.of())) {
            assertEquals(List.of("10000000-0000-4000-8000-000000000002 leadconnector disconnected 1 null null null {\"stored\": \"two\"}"),
                    rows(project, "select id, integration_type, status, epoch, connection_method, last_synced_at, synced_data, credentials"
                            + " from public.user_integrations where location_id = '" + GYM + "'"));
            assertEquals(List.of("leadconnector configuring 0", "other disconnected 1"), rows(project, "select integration_type, status,"
                    + " epoch from public.user_integrations where location_id = '" + OTHER_GYM + "' order by 1"));
            assertEquals(List.of("1 folded one 10", "2 before null 20", "3 folded three null", "4 before null null",
                    "5 before null null", "6 no gym six null"), rows(project, "select right(content ->> 'id', 1) as n, reason,"
                    + " content -> 'credentials' ->> 'stored', content -> 'synced_data' ->> 'contact_count'"
                    + " from private.user_integrations_archive order by n"));
            assertEquals(List.of("Location 20000000", "Location 20000000"), rows(project, "select name from public.locations"));
            assertEquals(List.of("members_read"), rows(project, "select policyname from pg_policies where tablename = 'user_integrations'"));
            assertEquals(List.of(), rows(project, "select grantee, table_name, privilege_type from information_schema.role_table_grants"
                    + " where table_name in ('user_integrations', 'integration_overview', 'integration_overview_2')"
                    + " and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')"));
            assertEquals(List.of(), rows(project, "select grantee, table_name, privilege_type from information_schema.column_privileges"
                    + " where column_name = 'credentials' and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')"));
            new Strangers(project).tryEverything();
            var desk = Desk.at(project.backend(), project.token(project.person(UUID.fromString(GYM))), GYM, "Front desk 1");
            var c = connection();
            assertFalse(desk.list().is(200).body().toString().contains("stored"));
            desk.connect(1, c, 0, "a", 5).is("applied").shows("connected", c, 2, 5);
            assertEquals(List.of("{\"stored\": \"two\"}"), rows(project, "select credentials from public.user_integrations"
                    + " where location_id = '" + GYM + "'"));
            // What the owner's page says erases them, and it does.
            for (var erasing : erasing()) {
                project.update(erasing);
            }
            assertEquals(List.of(), rows(project, "select credentials from public.user_integrations where credentials is not null"));
            assertEquals(List.of(), rows(project, "select id from private.user_integrations_archive where content::text like '%stored%'"));
        }
    }

    @Test
    void whatCannotBeBroughtOverLeavesEverythingAsItWas() throws Exception {
        var postgres = Postgres.running();
        var database = postgres.platform();
        plant(database, "insert into public.user_integrations (user_id, location_id, integration_type, credentials)"
                + " values ('00000000-0000-4000-8000-0000000000a1', 'the gym at the river', 'leadconnector', '{}')");
        var refused = assertThrows(AssertionError.class, () -> postgres.push(database, SUPABASE));
        assertTrue(refused.getMessage().contains("uuid"), refused.getMessage());
        try (var open = postgres.connect(database, "postgres"); var statement = open.createStatement();
                var rows = statement.executeQuery("select count(*), count(credentials), to_regclass('public.locations') is null"
                        + " from public.user_integrations")) {
            rows.next();
            assertEquals("7 7 true", rows.getInt(1) + " " + rows.getInt(2) + " " + rows.getBoolean(3));
        }
        postgres.drop(database);
    }

    @Test
    void theAdvisorsHaveNothingToSayAndWouldSayIt() throws Exception {
        var postgres = Postgres.running();
        var database = postgres.migrated();
        var clean = advise(database);
        assertEquals(0, clean.exit(), clean.text());
        try (var open = postgres.connect(database, "postgres")) {
            Postgres.execute(open, "create table public.planted (id int)");
        }
        var planted = advise(database);
        assertEquals(1, planted.exit(), planted.text());
        assertTrue(planted.text().contains("rls_disabled_in_public"), planted.text());
        postgres.drop(database);
    }

    /** What is deployed is what was tested: types hold, and the lock file is one that the platform's Deno can read. */
    @Test
    void theFunctionIsTypedAndLocked() throws Exception {
        var source = folder.resolve("supabase");
        Postgres.copy(SUPABASE, source);
        var program = new ProcessBuilder(PROJECT.resolve("target/tools/node_modules/@deno/linux-x64-glibc/deno").toString(), "check",
                "--frozen", "--no-remote", "index.ts").directory(source.resolve("functions/integrations").toFile()).redirectErrorStream(true);
        program.environment().put("DENO_DIR", PROJECT.resolve("target/tools/deno").toString());
        var process = program.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        var lock = Files.readString(SUPABASE.resolve("functions/integrations/deno.lock"));
        assertTrue(lock.contains("\"version\": \"4\""), "the platform's Deno reads no newer lock");
        assertFalse(lock.contains("://"), "a lock without host names");
    }

    private static Postgres.Said advise(String database) throws Exception {
        return Postgres.cli(SUPABASE, "db", "advisors", "--remote=" + Postgres.running().address(database), "--fail-on", "warn");
    }

    private static void plant(String database, String more) throws Exception {
        try (var open = Postgres.running().connect(database, "postgres")) {
            Postgres.execute(open, Files.readString(PROJECT.resolve("src/test/supabase/existing-table.sql")) + more);
        }
    }

    /** The statements of the owner's page. */
    private static List<String> erasing() throws Exception {
        var statements = Files.readAllLines(PROJECT.resolve("packaging/OWNER.md")).stream()
                .filter(line -> line.startsWith("update ") && line.contains("credentials")).toList();
        assertEquals(2, statements.size());
        return statements;
    }

    private static List<String> rows(SupabaseProject project, String sql) throws SQLException {
        var all = new ArrayList<String>();
        try (var open = project.database(); var statement = open.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
                all.add(String.join(" ", cells.stream().map(String::valueOf).toList()));
            }
        }
        return all;
    }
}
