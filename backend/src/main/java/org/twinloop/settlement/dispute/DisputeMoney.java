package org.twinloop.settlement.dispute;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.ledger.Hold;
import org.twinloop.ledger.Ledger;
import org.twinloop.settlement.dispute.DisputeRepository.Paid;

/**
 * Sees to it that a disputed amount is not paid before it is decided: what was posted is taken back into a hold of the
 * case, in one act, and posted from there or given back. Must be called inside an act, as its last step.
 */
@ApplicationScoped
public class DisputeMoney {

    private final DisputeRepository repository;
    private final Ledger ledger;

    DisputeMoney(DisputeRepository repository, Ledger ledger) {
        this.repository = repository;
        this.ledger = ledger;
    }

    /** Withholds what is disputed of a trip that has just been settled; nothing where there is no open case. */
    public Uni<Void> withhold(UUID tripId, Instant at) {
        return repository
                .lockOpen(tripId)
                .chain(found -> found.isPresent()
                        ? withhold(found.get(), at)
                        : Uni.createFrom().voidItem());
    }

    /** The same for a case that is locked; done once, and not before the trip is settled. */
    Uni<Void> withhold(Dispute one, Instant at) {
        return one.paid() != null
                ? Uni.createFrom().voidItem()
                : repository
                        .paid(one.tripId())
                        .chain(paid -> paid.isPresent()
                                ? withhold(one, paid.get(), at)
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> withhold(Dispute one, Paid paid, Instant at) {
        Money disputed = paid.holdId() == null ? Money.ZERO : Dispute.disputedOf(one.claim(), paid.amount());
        if (disputed.equals(Money.ZERO)) {
            return repository.setAside(one.id(), paid, Money.ZERO, null);
        }
        UUID holdId = Ids.next();
        return repository
                .setAside(one.id(), paid, disputed, holdId)
                .chain(() -> hold(paid.holdId()))
                .chain(was -> ledger.takeBack(Ids.next(), was.id(), disputed, at)
                        .chain(() -> ledger.hold(holdId, was.budgetAccountId(), disputed, one.tripId(), at)));
    }

    /** Pays so much of what was withheld, and gives the budget the rest. */
    Uni<Void> release(Dispute one, Money pays, Instant at) {
        if (one.holdId() == null) {
            return Uni.createFrom().voidItem();
        }
        Money more = pays.minus(one.undisputed());
        return more.equals(Money.ZERO)
                ? ledger.voidHold(one.holdId(), at)
                : repository
                        .paid(one.tripId())
                        .chain(paid -> hold(paid.orElseThrow().holdId()))
                        .chain(was -> ledger.post(one.holdId(), was.payeeId(), more, at));
    }

    private Uni<Hold> hold(UUID id) {
        return ledger.state(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("hold " + id)));
    }
}
