package org.twinloop.trip.planning.market;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Cars looked at closely, the nearest that fit first, 1…1,000. */
    @WithDefault("200")
    int carsMax();

    /** Return stops of each loop looked at, nearest first, 1…100. */
    @WithDefault("30")
    int returnStopsMax();

    /** How far outside the roads in use, and the places and stops known, a point may lie, metres, 0…200,000. */
    @WithDefault("30000")
    double cityMarginM();

    /** Stops on the way that a plan may name, 0…10. */
    @WithDefault("3")
    int viaMax();

    /** Longest stay at one of them, PT0S…PT24H; whatever one travels with is kept for it. */
    @WithDefault("PT8H")
    Duration viaStayMax();

    /** Stops with piles looked at when a battery does not last, those that lengthen the way least first, 0…200. */
    @WithDefault("40")
    int chargingStopsMax();

    /** A charging stop makes the straight way at most this many times longer, 1…3. */
    @WithDefault("1.3")
    double chargingDetourFactor();

    /** And so many metres, 0…20,000, so that short ways may be left too. */
    @WithDefault("2000")
    double chargingDetourM();

    /** Longest wait for a free pile on the way, PT0S…PT2H. */
    @WithDefault("PT15M")
    Duration chargingWaitMax();

    /** Driving up to a pile on the way, plugging in, paying and leaving. */
    @WithDefault("PT3M")
    Duration plugIn();

    /** Nobody is asked to wait on the way for more than this charge, percent. */
    @WithDefault("90")
    double chargeToPercent();

    /** Up to this charge a battery takes the full power of a pile, percent. */
    @WithDefault("80")
    double taperFromPercent();

    /** Share of the full power that a battery still takes at 100 %, more than 0 and at most 1. */
    @WithDefault("0.1")
    double taperEndShare();

    /** Self-drive options offered, 1…5. */
    @WithDefault("3")
    int selfDriveMax();

    /** Charge that must be left on arrival, percent. */
    @WithDefault("15")
    double socReservePercent();

    /** Added to the expected energy until a model is fitted; the reserve stands even then, percent. */
    @WithDefault("30")
    double energyMarginPercent();

    /** A drive may also take this much less until then, percent: the upper end of the band. */
    @WithDefault("15")
    double energyLessPercent();

    /** Mean temperature of each month in Shanghai, °C, from January; decides about heating and cooling. */
    @WithDefault("5,7,11,16,21,25,29,29,25,20,14,8")
    List<Double> celsiusByMonth();

    /** Figures of a car unless its model has its own. */
    Energy energy();

    /** Figures of single models, by model code. */
    Map<String, ModelEnergy> models();

    /** Large pieces of luggage a class takes besides its people, by vehicle class. */
    Map<String, Integer> luggageByClass();

    /** The same for a class that is not listed. */
    @WithDefault("2")
    int luggage();

    /** Large pieces a chauffeured car takes. */
    @WithDefault("3")
    int chauffeurLuggage();

    /** Consumption of a typical compact car. */
    interface Energy {
        /** Mass with two people, kg, 500…5,000. */
        @WithDefault("1650")
        double massKg();

        /** Coefficient of rolling resistance, 0.005…0.02. */
        @WithDefault("0.010")
        double rolling();

        /** Drag coefficient × frontal area, m², 0.3…2. */
        @WithDefault("0.65")
        double dragM2();

        /** Share of the energy that comes from the battery to the wheel, 0.5…1. */
        @WithDefault("0.86")
        double efficiency();

        /** Share of the energy of motion that braking brings back, 0…0.9. */
        @WithDefault("0.55")
        double recovered();

        /** Metres between two stops in town, 100…2,000. */
        @WithDefault("400")
        double stopEveryM();

        /** Lights, pumps and screens in mild weather, watts, 0…5,000. */
        @WithDefault("600")
        double auxiliaryW();

        /** Heating for each degree below mild weather, watts, 0…500. */
        @WithDefault("90")
        double heatingWPerK();

        /** Cooling for each degree above mild weather, watts, 0…500. */
        @WithDefault("60")
        double coolingWPerK();

        /** Mild weather begins here, °C. */
        @WithDefault("18")
        double mildFrom();

        /** And ends here, °C. */
        @WithDefault("25")
        double mildTo();
    }

    /** What one model has of its own; what is left out is that of a typical car, consumption that of the register. */
    interface ModelEnergy {
        /** Consumption in town in mild weather, Wh/km. */
        Optional<Double> whPerKm();

        /** Mass with two people, kg. */
        Optional<Double> massKg();

        /** Coefficient of rolling resistance. */
        Optional<Double> rolling();

        /** Drag coefficient × frontal area, m². */
        Optional<Double> dragM2();

        /** Share of the energy that comes from the battery to the wheel. */
        Optional<Double> efficiency();

        /** Share of the energy of motion that braking brings back. */
        Optional<Double> recovered();

        /** Lights, pumps and screens in mild weather, watts. */
        Optional<Double> auxiliaryW();
    }

    /** Both ends of a journey lie at least this far apart, metres in a straight line. */
    @WithDefault("50")
    double apartMinM();

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

    /** How far one looks for the nearest bicycle in order to say how far it is, metres. */
    @WithDefault("3000")
    double bikeToldMaxM();

    /** Bicycles and docks looked at, nearest first, 1…50. */
    @WithDefault("12")
    int bikesMax();

    /** For a departure later than this from now, where bicycles stand now is a guess, PT0S…PT2H. */
    @WithDefault("PT30M")
    Duration bikeKnownAhead();

    /** Unlocking a bicycle. */
    @WithDefault("PT30S")
    Duration unlock();

    /** A chauffeured car asked for now stands at the door after this, about, PT0S…PT2H. */
    @WithDefault("PT15M")
    Duration chauffeurApproach();

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
