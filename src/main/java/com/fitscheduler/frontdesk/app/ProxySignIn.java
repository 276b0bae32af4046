package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.http.Proxies;
import com.fitscheduler.frontdesk.http.ProxyLogins;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import com.fitscheduler.frontdesk.integration.Method;
import com.fitscheduler.frontdesk.ui.settings.ProxyAccess;
import java.net.URI;
import java.util.Optional;

/**
 * Name and password for the proxy of this network, kept in the keychain beside the other logins and said to that proxy
 * only. Every method may block.
 */
final class ProxySignIn implements ProxyLogins, ProxyAccess {

    private static final CardKey KEY = new CardKey("network", "proxy");

    private final CredentialStore credentials;
    private final JsonHttp http;
    private final URI outside;

    /** @param outside an address that the proxy leads to */
    ProxySignIn(CredentialStore credentials, JsonHttp http, URI outside) {
        this.credentials = credentials;
        this.http = http;
        this.outside = outside;
        http.signInAtProxies(this);
    }

    @Override
    public Optional<URI> proxy() {
        return Proxies.to(outside);
    }

    @Override
    public Optional<String> name() throws IntegrationException, InterruptedException {
        var proxy = proxy();
        return credentials.load(KEY).filter(login -> proxy.equals(Optional.of(login.origin()))).map(Login::accountId);
    }

    @Override
    public void save(String name, String password) throws IntegrationException, InterruptedException {
        var proxy = proxy().orElseThrow(() -> new IllegalArgumentException("no proxy is in use"));
        if (name.isBlank() || name.contains(":")) {
            throw new IllegalArgumentException("a name is not empty and has no colon");
        }
        credentials.save(KEY, new Login(Method.MANUAL, proxy, name, password));
        http.signInAtProxies(this);
    }

    @Override
    public void forget() throws IntegrationException, InterruptedException {
        credentials.delete(KEY);
        http.signInAtProxies(this);
    }

    @Override
    public Optional<String> of(URI proxy) throws IntegrationException, InterruptedException {
        return credentials.load(KEY).filter(login -> login.origin().equals(proxy))
                .map(login -> login.accountId() + ":" + login.token());
    }
}
