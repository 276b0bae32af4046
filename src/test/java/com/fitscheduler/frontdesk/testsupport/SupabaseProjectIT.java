package com.fitscheduler.frontdesk.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.contract.Answer;
import com.fitscheduler.frontdesk.contract.Desk;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What other tests take for granted of the project that they are given. */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(120)
class SupabaseProjectIT {

    private static final Map<String, String> HEADERS =
            Map.of("apikey", FakeAuth.PUBLISHABLE_KEY, "X-Supabase-Api-Version", "2024-01-01");

    @Test
    void peopleSignInRenewAndSignOutAsAtTheRealOne() throws Exception {
        try (var project = SupabaseProject.start()) {
            var gym = project.gym("Riverside Gym");
            var anna = project.person(gym);
            auth(project, "password", Map.of("email", anna.email(), "password", "wrong")).is(400, "invalid_credentials");
            assertEquals(401, Desk.send("POST", uri(project, "password"), Map.of(), Map.of()).status());
            var first = auth(project, "password", Map.of("email", anna.email(), "password", anna.password())).is(200);
            desk(project, first, gym.toString()).list().is(200);
            var second = refresh(project, first).is(200);
            // The answer was lost: the parent of the newest is forgiven, and brings the same one.
            assertEquals(token(second), token(refresh(project, first).is(200)));
            var third = refresh(project, second).is(200);
            refresh(project, first).is(400, "refresh_token_already_used");
            refresh(project, third).is(400, "session_expired");
            refresh(project, new Answer(0, third.body().path("nothing"), third.headers())).is(400, "refresh_token_not_found");
            project.auth().life(Duration.ofSeconds(-1));
            var stale = auth(project, "password", Map.of("email", anna.email(), "password", anna.password())).is(200);
            desk(project, stale, gym.toString()).list().is(401, "jwt_expired");
            project.auth().life(Duration.ofHours(1));
            var last = refresh(project, stale).is(200);
            var signOut = Desk.send("POST", URI.create(project.address() + "/auth/v1/logout"), Map.of("apikey", FakeAuth.PUBLISHABLE_KEY,
                    "Authorization", "Bearer " + last.body().path("access_token").asString()), "");
            assertEquals(204, signOut.status());
            refresh(project, last).is(400, "session_expired");
        }
    }

    @Test
    void goesAwayAndComesBackAtTheSameAddress() throws Exception {
        try (var project = SupabaseProject.start()) {
            var gym = project.gym("Riverside Gym");
            var desk = Desk.at(project.backend(), project.token(project.person(gym)), gym.toString(), "Front desk 1");
            desk.list().is(200);
            project.stopFunction();
            desk.list().is(503);
            project.startFunction();
            desk.list().is(200);
            project.offline(true);
            assertThrows(IOException.class, desk::list);
            project.offline(false);
            var connection = Desk.connection();
            var backup = project.backup();
            desk.connect(1, connection, 0, "a", 1).is("applied");
            project.restore(backup);
            desk.row().shows("configuring", "", 0, Desk.NONE);
            var elsewhere = Desk.send("GET", URI.create(project.address() + "/functions/v1/unheard"), Map.of(), "");
            assertEquals(404, elsewhere.status());
            assertTrue(elsewhere.headers().firstValue("sb-error-code").isPresent());
        }
    }

    private static Answer refresh(SupabaseProject project, Answer session) throws Exception {
        return auth(project, "refresh_token", Map.of("refresh_token", token(session)));
    }

    private static String token(Answer session) {
        return session.body().path("refresh_token").asString("none");
    }

    private static Desk desk(SupabaseProject project, Answer session, String gym) {
        return Desk.at(project.backend(), session.body().path("access_token").asString(), gym, "Front desk 1");
    }

    private static Answer auth(SupabaseProject project, String grant, Map<String, String> body) throws Exception {
        return Desk.send("POST", uri(project, grant), HEADERS, body);
    }

    private static URI uri(SupabaseProject project, String grant) {
        return URI.create(project.address() + "/auth/v1/token?grant_type=" + grant);
    }
}
