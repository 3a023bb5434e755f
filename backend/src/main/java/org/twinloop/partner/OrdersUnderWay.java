package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.twinloop.chauffeur.Chauffeurs;
import org.twinloop.chauffeur.Dispatch;
import org.twinloop.chauffeur.NewOrder;
import org.twinloop.common.CityTime;
import org.twinloop.partner.PartnerResource.OrderUnderWay;
import org.twinloop.partner.PartnerResource.UnderWayState;
import org.twinloop.pricing.Product;

/** What a partner has accepted and has not ended yet: rides with driver, and cars it holds for us. */
@ApplicationScoped
class OrdersUnderWay {

    private static final int LISTED_MAX = 200;

    private final Chauffeurs chauffeurs;
    private final PartnerOrderRepository orders;

    OrdersUnderWay(Chauffeurs chauffeurs, PartnerOrderRepository orders) {
        this.chauffeurs = chauffeurs;
        this.orders = orders;
    }

    /** Those that begin in a month of the city, by begin, at most 200. In the caller's act. */
    Uni<List<OrderUnderWay>> of(UUID operatorId, YearMonth month) {
        Instant from = month.atDay(1).atStartOfDay(CityTime.ZONE).toInstant();
        Instant to = month.plusMonths(1).atDay(1).atStartOfDay(CityTime.ZONE).toInstant();
        return chauffeurs
                .driven(operatorId, from, to, LISTED_MAX)
                .chain(driven -> orders.confirmed(operatorId, from, to, LISTED_MAX)
                        .map(held -> {
                            List<OrderUnderWay> all = new ArrayList<>(held);
                            driven.forEach(dispatch -> all.add(of(dispatch)));
                            return all.stream()
                                    .sorted(Comparator.comparing(OrderUnderWay::startsAt))
                                    .limit(LISTED_MAX)
                                    .toList();
                        }));
    }

    private static OrderUnderWay of(Dispatch dispatch) {
        return new OrderUnderWay(
                dispatch.id(),
                dispatch.order().number(),
                Product.CHAUFFEUR,
                UnderWayState.valueOf(dispatch.state().name()),
                dispatch.order().pickupAt(),
                dispatch.until(),
                dispatch.order().vehicleClass(),
                dispatch.plate(),
                null,
                dispatch.order().sheet().unitCode(),
                dispatch.order().pickup().name(),
                dispatch.order().sheet().via().stream().map(NewOrder.Via::name).toList(),
                dispatch.order().dropoff().name(),
                dispatch.order().passengers());
    }
}
