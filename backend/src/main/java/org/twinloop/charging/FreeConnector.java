package org.twinloop.charging;

import java.util.UUID;

/** A connector that says AVAILABLE, recently enough to be believed. */
public record FreeConnector(
        UUID connectorId, UUID pileId, UUID stopId, String pileCode, int number, double powerKw, long ageSeconds) {}
