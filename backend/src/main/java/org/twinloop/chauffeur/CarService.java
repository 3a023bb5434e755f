package org.twinloop.chauffeur;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What is needed of a car-service company. Never called inside a transaction. A call may be repeated with the same id
 * and means the same; a failure means that nothing is known.
 */
public interface CarService {

    Uni<Answer> order(Order order);

    /** How an order stands. */
    Uni<Answer> look(UUID operatorId, UUID orderId);

    /** Takes an order back, whatever its state. */
    Uni<Void> cancel(UUID operatorId, UUID orderId);

    record Answer(OrderState state, String reason, Driver driver, Usage usage) {}

    record Driver(String name, String phone, String plate) {}

    /** What a finished ride used; set exactly when the state is COMPLETED. */
    record Usage(Instant startedAt, Instant endedAt, BigDecimal km, int minutes, long tollFen, long parkingFen) {}
}
