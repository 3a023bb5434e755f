package org.twinloop.charging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;

/** The SQL that turns what piles say into newest status, newest meter and charging sessions, a batch at a time. */
@ApplicationScoped
class PileReportRepository {

    private static final String STATUS = """
            with told as (
                select distinct on (c.connector_no) c.connector_no, u.at, u.boot, u.seq, u.received, u.status, u.error
                from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::timestamptz[],
                    $7::text[], $8::text[]) u(pile, number, at, boot, seq, received, status, error)
                join charging.connector c on c.pile_id = u.pile and c.number = u.number
                order by c.connector_no, u.at desc, u.boot desc, u.seq desc)
            insert into charging.newest_status as n
                (connector_no, event_time, boot, seq, received_at, status, since, error)
            select connector_no, at, boot, seq, received, status, at, error from told order by connector_no
            on conflict (connector_no) do update set
                event_time = excluded.event_time, boot = excluded.boot, seq = excluded.seq,
                received_at = excluded.received_at, status = excluded.status, error = excluded.error,
                since = case when n.status = excluded.status then n.since else excluded.since end
            where (n.event_time, n.boot, n.seq) < (excluded.event_time, excluded.boot, excluded.seq)""";
    private static final String CLOSE_SESSIONS = """
            update charging.session s set ended_at = greatest(s.started_at, n.event_time)
            from charging.connector c join charging.newest_status n on n.connector_no = c.connector_no
            where s.connector_id = c.id and s.ended_at is null and n.status <> 'CHARGING'
              and c.pile_id = any ($1::uuid[])""";
    private static final String OPEN_SESSIONS = """
            insert into charging.session
                (id, connector_id, operator_id, vin, started_at, first_meter_wh, last_meter_wh, last_meter_at)
            select t.id, c.id, p.operator_id, null, n.since, m.meter_wh, m.meter_wh, m.event_time
            from unnest($1::uuid[], $2::int[], $3::uuid[]) t(pile, number, id)
            join charging.connector c on c.pile_id = t.pile and c.number = t.number
            join charging.pile p on p.id = c.pile_id
            join charging.newest_status n on n.connector_no = c.connector_no and n.status = 'CHARGING'
            left join charging.newest_meter m on m.connector_no = c.connector_no
            on conflict (connector_id) where ended_at is null do nothing""";
    private static final String METER = """
            with told as (
                select distinct on (c.connector_no) c.id, c.connector_no, u.at, u.boot, u.seq, u.received, u.wh,
                    u.power, u.vin
                from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::timestamptz[],
                    $7::bigint[], $8::int[], $9::text[]) u(pile, number, at, boot, seq, received, wh, power, vin)
                join charging.connector c on c.pile_id = u.pile and c.number = u.number
                order by c.connector_no, u.at desc, u.boot desc, u.seq desc
            ), newest as (
                insert into charging.newest_meter as n
                    (connector_no, event_time, boot, seq, received_at, meter_wh, power_w, vin)
                select connector_no, at, boot, seq, received, wh, power, vin from told order by connector_no
                on conflict (connector_no) do update set
                    event_time = excluded.event_time, boot = excluded.boot, seq = excluded.seq,
                    received_at = excluded.received_at, meter_wh = excluded.meter_wh, power_w = excluded.power_w,
                    vin = excluded.vin
                where (n.event_time, n.boot, n.seq) < (excluded.event_time, excluded.boot, excluded.seq)
                returning connector_no)
            update charging.session s set
                energy_wh = s.energy_wh + greatest(0, t.wh - coalesce(s.last_meter_wh, t.wh)),
                meter_went_back = s.meter_went_back or t.wh < coalesce(s.last_meter_wh, t.wh),
                first_meter_wh = coalesce(s.first_meter_wh, t.wh),
                last_meter_wh = t.wh, last_meter_at = t.at, vin = coalesce(t.vin, s.vin)
            from told t join newest w on w.connector_no = t.connector_no
            where s.connector_id = t.id and s.ended_at is null""";

    private final Database database;

    PileReportRepository(Database database) {
        this.database = database;
    }

    /** Meter readings first: the last reading of a session comes with the status that ends it. */
    Uni<Void> apply(List<PileMessage> messages) {
        List<PileMessage.Meter> meters = messages.stream()
                .filter(PileMessage.Meter.class::isInstance)
                .map(PileMessage.Meter.class::cast)
                .toList();
        List<PileMessage.Status> statuses = messages.stream()
                .filter(PileMessage.Status.class::isInstance)
                .map(PileMessage.Status.class::cast)
                .toList();
        Uni<Void> applied = meters.isEmpty() ? Uni.createFrom().voidItem() : applyMeters(meters);
        for (List<PileMessage.Status> round : rounds(statuses)) {
            applied = applied.chain(() -> applyStatuses(round));
        }
        return applied;
    }

    /** Each connector once a round, in the order told: what stopped and began again in one batch is two sessions. */
    private static List<List<PileMessage.Status>> rounds(List<PileMessage.Status> statuses) {
        List<List<PileMessage.Status>> rounds = new ArrayList<>();
        Map<String, Integer> told = new HashMap<>();
        for (PileMessage.Status status : statuses) {
            int round = told.merge(status.pileId() + "/" + status.connector(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(status);
        }
        return rounds;
    }

    private Uni<Void> applyMeters(List<PileMessage.Meter> meters) {
        return database.sql(
                        METER,
                        piles(meters),
                        numbers(meters),
                        times(meters, PileMessage::eventTime),
                        longs(meters, PileMessage::boot),
                        longs(meters, PileMessage::seq),
                        times(meters, PileMessage::receivedAt),
                        longs(meters, PileMessage.Meter::meterWh),
                        meters.stream().map(PileMessage.Meter::powerW).toArray(Integer[]::new),
                        meters.stream().map(PileMessage.Meter::vin).toArray(String[]::new))
                .replaceWithVoid();
    }

    private Uni<Void> applyStatuses(List<PileMessage.Status> statuses) {
        List<PileMessage.Status> charging = statuses.stream()
                .filter(told -> told.status() == ConnectorStatus.CHARGING)
                .toList();
        UUID[] sessions = charging.stream().map(told -> Ids.next()).toArray(UUID[]::new);
        return database.sql(
                        STATUS,
                        piles(statuses),
                        numbers(statuses),
                        times(statuses, PileMessage::eventTime),
                        longs(statuses, PileMessage::boot),
                        longs(statuses, PileMessage::seq),
                        times(statuses, PileMessage::receivedAt),
                        statuses.stream().map(told -> told.status().name()).toArray(String[]::new),
                        statuses.stream().map(PileMessage.Status::error).toArray(String[]::new))
                .chain(() -> database.sql(CLOSE_SESSIONS, (Object) piles(statuses)))
                .chain(() -> database.sql(OPEN_SESSIONS, piles(charging), numbers(charging), sessions))
                .replaceWithVoid();
    }

    private static UUID[] piles(List<? extends PileMessage> messages) {
        return messages.stream().map(PileMessage::pileId).toArray(UUID[]::new);
    }

    private static Integer[] numbers(List<? extends PileMessage> messages) {
        return messages.stream().map(PileMessage::connector).toArray(Integer[]::new);
    }

    private static <T> Instant[] times(List<T> messages, Function<? super T, Instant> field) {
        return messages.stream().map(field).toArray(Instant[]::new);
    }

    private static <T> Long[] longs(List<T> messages, Function<? super T, Long> field) {
        return messages.stream().map(field).toArray(Long[]::new);
    }
}
