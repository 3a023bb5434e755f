package org.twinloop.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /**
     * What each partner is owed. A hold pays one partner, the first of its legs; another one, to whom a leg of the same
     * trip belongs, is paid beside it from what the first leaves of the hold.
     */
    Uni<List<Charge>> chargesOf(List<PricedLeg> legs) {
        Map<UUID, List<PricedLeg>> byHold = new LinkedHashMap<>();
        for (PricedLeg leg : legs) {
            if (leg.leg().holdId() == null) {
                throw new IllegalStateException("leg " + leg.leg().legId() + " costs money and names no hold");
            }
            byHold.computeIfAbsent(leg.leg().holdId(), id -> new ArrayList<>()).add(leg);
        }
        return InTurn.<Map.Entry<UUID, List<PricedLeg>>, List<Charge>>each(
                        new ArrayList<>(byHold.entrySet()),
                        entry -> ledger.state(entry.getKey())
                                .map(found -> charges(
                                        found.orElseThrow(() -> ProblemException.notFound("hold " + entry.getKey())),
                                        entry.getValue())))
                .map(all -> all.stream().flatMap(List::stream).toList());
    }

    /** Up to the ceiling that was approved for each hold (PR-06), and within what the budget still has. */
    Uni<Boolean> mayPostUnasked(List<PricedLeg> legs, List<Charge> charges) {
        List<Charge> above =
                charges.stream().filter(charge -> charge.aboveHold().fen() > 0).toList();
        if (above.stream().anyMatch(charge -> charge.amount().compareTo(ceiling(legs, charge)) > 0)) {
            return Uni.createFrom().item(false);
        }
        Money all = charges.stream().map(Charge::amount).reduce(Money.ZERO, Money::plus);
        return InTurn.<Charge, Boolean>each(
                        above, charge -> ledger.room(charge.holdId()).map(room -> room.compareTo(all) >= 0))
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

    /**
     * The last writes of an act: each locks a budget row until the commit. What is paid beside a hold comes after it,
     * when the rest of that is free.
     */
    Uni<Void> post(List<Charge> charges, Function<Charge, Money> paid) {
        return InTurn.<Charge, Optional<Hold>>each(charges, charge -> ledger.state(charge.holdId()))
                .chain(holds -> {
                    List<Hold> there = holds.stream().flatMap(Optional::stream).toList();
                    Set<UUID> held = there.stream().map(Hold::id).collect(Collectors.toSet());
                    List<Charge> beside = charges.stream()
                            .filter(charge -> !held.contains(charge.holdId()))
                            .toList();
                    return InTurn.<Charge, Void>each(
                                    charges.stream()
                                            .filter(charge -> held.contains(charge.holdId()))
                                            .toList(),
                                    charge -> post(charge, paid))
                            .chain(() -> InTurn.<Charge, Void>each(
                                    beside,
                                    charge -> ledger.hold(
                                                    charge.holdId(),
                                                    there.get(0).budgetAccountId(),
                                                    paid.apply(charge),
                                                    there.get(0).tripId(),
                                                    clock.instant())
                                            .chain(() -> post(charge, paid))))
                            .replaceWithVoid();
                });
    }

    private Uni<Void> post(Charge charge, Function<Charge, Money> paid) {
        return payables.ofOperator(charge.operatorId())
                .chain(payee -> ledger.post(charge.holdId(), payee, paid.apply(charge), clock.instant()));
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

    private static List<Charge> charges(Hold hold, List<PricedLeg> legs) {
        Map<UUID, List<PricedLeg>> byOperator = legs.stream()
                .collect(Collectors.groupingBy(leg -> leg.operator().id(), LinkedHashMap::new, Collectors.toList()));
        List<Charge> beside = byOperator.values().stream()
                .skip(1)
                .map(own -> beside(own.get(0).leg(), own))
                .toList();
        Money kept = beside.stream().map(Charge::held).reduce(hold.amount(), Money::minus);
        List<PricedLeg> first = byOperator.values().iterator().next();
        List<Charge> all = new ArrayList<>();
        all.add(new Charge(
                hold.id(), first.get(0).operator().id(), total(first), kept.isNegative() ? Money.ZERO : kept));
        all.addAll(beside);
        return all;
    }

    /** Held under the name of its order, when it is paid. */
    private static Charge beside(TripLeg leg, List<PricedLeg> own) {
        Money amount = total(own);
        Money most = leg.ceilingFen() == null ? amount : Money.fen(leg.ceilingFen());
        return new Charge(leg.orderId(), own.get(0).operator().id(), amount, amount.min(most));
    }

    private static Money total(List<PricedLeg> legs) {
        return legs.stream().map(PricedLeg::total).reduce(Money.ZERO, Money::plus);
    }
}
