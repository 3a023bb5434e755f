package org.twinloop.settlement.statement;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.pricing.Product;

/** Reads the cells of one line. Every fault is named; what can be read is kept even so. */
final class RowParser {

    static final List<String> HEADER = List.of(
            "statement_no",
            "period",
            "operator_code",
            "operator_order_id",
            "platform_order_id",
            "product",
            "unit_code",
            "plate",
            "started_at",
            "ended_at",
            "minutes",
            "km",
            "time_fen",
            "distance_fen",
            "package_fen",
            "energy_wh",
            "energy_fen",
            "service_fen",
            "toll_fen",
            "parking_fen",
            "other_fen",
            "discount_fen",
            "total_fen",
            "status");

    private static final List<String> PARTS = List.of(
            "time_fen",
            "distance_fen",
            "package_fen",
            "energy_fen",
            "service_fen",
            "toll_fen",
            "parking_fen",
            "other_fen");
    private static final Set<String> STATUSES = Set.of("NORMAL", "CANCELLED", "REFUND", "SUPPLEMENT");
    private static final Set<String> ADJUSTMENTS = Set.of("REFUND", "SUPPLEMENT");
    private static final long AMOUNT_MAX = 1_000_000_000_000L;
    private static final int MINUTES_MAX = 1_000_000;
    private static final BigDecimal KM_MAX = new BigDecimal("999999.999");
    private static final int KM_DECIMALS = 3;
    private static final int TEXT_MAX = 64;
    private static final int CODE_MAX = 20;

    private final int lineNo;
    private final List<String> cells;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private RowParser(int lineNo, List<String> cells) {
        this.lineNo = lineNo;
        this.cells = cells;
    }

    static StatementRow read(int lineNo, List<String> cells, String operatorCode, String period) {
        List<String> clean =
                cells.stream().map(cell -> cell.replace('\0', '\uFFFD')).toList();
        RowParser parser = new RowParser(lineNo, clean);
        if (clean.size() == HEADER.size()) {
            parser.cells(operatorCode, period);
        } else {
            parser.faults.add(Fault.of(
                    lineNo,
                    "(all)",
                    clean.size() + " cells",
                    "每行应有 " + HEADER.size() + " 列，请检查逗号与引号",
                    "a line has " + HEADER.size() + " cells; check commas and quotes"));
        }
        return new StatementRow(lineNo, raw(clean), parser.values, List.copyOf(parser.faults));
    }

    private void cells(String operatorCode, String period) {
        for (int i = 0; i < HEADER.size(); i++) {
            String cell = cells.get(i);
            if (cell.indexOf('\uFFFD') >= 0 || cell.indexOf('\n') >= 0) {
                wrong(
                        HEADER.get(i),
                        "请使用 UTF-8 或 GB18030 编码，单元格内不得换行",
                        "use UTF-8 or GB18030, and no line break inside a cell");
            }
        }
        equal("period", period);
        equal("operator_code", operatorCode);
        text("statement_no", 1, TEXT_MAX, null);
        text("operator_order_id", 1, TEXT_MAX, "operator_order_id");
        text("platform_order_id", 0, TEXT_MAX, "platform_order_id");
        text("unit_code", 0, CODE_MAX, "unit_code");
        text("plate", 0, CODE_MAX, "plate");
        oneOf(
                "product",
                java.util.Arrays.stream(Product.values()).map(Enum::name).collect(Collectors.toSet()));
        oneOf("status", STATUSES);
        OffsetDateTime start = time("started_at");
        OffsetDateTime end = time("ended_at");
        if (start != null && end != null && end.isBefore(start)) {
            wrong("ended_at", "不得早于 started_at", "must not lie before started_at");
        }
        whole("minutes", 0, MINUTES_MAX, true);
        whole("energy_wh", 0, AMOUNT_MAX, false);
        kilometres();
        amounts();
    }

    private void amounts() {
        boolean adjustment = ADJUSTMENTS.contains(cell("status"));
        long least = adjustment ? -AMOUNT_MAX : 0;
        long parts = 0;
        for (String part : PARTS) {
            parts += whole(part, least, AMOUNT_MAX, false);
        }
        long discount = whole("discount_fen", -AMOUNT_MAX, AMOUNT_MAX, false);
        whole("total_fen", least, AMOUNT_MAX, true);
        values.put("parts_fen", parts - Math.abs(discount));
        values.keySet().retainAll(Kept.COLUMNS);
        if (values.containsKey("total_fen")) {
            values.put("billed_fen", values.remove("total_fen"));
        }
    }

    private void equal(String column, String wanted) {
        if (!cell(column).equals(wanted)) {
            wrong(column, "应为 " + wanted, "must be " + wanted);
        }
    }

    private void text(String column, int min, int max, String keptAs) {
        String cell = cell(column);
        if (cell.length() < min || cell.length() > max) {
            wrong(column, "长度应为 " + min + " 至 " + max, "needs " + min + " to " + max + " characters");
        } else if (keptAs != null && !cell.isEmpty()) {
            values.put(keptAs, cell);
        }
    }

    private void oneOf(String column, Set<String> allowed) {
        if (allowed.contains(cell(column))) {
            values.put(column, cell(column));
        } else {
            String list = allowed.stream().sorted().collect(Collectors.joining(", "));
            wrong(column, "应为以下之一：" + list, "must be one of " + list);
        }
    }

    private OffsetDateTime time(String column) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(cell(column));
            if (time.getYear() < 2000 || time.getYear() > 2200) {
                throw new DateTimeException("year " + time.getYear());
            }
            values.put(column, time.toInstant().toString());
            return time;
        } catch (DateTimeException e) {
            wrong(column, "应为带时区的时间，如 2026-10-12T09:00:00+08:00", "a time with offset, like 2026-10-12T09:00:00+08:00");
            return null;
        }
    }

    /** A whole number; an empty cell counts as 0 where the column does not apply to every product. */
    private long whole(String column, long min, long max, boolean needed) {
        String cell = cell(column);
        if (cell.isEmpty() && !needed) {
            values.put(column, 0L);
            return 0;
        }
        if (cell.matches("-?[0-9]{1,13}")) {
            long value = Long.parseLong(cell);
            if (value >= min && value <= max) {
                values.put(column, value);
                return value;
            }
        }
        wrong(column, "应为 " + min + " 至 " + max + " 的整数", "a whole number from " + min + " to " + max);
        return 0;
    }

    private void kilometres() {
        String cell = cell("km");
        if (cell.isEmpty()) {
            values.put("km", BigDecimal.ZERO);
        } else if (cell.matches("[0-9]{1,6}(\\.[0-9]{1," + KM_DECIMALS + "})?")
                && new BigDecimal(cell).compareTo(KM_MAX) <= 0) {
            values.put("km", new BigDecimal(cell));
        } else {
            wrong("km", "应为公里数，如 12.5，最多三位小数", "kilometres like 12.5, up to three decimals");
        }
    }

    private String cell(String column) {
        return cells.get(HEADER.indexOf(column));
    }

    private void wrong(String column, String fixZh, String fixEn) {
        faults.add(Fault.of(lineNo, column, cell(column), fixZh, fixEn));
    }

    /** The line as RFC 4180 writes it, so that it can be read again as it came. */
    private static String raw(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                .collect(Collectors.joining(","));
    }

    /** Columns of a line that are compared later; the other parts only enter their sum. */
    private static final class Kept {
        private static final Set<String> COLUMNS = Set.of(
                "operator_order_id",
                "platform_order_id",
                "unit_code",
                "plate",
                "product",
                "status",
                "started_at",
                "ended_at",
                "minutes",
                "km",
                "energy_wh",
                "toll_fen",
                "parking_fen",
                "other_fen",
                "parts_fen",
                "total_fen");
    }
}
