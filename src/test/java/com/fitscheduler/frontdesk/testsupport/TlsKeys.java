package com.fitscheduler.frontdesk.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates made by the JDK's own tool, so that no private key lies in the repository. */
public final class TlsKeys {

    private static final char[] PASSWORD = "made-up".toCharArray();

    private TlsKeys() {}

    /** A made-up authority, whose name is {@code ca}. */
    public static Path authority(Path folder) throws Exception {
        var file = folder.resolve("authority.p12");
        keytool(folder, file, "-alias", "ca", "-ext", "bc:c");
        return file;
    }

    /**
     * A certificate of that authority.
     *
     * @param san  for whom, as keytool writes it: {@code ip:127.0.0.1}
     * @param from the day from which it is good for 90 days: {@code -1d}
     */
    public static KeyStore issued(Path authority, String san, String from) throws Exception {
        var file = Files.copy(authority, authority.resolveSibling(UUID.randomUUID() + ".p12"));
        keytool(authority.getParent(), file, "-alias", "a", "-signer", "ca", "-ext", "san=" + san, "-startdate", from);
        return load(file);
    }

    private static void keytool(Path folder, Path file, String... more) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keyalg", "EC", "-dname", "CN=made up", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        var made = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        assertEquals(0, made.waitFor(), () -> "keytool " + String.join(" ", more));
    }

    private static KeyStore load(Path file) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    /** A socket on loopback that shows the certificate {@code a}. */
    public static ServerSocket socket(KeyStore all) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("a", all.getKey("a", PASSWORD), PASSWORD, all.getCertificateChain("a"));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    /** Its public key's digest, by which Chromium is told to take what that authority signed. */
    public static String pin(Path authority) throws Exception {
        var key = load(authority).getCertificate("ca").getPublicKey().getEncoded();
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    }

    /** From now on this process trusts that authority and no other, as with a store of the JDK's own. */
    public static void trustOnly(Path authority) {
        System.setProperty("javax.net.ssl.trustStore", authority.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
    }

    /** That authority in a file as Linux keeps them. */
    public static Path pem(Path authority) throws Exception {
        var text = Base64.getMimeEncoder().encodeToString(load(authority).getCertificate("ca").getEncoded());
        return Files.writeString(authority.resolveSibling("authority.pem"),
                "# made up\n-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }
}
