package com.fitscheduler.frontdesk.backend;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static com.fitscheduler.frontdesk.testsupport.FaultServer.drop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import com.fitscheduler.frontdesk.testsupport.FaultServer.Fault;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptSessionTest {

    private final FakeClock clock = new FakeClock("2026-05-03T15:05:00Z", "UTC");
    private final JsonHttp http = new JsonHttp(Duration.ofSeconds(20), () -> false);
    private final InMemoryCredentialStore store = new InMemoryCredentialStore();
    private FaultServer server;
    private KeptSession session;

    @AfterEach
    void close() throws IOException {
        http.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void signingInKeepsTheSessionInTheKeychainAndSendsTheKeys() throws Exception {
        against(given(1));
        session.signIn("desk@example.com", "secret words");

        assertEquals("access-1", session.accessToken());
        assertEquals(Optional.of("desk@example.com"), session.who());
        assertEquals("access-1", store.logins.get(CredentialStore.SESSION).token());
        var request = server.requests.getFirst();
        assertTrue(request.startsWith("POST /auth/v1/token?grant_type=password HTTP/1.1\r\n"), request);
        assertTrue(request.toLowerCase(Locale.ROOT).contains("apikey: publishable\r\n"), request);
        assertTrue(request.contains("2024-01-01"), request);
    }

    @Test
    void theNextStartGoesOnWithIt() throws Exception {
        against(given(1));
        session.signIn("desk@example.com", "secret words");

        assertEquals("access-1", session(server.address()).accessToken());
        assertEquals(1, server.requests.size());
    }

    @Test
    void aSessionOfAnotherAddressIsNotSentToThisOne() throws Exception {
        against(given(1));
        session.signIn("desk@example.com", "secret words");
        var other = session(URI.create("https://other.example"));

        assertEquals(Optional.empty(), other.who());
        assertEquals(Problem.DESK_NOT_SIGNED_IN, assertThrows(IntegrationException.class, other::accessToken).problem());
    }

    @Test
    void itIsRenewedOnNeedAndTheNewPairIsStoredFirst() throws Exception {
        against(given(1), given(2));
        session.signIn("desk@example.com", "secret words");
        clock.move(Duration.ofMinutes(58));

        assertEquals("access-2", session.accessToken());
        assertEquals("access-2", store.logins.get(CredentialStore.SESSION).token());
        assertTrue(server.requests.get(1).contains("{\"refresh_token\":\"refresh-1\"}"));
        assertEquals(Optional.of("desk@example.com"), session.who());
    }

    @Test
    void aRefusedTokenIsRenewedOnce() throws Exception {
        against(given(1), given(2));
        session.signIn("desk@example.com", "secret words");
        session.refused("access-1");

        assertEquals("access-2", session.accessToken());
        assertEquals("access-2", session.accessToken());
        assertEquals(2, server.requests.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void aRefreshThatIsRefusedAsksForASignInAndForgetsNothing(int status) throws Exception {
        against(given(1), answer(status, "{\"code\":\"refresh_token_not_found\"}"));
        session.signIn("desk@example.com", "secret words");
        clock.move(Duration.ofHours(2));

        assertEquals(Problem.DESK_NOT_SIGNED_IN, problem());
        assertTrue(store.logins.containsKey(CredentialStore.SESSION));
    }

    @Test
    void aServiceThatDoesNotAnswerIsNoSignOut() throws Exception {
        against(given(1), drop(), drop(), given(2));
        session.signIn("desk@example.com", "secret words");
        clock.move(Duration.ofHours(2));

        assertEquals(Problem.NOT_SHARED, problem());
        assertEquals("access-2", session.accessToken());
    }

    @ParameterizedTest
    @CsvSource({"400, WRONG_PASSWORD", "401, WRONG_PASSWORD", "422, WRONG_PASSWORD", "404, SERVICE_NOT_SET_UP", "429, TOO_MANY_REQUESTS", "500, NOT_SHARED",
            "200, UNEXPECTED_ANSWER"})
    void whatASignInMayComeTo(int status, Problem problem) throws Exception {
        against(answer(status, "{\"access_token\":\"a\",\"refresh_token\":\"\",\"expires_in\":3600}"));

        assertEquals(problem, assertThrows(IntegrationException.class, () -> session.signIn("a@example.com", "b")).problem());
        assertTrue(store.logins.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"3600\"", "1.5", "null", "99999999999"})
    void aLifeThatMakesNoSenseIsNoSession(String life) throws Exception {
        against(answer(200, "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":" + life + "}"));

        assertEquals(Problem.UNEXPECTED_ANSWER,
                assertThrows(IntegrationException.class, () -> session.signIn("a@example.com", "b")).problem());
    }

    @Test
    void aKeychainThatKeepsNothingIsFoundOutBeforeThePasswordIsSent() throws Exception {
        against(given(1));
        store.refuses = Problem.NO_KEYCHAIN;

        assertEquals(Problem.NO_KEYCHAIN,
                assertThrows(IntegrationException.class, () -> session.signIn("a@example.com", "b")).problem());
        assertEquals(0, server.requests.size());
    }

    @Test
    void aLockedKeychainIsNotOpenedForASession() throws Exception {
        against(given(1));
        session.signIn("desk@example.com", "secret words");
        store.refuses = Problem.KEYCHAIN_LOCKED;

        assertEquals(Problem.KEYCHAIN_LOCKED, assertThrows(IntegrationException.class, session(server.address())::accessToken).problem());
    }

    @Test
    void signingOutRemovesTheSessionEvenIfTheServiceDoesNotAnswer() throws Exception {
        against(given(1), drop());
        session.signIn("desk@example.com", "secret words");
        session.signOut();

        assertTrue(store.logins.isEmpty());
        assertEquals(Optional.empty(), session.who());
        assertTrue(server.requests.get(1).startsWith("POST /auth/v1/logout?scope=local "));
        assertFalse(server.requests.get(1).contains("refresh-1"));
    }

    private Problem problem() {
        return assertThrows(IntegrationException.class, session::accessToken).problem();
    }

    private void against(Fault... answers) throws IOException {
        server = new FaultServer(answers);
        session = session(server.address());
    }

    private KeptSession session(URI address) {
        return new KeptSession(http, address.resolve("/auth/v1"), "publishable", store, clock, new Random(1));
    }

    private static Fault given(int number) {
        return answer(200, "{\"access_token\":\"access-" + number + "\",\"token_type\":\"bearer\",\"expires_in\":3600,"
                + "\"refresh_token\":\"refresh-" + number + "\",\"user\":{\"id\":\"x\"}}");
    }
}
