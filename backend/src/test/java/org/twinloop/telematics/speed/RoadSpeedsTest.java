package org.twinloop.telematics.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.isolation.Catalogue;
import org.twinloop.network.traffic.TravelTimes;
import org.twinloop.trip.TestCity;

/** A car of the sample city as its newest state has it, driving out on Chongming where no other test drives. */
@QuarkusTest
class RoadSpeedsTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    private static final String ROADS = """
            select degrees(st_azimuth(st_startpoint(geom), st_endpoint(geom))),
                st_x(st_lineinterpolatepoint(geom, 0.5)), st_y(st_lineinterpolatepoint(geom, 0.5))
            from network.road_edge where build = 1 and st_y(st_startpoint(geom)) > 31.4 order by id""";
    private static final String DRIVE = """
            update vehicle.newest_state set event_time = ?, position_at = ?,
                geom = st_setsrid(st_makepoint(?, ?), 4326), accuracy_m = 5, heading_deg = ?, speed_kmh = ?, locked = ?,
                doors_open = false, plugged = false
            where vehicle_no = (select min(vehicle_no) from vehicle.newest_state)""";

    @Inject
    RoadSpeeds speeds;

    @Inject
    TravelTimes times;

    @Inject
    Clock clock;

    private record Place(GeoPoint at, double headingDeg) {}

    @Test
    void an_unlocked_car_that_drives_tells_of_its_road_and_a_locked_one_does_not() throws SQLException {
        TestCity.ready();
        try (Connection owner = Catalogue.owner()) {
            Place place = place(owner);
            Instant now = clock.instant();
            speeds.pass().await().atMost(SOON);

            state(owner, place, now, 30, true);
            assertEquals(0, speeds.pass().await().atMost(SOON));
            state(owner, place, now.plusMillis(1), 30, false);
            assertEquals(1, speeds.pass().await().atMost(SOON));
            state(owner, place, now.plusMillis(2), 0, true);
        }
    }

    private Place place(Connection owner) throws SQLException {
        try (PreparedStatement sql = owner.prepareStatement(ROADS);
                ResultSet rows = sql.executeQuery()) {
            while (rows.next()) {
                Place place = new Place(new GeoPoint(rows.getDouble(2), rows.getDouble(3)), rows.getDouble(1));
                if (times.road(place.at, place.headingDeg, 15).isPresent()) {
                    return place;
                }
            }
        }
        throw new IllegalStateException("no road out there is beyond doubt");
    }

    private static void state(Connection owner, Place place, Instant at, double kmh, boolean locked)
            throws SQLException {
        try (PreparedStatement sql = owner.prepareStatement(DRIVE)) {
            sql.setTimestamp(1, Timestamp.from(at));
            sql.setTimestamp(2, Timestamp.from(at));
            sql.setDouble(3, place.at.lon());
            sql.setDouble(4, place.at.lat());
            sql.setDouble(5, place.headingDeg);
            sql.setDouble(6, kmh);
            sql.setBoolean(7, locked);
            assertEquals(1, sql.executeUpdate());
        }
    }
}
