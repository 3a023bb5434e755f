package org.twinloop.network.snap;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Squares of about {@value #SQUARE_M} m with the roads that touch each; larger ones where that would make more than
 * {@value #SQUARES_MAX}. One looks round a point in rings.
 */
final class SegmentGrid {

    private static final double SQUARE_M = 250;
    private static final int SQUARES_MAX = 4_000_000;
    private static final double METRES_PER_DEGREE = 111_195;

    private final RoadLines roads;
    private double west = 180;
    private double south = 90;
    private double east = -180;
    private double north = -90;
    private final double lonStep;
    private final double latStep;
    private final int columns;
    private final int rows;
    private final int[] first;
    private final int[] members;

    SegmentGrid(RoadLines roads) {
        this.roads = roads;
        for (int i = 0; i < (roads.size() == 0 ? 0 : roads.end(roads.size() - 1)); i += 2) {
            west = Math.min(west, roads.degrees(i));
            east = Math.max(east, roads.degrees(i));
            south = Math.min(south, roads.degrees(i + 1));
            north = Math.max(north, roads.degrees(i + 1));
        }
        double cosine = Math.max(0.1, Math.cos(Math.toRadians((south + north) / 2)));
        double width = Math.max(0, east - west) * cosine * METRES_PER_DEGREE;
        double height = Math.max(0, north - south) * METRES_PER_DEGREE;
        double squareM = Math.max(SQUARE_M, Math.sqrt(width * height / SQUARES_MAX));
        lonStep = squareM / METRES_PER_DEGREE / cosine;
        latStep = squareM / METRES_PER_DEGREE;
        columns = (int) (width / squareM) + 1;
        rows = (int) (height / squareM) + 1;
        first = new int[columns * rows + 1];
        forEachTouch((square, road) -> first[square + 1]++);
        for (int square = 0; square < columns * rows; square++) {
            first[square + 1] += first[square];
        }
        members = new int[first[columns * rows]];
        int[] next = first.clone();
        forEachTouch((square, road) -> members[next[square]++] = road);
    }

    private interface Touch {
        void of(int square, int road);
    }

    /** Every square that the box of a segment touches; a road met twice in a row in a square is told once. */
    private void forEachTouch(Touch touch) {
        int[] last = new int[columns * rows];
        Arrays.fill(last, -1);
        for (int road = 0; road < roads.size(); road++) {
            for (int i = roads.begin(road); i + 3 < roads.end(road); i += 2) {
                int fromColumn = column(Math.min(roads.degrees(i), roads.degrees(i + 2)));
                int toColumn = column(Math.max(roads.degrees(i), roads.degrees(i + 2)));
                int fromRow = row(Math.min(roads.degrees(i + 1), roads.degrees(i + 3)));
                int toRow = row(Math.max(roads.degrees(i + 1), roads.degrees(i + 3)));
                for (int row = fromRow; row <= toRow; row++) {
                    for (int column = fromColumn; column <= toColumn; column++) {
                        int square = row * columns + column;
                        if (last[square] != road) {
                            last[square] = road;
                            touch.of(square, road);
                        }
                    }
                }
            }
        }
    }

    /** The first ring round a point, wherever it is, that has squares of the grid. */
    int firstRing(double lon, double lat) {
        int beside = Math.max(-rawColumn(lon), rawColumn(lon) - columns + 1);
        int above = Math.max(-rawRow(lat), rawRow(lat) - rows + 1);
        return Math.max(0, Math.max(beside, above));
    }

    /** The last one. */
    int lastRing(double lon, double lat) {
        int across = Math.max(Math.abs(rawColumn(lon)), Math.abs(rawColumn(lon) - columns));
        int along = Math.max(Math.abs(rawRow(lat)), Math.abs(rawRow(lat) - rows));
        return Math.max(across, along);
    }

    /** Metres within which nothing can be that no ring up to this one has shown. */
    double coveredM(int ring) {
        return ring * Math.min(latStep, lonStep * Math.max(0.1, Math.cos(Math.toRadians(north)))) * METRES_PER_DEGREE;
    }

    /** Tells the roads of the squares that lie {@code ring} squares away from that of a point. */
    void ring(double lon, double lat, int ring, IntConsumer tell) {
        int column = rawColumn(lon);
        int row = rawRow(lat);
        int from = Math.max(0, column - ring);
        int to = Math.min(columns - 1, column + ring);
        for (int y = Math.max(0, row - ring); y <= Math.min(rows - 1, row + ring); y++) {
            if (y == row - ring || y == row + ring) {
                for (int x = from; x <= to; x++) {
                    square(y * columns + x, tell);
                }
            } else {
                if (column - ring >= 0 && column - ring < columns) {
                    square(y * columns + column - ring, tell);
                }
                if (column + ring >= 0 && column + ring < columns) {
                    square(y * columns + column + ring, tell);
                }
            }
        }
    }

    private void square(int square, IntConsumer tell) {
        for (int i = first[square]; i < first[square + 1]; i++) {
            tell.accept(members[i]);
        }
    }

    private int column(double lon) {
        return Math.max(0, Math.min(columns - 1, rawColumn(lon)));
    }

    private int row(double lat) {
        return Math.max(0, Math.min(rows - 1, rawRow(lat)));
    }

    private int rawColumn(double lon) {
        return (int) Math.floor((lon - west) / lonStep);
    }

    private int rawRow(double lat) {
        return (int) Math.floor((lat - south) / latStep);
    }
}
