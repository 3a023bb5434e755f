package org.twinloop.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.twinloop.identity.Role;

/** Tokens made from a good one that must not be believed. The expired one is signed with the service's own key. */
final class Forgery {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Made once: it takes a while. */
    private static final PrivateKey FOREIGN = foreignKey();

    private final JsonNode head;
    private final ObjectNode claims;
    private final String good;

    Forgery(String good) {
        this.good = good;
        String[] parts = good.split("\\.");
        this.head = parsed(parts[0]);
        this.claims = (ObjectNode) parsed(parts[1]);
    }

    Map<String, String> tokens() throws GeneralSecurityException {
        PrivateKey own = ownKey();
        ObjectNode expired = claims.deepCopy().put("exp", claims.get("iat").asLong() - 60);
        ObjectNode otherIssuer = claims.deepCopy().put("iss", "https://elsewhere.example");
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("expired token", rs256(head, expired, own));
        tokens.put("token of another issuer", rs256(head, otherIssuer, own));
        tokens.put("token signed with another key", rs256(head, claims, FOREIGN));
        tokens.put("token with alg none", unsigned(alg("none"), claims) + ".");
        tokens.put("token with alg None and a signature", unsigned(alg("None"), claims) + "." + good.split("\\.")[2]);
        tokens.put("token signed HS256 with the public key", hs256(publicPem()));
        tokens.put("token cut off", good.substring(0, good.length() - 20));
        tokens.put("token without its signature", good.substring(0, good.lastIndexOf('.')));
        ObjectNode more = claims.deepCopy();
        ArrayNode groups = more.putArray("groups");
        for (Role role : Role.values()) {
            groups.add(role.name());
        }
        tokens.put("token with more roles", unsigned(head, more) + "." + good.split("\\.")[2]);
        tokens.put("no token but a word", "surprise");
        return tokens;
    }

    private ObjectNode alg(String name) {
        return JsonNodeFactory.instance.objectNode().put("typ", "JWT").put("alg", name);
    }

    /** RS256 public key taken as an HMAC secret: what a service that lets the token choose would believe. */
    private String hs256(byte[] secret) throws GeneralSecurityException {
        String unsigned = unsigned(alg("HS256"), claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return unsigned + "." + base64(mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String rs256(JsonNode head, JsonNode claims, PrivateKey key) throws GeneralSecurityException {
        String unsigned = unsigned(head, claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
        return unsigned + "." + base64(signature.sign());
    }

    private static String unsigned(JsonNode head, JsonNode claims) {
        return base64(head.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static PrivateKey foreignKey() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            return keys.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static PrivateKey ownKey() throws GeneralSecurityException {
        String pem = new String(pem("demo-token-key.pem"), StandardCharsets.US_ASCII);
        String body = pem.substring(pem.indexOf("-----BEGIN")).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    private static byte[] publicPem() {
        return pem("demo-token-key.pub.pem");
    }

    /** In demo mode the service makes its keys in its state folder. */
    private static byte[] pem(String name) {
        Path folder = ConfigProvider.getConfig().getValue("twinloop.state-dir", Path.class);
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JsonNode parsed(String part) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
