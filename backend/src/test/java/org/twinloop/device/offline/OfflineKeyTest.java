package org.twinloop.device.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.contract.Project;

/** The bytes of an offline key, and the keys that sign it. */
class OfflineKeyTest {

    private static final byte[] PKCS8_HEAD = {0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20};
    private static final byte[] X509_HEAD = {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0};

    @TempDir
    Path folder;

    @Test
    void the_golden_key_of_the_contract_is_written_and_signed_byte_for_byte() throws Exception {
        JsonNode golden = new ObjectMapper().readTree(Project.text(Project.spec("frames/offline-key.json")));
        Path file = folder.resolve("key.pem");
        Files.writeString(
                file,
                pem("PRIVATE", PKCS8_HEAD, golden.path("seed").asText())
                        + pem("PUBLIC", X509_HEAD, golden.path("publicKey").asText()));
        SigningKeys keys = new SigningKeys(files(Optional.of(List.of(file))), "production", folder);
        assertEquals(golden.path("keyId").asInt(), keys.signingId());
        assertEquals(
                List.of(new SigningKeys.Published(
                        golden.path("keyId").asInt(), golden.path("publicKey").asText())),
                keys.published());

        OfflineKey key = new OfflineKey(
                keys.signingId(),
                golden.path("vin").asText(),
                Instant.ofEpochMilli(golden.path("validFromMs").asLong()),
                Instant.ofEpochMilli(golden.path("validToMs").asLong()),
                UUID.fromString(golden.path("trip").asText()),
                golden.path("counter").asLong());

        assertEquals(golden.path("key").asText(), OfflineKey.text(key.body(), keys.sign(key.body())));
    }

    private static OfflineKeyConfig files(Optional<List<Path>> files) {
        return new OfflineKeyConfig() {
            @Override
            public Optional<List<Path>> files() {
                return files;
            }

            @Override
            public Duration keep() {
                return Duration.ofDays(1_096);
            }
        };
    }

    private static String pem(String kind, byte[] head, String raw) {
        byte[] bytes = Base64.getUrlDecoder().decode(raw);
        byte[] der = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, der, head.length, bytes.length);
        return "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n"
                .formatted(kind, Base64.getEncoder().encodeToString(der), kind);
    }

    @Test
    void demo_mode_makes_one_key_and_keeps_it() throws GeneralSecurityException, IOException {
        SigningKeys first = new SigningKeys(files(Optional.empty()), "demo", folder);
        SigningKeys second = new SigningKeys(files(Optional.empty()), "demo", folder);

        assertEquals(first.published(), second.published());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void production_without_a_key_offers_none() throws GeneralSecurityException {
        SigningKeys keys = new SigningKeys(files(Optional.empty()), "production", folder);

        assertEquals(List.of(), keys.published());
        ProblemException refused = assertThrows(ProblemException.class, keys::signingId);
        assertEquals(CommonProblem.UNAVAILABLE, refused.problem());
    }

    @Test
    void a_key_names_one_car_and_a_window_that_is_not_empty() {
        Instant from = Instant.parse("2026-11-23T02:00:00Z");
        IllegalArgumentException vin = assertThrows(
                IllegalArgumentException.class,
                () -> new OfflineKey(1, "SHORT", from, from.plusSeconds(1), new UUID(1, 2), 1));
        assertTrue(vin.getMessage().contains("17 characters"), vin.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new OfflineKey(1, "LSJA24U60NS000017", from, from, new UUID(1, 2), 1));
    }
}
