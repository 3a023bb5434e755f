package org.twinloop.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.journal.Journal;
import org.twinloop.settlement.dispute.DisputeMoney;

/** A second person decides on a receipt above its hold. Must be called inside an act. */
@ApplicationScoped
class ReceiptDecisions {

    private final ReceiptRepository receipts;
    private final ChargePayment payment;
    private final Journal journal;
    private final DisputeMoney disputes;

    ReceiptDecisions(ReceiptRepository receipts, ChargePayment payment, Journal journal, DisputeMoney disputes) {
        this.receipts = receipts;
        this.payment = payment;
        this.journal = journal;
        this.disputes = disputes;
    }

    /** Decides once; the same decision again changes nothing. */
    Uni<Receipt> decide(UUID tripId, Receipt.Decision decision, String reason, UUID personId) {
        return receipts.lock(tripId).chain(found -> {
            Receipt receipt = found.orElseThrow(() -> ProblemException.notFound("receipt of trip " + tripId));
            if (receipt.travellerId().equals(personId)) {
                throw new ProblemException(
                        SettlementProblem.OWN_RECEIPT, "the traveller of trip " + tripId + " cannot decide on it");
            }
            if (receipt.state() == Receipt.State.AWAITING_DECISION) {
                return settle(receipt, decision, reason, personId);
            }
            if (decision == receipt.decision()) {
                return Uni.createFrom().item(receipt);
            }
            throw new ProblemException(
                    SettlementProblem.RECEIPT_DECIDED, "the receipt of trip " + tripId + " is settled");
        });
    }

    private Uni<Receipt> settle(Receipt receipt, Receipt.Decision decision, String reason, UUID personId) {
        Function<Charge, Money> paid = decision == Receipt.Decision.APPROVE ? Charge::amount : Charge::withinHold;
        return receipts.charges(receipt.tripId()).chain(charges -> {
            Receipt settled = payment.settled(receipt, charges, paid, decision);
            return receipts.settle(settled, personId, reason)
                    .chain(() -> journal.append(settled.asEvent().actor(personId)))
                    .chain(() -> payment.post(charges, paid))
                    .chain(() -> disputes.withhold(settled.tripId(), settled.settledAt()))
                    .replaceWith(settled);
        });
    }
}
