package org.twinloop.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.People;
import org.twinloop.identity.Unit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.journal.SealedEvent;
import org.twinloop.settlement.dispute.DisputeMoney;

/** Prices finished trips and moves their money, once. Must be called inside an act. */
@ApplicationScoped
class TripSettlement {

    private final FactRepository facts;
    private final ReceiptRepository receipts;
    private final LegPricing pricing;
    private final ChargePayment payment;
    private final People people;
    private final Journal journal;
    private final DisputeMoney disputes;

    TripSettlement(
            FactRepository facts,
            ReceiptRepository receipts,
            LegPricing pricing,
            ChargePayment payment,
            People people,
            Journal journal,
            DisputeMoney disputes) {
        this.facts = facts;
        this.receipts = receipts;
        this.pricing = pricing;
        this.payment = payment;
        this.people = people;
        this.journal = journal;
        this.disputes = disputes;
    }

    /** Settles a finished trip; a trip that has a receipt already is left as it is. */
    Uni<Void> finished(SealedEvent event) {
        return receipts.exists(event.tripId())
                .chain(exists -> exists
                        ? Uni.createFrom().voidItem()
                        : unit(event)
                                .chain(unit -> InTurn.each(TripLeg.paid(event.payload()), pricing::price)
                                        .chain(legs -> settle(event, unit, legs))));
    }

    /**
     * Keeps what was ordered and given up, with the fee paid for it, so that a partner who bills more is found.
     */
    Uni<Void> cancelled(SealedEvent event) {
        List<TripLeg> legs = TripLeg.paid(event.payload());
        if (legs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID traveller = traveller(event);
        Money fee = Money.fen(event.payload().path("feeFen").asLong(0));
        return unit(event)
                .chain(unit -> InTurn.<TripLeg, TripFact>each(
                        legs,
                        leg -> pricing.price(leg)
                                .map(planned -> TripFact.cancelled(event.tripId(), planned, unit, traveller, fee))))
                .chain(facts::insert);
    }

    private Uni<Void> settle(SealedEvent event, Unit unit, List<PricedLeg> legs) {
        UUID traveller = traveller(event);
        List<TripFact> known = legs.stream()
                .map(leg -> TripFact.finished(event.tripId(), leg, unit, traveller))
                .toList();
        return facts.insert(known).chain(() -> payment.chargesOf(legs)).chain(charges -> {
            Receipt priced = ReceiptWriter.priced(
                    event.tripId(), unit.id(), traveller, legs, charges, event.occurredAt(), override(event));
            return payment.mayPostUnasked(legs, charges)
                    .chain(may -> may ? pay(event, priced, charges) : ask(event, priced, charges));
        });
    }

    private Uni<Void> pay(SealedEvent event, Receipt priced, List<Charge> charges) {
        Receipt settled = payment.settled(priced, charges, Charge::amount, null);
        return receipts.insert(settled, charges)
                .chain(() -> journal.append(settled.asEvent().causedBy(event.id())))
                .chain(() -> payment.post(charges, Charge::amount))
                .chain(() -> disputes.withhold(settled.tripId(), settled.settledAt()));
    }

    private Uni<Void> ask(SealedEvent event, Receipt priced, List<Charge> charges) {
        return receipts.insert(priced, charges)
                .chain(() -> journal.append(Event.of("receipt.decision-needed")
                        .subject("trip", priced.tripId())
                        .trip(priced.tripId())
                        .unit(priced.unitId())
                        .causedBy(event.id())
                        .payload(Map.of(
                                "tripId", priced.tripId(),
                                "receiptFen", priced.total().fen(),
                                "heldFen", priced.held().fen()))));
    }

    private Uni<Unit> unit(SealedEvent event) {
        return people.findUnit(event.unitId())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("unit " + event.unitId())));
    }

    /** Why somebody else ended the ride; null when the traveller did. */
    private static String override(SealedEvent event) {
        JsonNode reason = event.payload().path("override").path("reason");
        return reason.isTextual() ? reason.asText() : null;
    }

    private static UUID traveller(SealedEvent event) {
        JsonNode named = event.payload().path("travellerId");
        if (named.isTextual()) {
            return UUID.fromString(named.asText());
        }
        return Objects.requireNonNull(
                event.onBehalfOf() == null ? event.actorId() : event.onBehalfOf(),
                "event " + event.id() + " names no traveller");
    }
}
