package org.twinloop.trip.planning.learning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.trip.planning.energy.DriveSample;

/** The SQL of gathered drives, in the caller's act. */
@ApplicationScoped
class DriveRepository {

    private final Database database;

    DriveRepository(Database database) {
        this.database = database;
    }

    /** A drive of a car. */
    record CarDrive(UUID vehicleId, String modelCode, Instant startedAt, DriveSample sample) {}

    /** Takes the newest of some days that is not gathered and that nobody is at; real times. */
    Uni<Optional<LocalDate>> take(LocalDate first, LocalDate last, Instant now, Instant brokenOffBefore) {
        return database.row("""
                        insert into trip.energy_day (day, taken_at)
                        select d::date, $3::timestamptz
                        from generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') d
                        where not exists (select from trip.energy_day t where t.day = d::date
                            and (t.gathered_at is not null or t.taken_at > $4::timestamptz))
                        order by d desc limit 1
                        on conflict (day) do update set taken_at = excluded.taken_at
                            where energy_day.gathered_at is null and energy_day.taken_at <= $4::timestamptz
                        returning day""", first, last, now, brokenOffBefore).map(row -> row.map(day -> day.date(0)));
    }

    Uni<Integer> gathered(LocalDate day, int drives, Instant at) {
        return database.sql("update trip.energy_day set gathered_at = $2, drives = $3 where day = $1", day, at, drives);
    }

    /** Drives that are there already are left as they are. */
    Uni<Integer> insert(List<CarDrive> drives) {
        return database.sql(
                """
                insert into trip.energy_drive (vehicle_id, started_at, model_code, metres, seconds, celsius, used_wh)
                select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::int[], $5::int[], $6::float8[],
                    $7::int[])
                on conflict do nothing""",
                drives.stream().map(CarDrive::vehicleId).toArray(UUID[]::new),
                drives.stream().map(CarDrive::startedAt).toArray(Instant[]::new),
                drives.stream().map(CarDrive::modelCode).toArray(String[]::new),
                drives.stream().map(drive -> (int) drive.sample().metres()).toArray(Integer[]::new),
                drives.stream().map(drive -> (int) drive.sample().seconds()).toArray(Integer[]::new),
                drives.stream().map(drive -> drive.sample().celsius()).toArray(Double[]::new),
                drives.stream().map(drive -> (int) drive.sample().usedWh()).toArray(Integer[]::new));
    }

    /** The newest drives of a model since a time. */
    Uni<List<DriveSample>> drives(String modelCode, Instant since, int limit) {
        return database.rows(
                        "select metres, seconds, celsius, used_wh from trip.energy_drive where model_code = $1 "
                                + "and started_at >= $2 order by started_at desc, vehicle_id limit $3",
                        modelCode,
                        since,
                        limit)
                .map(rows -> rows.stream()
                        .map(row -> new DriveSample(row.number(0), row.number(1), row.number(2), row.number(3)))
                        .toList());
    }

    Uni<Integer> dropBefore(Instant before, int max) {
        return database.sql("""
                delete from trip.energy_drive where (vehicle_id, started_at) in (select vehicle_id, started_at
                    from trip.energy_drive where started_at < $1 order by started_at limit $2)""", before, max);
    }

    Uni<Integer> dropDaysBefore(LocalDate before) {
        return database.sql("delete from trip.energy_day where day < $1", before);
    }
}
