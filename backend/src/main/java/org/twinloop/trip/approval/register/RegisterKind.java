package org.twinloop.trip.approval.register;

import java.util.List;

/** What a file or a batch tells, and the columns it has. */
enum RegisterKind {
    /** The one purpose a kept car is registered for from a day on; {@code -} for none any more. */
    KEPT_CARS("plate", "purpose", "from"),

    /** What powers a class of cars of a car service from a day on. */
    CAR_POWER("operator", "vehicle_class", "power", "from"),

    /** Charging on the account of a unit, as its operator bills it. */
    CHARGING_ORDERS(
            "order_no",
            "unit",
            "plate",
            "started_at",
            "ended_at",
            "energy_wh",
            "start_soc",
            "target_soc",
            "full_at",
            "left_at");

    private final List<String> columns;

    RegisterKind(String... columns) {
        this.columns = List.of(columns);
    }

    List<String> columns() {
        return columns;
    }
}
