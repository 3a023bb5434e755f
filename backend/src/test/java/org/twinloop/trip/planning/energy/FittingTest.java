package org.twinloop.trip.planning.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.network.energy.Consumption;
import org.twinloop.trip.planning.search.Powertrain;

/** Drives made from known factors, with noise; the seed is told with a failure. */
class FittingTest {

    private static final double BATTERY_WH = 50_000;
    private static final Consumption KNOWN = Consumption.of(
            140,
            new Consumption.Traits(1_650, 0.010, 0.65, 0.86, 0.55, 400),
            new Consumption.Climate(600, 90, 60, 18, 25));
    private static final Consumption.Factors TRUE = new Consumption.Factors(1.25, 0.8, 1.4, 1.5, 0.7, 1.8);

    private final long seed = Long.getLong("twinloop.seed", 17);
    private final Random random = new Random(seed);

    @Test
    void many_drives_on_all_roads_in_all_weather_tell_every_factor() {
        EnergyFit fit = fit(drives(4_000, TRUE, 0.05, -5, 36, 100), Map.of()).orElseThrow();

        assertFactors(TRUE, fit.factors(), 0.12);
        assertExpects(TRUE, fit.factors(), 0.02);
        assertEquals(4_000, fit.drives());
    }

    @Test
    void drives_far_off_hardly_count() {
        List<DriveSample> drives = drives(2_000, TRUE, 0.05, -5, 36, 100);
        for (int i = 0; i < drives.size(); i += 12) {
            DriveSample drive = drives.get(i);
            drives.set(i, new DriveSample(drive.metres(), drive.seconds(), drive.celsius(), drive.metres() * 0.55));
        }

        EnergyFit fit = fit(drives, Map.of()).orElseThrow();

        assertExpects(TRUE, fit.factors(), 0.05);
    }

    @Test
    void what_drives_do_not_tell_of_stays_as_it_is_known() {
        EnergyFit fit = fit(drives(1_000, TRUE, 0.05, 19, 24, 60), Map.of()).orElseThrow();

        assertEquals(1, fit.factors().heating(), 1e-6, "seed " + seed);
        assertEquals(1, fit.factors().cooling(), 1e-6, "seed " + seed);
        assertTrue(fit.factors().auxiliary() > 1, () -> fit + ", seed " + seed);
    }

    @Test
    void the_means_of_two_months_do_not_tell_climate_from_what_runs_at_all_times() {
        Consumption.Factors heated = new Consumption.Factors(1, 1, 1, 1, 1.8, 1);
        List<DriveSample> drives = drives(1_000, heated, 0.05, 13.4, 13.4, 60);
        drives.addAll(drives(1_000, heated, 0.05, 7.1, 7.1, 60));

        EnergyFit fit = fit(drives, Map.of()).orElseThrow();

        assertEquals(1, fit.factors().auxiliary(), 1e-9, "as it is known; seed " + seed);
        assertEquals(1.8, fit.factors().heating(), 0.3, "seed " + seed);
        EnergyFit freer = fit(drives, Map.of("climate-spread", "6")).orElseThrow();
        assertTrue(Math.abs(freer.factors().auxiliary() - 1) > 1e-6, () -> freer + ", seed " + seed);
    }

    @Test
    void some_drives_in_other_weather_do_not_make_two_climates() {
        List<DriveSample> drives = drives(980, TRUE, 0.05, 7.1, 7.1, 60);
        drives.addAll(drives(20, TRUE, 0.05, 28, 28, 60));

        assertEquals(1, fit(drives, Map.of()).orElseThrow().factors().auxiliary(), 1e-9, "seed " + seed);
    }

    @Test
    void no_factor_leaves_its_bounds() {
        Consumption.Factors wild = new Consumption.Factors(3, 3, 3, 4, 4, 4);
        EnergyFit fit = fit(
                        drives(2_000, wild, 0.05, -5, 36, 100), Map.of("factor-max", "1.6", "wh-per-km-max", "2000"))
                .orElseThrow();

        assertFactors(new Consumption.Factors(1.6, 1.6, 1.6, 1.6, 1.6, 1.6), fit.factors(), 1e-6);
        assertEquals(
                60, fit.band().morePercent(), "what lies outside the bounds lies outside the band, up to its limit");
        assertEquals(10, fit.band().lessPercent());
    }

    @Test
    void too_few_drives_tell_nothing() {
        List<DriveSample> drives = drives(59, TRUE, 0.05, -5, 36, 100);
        assertEquals(Optional.empty(), fit(drives, Map.of()));

        drives.addAll(drives(1, TRUE, 0, 20, 21, 40));
        assertEquals(60, fit(drives, Map.of()).orElseThrow().drives());
    }

    @Test
    void short_drives_and_faults_of_the_meter_are_not_counted() {
        List<DriveSample> drives = drives(60, TRUE, 0.05, -5, 36, 100);
        drives.add(new DriveSample(2_900, 400, 20, 400));
        drives.add(new DriveSample(10_000, 900, 20, 200));
        drives.add(new DriveSample(10_000, 900, 20, -500));
        drives.add(new DriveSample(10_000, 900, 20, 7_000));

        assertEquals(60, fit(drives, Map.of()).orElseThrow().drives());
    }

    @Test
    void the_band_holds_nearly_all_drives_and_is_as_wide_as_they_are_unlike() {
        Powertrain.Band steady = band(0.02);
        Powertrain.Band unlike = band(0.12);

        assertEquals(10, steady.morePercent(), "never narrower than this; seed " + seed);
        assertEquals(0.12 * 233, unlike.morePercent(), 5, "1 % of a normal distribution; seed " + seed);
        assertEquals(0.12 * 233, unlike.lessPercent(), 5, "seed " + seed);
    }

    private Powertrain.Band band(double noise) {
        return fit(drives(4_000, TRUE, noise, -5, 36, 100), Map.of())
                .orElseThrow()
                .band();
    }

    private static Optional<EnergyFit> fit(List<DriveSample> drives, Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(FitConfig.class);
        settings.forEach((key, value) -> builder.withDefaultValue("twinloop.trip.planning.fit." + key, value));
        return Fitting.of(KNOWN, BATTERY_WH, drives, builder.build().getConfigMapping(FitConfig.class));
    }

    private List<DriveSample> drives(
            int count, Consumption.Factors factors, double noise, double coldest, double hottest, double fastestKmh) {
        Consumption use = KNOWN.with(factors);
        List<DriveSample> drives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double metres = 4_000 + random.nextDouble() * 30_000;
            double seconds = metres / ((12 + random.nextDouble() * (fastestKmh - 12)) / 3.6);
            double celsius = coldest + random.nextDouble() * (hottest - coldest);
            double wh = use.wh(metres, seconds, celsius) * Math.max(0.5, 1 + noise * random.nextGaussian());
            double told = Math.round(wh / BATTERY_WH * 1000) * BATTERY_WH / 1000;
            drives.add(new DriveSample(metres, seconds, celsius, told));
        }
        return drives;
    }

    private void assertFactors(Consumption.Factors expected, Consumption.Factors found, double within) {
        String told = expected + " found as " + found + ", seed " + seed;
        assertEquals(expected.rolling(), found.rolling(), within, told);
        assertEquals(expected.air(), found.air(), within, told);
        assertEquals(expected.stopping(), found.stopping(), within, told);
        assertEquals(expected.auxiliary(), found.auxiliary(), within, told);
        assertEquals(expected.heating(), found.heating(), within, told);
        assertEquals(expected.cooling(), found.cooling(), within, told);
    }

    /** Both expect the same of drives, to a share. */
    private void assertExpects(Consumption.Factors expected, Consumption.Factors found, double within) {
        for (int kmh = 15; kmh <= 90; kmh += 15) {
            for (int celsius = -5; celsius <= 35; celsius += 10) {
                double seconds = 10_000 / (kmh / 3.6);
                double wh = KNOWN.with(expected).wh(10_000, seconds, celsius);
                assertEquals(
                        wh,
                        KNOWN.with(found).wh(10_000, seconds, celsius),
                        wh * within,
                        kmh + " km/h, " + celsius + " °C, seed " + seed + ": " + found);
            }
        }
    }
}
