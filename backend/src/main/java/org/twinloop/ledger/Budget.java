package org.twinloop.ledger;

import java.util.UUID;
import org.twinloop.common.Money;

/**
 * A budget of a unit for a fiscal year and an economic code.
 *
 * @param code the cost centre a trip names
 * @param economicCode 30239 other transport costs (rental, bikes) or 30231 running costs of own official cars
 */
public record Budget(
        UUID accountId,
        UUID unitId,
        String code,
        String nameZh,
        String nameEn,
        int fiscalYear,
        String economicCode,
        Money allotment,
        Money spent,
        Money held) {

    public Money available() {
        return allotment.minus(spent).minus(held);
    }
}
