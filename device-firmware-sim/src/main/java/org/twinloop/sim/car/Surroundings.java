package org.twinloop.sim.car;

import org.twinloop.sim.energy.Weather;
import org.twinloop.sim.parking.Parking;
import org.twinloop.sim.pile.Connectors;
import org.twinloop.sim.road.Jams;
import org.twinloop.sim.road.RouteFinder;
import org.twinloop.sim.time.Timeline;

/**
 * What all cars share.
 *
 * @param movingReportS city seconds between reports of a moving car
 * @param parkedReportS city seconds between reports of a parked car
 */
public record Surroundings(
        Timeline timeline,
        RouteFinder routes,
        Jams jams,
        Weather weather,
        Connectors connectors,
        Parking parking,
        int movingReportS,
        int parkedReportS) {
    public static final int MOVING_REPORT_S = 5;
    public static final int PARKED_REPORT_S = 60;
}
