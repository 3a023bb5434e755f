package org.twinloop.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.ledger.Hold;
import org.twinloop.ledger.Ledger;
import org.twinloop.ledger.Payables;

/** What of a trip is paid from which hold, how much may be paid unasked, and the paying. */
@ApplicationScoped
class ChargePayment {

    private final Ledger ledger;
    private final Payables payables;
    private final Clock clock;

    ChargePayment(Ledger ledger, Payables payables, Clock clock) {
        this.ledger = ledger;
        this.payables = payables;
        this.clock = clock;
    }

    /** One charge per hold. A hold pays one partner; a leg that costs something needs one. */
    Uni<List<Charge>> chargesOf(List<PricedLeg> legs) {
        Map<UUID, List<PricedLeg>> byHold = new LinkedHashMap<>();
        for (PricedLeg leg : legs) {
            if (leg.leg().holdId() == null) {
                throw new IllegalStateException("leg " + leg.leg().legId() + " costs money and names no hold");
            }
            byHold.computeIfAbsent(leg.leg().holdId(), id -> new ArrayList<>()).add(leg);
        }
        return InTurn.each(
                new ArrayList<>(byHold.entrySet()),
                entry -> ledger.state(entry.getKey())
                        .map(found -> charge(
                                found.orElseThrow(() -> ProblemException.notFound("hold " + entry.getKey())),
                                entry.getValue())));
    }

    /** Up to the ceiling that was approved for each hold (PR-06), and within what the budget still has. */
    Uni<Boolean> mayPostUnasked(List<PricedLeg> legs, List<Charge> charges) {
        List<Charge> above =
                charges.stream().filter(charge -> charge.aboveHold().fen() > 0).toList();
        if (above.stream().anyMatch(charge -> charge.amount().compareTo(ceiling(legs, charge)) > 0)) {
            return Uni.createFrom().item(false);
        }
        return InTurn.<Charge, Boolean>each(
                        above, charge -> ledger.room(charge.holdId()).map(room -> room.compareTo(charge.amount()) >= 0))
                .map(enough -> !enough.contains(false));
    }

    /** The receipt as it stands once the charges are paid so. */
    Receipt settled(Receipt receipt, List<Charge> charges, Function<Charge, Money> paid, Receipt.Decision decision) {
        Money posted = charges.stream().map(paid).reduce(Money.ZERO, Money::plus);
        Money released = charges.stream()
                .map(charge -> charge.held().minus(paid.apply(charge)))
                .filter(rest -> !rest.isNegative())
                .reduce(Money.ZERO, Money::plus);
        return receipt.settled(posted, released, decision, clock.instant());
    }

    /** The last writes of an act: each locks a budget row until the commit. */
    Uni<Void> post(List<Charge> charges, Function<Charge, Money> paid) {
        return InTurn.each(
                        charges,
                        charge -> payables.ofOperator(charge.operatorId())
                                .chain(payee ->
                                        ledger.post(charge.holdId(), payee, paid.apply(charge), clock.instant())))
                .replaceWithVoid();
    }

    /** The approval told it with the trip; it is what reconciliation judges by too. A hold without one is its own. */
    private static Money ceiling(List<PricedLeg> legs, Charge charge) {
        return legs.stream()
                .map(PricedLeg::leg)
                .filter(leg -> charge.holdId().equals(leg.holdId()) && leg.ceilingFen() != null)
                .map(leg -> Money.fen(leg.ceilingFen()))
                .reduce(Money::min)
                .orElse(charge.held());
    }

    private static Charge charge(Hold hold, List<PricedLeg> legs) {
        UUID operatorId = legs.get(0).operator().id();
        if (legs.stream().anyMatch(leg -> !leg.operator().id().equals(operatorId))) {
            throw new IllegalStateException("hold " + hold.id() + " is to pay two partners");
        }
        Money amount = legs.stream().map(PricedLeg::total).reduce(Money.ZERO, Money::plus);
        return new Charge(hold.id(), operatorId, amount, hold.amount());
    }
}
