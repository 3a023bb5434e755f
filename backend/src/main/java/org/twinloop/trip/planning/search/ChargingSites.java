package org.twinloop.trip.planning.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.CarSearch.Pair;
import org.twinloop.trip.planning.search.base.Chords;

/** Stops with plugs along one stretch, and what getting there and on takes. */
final class ChargingSites {
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

    /** Stops that a car of the pairs can get to. */
    private final int[] places;

    private final Stretches.Stretch there;
    private final Stretches.Stretch onward;
    /** By model and place on the stretch: energy to each site, or from it; less where the metres are unknown. */
    private final double[][][] whThere;

    private final double[][][] whOnward;
    /** By model and place on the stretch: the sites that its fullest car there may get to; null without a car. */
    private final int[][][] reach;
    /** By model and site: seconds of charging for one point at the best plug, 0 where none fits. */
    private final double[][] perPercentS;

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
        int[] along = along();
        Stretches.Stretch toAll =
                stretches.between(Arrays.stream(rows).mapToObj(straight::from).toList(), points(along));
        reach = new int[models.size()][rows.length][];
        fullest(pairs, models).forEach((car, model) -> {
            int row = Arrays.binarySearch(rows, stretches.row(number, car.start()));
            reach[model][row] = reached(city.car(car.car()), toAll, row);
        });
        int[] used = distinct(Arrays.stream(reach)
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .flatMapToInt(Arrays::stream));
        for (int[][] ofModel : reach) {
            for (int row = 0; row < rows.length; row++) {
                ofModel[row] = ofModel[row] == null ? null : placesIn(used, ofModel[row]);
            }
        }
        places = Arrays.stream(used).map(site -> along[site]).toArray();
        there = toAll.onlyTo(used);
        onward = stretches.between(
                points(places), Arrays.stream(columns).mapToObj(straight::to).toList());
        whThere = new double[models.size()][rows.length][];
        whOnward = new double[models.size()][columns.length][];
        perPercentS = new double[models.size()][];
        models.forEach((model, index) -> perPercentS[index] = perPercent(model));
    }

    private List<GeoPoint> points(int[] stops) {
        return Arrays.stream(stops).mapToObj(stop -> city.stop(stop).at()).toList();
    }

    /** Of each place on the stretch and each model the pair whose car is fullest. */
    private Map<Pair, Integer> fullest(List<Pair> pairs, Map<Powertrain, Integer> models) {
        Map<List<Integer>, Pair> fullest = new HashMap<>();
        for (Pair pair : pairs) {
            int model = models.get(city.car(pair.car()).powertrain());
            fullest.merge(List.of(model, stretches.row(number, pair.start())), pair, this::fuller);
        }
        Map<Pair, Integer> found = new HashMap<>();
        fullest.forEach((key, pair) -> found.put(pair, key.get(0)));
        return found;
    }

    private Pair fuller(Pair one, Pair other) {
        return city.car(one.car()).socPercent() >= city.car(other.car()).socPercent() ? one : other;
    }

    /** The sites to which the battery lasts if the road is straight. */
    private int[] reached(City.Car car, Stretches.Stretch toAll, int row) {
        Powertrain train = car.powertrain();
        return IntStream.range(0, toAll.columns())
                .filter(site -> toAll.seconds(row, site) != Travel.NO_WAY)
                .filter(site -> {
                    double wh = wh(train, toAll.leastMetres(row, site), toAll.seconds(row, site));
                    return car.socPercent() - train.band().most(train.percent(wh)) >= limits.reservePercent();
                })
                .toArray();
    }

    private static int[] placesIn(int[] ascending, int[] some) {
        return Arrays.stream(some)
                .map(one -> Arrays.binarySearch(ascending, one))
                .toArray();
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

    /** The sites by way of which a car may go, none of them far off its way. */
    int[] near(int model, int row, int column) {
        int[] sites = reach[model][row];
        int[] near = new int[sites.length];
        int count = 0;
        for (int site : sites) {
            if (onward.seconds(site, column) != Travel.NO_WAY && isWithin(row, site, column)) {
                near[count++] = site;
            }
        }
        return Arrays.copyOf(near, count);
    }

    private boolean isWithin(int row, int site, int column) {
        double longestM = longestM(row, column);
        double chordsM = there.chordM(row, site) + onward.chordM(site, column);
        if (chordsM < Chords.FAR_M && (chordsM > longestM || chordsM * Chords.ARC < longestM)) {
            return chordsM < longestM;
        }
        return there.straightM(row, site) + onward.straightM(site, column) <= longestM;
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
