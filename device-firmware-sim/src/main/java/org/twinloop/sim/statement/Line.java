package org.twinloop.sim.statement;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One line of a statement.
 *
 * @param extraFen what the total says beyond its parts; not 0 only where a fault wants it so
 */
record Line(BilledOrder order, Charge charge, long extraFen) {
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

    private static final ZoneOffset SHANGHAI = ZoneOffset.ofHours(8);

    long totalFen() {
        return charge.totalFen() + extraFen;
    }

    List<String> fields(String statementNo, String period, String operatorCode) {
        return List.of(
                statementNo,
                period,
                operatorCode,
                order.operatorOrderId(),
                order.platformOrderId(),
                order.product(),
                order.unitCode(),
                order.plate(),
                time(order.startedAt().atOffset(SHANGHAI)),
                time(order.endedAt().atOffset(SHANGHAI)),
                Long.toString(order.minutes()),
                order.km().toPlainString(),
                Long.toString(charge.timeFen()),
                Long.toString(charge.distanceFen()),
                Long.toString(charge.packageFen()),
                Long.toString(order.energyWh()),
                Long.toString(charge.energyFen()),
                Long.toString(charge.serviceFen()),
                Long.toString(charge.tollFen()),
                Long.toString(charge.parkingFen()),
                Long.toString(charge.otherFen()),
                Long.toString(charge.discountFen()),
                Long.toString(totalFen()),
                "NORMAL");
    }

    private static String time(OffsetDateTime at) {
        return at.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }
}
