package org.twinloop.trip.planning.option;

/**
 * Grams of CO₂ by mode. The electricity factor is Shanghai's accounting default, 0.42 kg/kWh (沪环气〔2022〕34号); the
 * national statistics use 0.58 for the same year, so every figure names its factor. A chauffeured car counts as the
 * declared baseline petrol car.
 *
 * @param electricityGPerKwh grams per kWh at the pile
 * @param petrolGPerKm grams per km of the baseline car, 8.5 L/100 km × 2.2 kg/L
 * @param transitGPerKm grams per passenger kilometre of metro, an assumption
 * @param pileEfficiency share of the energy bought at the pile that reaches the battery
 */
public record CarbonFactors(
        double electricityGPerKwh, double petrolGPerKm, double transitGPerKm, double pileEfficiency) {

    /** A figure with the factor it was made with. */
    public record Carbon(int grams, String basis) {}

    Carbon electric(double batteryWh) {
        int grams = Math.toIntExact(Math.round(batteryWh / pileEfficiency / 1000 * electricityGPerKwh));
        return new Carbon(grams, "%.2f kgCO2/kWh, 沪环气〔2022〕34号".formatted(electricityGPerKwh / 1000));
    }

    Carbon petrol(double distanceM) {
        int grams = Math.toIntExact(Math.round(distanceM / 1000 * petrolGPerKm));
        return new Carbon(grams, "%.0f gCO2/km, 8.5 L/100km × 2.2 kg/L".formatted(petrolGPerKm));
    }

    Carbon transit(double distanceM) {
        int grams = Math.toIntExact(Math.round(distanceM / 1000 * transitGPerKm));
        return new Carbon(grams, "%1$.0f gCO2/km（假设值） / %1$.0f gCO2/km (assumption)".formatted(transitGPerKm));
    }

    static Carbon none() {
        return new Carbon(0, "0 gCO2/km");
    }
}
