package org.twinloop.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;

/** What we owe the partners, one account each. Must be called inside an act or read. */
@ApplicationScoped
public class Payables {

    private final LedgerRepository repository;

    Payables(LedgerRepository repository) {
        this.repository = repository;
    }

    /** The account to post to for a partner. */
    public Uni<UUID> ofOperator(UUID operatorId) {
        return repository
                .payable(operatorId)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("payable account of operator " + operatorId)));
    }

    /**
     * Sum of all postings to an account less what was taken back; summed, not stored, so that no booking waits for a
     * busy partner's row.
     */
    public Uni<Money> owed(UUID accountId) {
        return repository.owed(accountId);
    }

    /** Opens accounts; those already there by id are left alone. Answers how many were new. */
    public Uni<Integer> register(List<NewPayable> payables) {
        return repository.insertPayables(payables);
    }
}
