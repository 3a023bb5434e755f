package org.twinloop.trip.planning.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.CarSearch.Pair;
import org.twinloop.trip.planning.search.base.Chords;

/** Stops with plugs along one stretch, and what getting there and on takes. */
final class ChargingSites {
    private static final int UNKNOWN = -1;

    private final City city;
    private final Wish wish;
    private final Limits limits;
    private final Stretches stretches;
    private final int number;
    private final Stretches.Stretch straight;
    /** Places on the stretch that the pairs have, ascending: all tables below go by where they stand here. */
    private final int[] rows;

    private final int[] columns;
    /** Of the straight line by way of a site. */
    private final double[][] longestM;

    private final int[] places;
    private final Stretches.Stretch there;
    private final Stretches.Stretch onward;
    /** By model and place on the stretch: energy to each site, or from it; less where the metres are unknown. */
    private final double[][][] whThere;

    private final double[][][] whOnward;
    /** By model and site: seconds of charging for one point at the best plug, 0 where none fits. */
    private final double[][] perPercentS;

    private final int[][] leastS;

    /** @param models a number for each powertrain of the pairs */
    ChargingSites(
            City city,
            Wish wish,
            Limits limits,
            Stretches stretches,
            Map<Powertrain, Integer> models,
            int number,
            List<Pair> pairs) {
        this.city = city;
        this.wish = wish;
        this.limits = limits;
        this.stretches = stretches;
        this.number = number;
        straight = stretches.get(number);
        rows = distinct(pairs.stream().mapToInt(pair -> stretches.row(number, pair.start())));
        columns = distinct(pairs.stream().mapToInt(pair -> stretches.column(number, pair.end())));
        longestM = new double[rows.length][columns.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                double straightM = straight.straightM(rows[row], columns[column]);
                longestM[row][column] = limits.detourFactor() * straightM + limits.detourM();
            }
        }
        places = along();
        List<GeoPoint> points =
                Arrays.stream(places).mapToObj(place -> city.stop(place).at()).toList();
        there = stretches.between(Arrays.stream(rows).mapToObj(straight::from).toList(), points);
        onward = stretches.between(
                points, Arrays.stream(columns).mapToObj(straight::to).toList());
        whThere = new double[models.size()][rows.length][];
        whOnward = new double[models.size()][columns.length][];
        perPercentS = new double[models.size()][];
        models.forEach((model, index) -> perPercentS[index] = perPercent(model));
        leastS = new int[rows.length][columns.length];
        for (int[] row : leastS) {
            Arrays.fill(row, UNKNOWN);
        }
    }

    private int[] distinct(IntStream numbers) {
        return numbers.sorted().distinct().toArray();
    }

    int row(Pair pair) {
        return Arrays.binarySearch(rows, stretches.row(number, pair.start()));
    }

    int column(Pair pair) {
        return Arrays.binarySearch(columns, stretches.column(number, pair.end()));
    }

    double chordM(int row, int column) {
        return straight.chordM(rows[row], columns[column]);
    }

    /** Stops with plugs that may lie on a way of the stretch, and some more. */
    private int[] along() {
        GeoPoint middle = middle(straight.from(rows[0]), straight.to(columns[0]));
        double most = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                double off = middle.distanceM(middle(straight.from(rows[row]), straight.to(columns[column])));
                most = Math.max(most, off + longestM(row, column) / 2 * 1.01);
            }
        }
        return Arrays.stream(city.stopIndex().within(middle, most))
                .filter(place -> !city.plugsOf(place).isEmpty())
                .toArray();
    }

    private GeoPoint middle(GeoPoint one, GeoPoint other) {
        return new GeoPoint((one.lon() + other.lon()) / 2, (one.lat() + other.lat()) / 2);
    }

    private double longestM(int row, int column) {
        return longestM[row][column];
    }

    private double[] perPercent(Powertrain model) {
        double[] seconds = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            int best = 0;
            for (int plug : city.plugsOf(places[i])) {
                best = Math.max(
                        best,
                        model.powerW(city.plug(plug).direct(), city.plug(plug).powerW()));
            }
            seconds[i] = best == 0 ? 0 : model.batteryWh() / 100 / best * ChargedSearch.SECONDS_PER_HOUR;
        }
        return seconds;
    }

    double whThere(int model, Powertrain train, int row, int site) {
        double[] known = whThere[model][row];
        if (known == null) {
            known = new double[places.length];
            whThere[model][row] = known;
        }
        if (known[site] == 0) {
            known[site] = wh(train, there.leastMetres(row, site), there.seconds(row, site));
        }
        return known[site];
    }

    double whOnward(int model, Powertrain train, int site, int column) {
        double[] known = whOnward[model][column];
        if (known == null) {
            known = new double[places.length];
            whOnward[model][column] = known;
        }
        if (known[site] == 0) {
            known[site] = wh(train, onward.leastMetres(site, column), onward.seconds(site, column));
        }
        return known[site];
    }

    /** Asks for the metres of the road to a site and forgets what was reckoned without them. */
    void askThere(int model, int row, int site) {
        there.metres(row, site);
        whThere[model][row][site] = 0;
    }

    void askOnward(int model, int site, int column) {
        onward.metres(site, column);
        whOnward[model][column][site] = 0;
    }

    boolean isNear(int row, int site, int column) {
        return isWithin(row, site, column)
                && there.seconds(row, site) != Travel.NO_WAY
                && onward.seconds(site, column) != Travel.NO_WAY;
    }

    private boolean isWithin(int row, int site, int column) {
        double longestM = longestM(row, column);
        double chordsM = there.chordM(row, site) + onward.chordM(site, column);
        if (chordsM < Chords.FAR_M && (chordsM > longestM || chordsM * Chords.ARC < longestM)) {
            return chordsM < longestM;
        }
        return there.straightM(row, site) + onward.straightM(site, column) <= longestM;
    }

    /** Driving time by way of the quickest site; {@link Travel#NO_WAY} where there is none. */
    int leastS(int row, int column) {
        if (leastS[row][column] == UNKNOWN) {
            int least = Travel.NO_WAY;
            for (int site = 0; site < places.length; site++) {
                if (isNear(row, site, column)) {
                    least = Math.min(least, there.seconds(row, site) + onward.seconds(site, column));
                }
            }
            leastS[row][column] = least;
        }
        return leastS[row][column];
    }

    private double wh(Powertrain train, int metres, int seconds) {
        return train.consumption().wh(metres, seconds, wish.celsius());
    }

    /** Of the stretch, among all. */
    int number() {
        return number;
    }

    int count() {
        return places.length;
    }

    /** The stop of a site. */
    int place(int site) {
        return places[site];
    }

    int thereS(int row, int site) {
        return there.seconds(row, site);
    }

    int onwardS(int site, int column) {
        return onward.seconds(site, column);
    }

    /** Metres by way of a site, at least while a road is unknown. */
    int leastMetres(int row, int site, int column) {
        return there.leastMetres(row, site) + onward.leastMetres(site, column);
    }

    /** Seconds of charging for one point at the best plug, 0 where none fits. */
    double perPercentS(int model, int site) {
        return perPercentS[model][site];
    }
}
