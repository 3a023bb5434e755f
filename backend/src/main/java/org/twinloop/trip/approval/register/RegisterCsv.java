package org.twinloop.trip.approval.register;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.identity.personnel.CsvCells;
import org.twinloop.identity.personnel.CsvLines;
import org.twinloop.identity.personnel.CsvLines.Rejected;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.register.RegisterLine.Power;

/** Reads a file (CSV after RFC 4180, UTF-8, header first); a wrong line is a verdict of its own. */
final class RegisterCsv {
    private static final String NONE = "-";
    static final int ENERGY_WH_MAX = 500_000;

    record Read(List<RegisterLine> lines, List<Rejected> rejected) {}

    private RegisterCsv() {}

    static Read read(RegisterKind kind, String text, int linesMax) {
        List<RegisterLine> lines = new ArrayList<>();
        List<Rejected> rejected = CsvLines.each(text, kind.columns(), linesMax, cells -> {
            RegisterLine made = switch (kind) {
                case KEPT_CARS -> keptCar(cells);
                case CAR_POWER -> carPower(cells);
                case CHARGING_ORDERS -> chargingOrder(cells);
            };
            if (cells.good()) {
                lines.add(made);
            }
        });
        return new Read(lines, rejected);
    }

    private static RegisterLine keptCar(CsvCells c) {
        boolean none = c.cell("purpose").equals(NONE);
        String purpose = none ? null : c.word("purpose", names(PurposeCategory.values()));
        return new RegisterLine.KeptCar(
                c.line(),
                c.text("plate", 20),
                none || !c.good() ? null : PurposeCategory.valueOf(purpose),
                c.day("from"));
    }

    private static RegisterLine carPower(CsvCells c) {
        String power = c.word("power", names(Power.values()));
        return new RegisterLine.CarPower(
                c.line(),
                c.text("operator", 40),
                c.text("vehicle_class", 40),
                c.good() ? Power.valueOf(power) : null,
                c.day("from"));
    }

    private static RegisterLine chargingOrder(CsvCells c) {
        return new RegisterLine.ChargingOrder(
                c.line(),
                c.text("order_no", 64),
                c.text("unit", 20),
                c.text("plate", 20),
                instant(c, "started_at"),
                instant(c, "ended_at"),
                (int) c.number("energy_wh", 0, ENERGY_WH_MAX),
                percent(c, "start_soc"),
                percent(c, "target_soc"),
                c.blank("full_at") ? null : instant(c, "full_at"),
                c.blank("left_at") ? null : instant(c, "left_at"));
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }

    private static Double percent(CsvCells c, String column) {
        return c.blank(column) ? null : (double) c.number(column, 0, 100);
    }

    private static Instant instant(CsvCells c, String column) {
        try {
            return OffsetDateTime.parse(c.cell(column)).toInstant();
        } catch (DateTimeException e) {
            c.reject(column, "a time like 2026-11-23T10:00:00+08:00");
            return null;
        }
    }
}
