package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.partner.PartnerResource.OrderState;
import org.twinloop.partner.PartnerResource.OrderUnderWay;
import org.twinloop.partner.PartnerResource.PartnerOrder;
import org.twinloop.partner.PartnerResource.UnderWayState;
import org.twinloop.pricing.Product;

/** Reads the published orders of a partner; row-level security keeps those of others out a second time. */
@ApplicationScoped
class PartnerOrderRepository {

    private final Database database;

    PartnerOrderRepository(Database database) {
        this.database = database;
    }

    Uni<List<PartnerOrder>> page(UUID operatorId, String period, OrderCursor after, int limit) {
        return database.rows("""
                        select platform_order_id, operator_order_id, product, unit_code, rider_pseudonym, plate, vin,
                            price_list_id, vehicle_class, started_at, ended_at, minutes, km, energy_wh, toll_fen,
                            parking_fen, state
                        from settlement.partner_order
                        where operator_id = $1 and period = $2 and (started_at, platform_order_id) > ($3, $4)
                        order by started_at, platform_order_id limit $5
                        """, operatorId, period, after.startedAt(), after.id(), limit)
                .map(rows -> rows.stream().map(PartnerOrderRepository::order).toList());
    }

    /** Cars the operator has confirmed to hold for a booking that has not become an order; by begin. */
    Uni<List<OrderUnderWay>> confirmed(UUID operatorId, Instant from, Instant to, int limit) {
        return database.rows("""
                        select h.id, h.vin, h.starts_at, h.ends_at from partner.hold h
                        where h.operator_id = $1 and h.state = 'CONFIRMED' and h.starts_at >= $2 and h.starts_at < $3
                            and not exists (select from settlement.partner_order p where p.platform_order_id = h.id)
                        order by h.starts_at, h.id limit $4
                        """, operatorId, from, to, limit)
                .map(rows -> rows.stream()
                        .map(row -> new OrderUnderWay(
                                row.uuid(0),
                                null,
                                Product.CAR_SHARE,
                                UnderWayState.ACCEPTED,
                                row.instant(2),
                                row.instant(3),
                                null,
                                null,
                                row.text(1),
                                null,
                                null,
                                null,
                                null,
                                null))
                        .toList());
    }

    private static PartnerOrder order(Row row) {
        return new PartnerOrder(
                row.uuid(0),
                row.text(1),
                Product.valueOf(row.text(2)),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.uuid(7),
                row.text(8),
                row.instant(9),
                row.instant(10),
                (int) row.whole(11),
                row.decimal(12),
                row.whole(13),
                row.whole(14),
                row.whole(15),
                OrderState.valueOf(row.text(16)));
    }
}
