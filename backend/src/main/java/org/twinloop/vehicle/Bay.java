package org.twinloop.vehicle;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * A marked place for a rental car.
 *
 * @param connectorId the charging connector that reaches it, may be null
 */
public record Bay(UUID id, UUID stopId, String code, GeoPoint position, UUID connectorId) {

    /** A bay as seen from a car. */
    public record Near(Bay bay, double distanceM) {}

    /**
     * The bays of a stop in the time to come.
     *
     * @param taken for each bay the times when it is held, with the turnaround
     * @param standing cars that stand there and are not booked to leave; they count until {@code standingUntil}
     */
    public record Outlook(List<List<Candidate.Taken>> taken, int standing, Instant standingUntil) {}

    /**
     * A return place wanted at a stop.
     *
     * @param id made by the caller
     * @param expiresAt when an unconfirmed hold ends by itself; null for never
     * @param preferredConnectors bays at these are chosen first
     */
    public record Wish(
            UUID id,
            UUID stopId,
            UUID tripLegId,
            Instant from,
            Instant to,
            Instant expiresAt,
            List<UUID> preferredConnectors) {}
}
