package org.twinloop.trip.pool;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.charging.ChargingProblem;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.Problem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.ledger.Ledger;
import org.twinloop.ledger.LedgerProblem;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.pool.PoolRepository.Purses;
import org.twinloop.trip.pool.Proposal.ShareRule;
import org.twinloop.trip.pool.Proposal.Side;
import org.twinloop.trip.pool.Proposal.State;
import org.twinloop.vehicle.VehicleProblem;

/**
 * What the two travellers say, and what comes of it. An answer is one act that holds both trips' rows, like a
 * cancellation and the beginning of a ride: of two at once the later finds what the earlier did. The second acceptance
 * merges the trips in the same act.
 *
 * <p>The trips may belong to two units, so the act sees both; whose the proposal is, is asked first.
 */
@ApplicationScoped
class PoolDesk {
    private static final Logger LOG = Logger.getLogger(PoolDesk.class);

    /** Proposals that one round ends; the next ends the others. */
    private static final int STALE_MAX = 200;

    /** An answer that the database broke off for the sake of another is said again so often. */
    private static final int AGAIN_MAX = 2;

    private static final String GAVE_UP = "一方退出了拼车 / one of the two left";

    /** Somebody else was faster with what the longer way needs, or the guest's budget does not carry its share. */
    private static final Set<Problem> IN_THE_WAY = Set.of(
            VehicleProblem.ALREADY_RESERVED,
            VehicleProblem.RESERVATION_GONE,
            VehicleProblem.BAY_TAKEN,
            ChargingProblem.CONNECTOR_TAKEN,
            LedgerProblem.BUDGET_EXCEEDED);

    private final Database database;
    private final PoolRepository repository;
    private final PairRepository pairs;
    private final PoolTrips trips;
    private final PoolJournal journal;
    private final Ledger ledger;
    private final PoolConfig config;
    private final Clock clock;

    PoolDesk(
            Database database,
            PoolRepository repository,
            PairRepository pairs,
            PoolTrips trips,
            PoolJournal journal,
            Ledger ledger,
            PoolConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.pairs = pairs;
        this.trips = trips;
        this.journal = journal;
        this.ledger = ledger;
        this.config = config;
        this.clock = clock;
    }

    Uni<List<Proposal>> own(UUID personId, boolean open, UUID before, int limit) {
        return database.read(Scope.SYSTEM, () -> repository.ofPerson(personId, open, before, clock.instant(), limit));
    }

    /** Those of a unit, or of all for whoever answers for the whole city; nobody else sees any. */
    Uni<List<Proposal>> list(Scope reader, State state, UUID before, int limit) {
        boolean sees = reader.equals(Scope.SYSTEM) || reader.unitId() != null;
        return sees
                ? database.read(Scope.SYSTEM, () -> repository.all(reader.unitId(), state, before, limit))
                : Uni.createFrom().item(List.of());
    }

    /** Says yes or no; the same again changes nothing. Yes after yes merges; no after the merger leaves it. */
    Uni<Proposal> answer(UUID personId, UUID id, boolean accepts) {
        return database.act(Scope.SYSTEM, () -> locked(personId, id).chain(p -> say(p, personId, accepts)))
                .onFailure(DatabaseFailure::gaveWay)
                .retry()
                .atMost(AGAIN_MAX)
                .onFailure(PoolDesk::isInTheWay)
                .recoverWithUni(failed -> database.act(
                        Scope.SYSTEM,
                        () -> locked(personId, id)
                                .chain(p -> p.state() == State.PROPOSED
                                        ? end(p, State.OVERTAKEN, failed.getMessage())
                                                .chain(() -> repository.get(id))
                                        : Uni.createFrom().item(p))));
    }

    private Uni<Proposal> locked(UUID personId, UUID id) {
        return repository
                .get(id)
                .invoke(seen -> seen.sideOf(personId)
                        .orElseThrow(() -> ProblemException.notFound("pool proposal " + id + " of yours")))
                .chain(repository::lock);
    }

    private static boolean isInTheWay(Throwable failed) {
        return failed instanceof ProblemException refused && IN_THE_WAY.contains(refused.problem());
    }

    private Uni<Proposal> say(Proposal p, UUID personId, boolean accepts) {
        Side side = p.sideOf(personId).orElseThrow();
        Instant now = clock.instant();
        boolean again = accepts
                ? p.state() == State.MERGED || p.isOpen(now) && side.acceptedAt() != null
                : p.state() == State.DECLINED || p.state() == State.PARTED;
        if (again) {
            return Uni.createFrom().item(p);
        }
        if (p.state() == State.MERGED) {
            return journal.said("trip.pool-declined", p, side, personId).chain(() -> leave(p, now));
        }
        if (!p.isOpen(now)) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE,
                    "pool proposal " + p.id() + " is " + (p.state() == State.PROPOSED ? State.EXPIRED : p.state())
                            + " and takes no answer; 该拼车建议已失效");
        }
        return accepts
                ? journal.said("trip.pool-accepted", p, side, personId).chain(() -> accept(p, side, personId))
                : journal.said("trip.pool-declined", p, side, personId).chain(() -> decline(p));
    }

    /** The pair is not proposed again. */
    private Uni<Proposal> decline(Proposal p) {
        return end(p, State.DECLINED, "一方未同意 / one of the two declined").chain(() -> repository.get(p.id()));
    }

    private Uni<Void> end(Proposal p, State how, String why) {
        return repository
                .end(p.id(), how, why, clock.instant())
                .chain(() -> journal.ended(p, why))
                .chain(() -> lookAgain(p));
    }

    /** Others may be asked now. */
    private Uni<Void> lookAgain(Proposal p) {
        return pairs.note(List.of(p.host().tripId(), p.guest().tripId()), clock.instant(), config.ahead());
    }

    private Uni<Proposal> accept(Proposal p, Side side, UUID personId) {
        Instant now = clock.instant();
        boolean both = p.beside(side).acceptedAt() != null;
        Uni<Void> noted = side.acceptedAt() == null
                ? repository.accept(p.id(), side == p.host(), now)
                : Uni.createFrom().voidItem();
        return noted.chain(() -> both ? merge(p, personId) : Uni.createFrom().voidItem())
                .chain(() -> repository.get(p.id()));
    }

    /** @param personId who accepted last, and so made it */
    private Uni<Void> merge(Proposal p, UUID personId) {
        return repository
                .asLookedAt(p)
                .chain(purses -> purses.isEmpty()
                        ? end(p, State.OVERTAKEN, "其中一个行程已变化 / one of the trips has changed")
                        : merge(p, purses.get(), personId));
    }

    /** Other proposals and looks first, then the things and the money last; of two budgets that of the smaller id. */
    private Uni<Void> merge(Proposal p, Purses purses, UUID personId) {
        Instant now = clock.instant();
        PlannedOption longer = p.terms().longer();
        boolean hostFirst = purses.hostBudget().compareTo(purses.guestBudget()) < 0;
        long heldFen = longer == null ? purses.hostHeldFen() : longer.option().holdFen();
        Uni<Void> longerWay = longer == null
                ? Uni.createFrom().voidItem()
                : trips.lengthen(p.host().tripId(), longer.terms());
        return repository
                .endOthers(p, "其中一个行程已与他人拼车 / one of the trips was pooled", now)
                .chain(this::tellEnded)
                .chain(() -> longerWay)
                .chain(() -> repository.takeAlong(p))
                .chain(() -> hostFirst ? pay(p, purses, now) : giveUp(p, personId))
                .chain(() -> hostFirst ? giveUp(p, personId) : pay(p, purses, now))
                .chain(() -> merged(p, purses, heldFen, now));
    }

    private Uni<Void> giveUp(Proposal p, UUID personId) {
        String plate = p.terms().plate();
        return trips.giveUp(p.guest().tripId(), personId, "已拼车，搭乘 " + plate + " / pooled: rides along in " + plate);
    }

    /** The host's hold is exchanged for that of the longer way. */
    private Uni<Void> pay(Proposal p, Purses purses, Instant now) {
        PlannedOption longer = p.terms().longer();
        UUID hostId = p.host().tripId();
        UUID hold = Ids.next();
        return longer == null
                ? Uni.createFrom().voidItem()
                : repository
                        .lengthen(hostId, longer, hold)
                        .chain(() -> ledger.voidHold(purses.hostHold(), now))
                        .chain(() -> ledger.hold(
                                hold,
                                purses.hostBudget(),
                                Money.fen(longer.option().holdFen()),
                                hostId,
                                now));
    }

    private Uni<Void> merged(Proposal p, Purses purses, long heldFen, Instant now) {
        boolean shares = config.share() == ShareRule.EQUAL_PER_PERSON
                && !purses.hostBudget().equals(purses.guestBudget());
        UUID hold = shares ? Ids.next() : null;
        Money share = PoolShares.share(config.share(), Money.fen(heldFen), p);
        return repository
                .merge(p.id(), hold, config.share(), now)
                .chain(() -> journal.joined(p, heldFen))
                .chain(() -> shares
                        ? ledger.hold(
                                hold, purses.guestBudget(), share, p.guest().tripId(), now)
                        : Uni.createFrom().voidItem());
    }

    /** Ends what was not answered in time and what has changed, each in an act of its own; one that fails waits. */
    Uni<Void> endStale() {
        Instant now = clock.instant();
        return database.apart(Scope.SYSTEM, () -> repository.stale(now, STALE_MAX))
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(id -> endStale(id, now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> endStale(UUID id, Instant now) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .get(id)
                                .chain(repository::lock)
                                .chain(p -> repository.endStale(id, now))
                                .chain(this::tellEnded))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> {
                    LOG.errorf(failed, "pool proposal %s could not be ended; it is tried again", id);
                    return Uni.createFrom().voidItem();
                });
    }

    /** Whoever accepted one of these in vain is told why, and others may be asked for all their trips. */
    private Uni<Void> tellEnded(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<UUID> tripIds = new HashSet<>();
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> repository
                        .get(id)
                        .invoke(p -> tripIds.addAll(
                                List.of(p.host().tripId(), p.guest().tripId())))
                        .chain(p -> journal.ended(p, p.endedWhy())))
                .collect()
                .last()
                .chain(() -> pairs.note(tripIds, clock.instant(), config.ahead()));
    }

    private Uni<Proposal> leave(Proposal p, Instant now) {
        return repository.isToCome(p).chain(toCome -> {
            if (!toCome || !now.isBefore(p.departAt())) {
                throw new ProblemException(
                        TripProblem.WRONG_STATE, "the trips of pool proposal " + p.id() + " have left; 行程已出发，不能退出拼车");
            }
            return part(p, GAVE_UP).chain(() -> repository.get(p.id()));
        });
    }

    /** The host's ride is over, and so is the guest's. Must be called inside an act that holds both trips' rows. */
    Uni<Void> rode(Proposal p, JsonNode ride) {
        return pairs.asBooked(p.guest().tripId()).chain(guest -> journal.rode(p, guest, ride));
    }

    /**
     * The guest loses the place: what its budget keeps is free, and other ways are looked for. Must be called inside an
     * act that holds both trips' rows.
     */
    Uni<Void> part(Proposal p, String why) {
        Instant now = clock.instant();
        return repository
                .part(p.id(), why, now)
                .chain(() -> journal.parted(p, why))
                .chain(() -> p.shareHoldId() == null || p.share() != null
                        ? Uni.createFrom().voidItem()
                        : ledger.voidHold(p.shareHoldId(), now));
    }
}
