package com.fitscheduler.frontdesk.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The authorities that this computer trusts, its administrator's own among them. Reading them blocks for a moment. */
final class SystemCertificates {

    /** Debian and its family, Fedora and its family. */
    private static final List<Path> BUNDLES =
            List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"), Path.of("/etc/pki/tls/certs/ca-bundle.crt"));

    private SystemCertificates() {}

    static KeyStore read() throws GeneralSecurityException, IOException {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return named("Windows-ROOT");
        }
        return os.startsWith("mac") ? mac() : ofBundle(BUNDLES.stream().filter(Files::isReadable).findFirst().orElse(Path.of("")));
    }

    /** Certificates one after the other in PEM (RFC 7468); no such file is no certificate. */
    static KeyStore ofBundle(Path bundle) throws GeneralSecurityException, IOException {
        var store = empty();
        if (Files.isRegularFile(bundle)) {
            try (var in = Files.newInputStream(bundle)) {
                for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry(Integer.toString(store.size()), certificate);
                }
            }
        }
        return store;
    }

    /** What the system came with lies in one of its keychains, what was added to it in another. */
    private static KeyStore mac() throws GeneralSecurityException, IOException {
        var all = empty();
        for (var part : List.of(named("KeychainStore-ROOT"), named("KeychainStore"))) {
            for (var alias : Collections.list(part.aliases())) {
                if (part.isCertificateEntry(alias)) {
                    all.setCertificateEntry(Integer.toString(all.size()), part.getCertificate(alias));
                }
            }
        }
        return all;
    }

    private static KeyStore named(String type) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(type);
        store.load(null, null);
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        return named(KeyStore.getDefaultType());
    }
}
