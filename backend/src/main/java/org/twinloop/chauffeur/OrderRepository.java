package org.twinloop.chauffeur;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;

/** The SQL of dispatch orders. */
@ApplicationScoped
class OrderRepository {

    private static final String COLUMNS = """
            id, order_no, operator_id, unit_id, trip_id, pickup_name, st_x(pickup), st_y(pickup), dropoff_name,
            st_x(dropoff), st_y(dropoff), pickup_at, passengers, vehicle_class, state, sent_at, deadline, failures,
            via::text, planned_until, unit_code, unit_name, contact_name, contact_phone""";

    private static final TypeReference<List<NewOrder.Via>> VIA = new TypeReference<>() {};
    private static final String DRIVER = ", driver_name, driver_phone, plate, link_version ";

    private final Database database;
    private final StoredJson json;

    OrderRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    Uni<Long> nextNumber() {
        return database.row("select nextval('chauffeur.order_number')")
                .map(row -> row.orElseThrow().whole(0));
    }

    Uni<Void> insert(NewOrder wanted, String number, Instant at) {
        NewOrder.Particulars form = wanted.particulars();
        return database.sql(
                        """
                        insert into chauffeur.dispatch_order (id, order_no, operator_id, unit_id, trip_id, pickup_name,
                            pickup, dropoff_name, dropoff, pickup_at, planned_until, passengers, vehicle_class,
                            deadline, created_at, next_look_at, applicant_id, purpose_category, purpose_text,
                            document_no, budget_code, planned_km, planned_fen, unit_code, unit_name, via,
                            contact_name, contact_phone)
                        values ($1, $2, $3, $4, $5, $6, st_setsrid(st_makepoint($7, $8), 4326), $9,
                            st_setsrid(st_makepoint($10, $11), 4326), $12, $13, $14, $15, $16, $17, $17, $18, $19, $20,
                            $21, $22, $23, $24, $25, $26, cast($27::text as jsonb), $28, $29)
                        on conflict (id) do nothing
                        """,
                        wanted.id(),
                        number,
                        wanted.operatorId(),
                        wanted.unitId(),
                        wanted.tripId(),
                        wanted.pickup().name(),
                        wanted.pickup().position().lon(),
                        wanted.pickup().position().lat(),
                        wanted.dropoff().name(),
                        wanted.dropoff().position().lon(),
                        wanted.dropoff().position().lat(),
                        wanted.pickupAt(),
                        wanted.until(),
                        wanted.passengers(),
                        wanted.vehicleClass(),
                        wanted.deadline(),
                        at,
                        form.applicantId(),
                        form.purposeCategory(),
                        form.purposeText(),
                        form.documentNo(),
                        form.budgetCode(),
                        form.plannedKm(),
                        form.plannedFen(),
                        form.unitCode(),
                        form.unitName(),
                        form.via().isEmpty() ? null : json.write(form.via()),
                        form.contact() == null ? null : form.contact().name(),
                        form.contact() == null ? null : form.contact().phone())
                .replaceWithVoid();
    }

    Uni<Optional<Order>> find(UUID id) {
        return database.row("select " + COLUMNS + " from chauffeur.dispatch_order where id = $1", id)
                .map(row -> row.map(this::order));
    }

    Uni<List<Dispatch>> driven(UUID operatorId, Instant from, Instant to, int limit) {
        return database.rows(
                        "select " + COLUMNS + DRIVER + "from chauffeur.dispatch_order where operator_id = $1 "
                                + "and state in ('ACCEPTED', 'ARRIVED', 'ONBOARD') and pickup_at >= $2 "
                                + "and pickup_at < $3 order by pickup_at, id limit $4",
                        operatorId,
                        from,
                        to,
                        limit)
                .map(rows -> rows.stream().map(this::dispatch).toList());
    }

    /** The order with its driver, locked until the act is over: of two steps at once the second sees the first. */
    Uni<Optional<Dispatch>> lock(UUID id) {
        return database.row("select " + COLUMNS + DRIVER + "from chauffeur.dispatch_order where id = $1 for update", id)
                .map(found -> found.map(this::dispatch));
    }

    private Dispatch dispatch(Row row) {
        return new Dispatch(order(row), row.instant(19), row.text(24), row.text(25), row.text(26), (int) row.whole(27));
    }

    /** The version of the next link; the one before is good no more. */
    Uni<Integer> nextLink(UUID id) {
        return database.row(
                        "update chauffeur.dispatch_order set link_version = link_version + 1 where id = $1 "
                                + "returning link_version",
                        id)
                .map(row -> (int) row.orElseThrow().whole(0));
    }

    /** Takes due orders for a while; another instance skips them. */
    Uni<List<Order>> take(Instant at, Instant until, int max) {
        return database.rows(
                        "update chauffeur.dispatch_order set next_look_at = $2 where id in (select id "
                                + "from chauffeur.dispatch_order where next_look_at <= $1 order by next_look_at "
                                + "limit $3 for no key update skip locked) returning " + COLUMNS,
                        at,
                        until,
                        max)
                .map(rows -> rows.stream().map(this::order).toList());
    }

    /**
     * Writes what the company said, unless the order was withdrawn or moved on meanwhile. Answers whether it did.
     *
     * @param from the state in which the company was asked
     */
    Uni<Boolean> answered(UUID id, OrderState from, CarService.Answer answer, Instant at, Instant nextLook) {
        CarService.Driver driver = answer.driver();
        CarService.Usage usage = answer.usage();
        return database.sql(
                        """
                        update chauffeur.dispatch_order set state = $3, reason = $4, sent_at = coalesce(sent_at, $5),
                            next_look_at = $6, failures = 0, last_error = null,
                            driver_name = coalesce($7, driver_name), driver_phone = coalesce($8, driver_phone),
                            plate = coalesce($9, plate),
                            arrived_at = case when $3 = 'ARRIVED' then coalesce(arrived_at, $5) else arrived_at end,
                            started_at = coalesce($10::timestamptz, started_at,
                                case when $3 = 'ONBOARD' then $5::timestamptz end),
                            link_version = link_version + case when (driver_name, driver_phone, plate)
                                is distinct from (coalesce($7, driver_name), coalesce($8, driver_phone),
                                coalesce($9, plate)) then 1 else 0 end,
                            ended_at = $11, km = $12, minutes = $13, toll_fen = $14, parking_fen = $15
                        where id = $1 and state = $2
                        """,
                        id,
                        from.name(),
                        answer.state().name(),
                        answer.reason(),
                        at,
                        nextLook,
                        driver == null ? null : driver.name(),
                        driver == null ? null : driver.phone(),
                        driver == null ? null : driver.plate(),
                        usage == null ? null : usage.startedAt(),
                        usage == null ? null : usage.endedAt(),
                        usage == null ? null : usage.km(),
                        usage == null ? null : usage.minutes(),
                        usage == null ? null : usage.tollFen(),
                        usage == null ? null : usage.parkingFen())
                .map(rows -> rows == 1)
                .call(changed -> changed && answer.state().over()
                        ? forget(id)
                        : Uni.createFrom().voidItem());
    }

    /** The company knows nothing of the order: it is sent again at the next look. */
    Uni<Void> notSent(UUID id, Instant nextLook) {
        return database.sql(
                        "update chauffeur.dispatch_order set sent_at = null, next_look_at = $2 where id = $1",
                        id,
                        nextLook)
                .replaceWithVoid();
    }

    Uni<Void> failed(UUID id, String error, Instant nextLook) {
        return database.sql(
                        "update chauffeur.dispatch_order set failures = failures + 1, last_error = $2, "
                                + "next_look_at = $3 where id = $1",
                        id,
                        error,
                        nextLook)
                .replaceWithVoid();
    }

    /** Ours from now on, with the company yet to be told: a cancelled order that is still looked at. */
    Uni<Void> withdraw(UUID id, Instant at) {
        return database.sql(
                        "update chauffeur.dispatch_order set state = 'CANCELLED', next_look_at = $2, failures = 0 "
                                + "where id = $1 and state in ('PENDING', 'ACCEPTED', 'ARRIVED', 'ONBOARD')",
                        id,
                        at)
                .chain(() -> forget(id));
    }

    /** Where a driver was, and whom to call, is nobody's business once the order is over. */
    private Uni<Void> forget(UUID id) {
        return database.sql("delete from chauffeur.driver_position where order_id = $1", id)
                .chain(() -> database.sql(
                        "update chauffeur.dispatch_order set contact_name = null, contact_phone = null "
                                + "where id = $1 and contact_phone is not null",
                        id))
                .replaceWithVoid();
    }

    /** Declines an order whose deadline passed; the company is told as with a withdrawal. Answers whether it did. */
    Uni<Boolean> overdue(UUID id, String reason, Instant at) {
        return database.sql(
                        "update chauffeur.dispatch_order set state = 'DECLINED', reason = $2, next_look_at = $3, "
                                + "failures = 0 where id = $1 and state = 'PENDING'",
                        id,
                        reason,
                        at)
                .map(rows -> rows == 1)
                .call(changed -> changed ? forget(id) : Uni.createFrom().voidItem());
    }

    Uni<Void> noMore(UUID id) {
        return database.sql("update chauffeur.dispatch_order set next_look_at = null where id = $1", id)
                .replaceWithVoid();
    }

    private Order order(Row row) {
        return new Order(
                row.uuid(0),
                row.text(1),
                row.uuid(2),
                row.uuid(3),
                row.uuid(4),
                new NewOrder.Stop(row.text(5), new GeoPoint(row.number(6), row.number(7))),
                new NewOrder.Stop(row.text(8), new GeoPoint(row.number(9), row.number(10))),
                row.instant(11),
                (int) row.whole(12),
                row.text(13),
                OrderState.valueOf(row.text(14)),
                !row.isNull(15),
                row.instant(16),
                (int) row.whole(17),
                new Order.Sheet(
                        row.isNull(18) ? List.of() : json.read(row.text(18), VIA),
                        row.instant(19),
                        row.text(20),
                        row.text(21),
                        row.isNull(23) ? null : new NewOrder.Contact(row.text(22), row.text(23))));
    }
}
