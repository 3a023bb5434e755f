package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.Database;

/** The SQL of what comes in by itself: cars and piles of each operator and when they were heard. */
@ApplicationScoped
class IntakeRepository {

    private final Database database;

    IntakeRepository(Database database) {
        this.database = database;
    }

    /** Devices of one operator that come in one way; newestAt is null when none was ever heard. */
    record IntakeRow(String operatorCode, IntakeKind kind, long devices, long heard, Instant newestAt) {}

    /** By operator and kind; a device counts as heard when something came after {@code since}. */
    Uni<List<IntakeRow>> list(Instant since) {
        return database.rows("""
                        select o.code, u.kind, count(*), count(*) filter (where u.received_at > $1),
                            max(u.received_at)
                        from (
                            select l.operator_id, case when g.vin is null then 'MQTT_CARS' else 'GB32960_CARS' end,
                                l.received_at
                            from vehicle.live l
                            left join partner.gb_terminal g on g.vehicle_id = l.id and not g.blocked
                            where g.vin is not null or l.device_id is not null
                            union all
                            select c.operator_id, 'MQTT_PILES', max(c.received_at) from charging.live c
                            where c.device_id is not null group by c.operator_id, c.pile_id
                        ) u(operator_id, kind, received_at)
                        join operator.published o on o.id = u.operator_id
                        group by o.code, u.kind order by o.code, u.kind limit 200
                        """, since)
                .map(rows -> rows.stream()
                        .map(row -> new IntakeRow(
                                row.text(0),
                                IntakeKind.valueOf(row.text(1)),
                                row.whole(2),
                                row.whole(3),
                                row.instant(4)))
                        .toList());
    }
}
