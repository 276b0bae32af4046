package com.fitscheduler.frontdesk.contract;

import static com.fitscheduler.frontdesk.contract.Desk.connection;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.testsupport.Postgres;
import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import com.fitscheduler.frontdesk.testsupport.UserTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers get nothing, and each thing that keeps them out is missed when it is taken away. */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(120)
class SupabaseStrangersIT {

    private static final Path SUPABASE = Path.of(System.getProperty("project.folder", ""), "src/main/supabase");

    @TempDir
    private Path folder;

    @Test
    void strangersReadNothingAndWriteNothing() throws Exception {
        try (var project = SupabaseProject.start()) {
            new Strangers(project).tryEverything();
        }
    }

    /** File and pattern; what it matches is left out. */
    @ParameterizedTest
    @ValueSource(strings = {
        "functions/integrations/database.ts ,\\s+set_config\\('role', 'authenticated', true\\)",
        "migrations/20261101000001_tables.sql alter table public.user_integrations enable row level security;",
        "migrations/20261101000001_tables.sql alter table public.locations enable row level security;",
        "migrations/20261101000001_tables.sql alter table public.location_members enable row level security;",
        "migrations/20261101000001_tables.sql alter table public.integration_desks enable row level security;",
        "migrations/20261101000001_tables.sql revoke all on public\\.locations, [^;]*;",
        "migrations/20261101000001_tables.sql revoke all on sequence [^;]*;",
        "migrations/20261101000001_tables.sql revoke all on private.user_integrations_archive [^;]*;",
        "migrations/20261101000001_tables.sql revoke all on schema [^;]*;",
        "migrations/20261101000002_push.sql revoke all on private.broker_calls [^;]*;",
        "migrations/20261101000002_push.sql revoke all on all functions [^;]*;",
        "migrations/20261101000002_push.sql raise sqlstate 'PT403' using message = 'not_a_member';"})
    void whatKeepsThemOutIsMissedWhenItIsGone(String mutation) throws Exception {
        var cut = mutation.indexOf(' ');
        var copy = folder.resolve("supabase");
        Postgres.copy(SUPABASE, copy);
        var file = copy.resolve(mutation.substring(0, cut));
        var whole = Files.readString(file);
        var pattern = Pattern.compile(mutation.substring(cut + 1));
        assertEquals(1, pattern.matcher(whole).results().count(), "there is nothing to take away");
        // A statement that does nothing: plpgsql has no empty branch.
        Files.writeString(file, pattern.matcher(whole).replaceAll(file.toString().endsWith("push.sql") && mutation.contains("raise") ? "null;" : ""));
        var database = Postgres.running().platform();
        Postgres.running().push(database, copy);
        try (var project = SupabaseProject.start(database, copy, Map.of())) {
            assertThrows(AssertionError.class, () -> new Strangers(project).tryEverything());
        }
    }

    @Test
    void tokensOfOthersAreRefusedOnEveryCall() throws Exception {
        try (var project = SupabaseProject.start()) {
            var gym = project.gym("Riverside Gym");
            var person = project.person(gym);
            var right = project.tokens();
            var life = Duration.ofHours(1);
            var refused = new ArrayList<String>();
            refused.add(new UserTokens(project.address() + "/auth/v1").of(person.id(), life));
            refused.add(unsigned(right.of(person.id(), life)));
            refused.add(altered(right.of(person.id(), life)));
            for (var claim : List.of(Map.entry("iss", "https://elsewhere.example/auth/v1"), Map.entry("aud", "anon"),
                    Map.entry("role", "service_role"), Map.entry("role", "anon"), Map.entry("role", "postgres"),
                    Map.entry("sub", "nobody"), Map.entry("sub", ""))) {
                var claims = right.claims(person.id(), life);
                claims.put(claim.getKey(), claim.getValue());
                refused.add(right.sign(claims));
            }
            for (var missing : List.of("iss", "aud", "role", "sub", "exp")) {
                var claims = right.claims(person.id(), life);
                claims.remove(missing);
                refused.add(right.sign(claims));
            }
            for (var token : refused) {
                everyCallIs401(Desk.at(project.backend(), token, gym.toString(), "Front desk 9"), "bad_jwt");
            }
            everyCallIs401(Desk.at(project.backend(), right.of(person.id(), Duration.ofSeconds(-1)), gym.toString(), "x"), "jwt_expired");
            Desk.at(project.backend(), right.of(person.id(), life), gym.toString(), "x").list().is(200);
            Desk.at(project.backend(), right.of(UUID.randomUUID(), life), gym.toString(), "x").list().is(403, "not_a_member");
            assertTrue(project.log().lines().noneMatch(line -> line.contains("unexpected")), project.log());
        }
    }

    @Test
    void whoLeavesTheGymIsAStrangerAtOnce() throws Exception {
        try (var project = SupabaseProject.start()) {
            var gym = project.gym("Riverside Gym");
            var person = project.person(gym);
            var desk = Desk.at(project.backend(), project.token(person), gym.toString(), "Front desk 1");
            desk.connect(1, connection(), 0, "a", 1).is("applied");
            project.update("delete from public.location_members where user_id = ?", person.id());
            desk.list().is(403, "not_a_member");
            desk.disconnect(2, connection()).is(403, "not_a_member");
            // An account that is deleted takes nothing of the gym's with it.
            project.update("delete from auth.users where id = ?", person.id());
            var other = desk.with(project.token(project.person(gym)), gym.toString());
            assertEquals("connected", other.row().row().path("status").asString());
        }
    }

    private static void everyCallIs401(Desk desk, String code) throws Exception {
        desk.list().is(401, code);
        desk.connect(1, connection(), 0, "a", 1).is(401, code);
        desk.post("oauth/connect", desk.connecting(1, connection(), 0, "a", 1)).is(401, code);
        desk.sync(1, connection(), 1).is(401, code);
        desk.disconnect(1, connection()).is(401, code);
        desk.post("oauth/initiate", Map.of()).is(401, code);
        desk.post("oauth/token", Map.of()).is(401, code);
    }

    /** The same claims with the algorithm "none" (RFC 7519, section 6). */
    private static String unsigned(String token) {
        var head = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        return head + "." + token.split("\\.")[1] + ".";
    }

    private static String altered(String token) {
        var parts = token.split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        var others = claims.replaceFirst("\"sub\":\"[^\"]*\"", "\"sub\":\"" + UUID.randomUUID() + "\"");
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(others.getBytes(UTF_8))
                + "." + parts[2];
    }
}
