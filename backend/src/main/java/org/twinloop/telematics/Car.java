package org.twinloop.telematics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * What telemetry has to know of a car.
 *
 * @param no the short key of telemetry tables
 * @param ours whether only orders of this service may move it
 * @param stood what was written of where it stands when this instance met it; null when nothing was, or nobody asked
 * @param seen the newest fix before this instance met it; null when there was none, or nobody asked
 * @param going the rules of which something went on when this instance met it; null when nobody asked
 */
public record Car(
        int no, UUID id, boolean ours, UUID unitId, UUID operatorId, Stood stood, Seen seen, Set<String> going) {

    /** A car of which nobody has asked what was before. */
    public Car(int no, UUID id, boolean ours, UUID unitId, UUID operatorId, Stood stood) {
        this(no, id, ours, unitId, operatorId, stood, null, null);
    }

    /** Reports of one car that are committed. */
    public record Reports(Car car, List<VehicleReport> reports) {}

    /** @param accuracyM 0 when it was not told */
    public record Seen(GeoPoint position, double accuracyM, Instant at) {}

    /**
     * Where a car stands, or stood before it left, as all instances see it.
     *
     * @param changedAt event time of the report that made it so, to the millisecond
     */
    public record Stood(State state, GeoPoint place, Instant changedAt) {

        /** Where it is. */
        public enum State {
            STANDS,
            /** Away, and somebody has an order. */
            ORDERED,
            /** Away, and nobody has. */
            UNORDERED
        }

        public Stood {
            changedAt = changedAt.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
