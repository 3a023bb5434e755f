package org.twinloop.chauffeur.driver;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.chauffeur.NewOrder;
import org.twinloop.chauffeur.Order;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;

/** The SQL of drivers' steps, positions and ratings. */
@ApplicationScoped
class DriverRepository {

    private static final TypeReference<List<NewOrder.Via>> VIA = new TypeReference<>() {};

    private final Database database;
    private final StoredJson json;

    DriverRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    Uni<Course> course(UUID orderId) {
        return database.rows(
                        "select id, kind, told_at, odometer_km, fen, receipt_no from chauffeur.driver_step "
                                + "where order_id = $1 order by no",
                        orderId)
                .map(rows ->
                        new Course(rows.stream().map(DriverRepository::step).toList()));
    }

    /** Answers whether it was written: an id that is there already, on whichever order, writes nothing. */
    Uni<Boolean> add(Order order, int no, DriverStep step) {
        return database.sql(
                        """
                        insert into chauffeur.driver_step (id, order_id, unit_id, operator_id, no, kind, told_at,
                            odometer_km, fen, receipt_no, place)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                            st_setsrid(st_makepoint($11::float8, $12::float8), 4326)) on conflict do nothing
                        """,
                        step.id(),
                        order.id(),
                        order.unitId(),
                        order.operatorId(),
                        no,
                        step.kind().name(),
                        step.at(),
                        step.odometerKm(),
                        step.fen(),
                        step.receiptNo(),
                        step.place() == null ? null : step.place().lon(),
                        step.place() == null ? null : step.place().lat())
                .map(rows -> rows == 1);
    }

    /** What the form says of a ride that ended by the driver's word, besides what the order itself keeps. */
    Uni<Void> finish(UUID orderId, Course course, int waitedMinutes) {
        return database.sql(
                        "update chauffeur.dispatch_order set waited_minutes = $2, odometer_from_km = $3, "
                                + "odometer_to_km = $4 where id = $1",
                        orderId,
                        waitedMinutes,
                        course.find(DriverStep.Kind.ONBOARD).orElseThrow().odometerKm(),
                        course.find(DriverStep.Kind.FINISHED).orElseThrow().odometerKm())
                .replaceWithVoid();
    }

    /** Keeps the newest position only, and not more than one in a while. */
    Uni<Void> place(Order order, GeoPoint at, Instant now, Duration every) {
        return database.sql(
                        """
                        insert into chauffeur.driver_position as known
                            (order_id, unit_id, operator_id, position, told_at)
                        values ($1, $2, $3, st_setsrid(st_makepoint($4, $5), 4326), $6)
                        on conflict (order_id) do update set position = excluded.position, told_at = excluded.told_at
                        where known.told_at <= $7
                        """, order.id(), order.unitId(), order.operatorId(), at.lon(), at.lat(), now, now.minus(every))
                .replaceWithVoid();
    }

    Uni<Optional<DispatchForm>> form(UUID orderId) {
        return database.row("""
                        select o.order_no, o.state, o.purpose_category, o.purpose_text, o.document_no, o.budget_code,
                            o.pickup_name, o.dropoff_name, o.pickup_at, o.planned_until, o.passengers, o.vehicle_class,
                            o.planned_km, o.planned_fen, o.driver_name, o.driver_phone, o.plate, o.arrived_at,
                            o.started_at, o.ended_at, o.odometer_from_km, o.odometer_to_km, o.km, o.minutes,
                            o.waited_minutes, o.toll_fen, o.parking_fen, r.stars, r.words, st_x(p.position),
                            st_y(p.position), p.told_at, o.via::text, o.contact_name, o.contact_phone,
                            st_x(b.place), st_y(b.place), st_distancesphere(b.place, o.pickup),
                            st_x(e.place), st_y(e.place), st_distancesphere(e.place, o.dropoff)
                        from chauffeur.dispatch_order o
                            left join chauffeur.rating r on r.order_id = o.id
                            left join chauffeur.driver_position p on p.order_id = o.id
                                and o.state in ('ACCEPTED', 'ARRIVED', 'ONBOARD')
                            left join chauffeur.driver_step b on b.order_id = o.id and b.kind = 'ONBOARD'
                            left join chauffeur.driver_step e on e.order_id = o.id and e.kind = 'FINISHED'
                        where o.id = $1
                        """, orderId)
                .map(found -> found.map(
                        row -> DispatchForm.of(row, row.isNull(32) ? List.of() : json.read(row.text(32), VIA))));
    }

    /** Answers whether it was written: an order is rated once. */
    Uni<Boolean> rate(Order order, DispatchForm.Rating rating, UUID by, Instant at) {
        return database.sql(
                        "insert into chauffeur.rating (order_id, unit_id, operator_id, stars, words, rated_by, "
                                + "rated_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (order_id) do nothing",
                        order.id(),
                        order.unitId(),
                        order.operatorId(),
                        rating.stars(),
                        rating.words(),
                        by,
                        at)
                .map(rows -> rows == 1);
    }

    private static DriverStep step(Row row) {
        return new DriverStep(
                row.uuid(0),
                DriverStep.Kind.valueOf(row.text(1)),
                row.instant(2),
                row.isNull(3) ? null : row.decimal(3),
                row.isNull(4) ? null : row.whole(4),
                row.text(5),
                null);
    }
}
