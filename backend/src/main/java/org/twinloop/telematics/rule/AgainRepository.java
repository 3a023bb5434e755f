package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.VehicleAlarm;
import org.twinloop.telematics.VehicleReport;

/** SQL of what the rules have looked at, and of the reports they look at again. In the caller's act. */
@ApplicationScoped
class AgainRepository {

    private static final String ALIVE = """
            with taken as (
                update telematics.rules_mark set holder = $1, alive_at = $2,
                    upto = coalesce(upto, txid_current_snapshot()::text)
                where holder <> $1 and alive_at < $4 returning 1
            ), mine as (
                update telematics.rules_mark set alive_at = $2,
                    told_at = case when upto is null then $3 else told_at end
                where holder = $1 returning upto
            ), first as (
                insert into telematics.rules_mark (holder, after, alive_at, told_at)
                select $1, txid_current_snapshot()::text, $2, $3 where not exists (select from mine where upto is null)
            )
            select txid_current_snapshot()::text, (select count(*) from taken)
            """;

    private static final String OWE = """
            with live as (
                select id, after from telematics.rules_mark where holder = $1 and upto is null for update
            ), owed as (
                insert into telematics.rules_mark (holder, after, upto, alive_at, told_at)
                select $1, after, txid_current_snapshot()::text, $2, $3 from live
            )
            update telematics.rules_mark m set after = txid_current_snapshot()::text from live where m.id = live.id
            """;

    private static final String PAGE = """
            with page as materialized (
                select r.stored, r.vehicle_no, r.event_time, r.boot, r.seq, r.lon, r.lat,
                    r.accuracy_m::float8 as accuracy_m, r.speed_kmh::float8 as speed_kmh, r.alarm
                from telematics.report r
                where r.stored >= $3 and r.event_time >= $9 and r.received_at >= $10
                    and not txid_visible_in_snapshot(r.stored, $1::text::txid_snapshot)
                    and txid_visible_in_snapshot(r.stored, $2::text::txid_snapshot)
                    and (r.stored, r.vehicle_no, r.event_time, r.boot, r.seq) > ($4, $5, $6, $7, $8)
                order by r.stored, r.vehicle_no, r.event_time, r.boot, r.seq limit $11
            ), placed as (
                select p.*, row_number() over (partition by p.vehicle_no
                    order by p.stored, p.event_time, p.boot, p.seq) = 1 as first
                from page p
            )
            select p.stored, p.vehicle_no, p.event_time, p.boot, p.seq, p.lon, p.lat, p.accuracy_m, p.speed_kmh,
                p.alarm, l.id, l.calendar = 'OURS', l.unit_id, l.operator_id, s.state, s.lon, s.lat, s.changed_at,
                b.lon, b.lat, coalesce(b.accuracy_m, 0)::float8, b.event_time,
                case when p.first then (select string_agg(o.rule, ',') from telematics.occurrence o
                    where o.vehicle_no = p.vehicle_no and o.ended_at is null) end
            from placed p
            join vehicle.live l on l.vehicle_no = p.vehicle_no
            left join telematics.standing s on s.vehicle_no = p.vehicle_no
            left join lateral (
                select q.lon, q.lat, q.accuracy_m, q.event_time from telematics.report q
                where p.first and q.vehicle_no = p.vehicle_no and q.event_time < p.event_time
                    and q.event_time > p.event_time - interval '1 day' and q.lon is not null
                order by q.event_time desc limit 1
            ) b on true
            order by p.stored, p.vehicle_no, p.event_time, p.boot, p.seq
            """;

    private final Database database;

    AgainRepository(Database database) {
        this.database = database;
    }

    /**
     * A span of the history in order of commit.
     *
     * @param after a snapshot, as is upto
     * @param toldAt city time at its end
     * @param tries so many came to nothing
     */
    record Span(long id, String after, String upto, Instant toldAt, int tries) {

        /** The first transaction that may not be visible yet in the snapshot it begins with. */
        private long xmin() {
            return Long.parseLong(after.substring(0, after.indexOf(':')));
        }

        Place begin() {
            return new Place(xmin(), 0, Instant.EPOCH, 0, 0);
        }
    }

    /** After which report to go on. */
    record Place(long stored, int vehicleNo, Instant eventTime, long boot, long seq) {}

    /** A report to be looked at again. */
    record Stored(Place place, Car car, VehicleReport report) {}

    /**
     * What a sign of life came to.
     *
     * @param snapshot of now
     * @param taken spans that were left by the dead
     */
    record Alive(String snapshot, long taken) {}

    /** A sign of life of a holder; takes what is held by those silent since before a time. */
    Uni<Alive> alive(UUID holder, Instant real, Instant city, Instant silentSince) {
        return database.row(ALIVE, holder, real, city, silentSince)
                .map(row ->
                        new Alive(row.orElseThrow().text(0), row.orElseThrow().whole(1)));
    }

    /** Everything visible in a snapshot has been looked at and noted. */
    Uni<Integer> reach(UUID holder, String snapshot) {
        return database.sql(
                "update telematics.rules_mark set after = $2 where holder = $1 and upto is null", holder, snapshot);
    }

    /** Everything from where the rules were to now has to be looked at again. */
    Uni<Integer> owe(UUID holder, Instant real, Instant city) {
        return database.sql(OWE, holder, real, city);
    }

    Uni<Optional<Span>> owed(UUID holder) {
        return database.row(
                        "select id, after, upto, told_at, tries from telematics.rules_mark "
                                + "where holder = $1 and upto is not null order by tries, id limit 1",
                        holder)
                .map(row -> row.map(
                        one -> new Span(one.whole(0), one.text(1), one.text(2), one.instant(3), (int) one.whole(4))));
    }

    Uni<Integer> paid(long id) {
        return database.sql("delete from telematics.rules_mark where id = $1", id);
    }

    Uni<Integer> cameToNothing(long id) {
        return database.sql("update telematics.rules_mark set tries = tries + 1 where id = $1", id);
    }

    /**
     * The next reports of a span; the first of each car in a page tells what was before it.
     *
     * @param eventSince reports of before are not looked for
     * @param receivedSince nor what was received before
     */
    Uni<List<Stored>> page(Span span, Place place, Instant eventSince, Instant receivedSince, int limit) {
        return database.rows(
                        PAGE,
                        span.after(),
                        span.upto(),
                        place.stored(),
                        place.stored(),
                        place.vehicleNo(),
                        place.eventTime(),
                        place.boot(),
                        place.seq(),
                        eventSince,
                        receivedSince,
                        limit)
                .map(rows -> rows.stream().map(AgainRepository::stored).toList());
    }

    private static Stored stored(Row row) {
        Place place = new Place(row.whole(0), (int) row.whole(1), row.instant(2), row.whole(3), row.whole(4));
        Car.Stood stood = row.isNull(14)
                ? null
                : new Car.Stood(
                        Car.Stood.State.valueOf(row.text(14)),
                        new GeoPoint(row.number(15), row.number(16)),
                        row.instant(17));
        Car.Seen seen = row.isNull(18)
                ? null
                : new Car.Seen(new GeoPoint(row.number(18), row.number(19)), row.number(20), row.instant(21));
        Set<String> going = row.isNull(22) ? Set.of() : Set.of(row.text(22).split(","));
        Car car =
                new Car(place.vehicleNo(), row.uuid(10), row.flag(11), row.uuid(12), row.uuid(13), stood, seen, going);
        return new Stored(place, car, report(row, place));
    }

    private static VehicleReport report(Row row, Place place) {
        return new VehicleReport(
                place.eventTime(),
                place.boot(),
                place.seq(),
                row.isNull(5) ? null : new GeoPoint(row.number(5), row.number(6)),
                row.isNull(7) ? null : row.number(7),
                row.isNull(8) ? null : row.number(8),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                row.isNull(9) ? null : VehicleAlarm.ofWord(row.whole(9)),
                null);
    }
}
