package com.fitscheduler.frontdesk.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts whom the JDK trusts, and whom this computer's own store trusts: that is where a company puts the authority of a
 * proxy that looks into connections. The store is read when the JDK's does not know an authority, and not before.
 */
final class Trust extends X509ExtendedTrustManager {

    private static final System.Logger LOG = System.getLogger(Trust.class.getName());

    private interface Check {
        void by(X509ExtendedTrustManager manager) throws CertificateException;
    }

    private final X509ExtendedTrustManager jdk;
    private final Callable<KeyStore> store;
    private boolean read;
    private Optional<X509ExtendedTrustManager> system = Optional.empty();

    private Trust(Callable<KeyStore> store) throws GeneralSecurityException {
        this.jdk = manager(null);
        this.store = store;
    }

    /** @param store this computer's own; called once at most, on a thread that may block */
    static SSLContext context(Callable<KeyStore> store) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trust(store)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS and authorities", e);
        }
    }

    /** @param store null for the JDK's own, or the one that {@code javax.net.ssl.trustStore} names */
    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager full) {
                return full;
            }
        }
        throw new GeneralSecurityException("no manager that checks names");
    }

    private synchronized Optional<X509ExtendedTrustManager> system() {
        if (!read) {
            read = true;
            system = read();
        }
        return system;
    }

    private Optional<X509ExtendedTrustManager> read() {
        try {
            var authorities = store.call();
            return authorities.size() == 0 ? Optional.empty() : Optional.of(manager(authorities));
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "this computer's certificates cannot be read", e);
            return Optional.empty();
        }
    }

    private void either(Check check) throws CertificateException {
        try {
            check.by(jdk);
        } catch (CertificateException e) {
            var other = system();
            if (other.isEmpty()) {
                throw e;
            }
            try {
                check.by(other.get());
            } catch (CertificateException second) {
                // The one that knows the authority says what is wrong with the certificate.
                throw isUnknown(e) ? second : e;
            }
        }
    }

    private static boolean isUnknown(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        either(manager -> manager.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        either(manager -> manager.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        either(manager -> manager.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    /** Only a server sends these to those who want to prove who they are; this program is none. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
