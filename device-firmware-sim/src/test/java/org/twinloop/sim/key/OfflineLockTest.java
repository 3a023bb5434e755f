package org.twinloop.sim.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.terminal.Json;

/** What opens a car without a network, and above all what does not. */
class OfflineLockTest {
    private static final long SEED = 20261123;
    private static final int ATTEMPTS = 100_000;
    private static final int BYTES = 126;
    private static final String VIN = "LSJA24U60NS000017";
    private static final String OTHER_VIN = "LSJA24U60NS000018";
    private static final int KEY_ID = 7;
    private static final UUID TRIP = new UUID(1, 2);
    private static final long FROM = 1_795_411_500_000L;
    private static final long TO = FROM + 7_200_000;
    private static final long WITHIN = FROM + 60_000;

    private KeyPair service;
    private OfflineLock lock;

    @BeforeEach
    void a_terminal_that_knows_the_public_key() throws GeneralSecurityException {
        service = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        lock = terminal(VIN);
    }

    private OfflineLock terminal(String vin) {
        OfflineLock terminal = new OfflineLock(vin);
        byte[] encoded = service.getPublic().getEncoded();
        terminal.trust(
                KEY_ID,
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
        return terminal;
    }

    private String key(String vin, long from, long to, long counter) {
        return key(service.getPrivate(), KEY_ID, vin, from, to, counter);
    }

    private static String key(PrivateKey by, int keyId, String vin, long from, long to, long counter) {
        byte[] body = ByteBuffer.allocate(62)
                .put("TLK1".getBytes(StandardCharsets.US_ASCII))
                .put((byte) keyId)
                .put(vin.getBytes(StandardCharsets.US_ASCII))
                .putLong(from)
                .putLong(to)
                .putLong(TRIP.getMostSignificantBits())
                .putLong(TRIP.getLeastSignificantBits())
                .putLong(counter)
                .array();
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(by);
            signature.update(body);
            byte[] whole = Arrays.copyOf(body, BYTES);
            System.arraycopy(signature.sign(), 0, whole, 62, 64);
            return text(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] whole) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    private static byte[] bytes(String key) {
        return Base64.getUrlDecoder().decode(key);
    }

    @Test
    void the_key_of_this_car_opens_it_within_its_window_as_often_as_it_is_shown() {
        String key = key(VIN, FROM, TO, 5);

        assertEquals(new OfflineLock.Outcome(TRIP, 5, null), lock.show(key, FROM));
        assertEquals(new OfflineLock.Outcome(TRIP, 5, null), lock.show(key, TO - 1));
    }

    @Test
    void before_and_after_its_window_it_does_not() {
        String key = key(VIN, FROM, TO, 5);

        assertEquals("too early", lock.show(key, FROM - 1).reason());
        assertEquals("expired", lock.show(key, TO).reason());
    }

    @Test
    void the_key_of_another_car_does_not() {
        assertEquals("other car", lock.show(key(OTHER_VIN, FROM, TO, 5), WITHIN).reason());
    }

    @Test
    void once_a_newer_key_was_used_an_older_one_is_useless() {
        String older = key(VIN, FROM, TO, 5);
        assertTrue(lock.show(key(VIN, FROM, TO, 6), WITHIN).opens());

        assertEquals("used up by a newer key", lock.show(older, WITHIN).reason());
    }

    @Test
    void a_refused_key_makes_no_other_useless() {
        lock.show(key(VIN, FROM - 10, FROM - 5, 9), WITHIN);
        KeyPair stranger = stranger();
        lock.show(key(stranger.getPrivate(), KEY_ID, VIN, FROM, TO, 99), WITHIN);

        assertTrue(lock.show(key(VIN, FROM, TO, 5), WITHIN).opens());
    }

    @Test
    void a_revoked_key_opens_nothing_while_others_do() {
        lock.revoke(TRIP.toString(), 5);

        assertEquals("revoked", lock.show(key(VIN, FROM, TO, 5), WITHIN).reason());
        assertTrue(lock.show(key(VIN, FROM, TO, 6), WITHIN).opens());
    }

    @Test
    void a_key_signed_by_anybody_else_opens_nothing() {
        KeyPair stranger = stranger();

        assertEquals(
                "signature",
                lock.show(key(stranger.getPrivate(), KEY_ID, VIN, FROM, TO, 5), WITHIN)
                        .reason());
        assertEquals(
                "signature",
                lock.show(key(stranger.getPrivate(), KEY_ID + 1, VIN, FROM, TO, 5), WITHIN)
                        .reason());
    }

    private static KeyPair stranger() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_hundred_thousand_altered_expired_or_foreign_keys_open_nothing() {
        String good = key(VIN, FROM, TO, 5);
        String foreign = key(OTHER_VIN, FROM, TO, 5);
        AtomicLong opened = new AtomicLong();
        AtomicLong judged = new AtomicLong();
        AtomicLong bySignature = new AtomicLong();

        IntStream.range(0, 4).parallel().forEach(part -> {
            Random random = new Random(SEED + part);
            OfflineLock terminal = terminal(VIN);
            for (int i = 0; i < ATTEMPTS / 4; i++) {
                OfflineLock.Outcome outcome = attempt(terminal, random, i % 10, good, foreign);
                judged.incrementAndGet();
                opened.addAndGet(outcome.opens() ? 1 : 0);
                bySignature.addAndGet("signature".equals(outcome.reason()) ? 1 : 0);
            }
        });

        assertEquals(0, opened.get(), "seed " + SEED);
        assertEquals(ATTEMPTS, judged.get());
        assertTrue(bySignature.get() > ATTEMPTS / 10, () -> "only " + bySignature + " came as far as the signature");
        assertTrue(lock.show(good, WITHIN).opens(), "the key they were made of is good");
    }

    /** Altered anywhere; out of its window; another car's as it is, and made to look like this car's. */
    private static OfflineLock.Outcome attempt(
            OfflineLock terminal, Random random, int how, String good, String foreign) {
        byte[] changed = bytes(good);
        return switch (how) {
            case 0, 1 -> {
                for (int bits = 1 + random.nextInt(3); bits > 0; bits--) {
                    int bit = random.nextInt(BYTES * 8);
                    changed[bit / 8] ^= (byte) (1 << bit % 8);
                }
                yield Arrays.equals(changed, bytes(good))
                        ? terminal.show(foreign, WITHIN)
                        : terminal.show(text(changed), WITHIN);
            }
            case 2, 3, 4, 5 -> {
                long away = 1 + random.nextInt(1_000_000_000);
                yield terminal.show(good, random.nextBoolean() ? FROM - away : TO - 1 + away);
            }
            case 6, 7, 8 -> terminal.show(foreign, FROM + random.nextInt(7_200_000));
            default -> {
                byte[] other = bytes(foreign);
                if (random.nextBoolean()) {
                    System.arraycopy(VIN.getBytes(StandardCharsets.US_ASCII), 0, other, 5, 17);
                } else {
                    other = Arrays.copyOf(changed, BYTES);
                    ByteBuffer.wrap(other).putLong(30, TO + 1 + random.nextInt(1_000_000_000));
                }
                yield terminal.show(text(other), WITHIN);
            }
        };
    }

    @Test
    void what_is_no_key_at_all_is_refused() {
        for (String text : new String[] {"", "x", "=".repeat(168), "A".repeat(168), "沪".repeat(168), "A".repeat(167)}) {
            assertEquals("not a key", lock.show(text, WITHIN).reason());
        }
        assertEquals("not a key", lock.show(key(VIN, FROM, TO, 5) + "A", WITHIN).reason());
    }

    @Test
    void the_golden_key_of_the_contract_opens() throws IOException, GeneralSecurityException {
        JsonNode golden = Json.MAPPER.readTree(
                Path.of("..", "mobile-api-spec", "frames", "offline-key.json").toFile());
        OfflineLock terminal = new OfflineLock(golden.path("vin").asText());
        terminal.trust(golden.path("keyId").asInt(), golden.path("publicKey").asText());

        assertEquals(
                new OfflineLock.Outcome(
                        UUID.fromString(golden.path("trip").asText()),
                        golden.path("counter").asLong(),
                        null),
                terminal.show(
                        golden.path("key").asText(), golden.path("validFromMs").asLong()));
        byte[] head = {0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20};
        byte[] seed = bytes(golden.path("seed").asText());
        byte[] encoded = Arrays.copyOf(head, head.length + seed.length);
        System.arraycopy(seed, 0, encoded, head.length, seed.length);
        PrivateKey by = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        assertEquals(
                golden.path("key").asText().substring(0, 50),
                key(
                                by,
                                golden.path("keyId").asInt(),
                                golden.path("vin").asText(),
                                golden.path("validFromMs").asLong(),
                                golden.path("validToMs").asLong(),
                                5)
                        .substring(0, 50));
    }
}
