package org.twinloop.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.ledger.LedgerRepository.Holding;

/**
 * Holds money of a budget, then posts or voids it. Plain double entry that knows no trip. Must be called inside an act,
 * as its last step: each call locks one budget row until the commit, and no other row.
 *
 * <p>Ids are made by the caller, so a repeated call is recognised and changes nothing; the same id with another amount
 * is refused.
 */
@ApplicationScoped
public class Ledger {

    private final LedgerRepository repository;

    Ledger(LedgerRepository repository) {
        this.repository = repository;
    }

    /** Sets money aside, or refuses with {@link LedgerProblem#BUDGET_EXCEEDED}. */
    public Uni<Void> hold(UUID holdId, UUID budgetAccountId, Money amount, UUID tripId, Instant at) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("a hold of " + amount);
        }
        return repository
                .insertHold(holdId, budgetAccountId, amount, tripId, at)
                .invoke(holding -> enough(holding != Holding.SHORT, "available budget is less than " + amount))
                .chain(holding -> holding == Holding.THERE
                        ? repository
                                .hold(holdId)
                                .invoke(there -> sameHold(there, holdId, budgetAccountId, amount, tripId))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    /**
     * Pays an amount against a hold and gives the rest of the hold back. May pay more than was held where the budget
     * still has it, else refuses with {@link LedgerProblem#BUDGET_EXCEEDED}; what may exceed is the caller's rule.
     */
    public Uni<Void> post(UUID holdId, UUID payeeAccountId, Money amount, Instant at) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("a posting of " + amount);
        }
        return get(holdId)
                .chain(hold -> repository
                        .insertPost(Ids.next(), hold, payeeAccountId, amount, at)
                        .chain(isNew -> isNew
                                ? repository
                                        .postOnBudget(hold.budgetAccountId(), hold.amount(), amount)
                                        .invoke(done -> enough(done, "the budget cannot pay " + amount))
                                        .replaceWithVoid()
                                : get(holdId)
                                        .invoke(now -> samePost(now, payeeAccountId, amount))
                                        .replaceWithVoid()));
    }

    /** Gives a hold back. */
    public Uni<Void> voidHold(UUID holdId, Instant at) {
        return get(holdId)
                .chain(hold -> repository
                        .insertVoid(Ids.next(), hold, at)
                        .chain(isNew -> isNew
                                ? repository
                                        .postOnBudget(hold.budgetAccountId(), hold.amount(), Money.ZERO)
                                        .invoke(done -> enough(done, "no such budget"))
                                        .replaceWithVoid()
                                : get(holdId).invoke(Ledger::isVoided).replaceWithVoid()));
    }

    /**
     * Pays a share against a hold to another budget, and gives the rest of the hold back: what two units used together.
     * It goes by way of the treasury, so that each unit sees its own transfer. Done once; locks both budget rows.
     *
     * @param amount at most what is held
     */
    public Uni<Void> share(UUID holdId, UUID toBudgetAccountId, Money amount, Instant at) {
        return get(holdId).chain(hold -> {
            if (amount.isNegative() || amount.compareTo(hold.amount()) > 0) {
                throw new IllegalArgumentException("a share of " + amount + " against a hold of " + hold.amount());
            }
            return repository
                    .lockBudgets(hold.budgetAccountId(), toBudgetAccountId)
                    .chain(() -> repository.insertPost(Ids.next(), hold, LedgerRepository.TREASURY, amount, at))
                    .chain(isNew -> isNew
                            ? repository
                                    .postOnBudget(hold.budgetAccountId(), hold.amount(), amount)
                                    .invoke(done -> enough(done, "the budget cannot pay " + amount))
                                    .chain(() -> repository.refund(Ids.next(), toBudgetAccountId, amount, hold, at))
                                    .invoke(rows -> enough(rows == 1, "no budget " + toBudgetAccountId))
                                    .replaceWithVoid()
                            : get(holdId)
                                    .invoke(now -> samePost(now, LedgerRepository.TREASURY, amount))
                                    .replaceWithVoid());
        });
    }

    /**
     * Takes back part of what was posted against a hold: the payee is owed less and the budget has it again. Done once
     * by id; locks the budget row.
     *
     * @param amount at most what was posted
     */
    public Uni<Void> takeBack(UUID id, UUID holdId, Money amount, Instant at) {
        return get(holdId).chain(hold -> {
            if (hold.state() != Hold.State.POSTED || amount.isNegative() || amount.compareTo(hold.posted()) > 0) {
                throw new IllegalArgumentException(amount + " of hold " + holdId + ", which posted " + hold.posted());
            }
            return repository.takeBack(id, hold, amount, at);
        });
    }

    /** The hold and what became of it; empty when there is none. */
    public Uni<Optional<Hold>> state(UUID holdId) {
        return repository.hold(holdId);
    }

    /** The most that could be posted against a hold now; locks the budget row until the commit. */
    public Uni<Money> room(UUID holdId) {
        return get(holdId)
                .chain(hold -> repository.freeOf(hold.budgetAccountId()).map(hold.amount()::plus));
    }

    private Uni<Hold> get(UUID holdId) {
        return repository
                .hold(holdId)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("hold " + holdId)));
    }

    private static void enough(boolean done, String detail) {
        if (!done) {
            throw new ProblemException(LedgerProblem.BUDGET_EXCEEDED, detail);
        }
    }

    private static void sameHold(Optional<Hold> there, UUID id, UUID budgetAccountId, Money amount, UUID tripId) {
        if (there.isEmpty()) {
            throw ProblemException.notFound("budget account " + budgetAccountId);
        }
        Hold hold = there.get();
        if (!hold.budgetAccountId().equals(budgetAccountId)
                || !hold.amount().equals(amount)
                || !java.util.Objects.equals(hold.tripId(), tripId)) {
            throw new ProblemException(CommonProblem.CONFLICT, "hold " + id + " is there with another content");
        }
    }

    private static void samePost(Hold hold, UUID payeeAccountId, Money amount) {
        if (hold.state() != Hold.State.POSTED
                || !hold.payeeId().equals(payeeAccountId)
                || !hold.posted().equals(amount)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "hold " + hold.id() + " is " + hold.state() + " already");
        }
    }

    private static void isVoided(Hold hold) {
        if (hold.state() != Hold.State.VOIDED) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "hold " + hold.id() + " is " + hold.state() + " already");
        }
    }
}
