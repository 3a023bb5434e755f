package org.twinloop.trip.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.ledger.Hold;
import org.twinloop.ledger.Ledger;
import org.twinloop.trip.pool.Proposal.Share;
import org.twinloop.trip.pool.Proposal.ShareRule;

/**
 * Who pays what of a ride two trips shared. The operator is paid by the host's budget, as billed; the guest's gives the
 * host's its share, once, and never more than it kept for it. Where both have one budget nothing moves.
 */
@ApplicationScoped
class PoolShares {
    private final PoolRepository repository;
    private final PoolJournal journal;
    private final Ledger ledger;
    private final Clock clock;

    PoolShares(PoolRepository repository, PoolJournal journal, Ledger ledger, Clock clock) {
        this.repository = repository;
        this.journal = journal;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The guest's part of an amount; a fen that does not divide is the host's. */
    static Money share(ShareRule rule, Money amount, Proposal p) {
        int all = p.host().persons() + p.guest().persons();
        return switch (rule) {
            case EQUAL_PER_PERSON -> Money.fen(amount.fen() * p.guest().persons() / all);
            case HOST_PAYS -> Money.ZERO;
        };
    }

    /** The ride was paid. Must be called inside an act that holds both trips' rows; the money moves last. */
    Uni<Void> settled(Proposal p, Money posted) {
        if (p.share() != null) {
            return Uni.createFrom().voidItem();
        }
        ShareRule rule = p.shareRule();
        Instant now = clock.instant();
        if (p.shareHoldId() == null) {
            return written(
                    p, new Share(rule, posted.fen(), share(rule, posted, p).fen(), now));
        }
        return ledger.state(p.shareHoldId())
                .map(found ->
                        found.map(Hold::amount).orElseThrow(() -> ProblemException.notFound("hold " + p.shareHoldId())))
                .map(kept -> kept.min(share(rule, posted, p)))
                .chain(guest -> written(p, new Share(rule, posted.fen(), guest.fen(), now))
                        .chain(() -> repository.budgetOf(p.host().tripId()))
                        .chain(budget -> ledger.share(p.shareHoldId(), budget, guest, now)));
    }

    private Uni<Void> written(Proposal p, Share share) {
        return repository.shared(p.id(), share).chain(() -> journal.shared(p, share));
    }
}
