package org.twinloop.chauffeur;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CityTime;

/** The dispatch desk. Every method runs inside the caller's act; {@link OrderDesk} tells the company afterwards. */
@ApplicationScoped
public class Chauffeurs {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final OrderRepository orders;
    private final Clock clock;

    Chauffeurs(OrderRepository orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** Makes an order; one of that id which is there already stays as it is. */
    public Uni<Void> order(NewOrder wanted) {
        Instant now = clock.instant();
        return orders.nextNumber()
                .map(number -> String.format("PC-%s-%06d", DAY.format(now.atZone(CityTime.ZONE)), number))
                .chain(number -> orders.insert(wanted, number, now));
    }

    public Uni<Optional<Order>> find(UUID orderId) {
        return orders.find(orderId);
    }

    /** Withdraws an order that is not over; the company is told afterwards. */
    public Uni<Void> cancel(UUID orderId) {
        return orders.withdraw(orderId, clock.instant());
    }
}
