package org.twinloop.trip.planning.option;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.trip.planning")
public interface PlanningConfig {

    /** How long an option may be booked, city time. */
    @WithDefault("PT15M")
    Duration validFor();

    /** Farthest walk to a car, metres in a straight line. */
    @WithDefault("2000")
    double walkToCarMaxM();

    /** Farthest walk from the return stop, metres in a straight line. */
    @WithDefault("1500")
    double walkFromStopMaxM();

    /** Cars looked at closely, nearest first, 1…50. */
    @WithDefault("12")
    int carsMax();

    /** Return stops looked at, nearest first, 1…20. */
    @WithDefault("4")
    int returnStopsMax();

    /** Self-drive options offered, 1…5. */
    @WithDefault("3")
    int selfDriveMax();

    /** Charge that must be left on arrival, percent. */
    @WithDefault("15")
    double socReservePercent();

    /** Added to the expected energy for driver, wind and cold, percent. */
    @WithDefault("30")
    double energyMarginPercent();

    /** Opening the car and setting off. */
    @WithDefault("PT2M")
    Duration pickUp();

    /** Parking, plugging in and closing. */
    @WithDefault("PT3M")
    Duration handBack();

    /** The car is held from this long before the planned start. */
    @WithDefault("PT10M")
    Duration early();

    /** The car is held at least this long beyond the planned return; half the driving time when that is longer. */
    @WithDefault("PT20M")
    Duration late();

    /** Longest walk offered, metres. */
    @WithDefault("4000")
    double walkMaxM();

    /** Longest ride by bicycle offered, metres. */
    @WithDefault("8000")
    double bikeMaxM();

    /** Farthest walk to a bicycle, metres. */
    @WithDefault("900")
    double walkToBikeMaxM();

    /** Tolls and parking that a chauffeured trip may add and the budget holds for, fen. */
    @WithDefault("3000")
    long chauffeurExtrasFen();

    /** Class of the chauffeured car asked for up to its seats; a larger one beyond. */
    @WithDefault("SEDAN")
    String chauffeurClass();

    /** Class of the larger chauffeured car. */
    @WithDefault("BUSINESS7")
    String chauffeurLargeClass();

    /** Passengers the smaller chauffeured car takes. */
    @WithDefault("4")
    int chauffeurSeats();

    /** Passengers the larger chauffeured car takes. */
    @WithDefault("6")
    int chauffeurLargeSeats();

    /** Shanghai's accounting default, 沪环气〔2022〕34号, grams of CO₂ per kWh. */
    @WithDefault("420")
    double electricityGPerKwh();

    /** Declared baseline petrol car, 8.5 L/100 km × 2.2 kg/L, grams of CO₂ per km. */
    @WithDefault("187")
    double petrolGPerKm();

    /** Metro, grams of CO₂ per passenger kilometre; an assumption until the operator publishes one. */
    @WithDefault("35")
    double transitGPerKm();

    /** Share of the energy bought at the pile that reaches the battery. */
    @WithDefault("0.92")
    double pileEfficiency();

    /** How long the sum a framework contract is committed to is used before it is read anew, real time. */
    @WithDefault("PT15S")
    Duration ceilingRefresh();

    /** How long a plan is kept that no trip was asked from, city time. */
    @WithDefault("P30D")
    Duration keepPlans();
}
