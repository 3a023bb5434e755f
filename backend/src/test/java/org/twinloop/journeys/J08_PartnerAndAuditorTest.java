package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.journal.evidence.EvidenceVerifier;
import org.twinloop.supervision.paper.PdfFile;

/** J08: a partner sees how its feed is doing, and only its own; the auditor sees what happened on a trip, in order. */
@QuarkusTest
@TestProfile(City.class)
class J08_PartnerAndAuditorTest {
    /** Of the city; ends as soon as the failure was seen. */
    private static final int UNTIL_TOLD_S = 6 * 3600;

    private Simulator city;

    @BeforeEach
    void city() {
        city = City.awake();
    }

    @Test
    void a_partner_sees_its_feed_fail_and_recover() {
        Phone partner = Phone.of("partner-mbk");
        partner.until("/partner/feeds", feeds -> !feeds.getList("items").isEmpty() && isWell(feeds));

        city.act("/partners/gbfs/outage", Map.of("seconds", UNTIL_TOLD_S));
        JsonPath down = partner.until("/partner/feeds", feeds -> !isWell(feeds));
        city.act("/partners/gbfs/outage", Map.of("seconds", 0));
        assertTrue(down.getString("items.find { it.state != 'OK' }.lastError").length() > 0, "and why");
        assertEquals(
                List.of("MBK"),
                down.getList("items.operatorCode").stream().distinct().toList());
        assertTrue(Phone.of("li")
                .get("/partner/feeds")
                .getList("items.operatorCode")
                .contains("MBK"));
        assertEquals(403, Phone.of("wang").ask("/partner/feeds").statusCode());
        partner.until("/partner/feeds", J08_PartnerAndAuditorTest::isWell);
    }

    @Test
    void the_auditor_sees_the_chain_of_a_trip_and_the_traveller_does_not() throws IOException {
        Phone wang = Phone.of("wang");
        UUID trip = SelfDrive.book(wang).id();
        assertEquals(200, wang.cancel(trip).statusCode());

        JsonPath chain = Phone.of("zheng")
                .until(
                        "/trips/" + trip + "/events",
                        events -> events.getList("items.type").contains("trip.cancelled"));

        List<String> types = chain.getList("items.type");
        assertTrue(types.indexOf("trip.booked") < types.indexOf("trip.cancelled"), types::toString);
        List<Long> seqs = chain.getList("items.seq", Long.class);
        assertEquals(seqs.stream().sorted().distinct().toList(), seqs, "in sealed order");
        List<String> hashes = chain.getList("items.hash");
        assertEquals(hashes.size(), hashes.stream().distinct().count());
        assertTrue(hashes.stream().allMatch(hash -> hash.matches("[0-9a-f]{64}")), hashes::toString);
        assertEquals(403, wang.ask("/trips/" + trip + "/events").statusCode());
        assertEquals(403, wang.ask("/trips/" + trip + "/evidence").statusCode());
        Response bundle = Phone.of("zheng").ask("/trips/" + trip + "/evidence");
        assertEquals(200, bundle.statusCode());
        evidenceIsVerifiedOffline(trip, bundle.asByteArray());
        PdfFile paper = PdfFile.read(Phone.of("zheng").askFor("application/pdf", "/trips/" + trip + "/evidence"));
        assertTrue(paper.text().contains("王"), "the traveller by name: " + paper.text());
        assertTrue(paper.text().contains("trip.cancelled"), paper::text);
        evidenceIsVerifiedOffline(trip, paper.attached());
    }

    private static void evidenceIsVerifiedOffline(UUID trip, byte[] evidence) throws IOException {
        Path bundle = Files.createTempFile("evidence", ".json");
        Files.write(bundle, evidence);
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int code = EvidenceVerifier.run(
                new String[] {bundle.toString(), "--key", "target/state/demo-checkpoint-key.pub.pem"},
                new PrintStream(said, true, StandardCharsets.UTF_8));

        String verdict = said.toString(StandardCharsets.UTF_8).strip();
        assertEquals(0, code, verdict);
        assertTrue(
                verdict.matches("OK \\d+ events of trip " + trip + " on \\d+ signed stretches of the chain"), verdict);
    }

    private static boolean isWell(JsonPath feeds) {
        return feeds.getList("items.state").stream().allMatch("OK"::equals);
    }
}
