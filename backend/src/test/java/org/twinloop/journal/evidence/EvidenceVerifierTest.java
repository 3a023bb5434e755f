package org.twinloop.journal.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.journal.Chain;

/** What somebody with write access to the database could do to the chain, and what the verifier says to it. */
class EvidenceVerifierTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final int EVENTS = 2_000;

    private static KeyPair keys;

    @TempDir
    static Path folder;

    private static List<ChainLine> honest;
    private static Checkpoint kept;

    @BeforeAll
    static void seal() throws Exception {
        keys = KeyPairGenerator.getInstance(Checkpoint.ALGORITHM).generateKeyPair();
        Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        honest = chained(events(EVENTS, new Random(1)));
        kept = signed(honest.get(EVENTS - 1));
    }

    @Test
    void the_chain_as_it_was_sealed_is_ok() throws Exception {
        assertEquals("OK " + EVENTS + " events, hash " + kept.hash(), verdict(honest));
    }

    @Test
    void an_erased_payload_leaves_the_chain_verifiable() throws Exception {
        List<ChainLine> lines = new ArrayList<>(honest);
        lines.set(700, changed(lines.get(700), e -> withBody(e, null, null)));

        assertEquals("OK " + EVENTS + " events, hash " + kept.hash(), verdict(lines));
    }

    @Test
    void a_changed_payload_is_named_by_its_place() throws Exception {
        List<ChainLine> lines = new ArrayList<>(honest);
        lines.set(
                700,
                changed(
                        lines.get(700),
                        e -> withBody(e, e.salt(), e.body().replace('1', '2').replace("fen", "fem"))));

        assertEquals("BROKEN seq 701: its payload is not the one that was committed to", verdict(lines));
    }

    @Test
    void a_deleted_a_repeated_and_a_reordered_event_are_named_by_their_place() throws Exception {
        List<ChainLine> deleted = new ArrayList<>(honest);
        deleted.remove(99);
        List<ChainLine> repeated = new ArrayList<>(honest);
        repeated.add(100, honest.get(99));
        List<ChainLine> reordered = new ArrayList<>(honest);
        Collections.swap(reordered, 99, 100);

        assertEquals("BROKEN seq 100: expected here, but met seq 101", verdict(deleted));
        assertEquals("BROKEN seq 101: expected here, but met seq 100", verdict(repeated));
        assertEquals("BROKEN seq 100: expected here, but met seq 101", verdict(reordered));
    }

    @Test
    void an_event_put_in_with_the_places_moved_is_found() throws Exception {
        List<ChainLine> lines = new ArrayList<>(honest.subList(0, 50));
        lines.add(new ChainLine(51, null, honest.get(50).hash(), honest.get(10).event()));
        honest.subList(50, EVENTS)
                .forEach(line -> lines.add(new ChainLine(line.seq() + 1, null, line.hash(), line.event())));

        assertEquals("BROKEN seq 51: its hash does not follow from the one before and its event", verdict(lines));
    }

    @Test
    void a_deleted_tail_and_a_chain_computed_anew_are_found_with_one_checkpoint_kept_outside() throws Exception {
        List<ChainLine> cut = honest.subList(0, EVENTS - 3);
        List<ChainLine.Entry> forged = new ArrayList<>();
        honest.forEach(line -> forged.add(line.event()));
        forged.set(20, withType(forged.get(20), "trip.cancelled"));

        assertEquals(
                "BROKEN seq " + (EVENTS - 2) + ": the chain ends before the checkpoint kept outside, at seq " + EVENTS,
                verdict(cut));
        assertEquals(
                "BROKEN seq " + EVENTS + ": the chain has not the hash of the checkpoint kept outside",
                verdict(chained(forged)));
    }

    @Test
    void a_checkpoint_signed_with_another_key_does_not_count() throws Exception {
        KeyPair other = KeyPairGenerator.getInstance(Checkpoint.ALGORITHM).generateKeyPair();
        Checkpoint forged = signed(honest.get(EVENTS - 1), other);
        UUID trip = honest.get(0).event().tripId();
        Path file = written("other.json", bundle(trip, List.of(stretch(null, forged, shown(trip, 0)))));

        assertTrue(run(file).startsWith("BROKEN seq " + EVENTS + ": the signature"), run(file));
    }

    @Test
    void one_flipped_bit_anywhere_in_a_bundle_of_one_trip_is_found() throws Exception {
        long seed = System.nanoTime();
        System.out.println("EvidenceVerifierTest seed=" + seed);
        Random random = new Random(seed);
        UUID trip = honest.get(1_500).event().tripId();
        Checkpoint from = signed(honest.get(999));
        EvidenceBundle bundle = bundle(trip, List.of(stretch(from, kept, shown(trip, 1_000))));
        Path file = written("bundle.json", bundle);
        String text = Files.readString(file);
        assertTrue(run(file).startsWith("OK "), run(file));

        int begin = text.indexOf("\"lines\"");
        for (int round = 0; round < 200; round++) {
            int at = begin + random.nextInt(text.length() - begin);
            char flipped = (char) (text.charAt(at) ^ 1);
            if (!Character.isLetterOrDigit(text.charAt(at))
                    || !Character.isLetterOrDigit(flipped)
                    || isName(text, at)) {
                continue;
            }
            Files.writeString(file, text.substring(0, at) + flipped + text.substring(at + 1));

            String verdict = run(file);

            assertTrue(!verdict.startsWith("OK "), "flipped at " + at + " of seed " + seed + ": " + verdict);
        }
    }

    @Test
    void a_bundle_that_was_emptied_or_cut_is_found() throws Exception {
        UUID trip = honest.get(0).event().tripId();
        Checkpoint half = signed(honest.get(999));
        EvidenceBundle.Stretch first = stretch(null, half, shown(trip, 0).subList(0, 1_000));
        EvidenceBundle.Stretch second = stretch(half, kept, shown(trip, 1_000));
        EvidenceBundle whole = bundle(trip, List.of(first, second));

        assertTrue(run(written("whole.json", whole)).startsWith("OK "));
        assertTrue(run(written("cut.json", with(whole, List.of(first)))).startsWith("BROKEN"));
        assertTrue(run(written("empty.json", with(whole, List.of()))).startsWith("BROKEN"));
        assertEquals(
                "BROKEN seq " + EVENTS + ": the bundle does not reach the checkpoint kept outside",
                run(written("half.json", bundle(trip, List.of(first))), "--kept", kept.seq() + ":" + kept.hash()));
    }

    @Test
    void a_chain_without_any_signature_is_no_evidence() throws Exception {
        Path file = folder.resolve("unsigned.jsonl");
        Files.writeString(file, JSON.writeValueAsString(honest.get(0)) + "\n");

        assertEquals("BROKEN seq 1: no signed checkpoint stands in the file and none was kept outside", run(file));
    }

    @Test
    void one_changed_row_among_a_million_is_named() throws Exception {
        int million = 1_000_000;
        int victim = 765_432;
        ChainCheck check = new ChainCheck(List.of(keys.getPublic()));
        Random random = new Random(7);
        byte[] hash = new byte[Chain.HASH_BYTES];
        ChainLine.Entry entry = events(1, random).get(0);
        String broken = "nothing";
        for (int seq = 1; seq <= million; seq++) {
            ChainLine.Entry event = withSubject(entry, "S" + seq);
            hash = Chain.next(hash, seq, Chain.link(event.envelope()));
            ChainLine.Entry shown = seq == victim ? withSubject(event, "T" + seq) : event;
            try {
                check.next(new ChainLine(seq, null, HexFormat.of().formatHex(hash), shown));
            } catch (ChainCheck.Broken e) {
                broken = e.getMessage();
                break;
            }
        }

        assertEquals("seq " + victim + ": its hash does not follow from the one before and its event", broken);
    }

    @Test
    void a_wrong_call_is_told_apart_from_a_broken_chain() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = EvidenceVerifier.run(new String[] {"nothing.json"}, new PrintStream(out));

        assertEquals(2, code);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("--key"));
    }

    /** Names of fields are no evidence: an unknown name is passed over, and a missing one shows. */
    private static boolean isName(String text, int at) {
        int end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)))) {
            end++;
        }
        return text.startsWith("\":", end);
    }

    private static EvidenceBundle bundle(UUID trip, List<EvidenceBundle.Stretch> stretches) throws Exception {
        List<ChainLine> own = stretches.stream()
                .flatMap(part -> part.lines().stream())
                .filter(line -> line.event() != null)
                .toList();
        long last = own.get(own.size() - 1).seq();
        Signature signature = Signature.getInstance(Checkpoint.ALGORITHM);
        signature.initSign(keys.getPrivate());
        signature.update(EvidenceBundle.statement(trip, Instant.EPOCH, own.size(), last));
        return new EvidenceBundle(
                EvidenceBundle.FORMAT,
                trip,
                Instant.EPOCH,
                own.size(),
                last,
                HexFormat.of().formatHex(signature.sign()),
                stretches);
    }

    private static EvidenceBundle with(EvidenceBundle bundle, List<EvidenceBundle.Stretch> stretches) {
        return new EvidenceBundle(
                bundle.format(),
                bundle.tripId(),
                bundle.madeAt(),
                bundle.events(),
                bundle.lastSeq(),
                bundle.signature(),
                stretches);
    }

    private static Path written(String name, EvidenceBundle bundle) throws IOException {
        return Files.writeString(folder.resolve(name), JSON.writeValueAsString(bundle));
    }

    private static EvidenceBundle.Stretch stretch(Checkpoint from, Checkpoint to, List<ChainLine> lines) {
        return new EvidenceBundle.Stretch(from, to, lines);
    }

    private static List<ChainLine> shown(UUID trip, int after) {
        return honest.subList(after, EVENTS).stream()
                .map(line -> new ChainLine(
                        line.seq(),
                        HexFormat.of().formatHex(Chain.link(line.event().envelope())),
                        null,
                        line.event().tripId().equals(trip) ? line.event() : null))
                .toList();
    }

    private static String verdict(List<ChainLine> lines) throws IOException {
        Path file = folder.resolve("chain.jsonl");
        StringBuilder text = new StringBuilder();
        for (ChainLine line : lines) {
            text.append(JSON.writeValueAsString(line)).append('\n');
        }
        Files.writeString(file, text);
        return run(file, "--kept", kept.seq() + ":" + kept.hash());
    }

    private static String run(Path file, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(file.toString(), "--key", folder.resolve("key.pem").toString()));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EvidenceVerifier.run(arguments.toArray(new String[0]), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private static List<ChainLine.Entry> events(int count, Random random) {
        List<ChainLine.Entry> events = new ArrayList<>();
        List<UUID> trips = List.of(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3));
        for (int i = 0; i < count; i++) {
            byte[] salt = new byte[16];
            random.nextBytes(salt);
            String body = "{\"fen\":1" + random.nextInt(1_000) + "}";
            events.add(new ChainLine.Entry(
                    new UUID(random.nextLong(), random.nextLong()),
                    "trip.booked",
                    1,
                    Instant.ofEpochSecond(1_790_000_000L + i, 123_000),
                    Instant.ofEpochSecond(1_790_000_001L + i, 456_000),
                    null,
                    null,
                    new UUID(9, 9),
                    null,
                    "trip",
                    "T" + i,
                    trips.get(i % trips.size()),
                    null,
                    HexFormat.of().formatHex(Chain.commitment(salt, body)),
                    HexFormat.of().formatHex(salt),
                    body));
        }
        return events;
    }

    private static List<ChainLine> chained(List<ChainLine.Entry> events) {
        List<ChainLine> lines = new ArrayList<>();
        byte[] hash = new byte[Chain.HASH_BYTES];
        for (ChainLine.Entry event : events) {
            hash = Chain.next(hash, lines.size() + 1, Chain.link(event.envelope()));
            lines.add(new ChainLine(lines.size() + 1, null, HexFormat.of().formatHex(hash), event));
        }
        return lines;
    }

    private static Checkpoint signed(ChainLine line) throws Exception {
        return signed(line, keys);
    }

    private static Checkpoint signed(ChainLine line, KeyPair by) throws Exception {
        Instant at = Instant.ofEpochMilli(1_790_000_000_000L);
        Signature signature = Signature.getInstance(Checkpoint.ALGORITHM);
        signature.initSign(by.getPrivate());
        signature.update(Checkpoint.statement(line.seq(), line.hash(), at));
        HexFormat hex = HexFormat.of();
        return new Checkpoint(
                line.seq(),
                line.hash(),
                at,
                hex.formatHex(by.getPublic().getEncoded()),
                hex.formatHex(signature.sign()));
    }

    private static ChainLine changed(ChainLine line, UnaryOperator<ChainLine.Entry> change) {
        return new ChainLine(line.seq(), line.link(), line.hash(), change.apply(line.event()));
    }

    private static ChainLine.Entry withBody(ChainLine.Entry e, String salt, String body) {
        return entry(e, e.type(), e.subjectId(), salt, body);
    }

    private static ChainLine.Entry withType(ChainLine.Entry e, String type) {
        return entry(e, type, e.subjectId(), e.salt(), e.body());
    }

    private static ChainLine.Entry withSubject(ChainLine.Entry e, String subjectId) {
        return entry(e, e.type(), subjectId, e.salt(), e.body());
    }

    private static ChainLine.Entry entry(ChainLine.Entry e, String type, String subjectId, String salt, String body) {
        return new ChainLine.Entry(
                e.id(),
                type,
                e.schemaVersion(),
                e.occurredAt(),
                e.recordedAt(),
                e.actorId(),
                e.onBehalfOf(),
                e.unitId(),
                e.operatorId(),
                e.subjectType(),
                subjectId,
                e.tripId(),
                e.causationId(),
                e.commitment(),
                salt,
                body);
    }
}
