package org.twinloop.vehicle;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.network.LoopId;

/** The SQL of cars, bays and newest state. */
@ApplicationScoped
class FleetRepository {

    private static final String CAR = """
            v.id, v.vehicle_no, v.asset_no, v.vin, v.plate, v.model_code, m.name_zh, m.name_en, m.vehicle_class,
            m.seats, m.battery_wh, m.wh_per_km, m.max_dc_w, m.max_ac_w, v.calendar, v.loop, v.operator_id, v.unit_id,
            v.home_stop_id, v.device_id""";
    private static final int CAR_COLUMNS = 20;
    private static final String CARS = " from vehicle.vehicle v join vehicle.model m on m.code = v.model_code ";
    private static final String STATE = """
            vehicle.status(n.event_time, n.speed_kmh, n.locked, n.doors_open, n.charging, $1,
                make_interval(secs => $2)),
            n.event_time, n.received_at, st_x(n.geom), st_y(n.geom), n.position_at, n.speed_kmh, n.heading_deg,
            n.odometer_m, n.soc_percent, n.doors_open, n.locked, n.plugged, n.charging, n.last_command""";
    private static final int STATE_COLUMNS = 15;
    private static final String WITH_STATE = " left join vehicle.newest_state n on n.vehicle_no = v.vehicle_no ";
    private static final String STANDS_AT = """
            left join lateral (select bay.stop_id from vehicle.bay bay
                where bay.active and bay.geom && st_expand(n.geom, 0.001)
                    and st_distancesphere(bay.geom, n.geom) <= $3
                order by bay.geom <-> n.geom limit 1) b on true
            """;

    /** A metre in degrees of latitude, a little too large so that the box never cuts the circle. */
    private static final double DEGREES_PER_M = 1 / 110_000.0;

    private final Database database;

    FleetRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<Vehicle>> find(UUID id) {
        return database.row("select " + CAR + CARS + "where v.id = $1", id)
                .map(row -> row.map(FleetRepository::vehicle));
    }

    /** The given cars with state; those the scope may not see are left out. */
    Uni<List<Listed>> listed(UUID[] ids, Instant at, Duration ageMax, double bayRadiusM) {
        return database.rows(
                        "select " + CAR + ", " + STATE + ", b.stop_id" + CARS + WITH_STATE + STANDS_AT
                                + "where v.id = any ($4) order by v.vehicle_no",
                        at,
                        seconds(ageMax),
                        bayRadiusM,
                        ids)
                .map(rows -> rows.stream().map(FleetRepository::listed).toList());
    }

    Uni<List<Vehicle>> after(int number, int limit) {
        return database.rows(
                        "select " + CAR + CARS + "where v.vehicle_no > $1 order by v.vehicle_no limit $2",
                        number,
                        limit)
                .map(rows -> rows.stream().map(FleetRepository::vehicle).toList());
    }

    Uni<Optional<Vehicle>> findByAssetNo(AssetNo assetNo) {
        return database.row("select " + CAR + CARS + "where v.asset_no = $1", assetNo.value())
                .map(row -> row.map(FleetRepository::vehicle));
    }

    Uni<Optional<Vehicle>> findByPlate(String plate) {
        return database.row("select " + CAR + CARS + "where v.plate = $1", plate)
                .map(row -> row.map(FleetRepository::vehicle));
    }

    Uni<Optional<VehicleState>> state(UUID id, Instant at, Duration ageMax) {
        return database.row(
                        "select " + STATE + CARS + WITH_STATE + "where v.id = $3 and n.event_time is not null",
                        at,
                        seconds(ageMax),
                        id)
                .map(row -> row.map(found -> state(found, 0)));
    }

    Uni<Map<UUID, VehicleState>> states(Collection<UUID> ids, Instant at, Duration ageMax) {
        return database.rows(
                        "select " + STATE + ", v.id" + CARS + WITH_STATE
                                + "where v.id = any($3::uuid[]) and n.event_time is not null",
                        at,
                        seconds(ageMax),
                        ids.toArray(UUID[]::new))
                .map(rows ->
                        rows.stream().collect(Collectors.toMap(row -> row.uuid(STATE_COLUMNS), row -> state(row, 0))));
    }

    /** Cars with state, by asset number, after the given one. */
    Uni<List<Listed>> page(String after, int limit, Instant at, Duration ageMax, double bayRadiusM) {
        return database.rows(
                        "select " + CAR + ", " + STATE + ", b.stop_id" + CARS + WITH_STATE + STANDS_AT
                                + "where v.asset_no > $4 order by v.asset_no limit $5",
                        at,
                        seconds(ageMax),
                        bayRadiusM,
                        after,
                        limit)
                .map(rows -> rows.stream().map(FleetRepository::listed).toList());
    }

    Uni<List<Candidate>> candidates(Candidate.Search search, Instant at, VehicleConfig config) {
        double dLat = search.radiusM() * DEGREES_PER_M;
        double dLon = dLat / Math.max(0.1, Math.cos(Math.toRadians(search.near().lat())));
        List<Candidate.Rental> rentals = List.copyOf(search.rentals());
        return database.rows(
                        """
                        with near as materialized (
                            select v.*, n.geom as seen_at, n.soc_percent as soc,
                                st_distancesphere(n.geom, p.here) as away
                            from (select st_setsrid(st_makepoint($4, $5), 4326) as here) p
                                cross join vehicle.cars_in(st_expand(p.here, $6, $7)) c(vehicle_no)
                                join vehicle.newest_state n on n.vehicle_no = c.vehicle_no
                                join vehicle.vehicle v on v.vehicle_no = n.vehicle_no
                            where st_distancesphere(n.geom, p.here) <= $8
                                and v.duty = 'IN_SERVICE' and ($9::text is null or v.loop = $9)
                                and (v.unit_id is null or v.unit_id = $10::uuid)
                                and n.locked and n.soc_percent is not null
                                and ($16::uuid[] is null or v.id = any ($16))
                                and vehicle.status(n.event_time, n.speed_kmh, n.locked, n.doors_open, n.charging, $1,
                                    make_interval(secs => $2)) in ('PARKED', 'CHARGING')
                        ), chosen as materialized (
                            select v.* from near v join vehicle.model m on m.code = v.model_code
                            where ($11::timestamptz is null or v.id <> all (array(
                                select vehicle.busy(array(select id from near), $11, $12))))
                            order by (v.unit_id is not null or exists (
                                select from unnest($14::uuid[], $15::text[]) as r(operator_id, vehicle_class)
                                where r.operator_id = v.operator_id
                                    and coalesce(r.vehicle_class, m.vehicle_class) = m.vehicle_class)) desc,
                                (m.seats >= $17 and v.soc >= $18::float8) desc, v.away, v.vehicle_no limit $13
                        )
                        select\s""" + CAR + ", " + STATE + ", b.stop_id, v.away" + """
                        \sfrom chosen v join vehicle.model m on m.code = v.model_code
                            join vehicle.newest_state n on n.vehicle_no = v.vehicle_no
                        """ + STANDS_AT + """
                        order by v.away, v.vehicle_no
                        """,
                        at,
                        seconds(config.stateAgeMax()),
                        config.bayRadiusM(),
                        search.near().lon(),
                        search.near().lat(),
                        dLon,
                        dLat,
                        search.radiusM(),
                        search.loop() == null ? null : search.loop().name(),
                        search.unitId(),
                        search.from(),
                        search.to(),
                        config.candidatesMax(),
                        uuids(rentals, Candidate.Rental::operatorId),
                        texts(rentals, Candidate.Rental::vehicleClass),
                        search.only().map(ids -> ids.toArray(UUID[]::new)).orElse(null),
                        search.fit().seats(),
                        search.fit().socPercent())
                .map(rows -> rows.stream().map(row -> candidate(row, at)).toList());
    }

    Uni<Optional<Bay.Near>> nearestBay(UUID vehicleId, double withinM) {
        return database.row("""
                        select b.id, b.stop_id, b.code, st_x(b.geom), st_y(b.geom), b.connector_id,
                            st_distancesphere(b.geom, n.geom)
                        from vehicle.vehicle v join vehicle.newest_state n on n.vehicle_no = v.vehicle_no
                        cross join lateral (select * from vehicle.bay bay where bay.active
                            and bay.geom && st_expand(n.geom, $3) order by bay.geom <-> n.geom limit 1) b
                        where v.id = $1 and st_distancesphere(b.geom, n.geom) <= $2
                        """, vehicleId, withinM, withinM * DEGREES_PER_M * 2)
                .map(row -> row.map(found -> new Bay.Near(bay(found), found.number(6))));
    }

    Uni<List<Bay>> bays(UUID stopId) {
        return database.rows("""
                        select id, stop_id, code, st_x(geom), st_y(geom), connector_id from vehicle.bay
                        where stop_id = $1 and active order by code
                        """, stopId)
                .map(rows -> rows.stream().map(FleetRepository::bay).toList());
    }

    /** Bays of all stops by id, after the given one. */
    Uni<List<Bay>> bayPage(String after, int limit) {
        return database.rows("""
                        select id, stop_id, code, st_x(geom), st_y(geom), connector_id from vehicle.bay
                        where active and id::text > $1 order by id::text limit $2
                        """, after, limit)
                .map(rows -> rows.stream().map(FleetRepository::bay).toList());
    }

    Uni<Map<String, Vehicle.Terminal>> terminals() {
        return database.rows("select device_id, id, vehicle_no from vehicle.vehicle where device_id is not null")
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.text(0), row -> new Vehicle.Terminal(row.uuid(1), (int) row.whole(2)))));
    }

    Uni<Integer> insertVehicles(List<NewVehicle> cars, List<AssetNo> assetNos, Instant at) {
        return database.sql(
                """
                insert into vehicle.vehicle (id, asset_no, vin, plate, model_code, calendar, loop, operator_id, unit_id,
                    home_stop_id, device_id, registered_at)
                select *, $12 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                    $7::text[], $8::uuid[], $9::uuid[], $10::uuid[], $11::text[])
                """,
                uuids(cars, NewVehicle::id),
                texts(assetNos, AssetNo::value),
                texts(cars, NewVehicle::vin),
                texts(cars, NewVehicle::plate),
                texts(cars, NewVehicle::modelCode),
                texts(cars, car -> car.calendar().name()),
                texts(cars, car -> car.loop().name()),
                uuids(cars, NewVehicle::operatorId),
                uuids(cars, NewVehicle::unitId),
                uuids(cars, NewVehicle::homeStopId),
                texts(cars, NewVehicle::deviceId),
                at);
    }

    Uni<Integer> insertBays(List<Bay> bays) {
        return database.sql(
                """
                insert into vehicle.bay (id, stop_id, code, geom, connector_id)
                select id, stop, code, st_setsrid(st_makepoint(lon, lat), 4326), connector
                from unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::float8[], $6::uuid[])
                    as u(id, stop, code, lon, lat, connector)
                """,
                uuids(bays, Bay::id),
                uuids(bays, Bay::stopId),
                texts(bays, Bay::code),
                bays.stream().map(bay -> bay.position().lon()).toArray(Double[]::new),
                bays.stream().map(bay -> bay.position().lat()).toArray(Double[]::new),
                uuids(bays, Bay::connectorId));
    }

    /** Newest states of cars that have no terminal report yet, for the sample city and tests. */
    /** Cars under way that have reported since, the oldest report first. */
    Uni<List<Fleet.OnRoad>> onRoad(Instant since, double accuracyMaxM, int limit) {
        return database.rows("""
                        select v.id, n.event_time, st_x(n.geom), st_y(n.geom), n.accuracy_m, n.speed_kmh, n.heading_deg
                        from vehicle.newest_state n join vehicle.vehicle v on v.vehicle_no = n.vehicle_no
                        where n.event_time > $1 and n.position_at = n.event_time and n.accuracy_m <= $2
                            and n.speed_kmh is not null and n.heading_deg is not null and n.locked = false
                            and n.doors_open is distinct from true and n.plugged is distinct from true
                        order by n.event_time, v.id limit $3""", since, accuracyMaxM, limit)
                .map(rows -> rows.stream()
                        .map(row -> new Fleet.OnRoad(
                                row.uuid(0),
                                row.instant(1),
                                new GeoPoint(row.number(2), row.number(3)),
                                row.number(4),
                                row.number(5),
                                row.number(6)))
                        .toList());
    }

    Uni<Integer> applyStates(List<NewVehicle.FirstState> states) {
        return database.row(
                        """
                        select vehicle.apply_reports(array_agg(v.vehicle_no), array_agg(u.at), array_agg(0::bigint),
                            array_agg(0::bigint), array_agg(u.at), array_agg(u.lon), array_agg(u.lat),
                            array_agg(5::float8), array_agg(0::float8), array_agg(0::float8), array_agg(u.odo),
                            array_agg(u.soc), array_agg(false), array_agg(true), array_agg(u.plugged),
                            array_agg(false), array_agg(null::uuid))
                        from unnest($1::uuid[], $2::timestamptz[], $3::float8[], $4::float8[], $5::bigint[],
                            $6::float8[], $7::boolean[]) as u(id, at, lon, lat, odo, soc, plugged)
                        join vehicle.vehicle v on v.id = u.id
                        """,
                        uuids(states, NewVehicle.FirstState::vehicleId),
                        states.stream().map(NewVehicle.FirstState::at).toArray(Instant[]::new),
                        states.stream().map(s -> s.position().lon()).toArray(Double[]::new),
                        states.stream().map(s -> s.position().lat()).toArray(Double[]::new),
                        states.stream().map(NewVehicle.FirstState::odometerM).toArray(Long[]::new),
                        states.stream().map(NewVehicle.FirstState::socPercent).toArray(Double[]::new),
                        states.stream().map(NewVehicle.FirstState::plugged).toArray(Boolean[]::new))
                .map(row -> (int) row.orElseThrow().whole(0));
    }

    private static <T> UUID[] uuids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static Bay bay(Row row) {
        return new Bay(row.uuid(0), row.uuid(1), row.text(2), new GeoPoint(row.number(3), row.number(4)), row.uuid(5));
    }

    private static Vehicle vehicle(Row row) {
        return new Vehicle(
                row.uuid(0),
                (int) row.whole(1),
                new AssetNo(row.text(2)),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.text(8),
                (int) row.whole(9),
                (int) row.whole(10),
                (int) row.whole(11),
                (int) row.whole(12),
                (int) row.whole(13),
                Calendar.valueOf(row.text(14)),
                LoopId.valueOf(row.text(15)),
                row.uuid(16),
                row.uuid(17),
                row.uuid(18),
                row.text(19));
    }

    private static VehicleState state(Row row, int from) {
        return new VehicleState(
                VehicleStatus.valueOf(row.text(from)),
                row.instant(from + 1),
                row.instant(from + 2),
                row.isNull(from + 3) ? null : new GeoPoint(row.number(from + 3), row.number(from + 4)),
                row.instant(from + 5),
                number(row, from + 6),
                number(row, from + 7),
                row.isNull(from + 8) ? null : row.whole(from + 8),
                number(row, from + 9),
                flag(row, from + 10),
                flag(row, from + 11),
                flag(row, from + 12),
                flag(row, from + 13),
                row.uuid(from + 14));
    }

    private static Listed listed(Row row) {
        boolean heard = !row.isNull(CAR_COLUMNS + 1);
        return new Listed(vehicle(row), heard ? state(row, CAR_COLUMNS) : null, row.uuid(CAR_COLUMNS + STATE_COLUMNS));
    }

    private static Candidate candidate(Row row, Instant at) {
        VehicleState state = state(row, CAR_COLUMNS);
        int after = CAR_COLUMNS + STATE_COLUMNS;
        return new Candidate(
                vehicle(row),
                state.status(),
                state.position(),
                row.uuid(after),
                row.number(after + 1),
                state.socPercent(),
                state.ageSeconds(at));
    }

    private static Double number(Row row, int column) {
        return row.isNull(column) ? null : row.number(column);
    }

    private static Boolean flag(Row row, int column) {
        return row.isNull(column) ? null : row.flag(column);
    }

    /** A car of a listing; the state is null when it never reported. */
    record Listed(Vehicle vehicle, VehicleState state, UUID stopId) {}
}
