package org.twinloop.trip.planning.option;

/**
 * Whether a battery carries a car over a road. The model is one number per car type plus a margin for driver, wind and
 * cold; it errs to the safe side.
 *
 * @param energyWh what the drive is expected to take, margin included
 * @param arrivalSocPercent state of charge on arrival, may be negative when the road is too long
 * @param reservePercent what must be left
 */
record ChargeForecast(double energyWh, double arrivalSocPercent, double reservePercent) {

    static ChargeForecast of(
            double socPercent,
            double batteryWh,
            double whPerKm,
            double distanceM,
            double marginPercent,
            double reservePercent) {
        double energyWh = distanceM / 1000 * whPerKm * (1 + marginPercent / 100);
        return new ChargeForecast(energyWh, socPercent - energyWh / batteryWh * 100, reservePercent);
    }

    boolean feasible() {
        return arrivalSocPercent >= reservePercent;
    }
}
