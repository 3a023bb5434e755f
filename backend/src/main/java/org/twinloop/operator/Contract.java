package org.twinloop.operator;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Money;

/**
 * A dated contract with a partner; never two at one time.
 *
 * @param ceiling framework ceiling over the whole contract; null when it names none
 * @param validTo first instant after it; null while no end is agreed
 */
public record Contract(UUID id, UUID operatorId, String number, Money ceiling, Instant validFrom, Instant validTo) {}
