package org.twinloop.trip.planning.option;

import java.time.Instant;
import org.twinloop.trip.planning.market.EnergyModels;
import org.twinloop.trip.planning.search.Powertrain;
import org.twinloop.vehicle.Vehicle;

/**
 * What a way takes of a car.
 *
 * @param percent points of charge expected; {@code percentMost} what one must reckon with, {@code percentLeast} the
 *     least
 * @param co2G grams for the electricity
 */
public record DriveEnergy(double percent, double percentMost, double percentLeast, int co2G) {

    /** By the figures the options of plans are reckoned with. */
    public static DriveEnergy of(
            EnergyModels models, CarbonFactors carbon, Vehicle car, int metres, int seconds, Instant at) {
        Powertrain powertrain = models.of(car);
        double wh = powertrain.consumption().wh(metres, seconds, models.celsius(at));
        double percent = powertrain.percent(wh);
        return new DriveEnergy(
                percent,
                powertrain.band().most(percent),
                powertrain.band().least(percent),
                carbon.electric(wh).grams());
    }
}
