package org.twinloop.telematics;

import java.util.List;
import java.util.UUID;

/**
 * What telemetry has to know of a car.
 *
 * @param no the short key of telemetry tables
 * @param ours whether only orders of this service may move it
 */
record Car(int no, UUID id, boolean ours, UUID unitId, UUID operatorId) {

    /** Reports of one car that are committed. */
    record Reports(Car car, List<VehicleReport> reports) {}
}
