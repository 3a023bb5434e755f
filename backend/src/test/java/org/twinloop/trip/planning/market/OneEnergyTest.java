package org.twinloop.trip.planning.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.twinloop.network.energy.Consumption;

/** A way on the map takes what a plan says that a car without figures of its own takes for it, in any weather. */
class OneEnergyTest {

    private final PlanningConfig.Energy usual = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(PlanningConfig.class)
            .build()
            .getConfigMapping(PlanningConfig.class)
            .energy();

    @Test
    void ways_and_plans_reckon_the_energy_of_a_typical_car_alike() {
        Consumption map = Consumption.TYPICAL;
        Consumption plan = Consumption.of(
                125,
                new Consumption.Traits(
                        usual.massKg(),
                        usual.rolling(),
                        usual.dragM2(),
                        usual.efficiency(),
                        usual.recovered(),
                        usual.stopEveryM()),
                new Consumption.Climate(
                        usual.auxiliaryW(),
                        usual.heatingWPerK(),
                        usual.coolingWPerK(),
                        usual.mildFrom(),
                        usual.mildTo()));
        for (double metres : new double[] {0, 1, 300, 5_000, 80_000}) {
            for (double kmh = 2; kmh <= 130; kmh += 4) {
                double seconds = metres * 3.6 / kmh;
                for (double celsius : new double[] {-10, 15, 20, 34}) {
                    double planned = plan.wh(metres, seconds, celsius);
                    double mapped = map.wh(metres, seconds, celsius);
                    assertEquals(planned, mapped, 1e-9 * Math.max(1, planned), metres + " m " + kmh + " " + celsius);
                }
            }
        }
        assertEquals(125, map.wh(1000, 120, Consumption.MILD_CELSIUS), 1e-9, "at 30 km/h what the model is known for");
    }
}
