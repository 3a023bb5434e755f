package org.twinloop.trip.planning.search;

import java.util.List;
import org.twinloop.common.GeoPoint;

/** Straight roads: 10 m/s by car, 4 by bicycle, 1 on foot. */
final class StraightRoads implements Travel {
    @Override
    public int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return from.stream()
                .map(a -> to.stream().mapToInt(b -> driveMetres(a, b) / 10).toArray())
                .toArray(int[][]::new);
    }

    @Override
    public int driveMetres(GeoPoint from, GeoPoint to) {
        return (int) Math.round(from.distanceM(to));
    }

    @Override
    public int[][] walkSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return EveryWay.each(from, to, (a, b) -> (int) Math.round(a.distanceM(b)));
    }

    @Override
    public int[][] rideSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return EveryWay.each(from, to, (a, b) -> (int) Math.round(a.distanceM(b) / 4));
    }
}
