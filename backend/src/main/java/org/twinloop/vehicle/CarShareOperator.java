package org.twinloop.vehicle;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/**
 * What the fleet needs of a car-share operator whose calendar decides. Never called inside a transaction. A call
 * may be repeated with the same id and means the same; a failure means that nothing is known.
 */
public interface CarShareOperator {

    /** Asks for a car; the id is ours. */
    Uni<HoldAnswer> hold(HoldWish wish);

    /** Asks again what became of a hold. */
    Uni<HoldAnswer> answer(UUID operatorId, UUID holdId);

    /** Gives a hold back, whatever its state. */
    Uni<Void> cancel(UUID operatorId, UUID holdId);

    /** The car and time that are asked for. */
    record HoldWish(UUID holdId, UUID operatorId, String vin, Instant from, Instant to) {}

    /**
     * @param reason why it was declined, may be null
     */
    record HoldAnswer(Outcome outcome, String reason) {}

    enum Outcome {
        PENDING,
        CONFIRMED,
        DECLINED,
        /** The operator knows no such hold. */
        UNKNOWN
    }
}
