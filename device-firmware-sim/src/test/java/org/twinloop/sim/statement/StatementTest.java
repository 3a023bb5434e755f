package org.twinloop.sim.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.sim.statement.Fault.Kind;

class StatementTest {
    private static final List<JsonNode> LISTS =
            List.of(PriceCodeTest.json("{'id':'list-1','product':'CAR_SHARE','vehicleClass':'COMPACT',"
                    + "'validFrom':'2026-01-01T00:00:00Z','validTo':null,"
                    + "'terms':{'kind':'CAR_SHARE','flatMinutes':30,'flatFen':1500,"
                    + "'perMinuteFen':50,'capPer24hFen':18000,"
                    + "'perKmFen':0,'insuranceFen':0}}"));

    private static List<BilledOrder> orders(int finished, int cancelled) {
        List<BilledOrder> orders = new ArrayList<>();
        for (int i = 0; i < finished + cancelled; i++) {
            Instant from = Instant.parse("2026-10-01T01:00:00Z").plusSeconds(i * 40_000L);
            orders.add(new BilledOrder(
                    "platform-" + i,
                    "evc-" + i,
                    "CAR_SHARE",
                    "GOA-01",
                    "沪AD00001",
                    i % 2 == 0 ? "list-1" : "",
                    "COMPACT",
                    from,
                    from.plusSeconds(1_000 + 137L * i),
                    new BigDecimal("8.5"),
                    0,
                    0,
                    0,
                    i >= finished));
        }
        return orders;
    }

    private static Statement statement(int finished, int cancelled, int faults, long seed) {
        Statement statement = new Statement("2026-10", "EVC", LISTS, orders(finished, cancelled), seed);
        statement.addFaults(faults);
        return statement;
    }

    private static List<NamedCsvRecord> read(Statement statement) {
        return CsvReader.builder().ofNamedCsvRecord(statement.csv()).stream().toList();
    }

    /** What differs between the file and the right statement, found without asking the statement. */
    private static Map<String, Long> differences(Statement statement, List<BilledOrder> orders) {
        Map<String, Long> right = new HashMap<>();
        orders.stream()
                .filter(o -> !o.cancelled())
                .forEach(o -> right.put(
                        o.platformOrderId(),
                        PriceCode.price(LISTS.get(0).get("terms"), o).totalFen()));
        Map<String, Long> differences = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (NamedCsvRecord line : read(statement)) {
            String id = line.getField("platform_order_id");
            long billed = Long.parseLong(line.getField("total_fen"));
            if (seen.merge(id, 1, Integer::sum) > 1 || !right.containsKey(id) || right.get(id) != billed) {
                differences.put(id, billed);
            }
        }
        right.keySet().stream().filter(id -> !seen.containsKey(id)).forEach(id -> differences.put(id, 0L));
        return differences;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 12})
    void the_faults_announced_are_exactly_those_in_the_file(int wanted) {
        Statement statement = statement(40, 4, wanted, 9);

        Map<String, Long> announced = new HashMap<>();
        statement.faults().forEach(f -> announced.put(f.platformOrderId(), f.billedFen()));
        assertEquals(wanted, statement.faults().size());
        assertEquals(announced, differences(statement, orders(40, 4)));
    }

    @Test
    void each_fault_names_the_line_it_is_on() {
        Statement statement = statement(40, 4, 10, 2);
        List<NamedCsvRecord> lines = read(statement);
        for (Fault fault : statement.faults()) {
            if (fault.kind() == Kind.MISSING_ORDER) {
                assertEquals(0, fault.lineNo());
                continue;
            }
            NamedCsvRecord line = lines.get(fault.lineNo() - 2);
            assertEquals(fault.platformOrderId(), line.getField("platform_order_id"));
            assertEquals(Long.toString(fault.billedFen()), line.getField("total_fen"));
        }
    }

    @Test
    void five_faults_are_one_of_each_kind() {
        List<Kind> kinds =
                statement(40, 4, 5, 1).faults().stream().map(Fault::kind).toList();

        assertEquals(List.of(Kind.values()), kinds);
    }

    @Test
    void a_month_with_too_few_orders_takes_as_many_faults_as_it_can() {
        Statement statement = statement(2, 0, 50, 1);

        assertTrue(statement.faults().size() < 50);
        Map<String, Long> announced = new HashMap<>();
        statement.faults().forEach(f -> announced.put(f.platformOrderId(), f.billedFen()));
        assertEquals(announced, differences(statement, orders(2, 0)));
        assertEquals(0, statement(0, 0, 5, 1).faults().size());
    }

    @Test
    void the_same_seed_writes_the_same_file_and_another_seed_another() {
        assertEquals(statement(40, 4, 5, 3).csv(), statement(40, 4, 5, 3).csv());
        assertNotEquals(statement(40, 4, 5, 3).csv(), statement(40, 4, 5, 4).csv());
    }

    @Test
    void lines_carry_shanghai_time_and_parts_that_sum_to_the_total() {
        NamedCsvRecord line = read(statement(3, 0, 0, 1)).get(0);

        assertEquals("2026-10-01T09:00:00+08:00", line.getField("started_at"));
        assertEquals("17", line.getField("minutes"));
        assertEquals("1500", line.getField("time_fen"));
        assertEquals("1500", line.getField("total_fen"));
        assertEquals("EVC", line.getField("operator_code"));
        assertEquals("NORMAL", line.getField("status"));
    }
}
