package org.twinloop.notification.delivery;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.notification.preference.Channel;

/**
 * How one copy of a message fares.
 *
 * <pre>
 * HELD ──► DUE ──► SENT | DELIVERED | FAILED | DEAD_TOKEN
 *   └───────┴────► DROPPED
 * </pre>
 *
 * @param gateway name of the gateway, null for phones
 * @param attempts made so far
 * @param heldUntil end of the quiet hours it waited for, city time; null when it did not
 * @param detail why it stands so, in words of the channel or ours; null when there is nothing to say
 */
public record Delivery(
        UUID id,
        UUID messageId,
        UUID personId,
        String kind,
        Channel channel,
        String gateway,
        State state,
        int attempts,
        Instant heldUntil,
        Instant changedAt,
        String detail) {

    public enum State {
        /** Waits for the end of the person's quiet hours. */
        HELD,
        /** To be sent now, or again. */
        DUE,
        /** Taken by the channel, which does not tell whether it arrived. */
        SENT,
        /** The channel says that it arrived. */
        DELIVERED,
        /** The phone is gone: the app was removed, or somebody else signed in. */
        DEAD_TOKEN,
        /** Refused, or tried as often as may be. */
        FAILED,
        /** Not sent: switched off, nowhere to send it, or of no use any more. */
        DROPPED
    }

    /** What a copy begins as. */
    record Fate(State state, Instant heldUntil, String detail) {

        static final Fate NOW = new Fate(State.DUE, null, null);

        static Fate held(Instant until) {
            return new Fate(State.HELD, until, "quiet hours");
        }

        static Fate dropped(String why) {
            return new Fate(State.DROPPED, null, why);
        }
    }
}
