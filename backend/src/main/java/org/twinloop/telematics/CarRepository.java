package org.twinloop.telematics;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;

/** SQL of cars as the intake meets them: on a writer's connection, and beside the bulk path in the caller's act. */
@ApplicationScoped
class CarRepository {

    private static final String CARS =
            "select l.vehicle_no, l.id, l.calendar = 'OURS', l.unit_id, l.operator_id, s.state, s.lon, s.lat, "
                    + "s.changed_at, st_x(l.geom), st_y(l.geom), l.accuracy_m, l.position_at, "
                    + "(select string_agg(o.rule, ',') from telematics.occurrence o "
                    + "where o.vehicle_no = l.vehicle_no and o.ended_at is null) "
                    + "from vehicle.live l left join telematics.standing s on s.vehicle_no = l.vehicle_no "
                    + "where l.id = any(?)";

    private final Database database;

    CarRepository(Database database) {
        this.database = database;
    }

    /** The cars among the given ids that there are. */
    static Map<UUID, Car> cars(Connection connection, Collection<UUID> ids) throws SQLException {
        Map<UUID, Car> cars = new HashMap<>();
        try (PreparedStatement find = connection.prepareStatement(CARS)) {
            find.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    Car car = car(row);
                    cars.put(car.id(), car);
                }
            }
        }
        connection.commit();
        return cars;
    }

    private static Car car(ResultSet row) throws SQLException {
        Car.Stood stood = row.getString(6) == null
                ? null
                : new Car.Stood(
                        Car.Stood.State.valueOf(row.getString(6)),
                        new GeoPoint(row.getDouble(7), row.getDouble(8)),
                        row.getTimestamp(9).toInstant());
        Car.Seen seen = row.getTimestamp(13) == null || row.getObject(10) == null
                ? null
                : new Car.Seen(
                        new GeoPoint(row.getDouble(10), row.getDouble(11)),
                        row.getDouble(12),
                        row.getTimestamp(13).toInstant());
        return new Car(
                row.getInt(1),
                row.getObject(2, UUID.class),
                row.getBoolean(3),
                row.getObject(4, UUID.class),
                row.getObject(5, UUID.class),
                stood,
                seen,
                row.getString(14) == null ? Set.of() : Set.of(row.getString(14).split(",")));
    }

    /** The event time of the stored report with that boot and sequence, the earliest since a time and up to its own. */
    Uni<Optional<Instant>> storedAt(UUID vehicleId, VehicleReport report, Instant since) {
        return database.row(
                        "select r.event_time from telematics.report r "
                                + "where r.vehicle_no = (select vehicle_no from vehicle.live where id = $1) "
                                + "and r.event_time between $2 and $3 and r.boot = $4 and r.seq = $5 "
                                + "order by r.event_time limit 1",
                        vehicleId,
                        since,
                        report.eventTime(),
                        report.boot(),
                        report.seq())
                .map(row -> row.map(one -> one.instant(0)));
    }
}
