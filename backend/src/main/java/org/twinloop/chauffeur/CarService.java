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

    record Answer(OrderState state, String reason, Driver driver, Usage usage) {

        /** The same answer about an order that is further on than its company knows. */
        Answer in(OrderState known) {
            return new Answer(known, reason, driver, usage);
        }
    }

    record Driver(String name, String phone, String plate) {}

    /**
     * What a finished ride used; set exactly when the state is COMPLETED.
     *
     * @param chargedFrom when the charged time began, where passengers who came late had used up the free waiting;
     *     otherwise null: it begins when they get in
     */
    record Usage(
            Instant startedAt,
            Instant endedAt,
            BigDecimal km,
            int minutes,
            long tollFen,
            long parkingFen,
            Instant chargedFrom) {}
}
