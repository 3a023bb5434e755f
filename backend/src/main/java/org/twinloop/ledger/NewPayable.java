package org.twinloop.ledger;

import java.util.UUID;

/** The account of what we owe a partner, about to be opened. */
public record NewPayable(UUID accountId, UUID operatorId, String code, String nameZh, String nameEn) {}
