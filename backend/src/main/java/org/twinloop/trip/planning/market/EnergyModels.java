package org.twinloop.trip.planning.market;

import java.time.Instant;
import java.time.Month;
import java.util.Optional;
import java.util.function.Function;
import org.twinloop.common.CityTime;
import org.twinloop.network.energy.Consumption;
import org.twinloop.trip.planning.energy.EnergyFit;
import org.twinloop.trip.planning.market.PlanningConfig.ModelEnergy;
import org.twinloop.trip.planning.search.Powertrain;
import org.twinloop.trip.planning.search.Taper;
import org.twinloop.vehicle.Vehicle;

/** Battery and consumption of each model: what the vehicle register knows, what is configured, what it drove. */
public final class EnergyModels {
    private final PlanningConfig config;
    private final Function<String, Optional<EnergyFit>> fits;

    /**
     * Refuses a year that has not twelve months.
     *
     * @param fits what telemetry says of a model, by its code; nothing where too little was driven
     */
    public EnergyModels(PlanningConfig config, Function<String, Optional<EnergyFit>> fits) {
        int months = config.celsiusByMonth().size();
        if (months != Month.values().length) {
            throw new IllegalStateException(
                    "twinloop.trip.planning.celsius-by-month has " + months + " values; one a month is needed");
        }
        this.config = config;
        this.fits = fits;
    }

    /** By what its model's drives took, where that is known, else by the model's figures. */
    public Powertrain of(Vehicle vehicle) {
        Consumption known = known(vehicle);
        Optional<EnergyFit> fit = fits.apply(vehicle.modelCode())
                .filter(found -> known.with(found.factors()).grows());
        return new Powertrain(
                vehicle.batteryWh(),
                vehicle.maxDcW(),
                vehicle.maxAcW(),
                fit.map(found -> known.with(found.factors())).orElse(known),
                taper(),
                fit.map(EnergyFit::band)
                        .orElseGet(
                                () -> new Powertrain.Band(config.energyMarginPercent(), config.energyLessPercent())));
    }

    /** What a car's model is known for, before any drive. */
    public Consumption known(Vehicle vehicle) {
        Optional<ModelEnergy> own = Optional.ofNullable(config.models().get(vehicle.modelCode()));
        PlanningConfig.Energy usual = config.energy();
        Consumption.Traits traits = new Consumption.Traits(
                own.flatMap(ModelEnergy::massKg).orElse(usual.massKg()),
                own.flatMap(ModelEnergy::rolling).orElse(usual.rolling()),
                own.flatMap(ModelEnergy::dragM2).orElse(usual.dragM2()),
                own.flatMap(ModelEnergy::efficiency).orElse(usual.efficiency()),
                own.flatMap(ModelEnergy::recovered).orElse(usual.recovered()),
                usual.stopEveryM());
        Consumption.Climate climate = new Consumption.Climate(
                own.flatMap(ModelEnergy::auxiliaryW).orElse(usual.auxiliaryW()),
                usual.heatingWPerK(),
                usual.coolingWPerK(),
                usual.mildFrom(),
                usual.mildTo());
        double whPerKm = own.flatMap(ModelEnergy::whPerKm).orElse((double) vehicle.whPerKm());
        return Consumption.of(whPerKm, traits, climate);
    }

    /** Outside temperature to reckon with: the mean of the month. */
    public double celsius(Instant at) {
        int month = at.atZone(CityTime.ZONE).getMonthValue();
        return config.celsiusByMonth().get(month - 1);
    }

    /** Large pieces a car takes. */
    public int luggage(Vehicle vehicle) {
        return luggage(config, vehicle);
    }

    /** The same. */
    public static int luggage(PlanningConfig config, Vehicle vehicle) {
        return config.luggageByClass().getOrDefault(vehicle.vehicleClass(), config.luggage());
    }

    private Taper taper() {
        return new Taper(new double[] {0, config.taperFromPercent(), 100}, new double[] {1, 1, config.taperEndShare()});
    }
}
