package org.twinloop.ledger;

import java.util.UUID;
import org.twinloop.common.Money;

/** A budget about to be opened, with the allotment it starts with. */
public record NewBudget(
        UUID accountId,
        UUID unitId,
        String code,
        String nameZh,
        String nameEn,
        int fiscalYear,
        String economicCode,
        Money allotment) {}
