package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.common.SystemTime;
import org.twinloop.operator.Contract;
import org.twinloop.operator.Contracts;
import org.twinloop.operator.Operator;
import org.twinloop.operator.OperatorProblem;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * Whether a partner's contract covers a trip: in force on the day of travel, for this kind of service, with room under
 * its ceiling. Must be called inside an act or read.
 *
 * <p>What a contract is committed to already is summed up once a while and shared by all who ask; bookings of that
 * while may together pass the ceiling by what they hold. A lock on the contract would let its trips be booked one by
 * one only.
 */
@ApplicationScoped
public class ContractCover {

    private record Committed(long atNanos, Money amount) {}

    private final Contracts contracts;
    private final PlanRepository repository;
    private final PlanningConfig config;
    private final Map<UUID, Committed> committed = new ConcurrentHashMap<>();

    ContractCover(Contracts contracts, PlanRepository repository, PlanningConfig config) {
        this.contracts = contracts;
        this.repository = repository;
        this.config = config;
    }

    /** Partners of whom anything may be offered: with a contract in force and room under its ceiling. */
    Uni<List<Contracts.Provider>> providers(Instant departAt) {
        return contracts
                .providers(departAt)
                .chain(found -> taken(
                                found.stream().map(Contracts.Provider::contract).toList())
                        .map(taken -> found.stream()
                                .filter(provider -> room(provider.contract(), taken)
                                        .filter(left -> left.fen() <= 0)
                                        .isEmpty())
                                .toList()));
    }

    /**
     * Refuses with {@link OperatorProblem#NO_CONTRACT} or {@link OperatorProblem#CEILING_REACHED} what no contract
     * covers; an own car needs none.
     *
     * @param wanted what is to be held beyond what is held already
     */
    public Uni<Void> require(PlannedOption planned, Money wanted) {
        UUID operatorId = planned.terms().operatorId();
        if (operatorId == null) {
            return Uni.createFrom().voidItem();
        }
        Instant departAt = planned.option().departAt();
        return contracts
                .inForce(operatorId, kind(planned.option().mode()), departAt)
                .chain(found -> {
                    Contract contract = found.orElseThrow(() -> noContract(departAt));
                    return taken(List.of(contract))
                            .invoke(taken -> room(contract, taken)
                                    .filter(left -> left.compareTo(wanted) < 0)
                                    .ifPresent(left -> {
                                        throw ceilingReached(contract, left, wanted);
                                    }))
                            .chain(() -> requireFeeder(planned, departAt));
                });
    }

    private Uni<Void> requireFeeder(PlannedOption planned, Instant departAt) {
        BookingTerms.Feeder feeder = planned.terms().feeder();
        return feeder == null
                ? Uni.createFrom().voidItem()
                : contracts
                        .inForce(feeder.operatorId(), Operator.Kind.BIKE, departAt)
                        .invoke(found -> found.orElseThrow(() -> noContract(departAt)))
                        .replaceWithVoid();
    }

    /** Who provides a mode. */
    private static Operator.Kind kind(TravelMode mode) {
        return switch (mode) {
            case EV -> Operator.Kind.CAR_SHARE;
            case CHAUFFEUR -> Operator.Kind.CAR_SERVICE;
            case BIKE -> Operator.Kind.BIKE;
            case WALK, TRANSIT_ESTIMATE -> throw new IllegalArgumentException(mode + " is nobody's service");
        };
    }

    /** What is left under the ceiling; empty when the contract names none. */
    private static Optional<Money> room(Contract contract, Map<UUID, Money> taken) {
        return Optional.ofNullable(contract.ceiling()).map(ceiling -> ceiling.minus(taken.get(contract.id())));
    }

    /** What contracts with a ceiling are committed to; what is not known freshly is summed up in one statement. */
    private Uni<Map<UUID, Money>> taken(List<Contract> asked) {
        Map<UUID, Money> taken = new HashMap<>();
        List<Contract> stale = new ArrayList<>();
        long now = SystemTime.nanos();
        for (Contract contract : asked) {
            Committed known = committed.get(contract.id());
            if (known != null && now - known.atNanos() < config.ceilingRefresh().toNanos()) {
                taken.put(contract.id(), known.amount());
            } else if (contract.ceiling() != null) {
                stale.add(contract);
            }
        }
        return stale.isEmpty()
                ? Uni.createFrom().item(taken)
                : repository.committed(stale).map(sums -> {
                    sums.forEach((contract, sum) -> committed.put(contract, new Committed(now, sum)));
                    taken.putAll(sums);
                    return taken;
                });
    }

    private static ProblemException noContract(Instant departAt) {
        String day = departAt.atZone(CityTime.ZONE).toLocalDate().toString();
        return new ProblemException(
                OperatorProblem.NO_CONTRACT,
                day + " 没有与该运营商的有效合同，请重新选择方案 / no contract covers " + day + "; choose another option");
    }

    private static ProblemException ceilingReached(Contract contract, Money left, Money wanted) {
        return new ProblemException(
                OperatorProblem.CEILING_REACHED,
                "合同 " + contract.number() + " 剩余额度 " + left + "，需要 " + wanted + " / contract " + contract.number()
                        + " has " + left + " left, " + wanted + " needed");
    }
}
