package org.twinloop.settlement;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.pricing.PriceTerms.CarShareTerms;

/** Finance imports a partner's statement. Drives here last 31 minutes and cost 15.50 unless said otherwise. */
@QuarkusTest
class StatementTest {

    private static final Duration DRIVEN = Duration.ofMinutes(31);

    @Inject
    Scene scene;

    @Inject
    Database database;

    @Test
    void every_kind_of_fault_gets_exactly_its_verdict() {
        scene.publish(scene.lastMonth.plus(Duration.ofDays(2)), new CarShareTerms(30, 1500, 90, 18_000, 0, 0));
        List<Scene.Drive> drives = drives(13);
        Scene.Drive cancelled = drive(14);
        scene.tell("trip.cancelled", Ids.next(), null, cancelled);
        Scene.Drive beforeThat = finished(scene.drive(scene.lastMonth.minus(Duration.ofDays(31)), DRIVEN));
        awaitFacts(15);

        UUID id = UUID.fromString(upload(faulty(drives, cancelled, beforeThat))
                .statusCode(201)
                .body("lines", equalTo(18))
                .body("matched", equalTo(3))
                .body("different", equalTo(10))
                .body("missing", equalTo(1))
                .body("notOurs", equalTo(1))
                .body("duplicates", equalTo(1))
                .body("cancelled", equalTo(1))
                .body("rejected", equalTo(2))
                .body("superseded", equalTo(false))
                .extract()
                .path("id"));

        assertEquals("""
                2 MATCHED []
                3 DIFFERENT [D04]
                4 DIFFERENT [D04, D14]
                5 MATCHED []
                6 MATCHED []
                7 DUPLICATE [D03]
                8 MISSING_TRIP [D01]
                9 CANCELLED_BILLED [D10]
                10 DIFFERENT [D07]
                11 DIFFERENT [D05, D06]
                12 DIFFERENT [D08]
                13 DIFFERENT [D04, D11]
                14 DIFFERENT [D04, D12, D13]
                15 REJECTED []
                16 REJECTED []
                17 DIFFERENT [D18]
                18 DIFFERENT [D15]
                19 DIFFERENT [D04]
                null MISSING_BILL [D02]
                """, verdicts(id));
        lines(id, "DIFFERENT")
                .body("items[0].billedFen", equalTo(1850))
                .body("items[0].expectedFen", equalTo(1550))
                .body("items[0].explanationZh", startsWith("账单 ¥18.50，多收 ¥3.00。按价目 " + scene.operatorCode))
                .body("items[0].explanationEn", containsString("31 min: first 30 min ¥15.00"))
                .body("items[2].explanationEn", containsString("priced by " + scene.operatorCode + "-CAR_SHARE-ANY-2"));
        lines(id, "REJECTED")
                .body("items[0].explanationEn", containsString("line 15, column started_at, value \"2026-13-01\""))
                .body("items[0].explanationEn", containsString("column km, value \"twelve\": kilometres like 12.5"))
                .body("items[1].explanationZh", containsString("每行应有 24 列"));
        lines(id, "DUPLICATE").body("items[0].explanationZh", equalTo("与第 2 行重复计费，应拒付"));
        lines(id, "MISSING_BILL")
                .body("items", hasSize(1))
                .body("items[0].platformOrderId", equalTo(drives.get(12).order().toString()))
                .body("items[0].expectedFen", equalTo(1550));
    }

    /** Of the drives the last is not billed at all. */
    private List<String> faulty(List<Scene.Drive> drives, Scene.Drive cancelled, Scene.Drive beforeThat) {
        List<String> lines = new ArrayList<>();
        lines.add(line(drives.get(0)));
        lines.add(line(drives.get(1), "time_fen", 1850, "total_fen", 1850));
        lines.add(line(drives.get(2), "total_fen", 1250));
        lines.add(line(drives.get(3), "platform_order_id", ""));
        lines.add(line(drives.get(4), "platform_order_id", "", "operator_order_id", "OTHER-1"));
        lines.add(line(drives.get(0)));
        lines.add(line(drive(20), "platform_order_id", Ids.next(), "operator_order_id", "OP-X1"));
        lines.add(line(cancelled));
        lines.add(line(drives.get(5), "time_fen", 1590, "total_fen", 1590));
        lines.add(line(drives.get(6), "minutes", 40, "km", "15.1"));
        lines.add(line(drives.get(7), "unit_code", "GOA-99"));
        lines.add(line(drives.get(8), "other_fen", 200, "total_fen", 1750));
        lines.add(line(drives.get(9), "toll_fen", 500, "total_fen", 2050));
        lines.add(line(drives.get(10), "km", "twelve", "started_at", "2026-13-01"));
        lines.add("a,line,with,five,cells");
        lines.add(line(drives.get(0), "time_fen", -300, "total_fen", -300, "status", "REFUND"));
        lines.add(line(beforeThat));
        lines.add(line(drives.get(11), "status", "CANCELLED", "time_fen", 0, "total_fen", 0));
        return lines;
    }

    @Test
    void the_same_file_again_is_the_same_statement_and_another_one_supersedes_it() {
        List<Scene.Drive> drives = drives(2);
        awaitFacts(2);
        List<String> lines = List.of(line(drives.get(0)), line(drives.get(1), "total_fen", 9999));
        String first = upload(lines)
                .statusCode(201)
                .body("different", equalTo(1))
                .extract()
                .path("id");
        upload(lines).statusCode(200).body("id", equalTo(first)).body("lines", equalTo(2));
        assertEquals(2, linesKept());

        List<String> corrected = List.of(line(drives.get(0)), line(drives.get(1)));
        String second = upload(corrected)
                .statusCode(201)
                .body("id", not(equalTo(first)))
                .body("matched", equalTo(2))
                .body("duplicates", equalTo(0))
                .extract()
                .path("id");
        finance("/api/v1/statements/" + first).body("superseded", equalTo(true));
        finance("/api/v1/statements/" + second).body("superseded", equalTo(false));
        finance("/api/v1/statements?limit=1").body("items", hasSize(1)).body("items[0].id", equalTo(second));
    }

    @Test
    void an_order_billed_in_an_earlier_month_is_a_duplicate_in_the_next() {
        List<Scene.Drive> drives = drives(1);
        awaitFacts(1);
        upload(List.of(line(drives.get(0)))).statusCode(201).body("matched", equalTo(1));
        YearMonth next = YearMonth.parse(period()).plusMonths(1);
        String id = upload(next.toString(), List.of(line(drives.get(0), "period", next)))
                .statusCode(201)
                .body("duplicates", equalTo(1))
                .extract()
                .path("id");
        lines(UUID.fromString(id), "DUPLICATE")
                .body("items[0].explanationEn", containsString("on the statement of " + period() + ", line 2"));
    }

    @Test
    void lines_are_read_page_by_page_and_none_is_lost() {
        List<Scene.Drive> drives = drives(5);
        awaitFacts(5);
        String id = upload(drives.stream().map(drive -> line(drive)).toList())
                .statusCode(201)
                .extract()
                .path("id");
        List<Integer> read = new ArrayList<>();
        String cursor = null;
        do {
            ValidatableResponse page = finance(
                    "/api/v1/statements/" + id + "/lines?limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            read.addAll(page.extract().jsonPath().getList("items.lineNo", Integer.class));
            cursor = page.extract().path("next");
        } while (cursor != null);
        assertEquals(List.of(2, 3, 4, 5, 6), read);
        finance("/api/v1/statements?limit=1&cursor=nonsense", 400).body("errors[0].pointer", equalTo("/cursor"));
    }

    @Test
    void a_file_that_is_no_statement_is_refused_and_leaves_nothing() {
        send(period(), "operator,period\nEVC,2026-10\n".getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("type", equalTo("/problems/statement-unreadable"))
                .body("detail", containsString("line 1, column 1: met operator, wanted statement_no"));
        send(period(), "".getBytes(StandardCharsets.UTF_8)).statusCode(400);
        assertEquals(0, linesKept());
    }

    @Test
    void a_line_in_another_encoding_is_rejected_and_the_others_are_not() {
        List<Scene.Drive> drives = drives(1);
        awaitFacts(1);
        String file = header() + line(drives.get(0)) + "\n" + line(drive(3), "plate", "沪AD12345") + "\n";
        byte[] utf8 = file.substring(0, file.indexOf("沪AD12345")).getBytes(StandardCharsets.UTF_8);
        byte[] rest = file.substring(file.indexOf("沪AD12345")).getBytes(Charset.forName("GBK"));
        rest[0] = (byte) 0xff;
        byte[] mixed = java.util.Arrays.copyOf(utf8, utf8.length + rest.length);
        System.arraycopy(rest, 0, mixed, utf8.length, rest.length);
        byte[] cut = "a,line,with,five,cells\n".getBytes(StandardCharsets.UTF_8);
        byte[] whole = java.util.Arrays.copyOf(mixed, mixed.length + cut.length);
        System.arraycopy(cut, 0, whole, mixed.length, cut.length);
        send(period(), whole)
                .statusCode(201)
                .body("matched", equalTo(1))
                .body("rejected", equalTo(2))
                .body("encoding", equalTo("UTF-8"))
                .body("billedFen", equalTo(1550))
                .body("rejectedFen", equalTo(1550))
                .body("rejectedWithoutTotal", equalTo(1));
    }

    @Test
    void a_file_in_gb18030_is_read_as_one_and_says_so() {
        List<Scene.Drive> drives = drives(1);
        awaitFacts(1);
        String file = header() + line(drives.get(0), "plate", "沪AD12345") + "\n";
        String id = send(period(), file.getBytes(Charset.forName("GB18030")))
                .statusCode(201)
                .body("encoding", equalTo("GB18030"))
                .body("different", equalTo(1))
                .body("rejected", equalTo(0))
                .extract()
                .path("id");
        lines(UUID.fromString(id), "DIFFERENT")
                .body("items[0].codes", equalTo(List.of("D19")))
                .body("items[0].explanationZh", startsWith("车牌 沪AD12345 应为 "));
    }

    @Test
    void a_file_of_which_no_line_can_be_read_leaves_the_statement_in_force() {
        List<Scene.Drive> drives = drives(1);
        awaitFacts(1);
        String id =
                upload(List.of(line(drives.get(0)))).statusCode(201).extract().path("id");
        upload(List.of(line(drives.get(0), "km", "twelve")))
                .statusCode(400)
                .body("type", equalTo("/problems/statement-unreadable"))
                .body("detail", containsString("none of 1 lines can be read"));
        finance("/api/v1/statements/" + id).body("superseded", equalTo(false));
    }

    @Test
    void a_byte_order_mark_windows_line_ends_and_quotes_are_fine() {
        List<Scene.Drive> drives = drives(1);
        awaitFacts(1);
        String quoted = "\"" + line(drives.get(0)).replace(",", "\",\"") + "\"";
        send(period(), ("\uFEFF" + header().replace("\n", "\r\n") + quoted + "\r\n").getBytes(StandardCharsets.UTF_8))
                .statusCode(201)
                .body("matched", equalTo(1));
    }

    @Test
    void finance_of_a_single_unit_neither_imports_nor_reads_what_concerns_all() {
        List<Scene.Drive> drives = drives(1);
        awaitFacts(1);
        String id =
                upload(List.of(line(drives.get(0)))).statusCode(201).extract().path("id");
        scene.as(scene.traveller)
                .contentType("text/csv")
                .body(header().getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/statements?operator=" + scene.operatorCode + "&period=" + period())
                .then()
                .statusCode(403);
        scene.as(scene.traveller).get("/api/v1/statements/" + id).then().statusCode(404);
        scene.as(scene.traveller)
                .get("/api/v1/statements/" + id + "/lines")
                .then()
                .statusCode(404);
        scene.as(scene.colleague).get("/api/v1/statements/" + id).then().statusCode(403);
        send("2026-13", header().getBytes(StandardCharsets.UTF_8)).statusCode(400);
    }

    private List<Scene.Drive> drives(int count) {
        List<Scene.Drive> drives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drives.add(finished(drive(i)));
        }
        return drives;
    }

    private Scene.Drive drive(int hours) {
        return scene.drive(scene.lastMonth.plus(Duration.ofHours(hours)), DRIVEN);
    }

    private Scene.Drive finished(Scene.Drive drive) {
        UUID trip = Ids.next();
        scene.tell("trip.finished", trip, scene.hold(trip, 1600), drive);
        return drive;
    }

    private void awaitFacts(long count) {
        scene.until(
                () -> database.rows("select count(*) from settlement.trip_fact where operator_id = $1", scene.operator),
                rows -> rows.get(0).whole(0) == count);
    }

    private long linesKept() {
        return scene.act(() -> database.rows(
                        "select count(*) from settlement.statement_line where operator_id = $1", scene.operator))
                .get(0)
                .whole(0);
    }

    private String verdicts(UUID id) {
        StringBuilder text = new StringBuilder();
        List<Map<String, Object>> items = finance("/api/v1/statements/" + id + "/lines?limit=200")
                .extract()
                .path("items");
        items.forEach(item -> text.append(item.get("lineNo"))
                .append(' ')
                .append(item.get("verdict"))
                .append(' ')
                .append(item.get("codes"))
                .append('\n'));
        return text.toString();
    }

    private ValidatableResponse lines(UUID id, String verdict) {
        return finance("/api/v1/statements/" + id + "/lines?limit=200&verdict=" + verdict);
    }

    private ValidatableResponse finance(String path) {
        return finance(path, 200);
    }

    private ValidatableResponse finance(String path, int status) {
        return scene.as(scene.finance).get(path).then().statusCode(status);
    }

    private ValidatableResponse upload(List<String> lines) {
        return upload(period(), lines);
    }

    private ValidatableResponse upload(String period, List<String> lines) {
        return send(period, (header() + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private ValidatableResponse send(String period, byte[] file) {
        return scene.as(scene.finance)
                .contentType("text/csv")
                .body(file)
                .post("/api/v1/statements?operator=" + scene.operatorCode + "&period=" + period)
                .then();
    }

    private String period() {
        return YearMonth.from(scene.lastMonth.atZone(CityTime.ZONE)).toString();
    }

    private static String header() {
        return "statement_no,period,operator_code,operator_order_id,platform_order_id,product,unit_code,plate,"
                + "started_at,"
                + "ended_at,minutes,km,time_fen,distance_fen,package_fen,energy_wh,energy_fen,service_fen,toll_fen,"
                + "parking_fen,other_fen,discount_fen,total_fen,status\n";
    }

    /** A right line for a drive, with some cells changed. */
    private String line(Scene.Drive drive, Object... changes) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (String column : header().strip().split(",")) {
            cells.put(column, column.endsWith("_fen") || column.equals("energy_wh") ? "0" : "");
        }
        cells.put("statement_no", "S-1");
        cells.put("period", period());
        cells.put("operator_code", scene.operatorCode);
        cells.put("operator_order_id", drive.operatorOrder());
        cells.put("platform_order_id", drive.order().toString());
        cells.put("product", "CAR_SHARE");
        cells.put("unit_code", scene.unitCode);
        cells.put("plate", drive.plate());
        cells.put("started_at", local(drive.start()));
        cells.put("ended_at", local(drive.end()));
        cells.put("minutes", "31");
        cells.put("km", drive.km());
        cells.put("time_fen", "1550");
        cells.put("total_fen", "1550");
        cells.put("status", "NORMAL");
        for (int i = 0; i < changes.length; i += 2) {
            cells.put(changes[i].toString(), changes[i + 1].toString());
        }
        return String.join(",", cells.values());
    }

    private static String local(Instant at) {
        return at.atZone(CityTime.ZONE).toOffsetDateTime().toString();
    }
}
