package org.twinloop.settlement;

import java.util.List;
import org.twinloop.common.Money;
import org.twinloop.operator.Operator;
import org.twinloop.pricing.PriceLine;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Pricing;

/** A leg with its price by the list in force when it started. */
record PricedLeg(TripLeg leg, Operator operator, PriceList priceList, List<PriceLine> lines) {

    static PricedLeg of(TripLeg leg, Operator operator, PriceList priceList) {
        return new PricedLeg(leg, operator, priceList, Pricing.price(priceList.terms(), leg.usage()));
    }

    Money total() {
        return PriceLine.total(lines);
    }
}
