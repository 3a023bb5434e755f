package org.twinloop.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.twinloop.operator.Operators;
import org.twinloop.pricing.PriceLists;

/** Prices legs by the list in force when each started. Must be called inside an act. */
@ApplicationScoped
class LegPricing {

    private final Operators operators;
    private final PriceLists priceLists;

    LegPricing(Operators operators, PriceLists priceLists) {
        this.operators = operators;
        this.priceLists = priceLists;
    }

    Uni<PricedLeg> price(TripLeg leg) {
        return operators
                .get(leg.operatorId())
                .chain(operator -> priceLists
                        .inForce(operator.id(), leg.product(), leg.vehicleClass(), leg.startedAt())
                        .map(priceList -> PricedLeg.of(leg, operator, priceList)));
    }
}
