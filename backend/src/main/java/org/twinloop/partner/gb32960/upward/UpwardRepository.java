package org.twinloop.partner.gb32960.upward;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of forwarding: leases, places reached, and the history by commit order. Inside the caller's act. */
@ApplicationScoped
class UpwardRepository {

    private static final String COLUMNS = "h.stored, h.vehicle_no, h.event_time, h.boot, h.seq, v.vin, h.lon, h.lat, "
            + "h.speed_kmh::float8, h.odometer_m, h.soc_percent::float8, h.locked, h.charging, h.extra::text";
    private static final String ORDER = "h.stored, h.vehicle_no, h.event_time, h.boot, h.seq";
    private static final int ROW_COLUMNS = 14;

    private final Database database;

    UpwardRepository(Database database) {
        this.database = database;
    }

    /** @param after where the head was; null the first time */
    record Cut(Snapshot after, Snapshot upto) {}

    /** Rows that became visible since a snapshot, and the snapshot they were read in. */
    record Look(Snapshot upto, List<UpwardRow> rows) {}

    /** Takes or prolongs the link to a platform; false while another instance has it. Times are real. */
    Uni<Boolean> take(String name, UUID holder, Instant now, Instant until) {
        return database.sql("""
                        insert into partner.gb_upward as u (name, holder, held_until) values ($1, $2, $4)
                        on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until
                        where u.holder = excluded.holder or u.held_until is null or u.held_until < $3
                        """, name, holder, now, until).map(rows -> rows == 1);
    }

    Uni<Integer> release(String name, UUID holder) {
        return database.sql(
                "update partner.gb_upward set held_until = null where name = $1 and holder = $2", name, holder);
    }

    /** The number of the next login: it grows by one and begins anew each day and after the greatest. */
    Uni<Integer> nextSerial(String name, LocalDate day) {
        return database.row("""
                        update partner.gb_upward set serial_day = $2,
                            serial = case when serial_day = $2 and serial < 65531 then serial + 1 else 1 end
                        where name = $1 returning serial
                        """, name, day).map(row -> (int) row.orElseThrow().whole(0));
    }

    /**
     * The head moves to the present; what lies between is a new span. Nothing lies there before the first time.
     *
     * @return the head, and where it was
     */
    Uni<Cut> cut(String name) {
        return database.row("""
                        with moved as (
                            update partner.gb_upward u set head = txid_current_snapshot()::text
                            from partner.gb_upward before
                            where u.name = $1 and before.name = u.name
                            returning u.name, before.head as after, u.head as upto
                        ), spanned as (
                            insert into partner.gb_upward_span (name, after_snapshot, upto_snapshot)
                            select name, after, upto from moved where after is not null
                        )
                        select upto, after from moved
                        """, name)
                .map(row -> row.orElseThrow())
                .map(row -> new Cut(row.isNull(1) ? null : new Snapshot(row.text(1)), new Snapshot(row.text(0))));
    }

    /** How many reports of before a time, and since another, became visible between two snapshots. */
    Uni<Long> olderThan(Instant before, Instant since, Snapshot after, Snapshot upto) {
        return database.row(
                        "select count(*) from telematics.history h where h.stored >= $3 and h.event_time >= $2 "
                                + "and h.event_time < $1 "
                                + "and not txid_visible_in_snapshot(h.stored, $4::text::txid_snapshot) "
                                + "and txid_visible_in_snapshot(h.stored, $5::text::txid_snapshot)",
                        before,
                        since,
                        after.xmin(),
                        after.text(),
                        upto.text())
                .map(row -> row.orElseThrow().whole(0));
    }

    /** The head moves to a snapshot, and what lies between is a span of its own. */
    Uni<Span> advance(String name, Snapshot after, Snapshot upto) {
        return database.sql("update partner.gb_upward set head = $2 where name = $1", name, upto.text())
                .chain(() -> database.row(
                        "insert into partner.gb_upward_span (name, after_snapshot, upto_snapshot) values ($1, $2, $3) "
                                + "returning id",
                        name,
                        after.text(),
                        upto.text()))
                .map(row -> new Span(row.orElseThrow().whole(0), after, upto, Place.before(after.xmin())));
    }

    /** The oldest span but for one that is being sent. */
    Uni<Optional<Span>> oldest(String name, long butId) {
        return database.row(
                        "select id, after_snapshot, upto_snapshot, stored, vehicle_no, event_time, boot, seq "
                                + "from partner.gb_upward_span where name = $1 and id <> $2 order by id limit 1",
                        name,
                        butId)
                .map(row -> row.map(UpwardRepository::span));
    }

    Uni<Integer> reach(String name, Span span) {
        return database.sql(
                "update partner.gb_upward_span set stored = $3, vehicle_no = $4, event_time = $5, boot = $6, seq = $7 "
                        + "where name = $1 and id = $2",
                name,
                span.id(),
                span.place().stored(),
                span.place().vehicleNo(),
                span.place().eventTime(),
                span.place().boot(),
                span.place().seq());
    }

    Uni<Integer> finish(String name, Span span) {
        return database.sql("delete from partner.gb_upward_span where name = $1 and id = $2", name, span.id());
    }

    /** What became visible since a snapshot, at most so many rows of it. */
    Uni<Look> look(Snapshot after, Instant since, int limit) {
        return database.rows(
                        "with span as materialized (select $1::text::txid_snapshot as after, "
                                + "txid_current_snapshot() as upto) "
                                + "select s.upto::text, p.* from span s left join lateral (select " + COLUMNS
                                + " from telematics.history h join vehicle.live v on v.vehicle_no = h.vehicle_no"
                                + " where h.stored >= $2 and h.event_time >= $3"
                                + " and not txid_visible_in_snapshot(h.stored, s.after)"
                                + " and txid_visible_in_snapshot(h.stored, s.upto)"
                                + " order by " + ORDER + " limit $4) p on true",
                        after.text(),
                        after.xmin(),
                        since,
                        limit)
                .map(rows -> new Look(
                        new Snapshot(rows.get(0).text(0)),
                        rows.stream()
                                .filter(row -> !row.isNull(1))
                                .map(row -> upward(row, 1))
                                .toList()));
    }

    /**
     * The next rows of a span.
     *
     * @param place after which to begin
     * @param untilStored rows of this transaction and later ones are left for the next time
     */
    Uni<List<UpwardRow>> page(Span span, Place place, long untilStored, Instant since, int limit) {
        return database.rows(
                        "select " + COLUMNS
                                + " from telematics.history h join vehicle.live v on v.vehicle_no = h.vehicle_no"
                                + " where h.stored >= $3 and h.stored < $8 and h.event_time >= $9"
                                + " and not txid_visible_in_snapshot(h.stored, $1::text::txid_snapshot)"
                                + " and txid_visible_in_snapshot(h.stored, $2::text::txid_snapshot)"
                                + " and (h.stored, h.vehicle_no, h.event_time, h.boot, h.seq) > ($3, $4, $5, $6, $7)"
                                + " order by " + ORDER + " limit $10",
                        span.after().text(),
                        span.upto().text(),
                        place.stored(),
                        place.vehicleNo(),
                        place.eventTime(),
                        place.boot(),
                        place.seq(),
                        untilStored,
                        since,
                        limit)
                .map(rows -> {
                    List<UpwardRow> page = new ArrayList<>(rows.size());
                    rows.forEach(row -> page.add(upward(row, 0)));
                    return page;
                });
    }

    private static Span span(Row row) {
        Snapshot after = new Snapshot(row.text(1));
        Place place = row.isNull(3) ? Place.before(after.xmin()) : place(row, 3);
        return new Span(row.whole(0), after, new Snapshot(row.text(2)), place);
    }

    private static Place place(Row row, int from) {
        return new Place(
                row.whole(from),
                (int) row.whole(from + 1),
                row.instant(from + 2),
                row.whole(from + 3),
                row.whole(from + 4));
    }

    private static UpwardRow upward(Row row, int from) {
        return new UpwardRow(
                place(row, from),
                row.text(from + 5),
                number(row, from + 6),
                number(row, from + 7),
                number(row, from + 8),
                row.isNull(from + 9) ? null : row.whole(from + 9),
                number(row, from + 10),
                row.isNull(from + 11) ? null : row.flag(from + 11),
                row.isNull(from + 12) ? null : row.flag(from + 12),
                row.text(from + ROW_COLUMNS - 1));
    }

    private static Double number(Row row, int column) {
        return row.isNull(column) ? null : row.number(column);
    }
}
