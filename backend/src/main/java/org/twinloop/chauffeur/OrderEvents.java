package org.twinloop.chauffeur;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** What the journal is told of an order, in the transaction that changes it. */
@ApplicationScoped
class OrderEvents {

    private final Journal journal;

    OrderEvents(Journal journal) {
        this.journal = journal;
    }

    /** Every step between the two states, also those the company did not tell one by one. */
    Uni<Void> moved(Order before, CarService.Answer answer, Instant now) {
        OrderState from = before.state();
        OrderState to = answer.state();
        Uni<Void> told = Uni.createFrom().voidItem();
        if (!from.taken() && to.taken()) {
            told = told.chain(() -> append("partner.hold-confirmed", before, accepted(before, answer)));
        }
        if (!from.started() && to.started()) {
            Instant startedAt = answer.usage() == null ? now : answer.usage().startedAt();
            told = told.chain(() ->
                    append("chauffeur.started", before, Map.of("bookingId", before.id(), "startedAt", startedAt)));
        }
        if (to == OrderState.COMPLETED) {
            told = told.chain(() -> append("chauffeur.completed", before, completed(before, answer.usage())));
        }
        if (to == OrderState.DECLINED || to == OrderState.CANCELLED) {
            told = told.chain(() -> declined(before, reason(answer)));
        }
        return told;
    }

    Uni<Void> declined(Order order, String reason) {
        return append("partner.hold-declined", order, Map.of("bookingId", order.id(), "reason", reason));
    }

    private static String reason(CarService.Answer answer) {
        if (answer.reason() != null) {
            return answer.reason();
        }
        return answer.state() == OrderState.CANCELLED ? "cancelled by the company" : "declined by the company";
    }

    private static Map<String, Object> accepted(Order order, CarService.Answer answer) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("bookingId", order.id());
        payload.put("orderNo", order.number());
        if (answer.driver() != null) {
            payload.put("driver", answer.driver());
        }
        return payload;
    }

    private static Map<String, Object> completed(Order order, CarService.Usage usage) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("bookingId", order.id());
        payload.put("startedAt", usage.startedAt());
        payload.put("endedAt", usage.endedAt());
        payload.put("km", usage.km());
        payload.put("minutes", usage.minutes());
        payload.put("tollFen", usage.tollFen());
        payload.put("parkingFen", usage.parkingFen());
        if (usage.chargedFrom() != null) {
            payload.put("chargedFrom", usage.chargedFrom());
        }
        return payload;
    }

    private Uni<Void> append(String type, Order order, Object payload) {
        return journal.append(Event.of(type)
                .subject("booking", order.id())
                .unit(order.unitId())
                .operator(order.operatorId())
                .trip(order.tripId())
                .payload(payload));
    }
}
