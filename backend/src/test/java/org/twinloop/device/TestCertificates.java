package org.twinloop.device;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/** An authority made for a test, and what it certifies: X.509 version 1, P-256, written as DER by hand. */
final class TestCertificates {

    private static final byte[] ECDSA_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");
    private static final AtomicInteger SERIAL = new AtomicInteger(1);
    private static final char[] NO_PASSWORD = new char[0];

    private final KeyPair keys;
    private final X500Principal name;
    private final X509Certificate own;

    /** A certificate with its key. */
    record Issued(X509Certificate certificate, PrivateKey key) {

        String certificatePem() throws GeneralSecurityException {
            return pem("CERTIFICATE", certificate.getEncoded());
        }

        String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }
    }

    TestCertificates(String authority) throws GeneralSecurityException {
        keys = keyPair();
        name = new X500Principal("CN=" + authority);
        own = certificate(name, keys.getPublic());
    }

    String pem() throws GeneralSecurityException {
        return pem("CERTIFICATE", own.getEncoded());
    }

    Issued issue(String commonName) throws GeneralSecurityException {
        KeyPair pair = keyPair();
        return new Issued(certificate(new X500Principal("CN=" + commonName), pair.getPublic()), pair.getPrivate());
    }

    /** Trusts this authority, and shows the certificate if there is one. */
    SSLContext client(Issued shown) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, NO_PASSWORD);
        trusted.setCertificateEntry("ca", own);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager[] managers = null;
        if (shown != null) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("device", shown.key(), NO_PASSWORD, new X509Certificate[] {shown.certificate()});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            managers = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(X500Principal subject, PublicKey of) throws GeneralSecurityException {
        byte[] serial = der(2, HexFormat.of().parseHex("%08x".formatted(SERIAL.incrementAndGet())));
        byte[] validity = der(0x30, join(utc("200101000000Z"), utc("491231235959Z")));
        byte[] body = der(
                0x30, join(serial, ECDSA_SHA256, name.getEncoded(), validity, subject.getEncoded(), of.getEncoded()));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] whole = der(0x30, join(body, ECDSA_SHA256, der(3, join(new byte[1], signature.sign()))));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] utc(String time) {
        return der(0x17, time.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
