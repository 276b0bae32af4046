package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.backend.BackendClient;
import com.fitscheduler.frontdesk.backend.KeptSession;
import com.fitscheduler.frontdesk.backend.Session;
import com.fitscheduler.frontdesk.desktop.Network;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.keychain.KeychainCredentialStore;
import com.fitscheduler.frontdesk.keychain.OsVault;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * What real mode needs before it is known which gym location this computer stands in.
 *
 * @param session empty while no shared backend is set up
 */
record RealServices(JsonHttp http, KeychainCredentialStore credentials, Optional<KeptSession> session, BackendClient backend)
        implements AutoCloseable {

    /** Nothing answers there: the address of a backend that is not set up. */
    static final URI NO_BACKEND = URI.create("https://backend.invalid");

    /**
     * Opens nothing and sends nothing yet.
     *
     * @param profile keeps this installation's keychain entries apart from those of other profiles
     */
    static RealServices of(Settings settings, String profile, Clock clock) {
        var http = new JsonHttp(World.DEADLINE, Network::surelyOffline, clock);
        var credentials = new KeychainCredentialStore(new OsVault(), profile);
        var key = settings.backendKey().orElse("");
        var session = settings.auth().map(auth -> new KeptSession(http, auth, key, credentials, clock, new SecureRandom()));
        var backend = new BackendClient(http, settings.backend().orElse(NO_BACKEND), key,
                session.<Session>map(kept -> kept).orElseGet(Session::none), clock);
        return new RealServices(http, credentials, session, backend);
    }

    @Override
    public void close() {
        session.ifPresent(KeptSession::close);
        http.close();
        credentials.close();
    }
}
