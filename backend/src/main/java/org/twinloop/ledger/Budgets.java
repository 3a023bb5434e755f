package org.twinloop.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;

/** The budgets of units. Must be called inside an act or read. */
@ApplicationScoped
public class Budgets {

    private final LedgerRepository repository;

    Budgets(LedgerRepository repository) {
        this.repository = repository;
    }

    /** Budgets of a unit for the fiscal year (calendar year in Shanghai) of an instant, by code. */
    public Uni<List<Budget>> ofUnit(UUID unitId, Instant at) {
        return repository.budgets(unitId, year(at));
    }

    /** All budgets the running act may see for the fiscal year of an instant, by code. */
    public Uni<List<Budget>> visible(Instant at) {
        return repository.budgets(null, year(at));
    }

    /** The budget a cost centre code names. */
    public Uni<Optional<Budget>> byCode(String code) {
        return repository.budget(code);
    }

    /** Opens budgets with their first allotment; those there by id are left alone. Answers how many were new. */
    public Uni<Integer> register(List<NewBudget> budgets, Instant at) {
        return repository.insertBudgets(budgets, at);
    }

    /** Adds to an allotment; the same transfer id again changes nothing. */
    public Uni<Void> allot(UUID transferId, UUID accountId, Money amount, Instant at) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("an allotment of " + amount);
        }
        return repository.allot(transferId, accountId, amount, at).replaceWithVoid();
    }

    private static int year(Instant at) {
        return at.atZone(CityTime.ZONE).getYear();
    }
}
