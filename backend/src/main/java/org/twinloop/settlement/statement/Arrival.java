package org.twinloop.settlement.statement;

import java.time.Instant;
import java.util.UUID;

/** A file that is being taken in: for which partner and month, by whom and when. */
record Arrival(UUID id, String operatorCode, String period, UUID uploadedBy, Instant at) {}
