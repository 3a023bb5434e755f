package org.twinloop.telematics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * What telemetry has to know of a car.
 *
 * @param no the short key of telemetry tables
 * @param ours whether only orders of this service may move it
 * @param stood what was written of where it stands when this instance met it; null when nothing was, or nobody asked
 */
record Car(int no, UUID id, boolean ours, UUID unitId, UUID operatorId, Stood stood) {

    /** Reports of one car that are committed. */
    record Reports(Car car, List<VehicleReport> reports) {}

    /**
     * Where a car stands, or stood before it left, as all instances see it.
     *
     * @param changedAt event time of the report that made it so, to the millisecond
     */
    record Stood(State state, GeoPoint place, Instant changedAt) {

        enum State {
            STANDS,
            /** Away, and somebody has an order. */
            ORDERED,
            /** Away, and nobody has. */
            UNORDERED
        }

        Stood {
            changedAt = changedAt.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
