package org.twinloop.trip.planning.search;

import java.util.List;
import org.twinloop.common.GeoPoint;

/** Straight roads, but for one point to which no way on foot leads. */
record CutRoads(StraightRoads roads, GeoPoint island) implements Travel {
    @Override
    public int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return roads.driveSeconds(from, to);
    }

    @Override
    public int driveMetres(GeoPoint from, GeoPoint to) {
        return roads.driveMetres(from, to);
    }

    @Override
    public int[][] walkSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        int[][] seconds = roads.walkSeconds(from, to);
        for (int i = 0; i < from.size(); i++) {
            for (int j = 0; j < to.size(); j++) {
                boolean over = from.get(i).equals(island) != to.get(j).equals(island);
                seconds[i][j] = over ? NO_WAY : seconds[i][j];
            }
        }
        return seconds;
    }

    @Override
    public int[][] rideSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return roads.rideSeconds(from, to);
    }
}
