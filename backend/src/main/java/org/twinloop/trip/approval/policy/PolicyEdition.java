package org.twinloop.trip.approval.policy;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.trip.approval.rule.PolicySettings;
import org.twinloop.trip.approval.rule.PolicyVersion;

/**
 * A policy as published.
 *
 * @param validTo null while no later one is published
 * @param source on what authority, for the person who asks why
 * @param publishedBy null for the one the service ships
 */
public record PolicyEdition(
        String version,
        Instant validFrom,
        Instant validTo,
        String source,
        PolicySettings settings,
        Instant publishedAt,
        UUID publishedBy) {

    boolean isInForce(Instant at) {
        return !at.isBefore(validFrom) && (validTo == null || at.isBefore(validTo));
    }

    PolicyVersion rules() {
        return new PolicyVersion(version, settings);
    }
}
