package org.twinloop.settlement.statement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.pricing.Product;
import org.twinloop.pricing.Usage;

/** A line of a statement beside the order of ours it was matched with. */
record BilledOrder(long position, String period, Billed billed, Ours ours) {

    /** What the line says. */
    record Billed(
            String status,
            String unitCode,
            int minutes,
            BigDecimal km,
            long energyWh,
            long tollFen,
            long parkingFen,
            long otherFen,
            long partsFen,
            long totalFen) {

        boolean isAdjustment() {
            return "REFUND".equals(status) || "SUPPLEMENT".equals(status);
        }
    }

    /**
     * What we know.
     *
     * @param feeFen what giving it up cost; counts for a cancelled order only
     */
    record Ours(
            boolean cancelled,
            Product product,
            String vehicleClass,
            UUID priceListId,
            String unitCode,
            String period,
            Instant startedAt,
            Instant endedAt,
            BigDecimal km,
            long energyWh,
            long tollFen,
            long parkingFen,
            Long ceilingFen,
            long feeFen) {

        Usage usage() {
            return Usage.of(product, startedAt, endedAt, km, energyWh, tollFen, parkingFen);
        }
    }
}
