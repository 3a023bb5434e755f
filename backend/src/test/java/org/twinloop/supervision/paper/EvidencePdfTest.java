package org.twinloop.supervision.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.journal.Chain;
import org.twinloop.journal.evidence.ChainLine;
import org.twinloop.journal.evidence.Checkpoint;
import org.twinloop.journal.evidence.EvidenceBundle;

/** What is in the bundle can be read on paper, by a reader of another make. */
class EvidencePdfTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final Instant AT = Instant.parse("2026-11-23T01:20:00Z");
    private static final String SIGNATURE = "ab".repeat(64);

    private final UUID trip = UUID.fromString("0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00");
    private final UUID traveller = UUID.fromString("0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f01");
    private final UUID approver = UUID.fromString("0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f02");
    private final UUID stranger = UUID.fromString("0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f03");
    private final List<ChainLine> lines = new ArrayList<>();
    private byte[] hash = new byte[Chain.HASH_BYTES];

    @Test
    void the_facts_of_the_bundle_are_on_the_page() throws IOException {
        tripOfWang();
        PdfFile file = paper(Map.of(traveller, "王芳䶮", approver, "李建国"));

        assertSays(file, "行程证据", trip.toString(), "电动车自驾 EV", "已结算 SETTLED", "2026-11-23 09:20:00", "12.500 km");
        assertSays(file, "用车人 Traveller", "王芳䶮", "审批人 Approver", "李建国", stranger.toString());
        assertSays(file, "报价 Quoted", "¥86.00", "入账 Posted", "¥79.50");
        assertSays(file, "监管发现", "PR-43", "行驶里程超过路线里程", "如何核验", "EvidenceVerifier");
        assertSays(
                file,
                "批准",
                "trip.settled",
                "封存点",
                SIGNATURE.substring(0, 40),
                HexFormat.of().formatHex(hash));
        assertSays(file, "第 1 页，共 " + file.pages() + " 页", "第 " + file.pages() + " 页，共 ");
        assertFalse(file.text().contains("null"), file::text);
    }

    @Test
    void the_bundle_is_inside_and_its_digest_is_printed() throws IOException, NoSuchAlgorithmException {
        tripOfWang();
        byte[] bundle = JSON.writeValueAsBytes(bundle());

        PdfFile file = PdfFile.read(EvidencePdf.of(EvidencePaper.of(bundle(), JSON), Map.of(), bundle));

        assertArrayEquals(bundle, file.attached());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.attached());
        assertEquals(HexFormat.of().formatHex(digest), file.printedSha256());
    }

    @Test
    void what_was_erased_is_said_to_be() throws IOException {
        event("trip.submitted", traveller, null);

        PdfFile file = paper(Map.of(traveller, "王芳"));

        assertSays(file, "内容已依法删除", "事件未载明人员", "未载明 not told", "提交申请");
    }

    @Test
    void a_character_without_a_glyph_is_printed_by_its_code() throws IOException {
        event("trip.submitted", traveller, "{\"travellerId\":\"%s\"}".formatted(traveller));

        assertSays(paper(Map.of(traveller, "王" + Character.toString(0x1F697))), "王〔U+1F697〕");
    }

    @Test
    void a_long_trip_goes_on_to_further_pages() throws IOException {
        for (int i = 0; i < 120; i++) {
            event("trip.changed", traveller, "{\"reason\":\"第 %d 次\"}".formatted(i));
        }

        PdfFile file = paper(Map.of());

        assertTrue(file.pages() > 3, "pages: " + file.pages());
        assertSays(file, "第 2 页，共 " + file.pages() + " 页");
    }

    private void tripOfWang() {
        String facts = "\"travellerId\":\"%s\",\"mode\":\"EV\",\"departAt\":\"2026-11-23T01:20:00Z\",\"quotedFen\":8600"
                .formatted(traveller);
        event("trip.submitted", traveller, "{%s,\"state\":\"SUBMITTED\"}".formatted(facts));
        event("trip.approved", approver, "{%s,\"state\":\"APPROVED\",\"reason\":\"同意\"}".formatted(facts));
        other();
        event("trip.finished", traveller, "{%s,\"state\":\"ENDED\",\"legs\":[{\"km\":12.5}]}".formatted(facts));
        event("supervision.found", null, "{\"rule\":\"PR-43\",\"textZh\":\"行驶里程超过路线里程\"}");
        event("supervision.reviewed", stranger, "{\"rule\":\"PR-43\",\"reason\":\"绕行有据\"}");
        event("trip.settled", null, "{\"state\":\"SETTLED\",\"postedFen\":7950}");
    }

    private PdfFile paper(Map<UUID, String> names) throws IOException {
        EvidenceBundle bundle = bundle();
        return PdfFile.read(EvidencePdf.of(EvidencePaper.of(bundle, JSON), names, JSON.writeValueAsBytes(bundle)));
    }

    private EvidenceBundle bundle() {
        Checkpoint end = new Checkpoint(lines.size(), HexFormat.of().formatHex(hash), AT, "cd".repeat(44), SIGNATURE);
        return new EvidenceBundle(
                EvidenceBundle.FORMAT,
                trip,
                AT,
                lines.size(),
                lines.size(),
                SIGNATURE,
                List.of(new EvidenceBundle.Stretch(null, end, lines)));
    }

    private void event(String type, UUID actor, String body) {
        long seq = lines.size() + 1L;
        String text = body == null ? "{}" : body;
        byte[] commitment = Chain.commitment(new byte[16], text);
        UUID id = new UUID(7, seq);
        byte[] link = Chain.link(new Chain.Envelope(
                id, type, 1, AT, AT, actor, null, null, null, "trip", trip.toString(), trip, null, commitment));
        hash = Chain.next(hash, seq, link);
        ChainLine.Entry entry = new ChainLine.Entry(
                id,
                type,
                1,
                AT,
                AT,
                actor,
                null,
                null,
                null,
                "trip",
                trip.toString(),
                trip,
                null,
                HexFormat.of().formatHex(commitment),
                body == null ? null : "00".repeat(16),
                body);
        lines.add(new ChainLine(seq, HexFormat.of().formatHex(link), null, entry));
    }

    /** An event of somebody else on the same stretch. */
    private void other() {
        long seq = lines.size() + 1L;
        byte[] link =
                "an event of another trip, by its link only".substring(0, 32).getBytes(StandardCharsets.US_ASCII);
        hash = Chain.next(hash, seq, link);
        lines.add(new ChainLine(seq, HexFormat.of().formatHex(link), null, null));
    }

    private static void assertSays(PdfFile file, String... facts) {
        String said = file.text().replaceAll("\\s+", "");
        for (String fact : facts) {
            assertTrue(said.contains(fact.replaceAll("\\s+", "")), () -> fact + " is not in:\n" + file.text());
        }
    }
}
