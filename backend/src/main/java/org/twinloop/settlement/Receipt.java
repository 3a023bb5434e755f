package org.twinloop.settlement;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.Money;
import org.twinloop.journal.Event;
import org.twinloop.pricing.PriceLine;

/**
 * What a trip cost and why.
 *
 * <pre>
 *   trip finished ──within hold and ceiling──▶ SETTLED
 *        └──dearer──▶ AWAITING_DECISION ──a second person──▶ SETTLED
 * </pre>
 *
 * @param priceListId list of the first paid leg; null for a trip that costs nothing
 * @param settledAt null while a decision is awaited
 */
record Receipt(
        UUID tripId,
        UUID unitId,
        UUID travellerId,
        State state,
        List<PriceLine> lines,
        Money total,
        Money held,
        Money posted,
        Money released,
        UUID priceListId,
        Integer priceListVersion,
        Instant pricedAt,
        Instant settledAt,
        Decision decision,
        String explanationZh,
        String explanationEn) {

    enum State {
        SETTLED,
        AWAITING_DECISION
    }

    /** APPROVE pays all, REJECT pays what was held and leaves the rest disputed. */
    enum Decision {
        APPROVE,
        REJECT
    }

    /** The receipt once money has moved. */
    Receipt settled(Money paid, Money givenBack, Decision taken, Instant at) {
        String zh = "；支出 " + paid + "，退回 " + givenBack + "。";
        String en = "; posted " + paid + ", released " + givenBack + ".";
        return new Receipt(
                tripId,
                unitId,
                travellerId,
                State.SETTLED,
                lines,
                total,
                held,
                paid,
                givenBack,
                priceListId,
                priceListVersion,
                pricedAt,
                at,
                taken,
                explanationZh + zh,
                explanationEn + en);
    }

    /** {@code trip.settled}, which the trip reads to close itself and notification to tell the traveller. */
    Event asEvent() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("tripId", tripId);
        payload.put("travellerId", travellerId);
        payload.put("receiptFen", total.fen());
        payload.put("heldFen", held.fen());
        payload.put("postedFen", posted.fen());
        payload.put("releasedFen", released.fen());
        if (decision != null) {
            payload.put("decision", decision);
        }
        return Event.of("trip.settled")
                .subject("trip", tripId)
                .trip(tripId)
                .unit(unitId)
                .payload(payload);
    }
}
