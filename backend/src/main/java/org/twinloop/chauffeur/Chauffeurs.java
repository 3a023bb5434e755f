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
    private final OrderEvents events;
    private final ChauffeurConfig config;
    private final Clock clock;

    Chauffeurs(OrderRepository orders, OrderEvents events, ChauffeurConfig config, Clock clock) {
        this.orders = orders;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    /** Makes an order; one of that id which is there already stays as it is. */
    public Uni<Void> order(NewOrder wanted) {
        Instant now = clock.instant();
        return orders.nextNumber()
                .map(number -> String.format("PC-%s-%06d", DAY.format(now.atZone(CityTime.ZONE)), number))
                .chain(number -> orders.insert(wanted, number, now));
    }

    /** The order with its driver, locked until the caller's act is over. */
    public Uni<Optional<Dispatch>> lock(UUID orderId) {
        return orders.lock(orderId);
    }

    /** The version under which the next link to the driver is signed; links of older versions are revoked by it. */
    public Uni<Integer> nextLink(UUID orderId) {
        return orders.nextLink(orderId);
    }

    /**
     * The driver tells how far the order is, ahead of the company; it does not go back, and what is known stays.
     *
     * @param usage set exactly when the state is COMPLETED
     */
    public Uni<Void> told(Order order, OrderState state, CarService.Usage usage) {
        Instant now = clock.instant();
        if (state.compareTo(order.state()) <= 0) {
            return Uni.createFrom().voidItem();
        }
        CarService.Answer word = new CarService.Answer(state, null, null, usage);
        Instant next = state.over() ? null : now.plus(config.followEvery());
        return orders.answered(order.id(), order.state(), word, now, next)
                .chain(changed -> changed
                        ? events.moved(order, word, now)
                        : Uni.createFrom().failure(new IllegalStateException("order " + order.number() + " moved")));
    }

    public Uni<Optional<Order>> find(UUID orderId) {
        return orders.find(orderId);
    }

    /** Withdraws an order that is not over; the company is told afterwards. */
    public Uni<Void> cancel(UUID orderId) {
        return orders.withdraw(orderId, clock.instant());
    }
}
