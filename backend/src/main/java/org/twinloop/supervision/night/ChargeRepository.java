package org.twinloop.supervision.night;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of charging on a unit's account, and of the cars that it keeps. */
@ApplicationScoped
class ChargeRepository {

    /**
     * What operators billed to the unit, of whatever car; the car had an order when it rode for the unit then. A
     * session of our own piles that is billed too is the same.
     */
    private static final String BILLED = """
            select 'order:' || c.order_no, c.plate, c.started_at, c.ended_at, c.energy_wh, l.battery_wh, c.start_soc,
                c.target_soc, extract(epoch from c.left_at - c.full_at)::float8 / 60,
                coalesce(l.unit_id = c.unit_id, false) or exists (select from trip.ridden t
                    where t.vehicle_id = l.id and t.unit_id = c.unit_id
                        and t.started_at < c.ended_at and t.ended_at > c.started_at)
            from trip.charged c left join vehicle.live l on l.plate = c.plate
            where c.unit_id = $1 and c.ended_at >= $2 and c.ended_at < $3 order by c.order_no""";

    /**
     * Sessions of cars that the unit keeps. The charge at the begin is as the car told it; a car that was full at the
     * end and stayed plugged in occupied the pile until it told that it is not.
     */
    private static final String DRAWN = """
            select 'session:' || d.session_id, l.plate, d.started_at, d.ended_at, d.energy_wh, l.battery_wh,
                (select h.soc_percent from telematics.history h where h.vehicle_no = l.vehicle_no
                    and h.event_time <= d.started_at and h.event_time > d.started_at - interval '1 hour'
                    order by h.event_time desc, h.boot desc, h.seq desc limit 1),
                null::float8,
                case when (select h.soc_percent from telematics.history h where h.vehicle_no = l.vehicle_no
                        and h.event_time <= d.ended_at and h.event_time > d.ended_at - interval '1 hour'
                        order by h.event_time desc, h.boot desc, h.seq desc limit 1) >= $4
                    then extract(epoch from (select min(h.event_time) from telematics.history h
                        where h.vehicle_no = l.vehicle_no and h.event_time > d.ended_at
                            and h.event_time < d.ended_at + interval '1 day' and not h.plugged)
                        - d.ended_at)::float8 / 60
                    end,
                true
            from charging.drawn d join vehicle.live l on l.vin = d.vin
            where l.unit_id = $1 and d.ended_at >= $2 and d.ended_at < $3 and not d.meter_went_back
                and not exists (select from trip.charged c where c.plate = l.plate
                    and c.started_at < d.ended_at and c.ended_at > d.started_at)
            order by d.session_id""";

    private final Database database;

    ChargeRepository(Database database) {
        this.database = database;
    }

    /**
     * A charge.
     *
     * @param about by which it is found once
     * @param batteryWh empty for a car that is not on the register
     * @param targetSocPercent when it was to stop; empty when not told
     * @param occupiedMinutes how long the pile was occupied by the full car; empty when not told
     * @param entitled whether the car is the unit's or had an order of it
     */
    record Drawn(
            String about,
            String plate,
            Instant startedAt,
            Instant endedAt,
            double energyWh,
            Optional<Integer> batteryWh,
            OptionalDouble startSocPercent,
            OptionalDouble targetSocPercent,
            OptionalDouble occupiedMinutes,
            boolean entitled) {}

    /** All charges that ended within a time. */
    Uni<List<Drawn>> drawn(UUID unitId, Instant from, Instant to, double fullPercent) {
        return database.rows(BILLED, unitId, from, to)
                .chain(billed -> database.rows(DRAWN, unitId, from, to, fullPercent)
                        .map(own -> Stream.concat(billed.stream(), own.stream())
                                .map(ChargeRepository::drawn)
                                .toList()));
    }

    private static Drawn drawn(Row row) {
        return new Drawn(
                row.text(0),
                row.text(1),
                row.instant(2),
                row.instant(3),
                row.whole(4),
                row.isNull(5) ? Optional.empty() : Optional.of((int) row.whole(5)),
                number(row, 6),
                number(row, 7),
                number(row, 8),
                row.flag(9));
    }

    private static OptionalDouble number(Row row, int column) {
        return row.isNull(column) ? OptionalDouble.empty() : OptionalDouble.of(row.number(column));
    }
}
