package org.twinloop.chauffeur.driver;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * One thing a driver told.
 *
 * @param id made by the page
 * @param at when it was told, city time
 * @param odometerKm of the car, one decimal; set exactly for ONBOARD and FINISHED
 * @param fen paid, set exactly for TOLL and PARKING
 * @param receiptNo number of the receipt, beside {@code fen}
 * @param place where passengers got in or out; null when the telephone could not tell, and when read back
 */
record DriverStep(UUID id, Kind kind, Instant at, BigDecimal odometerKm, Long fen, String receiptNo, GeoPoint place) {

    /** See {@link Course} for the order they come in. */
    enum Kind {
        ON_THE_WAY,
        ARRIVED,
        ONBOARD,
        WAIT_BEGIN,
        WAIT_END,
        TOLL,
        PARKING,
        FINISHED;

        boolean readsOdometer() {
            return this == ONBOARD || this == FINISHED;
        }

        boolean costs() {
            return this == TOLL || this == PARKING;
        }
    }

    /** The same told again, whenever and from wherever. */
    boolean sameAs(DriverStep other) {
        return id.equals(other.id)
                && kind == other.kind
                && (odometerKm == null
                        ? other.odometerKm == null
                        : other.odometerKm != null && odometerKm.compareTo(other.odometerKm) == 0)
                && Objects.equals(fen, other.fen)
                && Objects.equals(receiptNo, other.receiptNo);
    }
}
