package org.twinloop.pricing;

import java.math.BigDecimal;
import java.util.List;
import org.twinloop.common.Money;

/**
 * One line of a price: what, how much of it, what it costs. A total without lines cannot be reconciled, so prices are
 * always lists of these; the total is their sum.
 *
 * @param code TIME, DISTANCE, DAY_CAP_ADJ (negative), PACKAGE, OVER_KM, OVER_TIME, INSURANCE, TOLL, PARKING,
 *     ENERGY_TIP, ENERGY_PEAK, ENERGY_FLAT, ENERGY_VALLEY, SERVICE or OCCUPANCY
 * @param unit min, km, kWh, trip, package or step
 */
public record PriceLine(
        String code, String descriptionZh, String descriptionEn, BigDecimal quantity, String unit, Money amount) {

    /** Sum of the lines. */
    public static Money total(List<PriceLine> lines) {
        Money sum = Money.ZERO;
        for (PriceLine line : lines) {
            sum = sum.plus(line.amount());
        }
        return sum;
    }
}
