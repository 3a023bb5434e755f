package org.twinloop.trip.planning.energy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.twinloop.network.energy.Consumption;
import org.twinloop.trip.planning.search.Powertrain;

/**
 * Fits the consumption of a model to drives: least squares over its six parts, each times a factor, with bounds. Drives
 * far off count less (weights of Huber), and a factor stays near 1 unless the drives say otherwise: in a city where it
 * never freezes nothing is learnt of heating. Drives in much the same weather cannot tell heating or cooling from what
 * runs at all times: then that stays as it is known and the climate takes what is more.
 *
 * <p>Plain Java, no I/O; some milliseconds for some thousand drives.
 */
public final class Fitting {
    private static final int PARTS = Consumption.Factors.COUNT;
    /** Drives differ by about this share for reasons the model does not know: driver, wind, load. */
    private static final double UNLIKE = 0.1;
    /** The charge is told in tenths of a point, at both ends. */
    private static final double TOLD_SHARE = 0.001;
    /** Beyond so many deviations a drive counts less. */
    private static final double HUBER = 1.5;

    private static final int AUXILIARY = 3;
    private static final int HEATING = 4;
    private static final int COOLING = 5;
    /** Temperatures beyond this share at either end do not make the weather different. */
    private static final double ODD_SHARE = 0.05;

    private static final int ROUNDS = 20;
    private static final int SWEEPS = 2_000;
    private static final double SETTLED = 1e-9;

    private final Consumption known;
    private final FitConfig config;
    private final List<DriveSample> drives;
    /** Watt hours of each drive by part. */
    private final double[][] parts;

    private final boolean oneClimate;
    /** What a drive may be off by, watt hours. */
    private final double[] deviation;

    private Fitting(Consumption known, double batteryWh, List<DriveSample> drives, FitConfig config) {
        this.known = known;
        this.config = config;
        this.drives = drives;
        Consumption[] alone = new Consumption[PARTS];
        for (int part = 0; part < PARTS; part++) {
            alone[part] = known.with(Consumption.Factors.only(part));
        }
        parts = new double[drives.size()][PARTS];
        deviation = new double[drives.size()];
        for (int i = 0; i < parts.length; i++) {
            DriveSample drive = drives.get(i);
            for (int part = 0; part < PARTS; part++) {
                parts[i][part] = alone[part].wh(drive.metres(), drive.seconds(), drive.celsius());
            }
            deviation[i] = Math.hypot(UNLIKE * Arrays.stream(parts[i]).sum(), TOLD_SHARE * batteryWh);
        }
        oneClimate = Arrays.stream(parts).anyMatch(part -> part[HEATING] + part[COOLING] > 0)
                && spread(drives) < config.climateSpread();
    }

    /**
     * What the drives say; nothing where there are too few that can be believed, or where the result would let a longer
     * way take less.
     *
     * @param known what the model is known for
     * @param batteryWh usable capacity
     */
    public static Optional<EnergyFit> of(
            Consumption known, double batteryWh, List<DriveSample> drives, FitConfig config) {
        List<DriveSample> believed =
                drives.stream().filter(drive -> believed(drive, config)).toList();
        return believed.size() < config.drivesMin()
                ? Optional.empty()
                : new Fitting(known, batteryWh, believed, config).fit();
    }

    private static boolean believed(DriveSample drive, FitConfig config) {
        double whPerKm = drive.usedWh() / drive.metres() * 1000;
        return drive.metres() >= config.driveMinM() && whPerKm >= config.whPerKmMin() && whPerKm <= config.whPerKmMax();
    }

    /** How far nearly all temperatures lie apart, K. */
    private static double spread(List<DriveSample> drives) {
        double[] celsius =
                drives.stream().mapToDouble(DriveSample::celsius).sorted().toArray();
        int odd = (int) (celsius.length * ODD_SHARE);
        return celsius[celsius.length - 1 - odd] - celsius[odd];
    }

    private Optional<EnergyFit> fit() {
        double[] factors = new double[PARTS];
        Arrays.fill(factors, 1);
        for (int round = 0; round < ROUNDS; round++) {
            double[] before = factors.clone();
            solve(factors);
            if (apart(before, factors) < SETTLED) {
                break;
            }
        }
        Consumption.Factors found = Consumption.Factors.of(factors);
        return known.with(found).grows()
                ? Optional.of(new EnergyFit(found, band(factors), drives.size()))
                : Optional.empty();
    }

    /** One round: the normal equations with the weights of the factors so far, solved within the bounds. */
    private void solve(double[] factors) {
        double[][] normal = new double[PARTS][PARTS];
        double[] right = new double[PARTS];
        double prior = 1 / (config.factorSpread() * config.factorSpread());
        for (int part = 0; part < PARTS; part++) {
            normal[part][part] = prior;
            right[part] = prior;
        }
        for (int i = 0; i < parts.length; i++) {
            double off = Math.abs(drives.get(i).usedWh() - expected(i, factors)) / deviation[i];
            double weight = Math.min(1, HUBER / Math.max(off, SETTLED)) / (deviation[i] * deviation[i]);
            for (int row = 0; row < PARTS; row++) {
                right[row] += weight * parts[i][row] * drives.get(i).usedWh();
                for (int column = 0; column < PARTS; column++) {
                    normal[row][column] += weight * parts[i][row] * parts[i][column];
                }
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double[] before = factors.clone();
            for (int part = 0; part < PARTS; part++) {
                if (part == AUXILIARY && oneClimate) {
                    continue;
                }
                double rest = right[part];
                for (int other = 0; other < PARTS; other++) {
                    rest -= other == part ? 0 : normal[part][other] * factors[other];
                }
                factors[part] = Math.max(config.factorMin(), Math.min(config.factorMax(), rest / normal[part][part]));
            }
            if (apart(before, factors) < SETTLED) {
                return;
            }
        }
    }

    private double expected(int drive, double[] factors) {
        double sum = 0;
        for (int part = 0; part < PARTS; part++) {
            sum += parts[drive][part] * factors[part];
        }
        return sum;
    }

    private static double apart(double[] one, double[] other) {
        double most = 0;
        for (int part = 0; part < PARTS; part++) {
            most = Math.max(most, Math.abs(one[part] - other[part]));
        }
        return most;
    }

    /** Wide enough for all but the configured share of the drives, and of one drive more. */
    private Powertrain.Band band(double[] factors) {
        double[] off = new double[drives.size()];
        for (int i = 0; i < off.length; i++) {
            off[i] = (drives.get(i).usedWh() / expected(i, factors) - 1) * 100;
        }
        Arrays.sort(off);
        int outside = (int) Math.floor((off.length + 1) * config.outsidePercent() / 100);
        int edge = Math.max(0, outside - 1);
        return new Powertrain.Band(bounded(off[off.length - 1 - edge]), bounded(-off[edge]));
    }

    private double bounded(double percent) {
        return Math.max(config.bandMinPercent(), Math.min(config.bandMaxPercent(), percent));
    }
}
