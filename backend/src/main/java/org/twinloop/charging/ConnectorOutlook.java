package org.twinloop.charging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.vehicle.Candidate.Taken;

/**
 * A connector that works, believed, with the times to come.
 *
 * @param direct whether it gives direct current
 * @param freeFrom when the car at it is reckoned to be done; null when nobody is there
 * @param taken when it is held, with the turnaround
 */
public record ConnectorOutlook(
        UUID connectorId,
        UUID stopId,
        String pileCode,
        int number,
        double powerKw,
        boolean direct,
        Instant freeFrom,
        List<Taken> taken) {}
