package org.twinloop.pricing;

import java.time.Instant;
import java.util.UUID;

/**
 * A published price list. Never edited; closed by its successor.
 *
 * @param number what people quote, for example {@code EVC-CAR_SHARE-COMPACT-2}
 * @param vehicleClass class of vehicle it is for; {@link #ANY_CLASS} when the price does not depend on it
 * @param validTo first instant it is no longer in force; null while open
 */
public record PriceList(
        UUID id,
        String number,
        UUID operatorId,
        String operatorCode,
        Product product,
        String vehicleClass,
        int version,
        Instant validFrom,
        Instant validTo,
        PriceTerms terms) {

    public static final String ANY_CLASS = "ANY";

    /** Whether a trip that starts at an instant is priced by this list. */
    public boolean isInForce(Instant at) {
        return !at.isBefore(validFrom) && (validTo == null || at.isBefore(validTo));
    }
}
