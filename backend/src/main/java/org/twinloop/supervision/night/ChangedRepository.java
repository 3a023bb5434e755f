package org.twinloop.supervision.night;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;

/** The SQL of what changed since the night asked about it. What is taken is gone when the act ends well. */
@ApplicationScoped
class ChangedRepository {
    private static final String REPORTS = "telematics.history";

    private static final String TAKE_TRIP = """
            delete from supervision.night_due where trip_id = (select trip_id from supervision.night_due
                where trip_id = $1 and noted_at = $2 for update skip locked)""";
    private static final String TAKE_DAY = """
            delete from supervision.night_due_day where (unit_id, day) = (
                select unit_id, day from supervision.night_due_day
                where unit_id = $1 and day = $2 for update skip locked)""";

    private final Database database;

    ChangedRepository(Database database) {
        this.database = database;
    }

    /** A trip about which something was told; {@code endedAt} is null where the rules do not remember it. */
    record ChangedTrip(UUID tripId, UUID unitId, Instant notedAt, Instant endedAt) {}

    /** A day of a unit for which reports came late. */
    record LateDay(UUID unitId, LocalDate day) {}

    /** Something was told of a trip. */
    Uni<Void> note(UUID tripId, UUID unitId, Instant at) {
        return database.sql("""
                        insert into supervision.night_due (trip_id, unit_id, noted_at) values ($1, $2, $3)
                        on conflict (trip_id) do update set noted_at = greatest(night_due.noted_at, excluded.noted_at)
                        """, tripId, unitId, at).replaceWithVoid();
    }

    /** All trips that ended since have to be asked about. */
    Uni<Void> noteAll(Instant endedSince, Instant at) {
        return database.sql("""
                        insert into supervision.night_due (trip_id, unit_id, noted_at)
                        select trip_id, unit_id, $2 from supervision.past_trip where ended_at >= $1
                        on conflict (trip_id) do update set noted_at = greatest(night_due.noted_at, excluded.noted_at)
                        """, endedSince, at).replaceWithVoid();
    }

    /** Notes the days of the charging orders that came with an import: whatever was taken when it was. */
    Uni<Void> noteOrders(UUID importId, String zone) {
        return database.sql("""
                        insert into supervision.night_due_day (unit_id, day)
                        select distinct c.unit_id, (c.ended_at at time zone $2)::date from trip.charged c
                        where c.import_id = $1 on conflict do nothing""", importId, zone).replaceWithVoid();
    }

    /**
     * Notes the days before an instant of which kept cars told since the last look, and moves the mark. Reports carry
     * the transaction that stored them; the mark is the oldest that was open at the look, so none is missed and some
     * are seen twice. Does nothing while another instance is at it; the first look only sets the mark.
     */
    Uni<Integer> noteLate(Instant before, String zone) {
        return database.sql(
                        "insert into supervision.night_mark (name, upto) values ($1, "
                                + "pg_snapshot_xmin(pg_current_snapshot())::text::bigint) on conflict do nothing",
                        REPORTS)
                .chain(() -> database.sql("""
                        with mark as (
                            select name, upto from supervision.night_mark where name = $1 for update skip locked
                        ), late as (
                            insert into supervision.night_due_day (unit_id, day)
                            select distinct l.unit_id, (h.event_time at time zone $3)::date
                            from mark m join telematics.history h on h.stored >= m.upto and h.event_time < $2
                            join vehicle.live l on l.vehicle_no = h.vehicle_no and l.unit_id is not null
                            on conflict do nothing
                        )
                        update supervision.night_mark n
                        set upto = pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                        from mark where n.name = mark.name""", REPORTS, before, zone));
    }

    Uni<List<ChangedTrip>> trips(LocalDate tonight, int limit) {
        return database.rows("""
                        select d.trip_id, d.unit_id, d.noted_at, p.ended_at from supervision.night_due d
                        left join supervision.past_trip p on p.trip_id = d.trip_id
                        where d.not_before <= $1 order by d.noted_at, d.trip_id limit $2""", tonight, limit)
                .map(rows -> rows.stream()
                        .map(row -> new ChangedTrip(row.uuid(0), row.uuid(1), row.instant(2), row.instant(3)))
                        .toList());
    }

    /** Days that are over. */
    Uni<List<LateDay>> days(LocalDate tonight, int limit) {
        return database.rows("""
                        select unit_id, day from supervision.night_due_day
                        where not_before <= $1 and day < $1 order by day, unit_id limit $2""", tonight, limit)
                .map(rows -> rows.stream()
                        .map(row -> new LateDay(row.uuid(0), row.date(1)))
                        .toList());
    }

    /** False when another instance has it, or when something was told of it since. */
    Uni<Boolean> take(ChangedTrip trip) {
        return database.sql(TAKE_TRIP, trip.tripId(), trip.notedAt()).map(rows -> rows == 1);
    }

    Uni<Boolean> take(LateDay late) {
        return database.sql(TAKE_DAY, late.unitId(), late.day()).map(rows -> rows == 1);
    }

    Uni<Void> putOff(ChangedTrip trip, LocalDate until) {
        return database.sql("update supervision.night_due set not_before = $2 where trip_id = $1", trip.tripId(), until)
                .replaceWithVoid();
    }

    Uni<Void> putOff(LateDay late, LocalDate until) {
        return database.sql(
                        "update supervision.night_due_day set not_before = $3 where unit_id = $1 and day = $2",
                        late.unitId(),
                        late.day(),
                        until)
                .replaceWithVoid();
    }
}
