package org.twinloop.device.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * An order to a device.
 *
 * <pre>
 *   QUEUED ─▶ SENT ─▶ ACKNOWLEDGED ─▶ CONFIRMED
 *      │        │           │
 *      ├────────┴───────────┴──▶ FAILED   the device refused
 *      └────────┴───────────┴──▶ EXPIRED  its time ran out, or what it was for is over
 * </pre>
 *
 * <p>Reports and answers travel beside each other, so CONFIRMED may come from any open state. A device on the way to
 * which an order was overtaken by its end may do it all the same; then it ended as it did, and
 * {@code command.obeyed-late} tells.
 *
 * @param reason why it FAILED or EXPIRED, else null
 */
public record Command(
        UUID id,
        String deviceId,
        Kind kind,
        JsonNode extra,
        Instant expires,
        UUID actor,
        UUID tripId,
        UUID unitId,
        State state,
        String reason,
        Instant queuedAt,
        Instant sentAt,
        Instant acknowledgedAt,
        Instant confirmedAt) {

    /** What a device can be told to do. */
    public enum Kind {
        UNLOCK,
        LOCK,
        FIND,
        IMMOBILISE,
        MOBILISE,
        NAVIGATE,
        CHARGE_START,
        CHARGE_STOP,
        RESERVE,
        CANCEL_RESERVATION,
        REVOKE_KEY
    }

    /** How far it has come. */
    public enum State {
        QUEUED,
        SENT,
        ACKNOWLEDGED,
        CONFIRMED,
        FAILED,
        EXPIRED;

        public boolean isEnd() {
            return ordinal() >= CONFIRMED.ordinal();
        }
    }
}
