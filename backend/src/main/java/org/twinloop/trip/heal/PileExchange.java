package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.charging.Chargers;
import org.twinloop.charging.ChargingProblem;
import org.twinloop.charging.FreeConnector;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.trip.heal.PileRepository.Held;
import org.twinloop.trip.heal.PileRepository.Taken;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.vehicle.Bay;
import org.twinloop.vehicle.Fleet;

/**
 * Another pile at the same stop for one that will not work, as strong as the promised one, with the bay it reaches when
 * the car is returned there. The new is held before the old is given up, so that nothing is lost when there is none.
 */
@ApplicationScoped
class PileExchange {
    private static final double W_SLACK_KW = 0.001;

    private final PileRepository repository;
    private final Chargers chargers;
    private final Fleet fleet;
    private final Journal journal;

    PileExchange(PileRepository repository, Chargers chargers, Fleet fleet, Journal journal) {
        this.repository = repository;
        this.chargers = chargers;
        this.fleet = fleet;
        this.journal = journal;
    }

    /** In the running act, which holds the trip's row; answers the other connector, or nothing when none is free. */
    Uni<Optional<UUID>> exchange(Promise promise, Instant now) {
        return repository
                .held(promise.bookingId())
                .chain(held -> chargers.freeConnectors(List.of(held.stopId()), from(promise, held), to(promise, held))
                        .map(free -> asStrong(free, promise, held))
                        .chain(free -> held.bayBookingId() == null
                                ? onTheWay(promise, held, free, now)
                                : atReturn(promise, held, free, now)));
    }

    private static Instant from(Promise promise, Held held) {
        return held.bayBookingId() == null ? promise.planned().terms().charge().from() : held.windowFrom();
    }

    private static Instant to(Promise promise, Held held) {
        return held.bayBookingId() == null ? promise.planned().terms().charge().to() : held.windowTo();
    }

    /** No pile is slower than what was promised. */
    private static List<FreeConnector> asStrong(List<FreeConnector> free, Promise promise, Held held) {
        PlanOption option = promise.planned().option();
        boolean onTheWay = held.bayBookingId() == null;
        PlanOption.Pile promised = onTheWay
                ? option.chargingStop() == null ? null : option.chargingStop().pile()
                : option.returnStop() == null ? null : option.returnStop().pile();
        double leastKw = promised == null ? 0 : promised.powerKw() - W_SLACK_KW;
        return free.stream()
                .filter(one -> !one.connectorId().equals(held.connectorId()) && one.powerKw() >= leastKw)
                .toList();
    }

    /** The first that nobody else takes meanwhile. */
    private Uni<Optional<UUID>> onTheWay(Promise promise, Held held, List<FreeConnector> free, Instant now) {
        if (free.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        FreeConnector next = free.get(0);
        Taken pile = new Taken(Ids.next(), "PILE", next.connectorId(), label(next));
        return reserve(pile, promise, held)
                .chain(ours -> ours
                        ? instead(promise, held, List.of(pile), now)
                        : onTheWay(promise, held, free.subList(1, free.size()), now));
    }

    /** False when somebody else has it; the act goes on. */
    private Uni<Boolean> reserve(Taken pile, Promise promise, Held held) {
        return chargers.reserve(pile.id(), pile.connectorId(), from(promise, held), to(promise, held), null)
                .replaceWith(true)
                .onFailure(PileExchange::isTaken)
                .recoverWithItem(false);
    }

    private static boolean isTaken(Throwable failed) {
        return failed instanceof ProblemException refused && refused.problem() == ChargingProblem.CONNECTOR_TAKEN;
    }

    private Uni<Optional<UUID>> atReturn(Promise promise, Held held, List<FreeConnector> free, Instant now) {
        if (free.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        UUID bayId = Ids.next();
        List<UUID> ids = free.stream().map(FreeConnector::connectorId).toList();
        Bay.Wish wish = new Bay.Wish(bayId, held.stopId(), held.legId(), held.windowFrom(), held.windowTo(), null, ids);
        return fleet.reserveBay(wish)
                .map(Optional::of)
                .onFailure(ProblemException.class)
                .recoverWithItem(Optional.empty())
                .chain(found -> {
                    if (found.isEmpty()) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    Bay bay = found.get();
                    return bay.connectorId() != null && ids.contains(bay.connectorId())
                            ? park(promise, held, new Parked(bayId, bay, free), now)
                            : fleet.releaseBay(bayId, now).replaceWith(Optional.empty());
                });
    }

    /** A bay that was taken, of those whose connectors are free. */
    private record Parked(UUID bayId, Bay bay, List<FreeConnector> free) {
        List<FreeConnector> others() {
            return free.stream()
                    .filter(one -> !one.connectorId().equals(bay.connectorId()))
                    .toList();
        }
    }

    /** Where somebody else has the pile meanwhile, its bay is given back and the others are tried. */
    private Uni<Optional<UUID>> park(Promise promise, Held held, Parked parked, Instant now) {
        Bay bay = parked.bay();
        Taken place = new Taken(parked.bayId(), "BAY", null, bay.code());
        Taken pile = new Taken(Ids.next(), "PILE", bay.connectorId(), bay.code());
        return reserve(pile, promise, held)
                .chain(ours -> ours
                        ? fleet.releaseBay(held.bayBookingId(), now)
                                .chain(() -> instead(promise, held, List.of(place, pile), now))
                        : fleet.releaseBay(parked.bayId(), now)
                                .chain(() -> atReturn(promise, held, parked.others(), now)));
    }

    private Uni<Optional<UUID>> instead(Promise promise, Held held, List<Taken> taken, Instant now) {
        Taken pile = taken.get(taken.size() - 1);
        return chargers.release(promise.bookingId(), now)
                .chain(() -> repository.exchange(promise, held, taken))
                .chain(() -> tell(promise, held, pile))
                .replaceWith(Optional.of(pile.connectorId()));
    }

    private Uni<Void> tell(Promise promise, Held held, Taken pile) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("tripId", promise.tripId());
        told.put("travellerId", promise.travellerId());
        told.put("departAt", promise.terms().departAt());
        told.put("unfit", promise.unfit());
        told.put("reason", promise.unfit().words());
        told.put("stopId", held.stopId());
        told.put("oldBooking", Map.of("bookingId", promise.bookingId(), "connectorId", held.connectorId()));
        told.put(
                "newBooking", Map.of("bookingId", pile.id(), "connectorId", pile.connectorId(), "label", pile.label()));
        return journal.append(Event.of("trip.healed")
                .subject("trip", promise.tripId())
                .unit(promise.unitId())
                .trip(promise.tripId())
                .payload(told));
    }

    private static String label(FreeConnector next) {
        return next.pileCode() + "-" + next.number();
    }
}
