package org.twinloop.pricing;

import java.time.Instant;
import java.util.UUID;

/** A price list about to be published; it gets its version and number then. */
public record NewPriceList(
        UUID id,
        UUID operatorId,
        String operatorCode,
        Product product,
        String vehicleClass,
        Instant validFrom,
        PriceTerms terms) {

    boolean isSameAs(PriceList list) {
        return id.equals(list.id())
                && operatorId.equals(list.operatorId())
                && product == list.product()
                && vehicleClass.equals(list.vehicleClass())
                && validFrom.equals(list.validFrom())
                && terms.equals(list.terms());
    }
}
