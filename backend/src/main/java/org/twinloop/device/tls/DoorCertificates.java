package org.twinloop.device.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.mqtt.MqttServerOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jboss.logging.Logger;
import org.twinloop.common.Trouble;

/**
 * Certificates of the MQTT door over TLS 1.2 and 1.3. {@link #reload} reads files that have changed again; connections
 * that stand stay, the next handshake shows the new certificate. Files that cannot be read leave the old ones in force.
 */
public final class DoorCertificates {

    private static final Logger LOG = Logger.getLogger(DoorCertificates.class);
    private static final byte[] PROBE = {1};
    private static final char[] NO_PASSWORD = new char[0];

    private final Trouble trouble = new Trouble(LOG, "changed certificates of MQTT over TLS");
    private final Path certificate;
    private final Path key;
    private final Path clientCa;
    private final boolean clientCertificateRequired;
    private volatile X509ExtendedKeyManager keys;
    private volatile X509TrustManager trust;
    private List<String> read = List.of();

    /**
     * Reads the files.
     *
     * @param clientCa authorities of client certificates, null when none are asked for
     * @throws IllegalStateException when they cannot be used
     */
    public DoorCertificates(Path certificate, Path key, Path clientCa, boolean clientCertificateRequired) {
        this.certificate = certificate;
        this.key = key;
        this.clientCa = clientCa;
        this.clientCertificateRequired = clientCertificateRequired;
        try {
            use(contents());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the certificates of twinloop.device.tls cannot be used", e);
        }
    }

    /** Makes a listener speak TLS with whatever is in force at each handshake. */
    public MqttServerOptions secure(MqttServerOptions options) {
        options.setSsl(true);
        options.setEnabledSecureTransportProtocols(java.util.Set.of("TLSv1.3", "TLSv1.2"));
        options.setKeyCertOptions(KeyCertOptions.wrap(new Keys()));
        if (clientCa != null) {
            options.setTrustOptions(TrustOptions.wrap(new Trust()));
            options.setClientAuth(clientCertificateRequired ? ClientAuth.REQUIRED : ClientAuth.REQUEST);
        }
        return options;
    }

    /** Blocks for as long as reading some small files takes; not on an event loop. */
    public synchronized void reload() {
        try {
            List<String> now = contents();
            if (!now.equals(read)) {
                use(now);
                LOG.info("the certificates of MQTT over TLS were read again");
            }
            trouble.over();
        } catch (GeneralSecurityException | IllegalArgumentException | UncheckedIOException e) {
            trouble.met(e);
        }
    }

    private List<String> contents() {
        return Stream.of(certificate, key, clientCa)
                .filter(Objects::nonNull)
                .map(DoorCertificates::text)
                .toList();
    }

    private void use(List<String> pems) throws GeneralSecurityException {
        X509Certificate[] chain = certificates(pems.get(0));
        KeyStore own = empty();
        PrivateKey privateKey = privateKey(pems.get(1), chain[0]);
        requirePair(privateKey, chain[0]);
        own.setKeyEntry("door", privateKey, NO_PASSWORD, chain);
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(own, NO_PASSWORD);
        X509TrustManager trusted = clientCa == null ? null : trust(certificates(pems.get(2)));
        keys = (X509ExtendedKeyManager) keyManagers.getKeyManagers()[0];
        trust = trusted;
        read = pems;
    }

    /** While files are being replaced one may be read before and one after. */
    private static void requirePair(PrivateKey privateKey, X509Certificate certificate)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (privateKey.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> privateKey.getAlgorithm();
                });
        signature.initSign(privateKey);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the private key is not that of the certificate");
        }
    }

    private static X509TrustManager trust(Certificate[] authorities) throws GeneralSecurityException {
        KeyStore store = empty();
        for (int i = 0; i < authorities.length; i++) {
            store.setCertificateEntry("ca" + i, authorities[i]);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return (X509TrustManager) managers.getTrustManagers()[0];
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, NO_PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException("an empty key store is made without reading", e);
        }
        return store;
    }

    private static X509Certificate[] certificates(String pem) throws CertificateException {
        X509Certificate[] read = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .toArray(X509Certificate[]::new);
        if (read.length == 0) {
            throw new CertificateException("a file has no certificate in PEM");
        }
        return read;
    }

    private static PrivateKey privateKey(String pem, X509Certificate of) throws GeneralSecurityException {
        int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
        if (begin < 0) {
            throw new GeneralSecurityException("the key file has no private key in PKCS #8 (BEGIN PRIVATE KEY)");
        }
        String body = pem.substring(begin).replaceFirst("(?s)-----END.*", "").replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance(of.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Whatever keys are in force now. */
    private final class Keys extends X509ExtendedKeyManager {

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return keys.chooseEngineClientAlias(keyTypes, issuers, engine);
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return keys.chooseEngineServerAlias(keyType, issuers, engine);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return keys.getClientAliases(keyType, issuers);
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(keyTypes, issuers, socket);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return keys.getServerAliases(keyType, issuers);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }

    /** Whatever authorities are in force now. */
    private final class Trust implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            trust.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this side is the server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }
}
