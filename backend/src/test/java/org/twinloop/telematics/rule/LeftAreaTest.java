package org.twinloop.telematics.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.telematics.rule.Recorded.CAR;
import static org.twinloop.telematics.rule.Recorded.tell;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.Car;

/** When a car counts as having left the area of its loop, and when as back. */
class LeftAreaTest {

    private static final double M_PER_DEGREE = 111_195;
    private static final GeoPoint STOP = new GeoPoint(121.47, 31.23);

    private final Recorded noted = new Recorded();
    private LoopArea area = LoopArea.around("INNER", List.of(STOP));
    private final LeftArea rule = new LeftArea(
            noted,
            new LoopAreas(null, null, null) {
                private boolean asked;

                @Override
                LoopArea find(Car car) {
                    return asked ? area : null;
                }

                @Override
                Uni<LoopArea> load(Car car) {
                    asked = true;
                    return Uni.createFrom().item(area);
                }
            },
            new PositionJumpTest.Limits());

    @Test
    void it_is_out_beyond_the_margin_and_back_well_inside() {
        tell(rule, CAR, 0, 2_990, 0);
        tell(rule, CAR, 10, 3_010, 0);
        tell(rule, CAR, 20, 2_600, 0);
        tell(rule, CAR, 30, 3_010, 0);
        tell(rule, CAR, 40, 2_490, 0);
        tell(rule, CAR, 50, 2_600, 0);
        assertEquals(List.of("begins 10", "ends 40"), noted.said);
    }

    @Test
    void the_accuracy_counts_in_the_cars_favour_on_the_way_out_and_against_it_on_the_way_back() {
        tell(rule, CAR, 0, 3_400, 500);
        tell(rule, CAR, 10, 3_600, 500);
        tell(rule, CAR, 20, 2_300, 300);
        tell(rule, CAR, 30, 2_100, 300);
        assertEquals(List.of("begins 10", "ends 30"), noted.said);
    }

    @Test
    void what_was_outside_while_it_had_no_network_is_noted_as_past() {
        tell(rule, CAR, 3_600, 0, 5);
        tell(rule, CAR, 0, 50_000, 5);
        tell(rule, CAR, 10, 50_000, 5);
        tell(rule, CAR, 70, 50_000, 5);
        tell(rule, CAR, 130, 0, 5);
        assertEquals(List.of("was 0", "was 70"), noted.said, "its end is told to the minute");
    }

    @Test
    void a_car_that_citizens_rent_and_one_out_of_service_may_be_anywhere() {
        Car rented = new Car(8, CAR.id(), false, null, null, null, null, Set.of());
        tell(rule, rented, 0, 90_000, 5);
        area = LoopArea.NONE;
        tell(rule, CAR, 0, 90_000, 5);
        assertEquals(List.of(), noted.said);
    }

    @Test
    void what_goes_on_already_is_not_begun_again_and_ends() {
        Car outside = new Car(9, CAR.id(), true, null, null, null, null, Set.of("left-area"));
        tell(rule, outside, 0, 9_000, 5);
        tell(rule, outside, 10, 0, 5);
        assertEquals(List.of("ends 10"), noted.said);
    }

    @Test
    void the_area_is_the_hull_of_the_stops_however_few_there_are() {
        long seed = 20_261_128;
        Random random = new Random(seed);
        GeometryFactory plane = new GeometryFactory();
        for (int round = 0; round < 2_000; round++) {
            List<GeoPoint> stops = new ArrayList<>();
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                // On a grid, so that some stops lie in one line or at one place.
                stops.add(new GeoPoint(121.4 + random.nextInt(6) / 50.0, 31.2 + random.nextInt(6) / 50.0));
            }
            double midLat = stops.stream().mapToDouble(GeoPoint::lat).average().orElseThrow();
            double mPerLon = M_PER_DEGREE * Math.cos(Math.toRadians(midLat));
            Geometry hull = plane.createMultiPointFromCoords(stops.stream()
                            .map(stop -> new Coordinate(stop.lon() * mPerLon, stop.lat() * M_PER_DEGREE))
                            .toArray(Coordinate[]::new))
                    .convexHull();
            LoopArea measured = LoopArea.around("X", stops);
            for (int i = 0; i < 20; i++) {
                double lon = 121.3 + random.nextDouble() * 0.3;
                double lat = 31.1 + random.nextDouble() * 0.3;
                double expected = hull.distance(plane.createPoint(new Coordinate(lon * mPerLon, lat * M_PER_DEGREE)));
                assertEquals(expected, measured.outsideM(lon, lat), 0.01, "seed " + seed + ", round " + round);
            }
        }
    }
}
