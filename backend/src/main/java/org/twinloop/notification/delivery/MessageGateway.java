package org.twinloop.notification.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is needed of whoever carries messages to people where Firebase does not: a gateway of text messages, a work
 * chat. Never called inside a transaction. The same letter may come twice, under the same id.
 */
public interface MessageGateway {

    /** Whether the installation has a gateway at all. */
    boolean any();

    /** Name of the gateway that serves a unit; empty when none does. */
    Optional<String> serving(String unitCode);

    /** Hands a letter over. Never fails: what went wrong is the verdict. */
    Uni<Verdict> send(String gateway, Letter letter);

    /**
     * A copy of a message for one person.
     *
     * @param id of the copy; the same for every attempt
     * @param mobile 11 digits; null when unknown
     */
    record Letter(
            UUID id,
            UUID messageId,
            String kind,
            UUID tripId,
            String login,
            String mobile,
            String titleZh,
            String titleEn,
            String textZh,
            String textEn,
            Instant createdAt) {

        Letter to(String person) {
            return new Letter(id, messageId, kind, tripId, person, mobile, titleZh, titleEn, textZh, textEn, createdAt);
        }
    }

    /**
     * What became of it.
     *
     * @param rest how long to wait before the next attempt; null where the gateway said nothing
     * @param detail for people, at most 200 letters, without any secret
     */
    record Verdict(Outcome outcome, Duration rest, String detail) {}

    enum Outcome {
        /** Taken; whether it arrives is not known. */
        TAKEN,
        /** It has arrived. */
        DELIVERED,
        /** Will never be taken. */
        REFUSED,
        /** Failed this time. */
        FAILED,
        /** Not even tried, because the gateway failed often just before: no attempt. */
        PARKED
    }
}
