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
            String plate,
            int minutes,
            BigDecimal km,
            long energyWh,
            long tollFen,
            long parkingFen,
            long otherFen,
            long partsFen,
            long totalFen) {

        boolean isCancelled() {
            return "CANCELLED".equals(status);
        }

        boolean isAdjustment() {
            return "REFUND".equals(status) || "SUPPLEMENT".equals(status);
        }
    }

    /**
     * Distances of a ride side by side, km; null where not known.
     *
     * @param chosen which of them is believed: ODOMETER, MATCHED or GPS
     */
    record Driven(String chosen, BigDecimal km, BigDecimal odometerKm, BigDecimal gpsKm, BigDecimal matchedKm) {}

    /**
     * A dispute about the ride.
     *
     * @param open whether it is still to be decided
     * @param paysFen what is paid: as decided, and until then what is not in dispute, fen
     */
    record Contest(boolean open, long paysFen) {}

    /**
     * What we know.
     *
     * @param km as the ride ended with and was priced
     * @param driven what the car's reports told once they had settled; null where they did not
     * @param plate of the car that was driven; null where there was none or it was not told
     * @param feeFen what giving it up cost; counts for a cancelled order only
     * @param contest a dispute of the traveller's; null for none, and for one taken back
     */
    record Ours(
            boolean cancelled,
            Product product,
            String vehicleClass,
            UUID priceListId,
            String unitCode,
            String plate,
            String period,
            Instant startedAt,
            Instant endedAt,
            BigDecimal km,
            Driven driven,
            long energyWh,
            long tollFen,
            long parkingFen,
            Long ceilingFen,
            long feeFen,
            Contest contest) {

        /** The distance a bill is held against. */
        BigDecimal believedKm() {
            return driven == null ? km : driven.km();
        }

        Usage usage() {
            return Usage.of(product, startedAt, endedAt, km, energyWh, tollFen, parkingFen);
        }
    }
}
