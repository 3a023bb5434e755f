package org.twinloop.settlement.dispute;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.settlement.dispute.Dispute.Answer;
import org.twinloop.settlement.dispute.Dispute.Decision;
import org.twinloop.settlement.dispute.Dispute.Outcome;
import org.twinloop.settlement.dispute.Dispute.State;
import org.twinloop.trip.ride.Claim;

/** What is done about disputes; each is one act that locks the case first and moves money last. */
@ApplicationScoped
class DisputeDesk {

    private final Database database;
    private final DisputeRepository repository;
    private final DisputeMoney money;
    private final DisputeEvents events;
    private final DisputeConfig config;
    private final Clock clock;

    DisputeDesk(
            Database database,
            DisputeRepository repository,
            DisputeMoney money,
            DisputeEvents events,
            DisputeConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.money = money;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    /** Who acts, and whose rows they see. */
    record Someone(UUID personId, UUID operatorId, Scope scope) {}

    /** What a traveller said about a trip. */
    record Said(UUID tripId, UUID unitId, UUID travellerId, UUID by, Claim claim, String reason) {}

    /** Opens a case; a trip that has an open one keeps it. Must be called inside an act. */
    Uni<Void> open(Said said, Instant at) {
        Dispute.Span span = new Dispute.Span(at, at.plus(config.answerWithin()));
        Dispute one = Dispute.opened(
                Ids.next(),
                said.tripId(),
                said.unitId(),
                said.travellerId(),
                said.by(),
                said.claim(),
                said.reason(),
                span);
        return repository
                .insert(one)
                .chain(isNew -> isNew
                        ? events.told("opened", one, said.by(), said.reason()).chain(() -> money.withhold(one, at))
                        : Uni.createFrom().voidItem());
    }

    /** The traveller confirms after all: all is paid. Must be called inside an act. */
    Uni<Void> withdraw(UUID tripId, UUID by, String said) {
        Instant now = clock.instant();
        return repository
                .lockOpen(tripId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : repository
                                .withdraw(found.get().id(), now)
                                .chain(() -> events.told("withdrawn", found.get(), by, said))
                                .chain(() -> found.get().paid() == null
                                        ? Uni.createFrom().voidItem()
                                        : money.release(found.get(), found.get().paid(), now)));
    }

    Uni<List<Dispute>> list(Someone reader, boolean openOnly, UUID before, int limit) {
        return database.read(reader.scope(), () -> repository.list(openOnly, before, limit));
    }

    /** The newest case of a trip; for travellers that of their own trips only. */
    Uni<Dispute> ofTrip(Someone reader, UUID tripId, boolean atDesk) {
        return database.read(reader.scope(), () -> repository.ofTrip(tripId))
                .map(found -> found.filter(one -> atDesk
                                || one.travellerId().equals(reader.personId())
                                || one.openedBy().equals(reader.personId()))
                        .orElseThrow(() -> ProblemException.notFound("dispute about trip " + tripId)));
    }

    /** The operator of the ride answers, once; the same answer again changes nothing. Who decides is read with it. */
    Uni<Dispute> answer(Someone operator, UUID id, boolean agrees, Money offered, String said) {
        Answer answer = new Answer(agrees, offered, said, clock.instant());
        return database.act(
                Scope.SYSTEM,
                () -> repository.lock(id).chain(one -> {
                    if (one.operatorId() == null || !one.operatorId().equals(operator.operatorId())) {
                        throw ProblemException.notFound("dispute " + id);
                    }
                    if (one.answer() != null && one.answer().isSameAs(answer)) {
                        return Uni.createFrom().item(one);
                    }
                    if (one.state() != State.OPEN) {
                        throw closed(one);
                    }
                    if (agrees && offered != null) {
                        throw ProblemException.field(
                                CommonProblem.INVALID,
                                "/offeredFen",
                                "value " + offered.fen() + "; who agrees offers nothing else, leave it out");
                    }
                    mustBeWithin("/offeredFen", offered, one.undisputed(), one.paid());
                    return repository
                            .answer(id, answer, operator.personId())
                            .chain(() -> events.told("answered", one, operator.personId(), said))
                            .chain(() -> repository.lock(id));
                }));
    }

    /** A second person decides, once; the same decision again changes nothing. */
    Uni<Dispute> decide(Someone decider, UUID id, Outcome outcome, Money pays, String reason) {
        return database.act(
                decider.scope(),
                () -> repository
                        .lock(id)
                        .chain(one -> repository
                                .hasPart(one.tripId(), decider.personId())
                                .invoke(part -> {
                                    if (part || decider.personId().equals(one.openedBy())) {
                                        throw new ProblemException(
                                                DisputeProblem.OWN_DISPUTE,
                                                "trip " + one.tripId() + " is one of yours");
                                    }
                                })
                                .chain(() -> decide(one, outcome, pays, reason, decider.personId()))));
    }

    private Uni<Dispute> decide(Dispute one, Outcome outcome, Money pays, String reason, UUID by) {
        if (!one.state().isOpen()) {
            if (one.state().name().equals(outcome.name())
                    && one.decision().reason().equals(reason)
                    && (pays == null || pays.equals(one.decision().pays()))) {
                return Uni.createFrom().item(one);
            }
            throw closed(one);
        }
        if (one.paid() == null || !one.isHeard()) {
            throw new ProblemException(
                    DisputeProblem.DISPUTE_NOT_READY,
                    one.paid() == null
                            ? "trip " + one.tripId() + " is not settled yet; decide about its receipt first"
                            : "the operator may answer until " + one.dueAt());
        }
        mustBeWithin("/paysFen", pays, one.undisputed(), one.paid());
        Decision decision = new Decision(amount(one, outcome, pays), reason);
        Money less = one.paid().minus(decision.pays());
        Instant now = clock.instant();
        return repository
                .decide(one.id(), outcome, decision, by, now)
                .chain(() -> repository.correct(
                        one.tripId(),
                        less,
                        "异议处理：" + DisputeEvents.word(outcome, "成立", "更正", "不成立") + "，实付 " + decision.pays() + "。",
                        " Dispute: " + DisputeEvents.word(outcome, "upheld", "corrected", "refused") + "; paid "
                                + decision.pays() + "."))
                .chain(() -> events.decided(one, outcome, decision, by))
                .chain(() -> money.release(one, decision.pays(), now))
                .chain(() -> repository.lock(one.id()));
    }

    /** As the traveller says nothing of the disputed amount is paid, as billed all of it. */
    private static Money amount(Dispute one, Outcome outcome, Money pays) {
        if ((outcome == Outcome.CORRECTED) != (pays != null)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/paysFen",
                    pays == null
                            ? "value missing; CORRECTED needs what is paid in all"
                            : "value " + pays.fen() + "; only CORRECTED has one, leave it out");
        }
        return switch (outcome) {
            case UPHELD -> one.undisputed();
            case REFUSED -> one.paid();
            case CORRECTED -> pays;
        };
    }

    private static void mustBeWithin(String pointer, Money told, Money least, Money most) {
        if (told != null && (told.compareTo(least) < 0 || told.compareTo(most) > 0)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    pointer,
                    "value " + told.fen() + "; " + least.fen() + " to " + most.fen() + " fen are accepted");
        }
    }

    private static ProblemException closed(Dispute one) {
        return new ProblemException(DisputeProblem.DISPUTE_CLOSED, "dispute " + one.id() + " is " + one.state());
    }

    /** Passes a case on whose operator was silent, and withholds where its trip was settled meanwhile. */
    Uni<Void> catchUp(UUID id, Instant now) {
        return repository.lock(id).chain(one -> {
            boolean late = one.state() == State.OPEN
                    && one.overdueAt() == null
                    && !one.dueAt().isAfter(now);
            Uni<Void> passedOn = late
                    ? repository.overdue(id, now).chain(() -> events.told("overdue", one, null, one.reason()))
                    : Uni.createFrom().voidItem();
            return passedOn.chain(() -> one.state().isOpen()
                    ? money.withhold(one, now)
                    : Uni.createFrom().voidItem());
        });
    }
}
