package org.twinloop.trip.approval.register;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.identity.People;
import org.twinloop.identity.Unit;
import org.twinloop.identity.personnel.CsvLines.Rejected;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.register.PolicyRegister.Kept;
import org.twinloop.trip.approval.register.PolicyRegister.Powered;
import org.twinloop.trip.approval.register.RegisterImport.Known;
import org.twinloop.trip.approval.register.RegisterImport.Taken;
import org.twinloop.trip.approval.register.RegisterLine.CarPower;
import org.twinloop.trip.approval.register.RegisterLine.ChargingOrder;
import org.twinloop.trip.approval.register.RegisterLine.KeptCar;
import org.twinloop.trip.approval.register.RegisterLine.Power;

/** The SQL of the registers. */
@ApplicationScoped
class RegisterRepository {
    private final Database database;
    private final Operators operators;
    private final People people;

    RegisterRepository(Database database, Operators operators, People people) {
        this.database = database;
        this.operators = operators;
        this.people = people;
    }

    Uni<Known> known() {
        return names("select plate, id from vehicle.live where unit_id is not null")
                .chain(cars -> operators
                        .all()
                        .map(all -> all.stream().collect(Collectors.toMap(Operator::code, Operator::id)))
                        .chain(companies -> people.listUnits()
                                .map(all -> all.stream().collect(Collectors.toMap(Unit::code, Unit::id)))
                                .map(units -> new Known(cars, companies, units))));
    }

    private Uni<Map<String, UUID>> names(String query) {
        return database.rows(query)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.text(0), row -> row.uuid(1))));
    }

    /** Answers how many were new or something else. */
    Uni<Integer> setKeptCars(List<KeptCar> lines, Known known) {
        return database.sql(
                """
                insert into trip.kept_car as k (vehicle_id, valid_from, purpose)
                select * from unnest($1::uuid[], $2::date[], $3::text[])
                on conflict (vehicle_id, valid_from) do update set purpose = excluded.purpose
                where k.purpose is distinct from excluded.purpose""",
                each(lines, UUID[]::new, line -> known.keptCars().get(line.plate())),
                each(lines, LocalDate[]::new, KeptCar::from),
                each(lines, String[]::new, line -> Objects.toString(line.purpose(), null)));
    }

    Uni<Integer> setPower(List<CarPower> lines, Known known) {
        return database.sql(
                """
                insert into trip.service_power as p (operator_id, vehicle_class, valid_from, power)
                select * from unnest($1::uuid[], $2::text[], $3::date[], $4::text[])
                on conflict (operator_id, vehicle_class, valid_from) do update set power = excluded.power
                where p.power <> excluded.power""",
                each(lines, UUID[]::new, line -> known.operators().get(line.operatorCode())),
                each(lines, String[]::new, CarPower::vehicleClass),
                each(lines, LocalDate[]::new, CarPower::from),
                each(lines, String[]::new, line -> line.power().name()));
    }

    /** An order that comes again with other values replaces what was known of it. */
    Uni<Integer> addOrders(List<ChargingOrder> lines, Known known, UUID importId, Instant at) {
        return database.sql(
                """
                insert into trip.charging_order as o (order_no, unit_id, plate, started_at, ended_at, energy_wh,
                    start_soc, target_soc, full_at, left_at, taken_at, import_id)
                select t.*, $11::timestamptz, $12::uuid
                from unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
                    $6::int[], $7::float8[], $8::float8[], $9::timestamptz[], $10::timestamptz[]) t
                on conflict (order_no) do update set unit_id = excluded.unit_id, plate = excluded.plate,
                    started_at = excluded.started_at, ended_at = excluded.ended_at, energy_wh = excluded.energy_wh,
                    start_soc = excluded.start_soc, target_soc = excluded.target_soc, full_at = excluded.full_at,
                    left_at = excluded.left_at, taken_at = excluded.taken_at, import_id = excluded.import_id
                where (o.unit_id, o.plate, o.started_at, o.ended_at, o.energy_wh, o.start_soc, o.target_soc, o.full_at,
                    o.left_at) is distinct from (excluded.unit_id, excluded.plate, excluded.started_at,
                    excluded.ended_at, excluded.energy_wh, excluded.start_soc, excluded.target_soc, excluded.full_at,
                    excluded.left_at)""",
                each(lines, String[]::new, ChargingOrder::orderNo),
                each(lines, UUID[]::new, line -> known.units().get(line.unitCode())),
                each(lines, String[]::new, ChargingOrder::plate),
                each(lines, Instant[]::new, ChargingOrder::startedAt),
                each(lines, Instant[]::new, ChargingOrder::endedAt),
                each(lines, Integer[]::new, ChargingOrder::energyWh),
                each(lines, Double[]::new, ChargingOrder::startSocPercent),
                each(lines, Double[]::new, ChargingOrder::targetSocPercent),
                each(lines, Instant[]::new, ChargingOrder::fullAt),
                each(lines, Instant[]::new, ChargingOrder::leftAt),
                at,
                importId);
    }

    Uni<Void> addImport(Taken taken, UUID sentBy) {
        return database.sql(
                        """
                        insert into trip.register_import (id, kind, imported_by, imported_at, lines, taken, unchanged)
                        values ($1, $2, $3, $4, $5, $6, $7)""",
                        taken.id(),
                        taken.kind().name(),
                        sentBy,
                        taken.at(),
                        taken.lines(),
                        taken.taken(),
                        taken.unchanged())
                .replaceWithVoid();
    }

    /** The newest first, without their bad lines. */
    Uni<List<Taken>> imports(int limit) {
        return database.rows("""
                        select id, kind, imported_at, lines, taken, unchanged
                        from trip.register_import order by imported_at desc, id desc limit $1""", limit)
                .map(rows -> rows.stream()
                        .map(r -> new Taken(
                                r.uuid(0),
                                RegisterKind.valueOf(r.text(1)),
                                r.instant(2),
                                (int) r.whole(3),
                                (int) r.whole(4),
                                (int) r.whole(5),
                                List.<Rejected>of()))
                        .toList());
    }

    Uni<PolicyRegister> read() {
        return database.rows("select vehicle_id, valid_from, purpose from trip.kept_car")
                .map(rows -> rows.stream().map(RegisterRepository::kept).toList())
                .chain(kept -> database.rows(
                                "select operator_id, vehicle_class, valid_from, power from trip.service_power")
                        .map(rows -> new PolicyRegister(
                                kept,
                                rows.stream()
                                        .map(row -> new Powered(
                                                row.uuid(0),
                                                row.text(1),
                                                row.date(2),
                                                Power.valueOf(row.text(3)).isNewEnergy()))
                                        .toList())));
    }

    private static Kept kept(Row row) {
        return new Kept(row.uuid(0), row.date(1), row.isNull(2) ? null : PurposeCategory.valueOf(row.text(2)));
    }

    private static <L, V> V[] each(List<L> lines, IntFunction<V[]> array, Function<L, V> value) {
        return lines.stream().map(value).toArray(array);
    }
}
