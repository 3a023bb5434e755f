package org.twinloop.chauffeur;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
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

    /** Orders of a company that have a driver, are not over and begin within the time, by begin. */
    public Uni<List<Dispatch>> driven(UUID operatorId, Instant from, Instant to, int limit) {
        return orders.driven(operatorId, from, to, limit);
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
        return answered(order, word, now, next)
                .chain(changed -> changed
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new IllegalStateException("order " + order.number() + " moved")));
    }

    /**
     * The company tells how far an order is, of its own accord. Answers whether it was news, and null when the order is
     * not the company's, is over, or its deadline has passed.
     */
    public Uni<Boolean> told(UUID operatorId, UUID orderId, CarService.Answer answer) {
        Instant now = clock.instant();
        return orders.lock(orderId).chain(found -> {
            Dispatch known = found.filter(one -> one.order().operatorId().equals(operatorId))
                    .orElse(null);
            Order order = known == null ? null : known.order();
            boolean late = order == null
                    || order.state().over()
                    || order.state() == OrderState.PENDING && !now.isBefore(order.deadline());
            if (late) {
                return Uni.createFrom().nullItem();
            }
            if (!isNews(known, answer)) {
                return Uni.createFrom().item(false);
            }
            return answered(order, answer, now, nextLook(order, answer.state(), now));
        });
    }

    /** Further on, or another driver or car as far as the order is; what is behind may be long outdated. */
    private static boolean isNews(Dispatch known, CarService.Answer answer) {
        if (answer.state() == OrderState.UNKNOWN || answer.state() != known.state()) {
            return answer.state() != OrderState.UNKNOWN && answer.state().compareTo(known.state()) > 0;
        }
        CarService.Driver driver = answer.driver();
        return driver != null
                && (isOther(driver.name(), known.driverName())
                        || isOther(driver.phone(), known.driverPhone())
                        || isOther(driver.plate(), known.plate()));
    }

    private static boolean isOther(String told, String known) {
        return told != null && !told.equals(known);
    }

    private Instant nextLook(Order order, OrderState state, Instant now) {
        Instant next = now.plus(config.followEvery());
        if (state == OrderState.PENDING && next.isAfter(order.deadline())) {
            return order.deadline();
        }
        return state.over() ? null : next;
    }

    /**
     * Writes down what is told of an order, whoever told it and whether asked or not, and tells the journal when it
     * moved. Answers false when the order was withdrawn or moved on meanwhile.
     *
     * @param order as it was known when this was told
     */
    Uni<Boolean> answered(Order order, CarService.Answer answer, Instant now, Instant nextLook) {
        return orders.answered(order.id(), order.state(), answer, now, nextLook)
                .call(changed -> changed && answer.state() != order.state()
                        ? events.moved(order, answer, now)
                        : Uni.createFrom().voidItem());
    }

    public Uni<Optional<Order>> find(UUID orderId) {
        return orders.find(orderId);
    }

    /** Withdraws an order that is not over; the company is told afterwards. */
    public Uni<Void> cancel(UUID orderId) {
        return orders.withdraw(orderId, clock.instant());
    }
}
