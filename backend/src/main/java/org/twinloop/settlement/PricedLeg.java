package org.twinloop.settlement;

import java.math.BigDecimal;
import java.util.List;
import org.twinloop.common.Money;
import org.twinloop.operator.Operator;
import org.twinloop.pricing.PriceLine;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Pricing;
import org.twinloop.pricing.Product;
import org.twinloop.pricing.Usage;
import org.twinloop.pricing.Usage.BikeUsage;
import org.twinloop.pricing.Usage.CarShareUsage;
import org.twinloop.pricing.Usage.ChargingUsage;
import org.twinloop.pricing.Usage.ChauffeurUsage;
import org.twinloop.pricing.Usage.EnergyInterval;

/** A leg with its price by the list in force when it started. */
record PricedLeg(TripLeg leg, Operator operator, PriceList priceList, List<PriceLine> lines) {

    static PricedLeg of(TripLeg leg, Operator operator, PriceList priceList) {
        return new PricedLeg(leg, operator, priceList, Pricing.price(priceList.terms(), usage(leg.product(), leg)));
    }

    Money total() {
        return PriceLine.total(lines);
    }

    /** What was used, in the shape its product is priced by. */
    static Usage usage(Product product, TripLeg leg) {
        return switch (product) {
            case CAR_SHARE -> new CarShareUsage(leg.startedAt(), leg.endedAt(), leg.km());
            case BIKE -> new BikeUsage(leg.startedAt(), leg.endedAt());
            case CHAUFFEUR ->
                new ChauffeurUsage(leg.startedAt(), leg.endedAt(), leg.km(), leg.tollFen(), leg.parkingFen());
            case CHARGING ->
                new ChargingUsage(
                        List.of(new EnergyInterval(
                                leg.startedAt(), leg.endedAt(), BigDecimal.valueOf(leg.energyWh(), 3))),
                        java.time.Duration.ZERO);
        };
    }
}
