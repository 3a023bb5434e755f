package org.twinloop.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/** Something a rule noticed about a trip; people decide what it means. */
record Finding(
        UUID id,
        UUID tripId,
        UUID unitId,
        String rule,
        String ruleVersion,
        String state,
        Instant foundAt,
        JsonNode inputs,
        String textZh,
        String textEn) {}
