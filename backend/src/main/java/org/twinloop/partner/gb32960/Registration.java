package org.twinloop.partner.gb32960;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.geo.Datum;

/** Who may report. */
final class Registration {

    private Registration() {}

    /**
     * A car that may be reported.
     *
     * @param iccid the only SIM card its terminal may have; null for any
     * @param answersAll whether its terminal is told of every report that was stored
     */
    record Terminal(
            String vin,
            UUID vehicleId,
            UUID operatorId,
            UUID unitId,
            String iccid,
            Datum datum,
            boolean answersAll,
            boolean blocked,
            Instant registeredAt,
            Instant loggedInAt) {}

    /**
     * A platform that may report the cars of its operator.
     *
     * @param code the unique id of its frames
     */
    record Platform(
            String account,
            String code,
            UUID operatorId,
            String passwordHash,
            Datum datum,
            boolean blocked,
            Instant registeredAt,
            Instant loggedInAt) {}
}
