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
import org.twinloop.network.Stops;
import org.twinloop.trip.heal.NewPlace.Reserved;
import org.twinloop.trip.heal.NewPlace.Spot;
import org.twinloop.trip.heal.PlaceRepository.Held;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.vehicle.Bay;
import org.twinloop.vehicle.Fleet;

/**
 * Another place for one that will not do: a pile as strong as the promised one, with the bay it reaches when the car is
 * returned there, or a bay. The new is held before the old is given up, so that nothing is lost when there is none.
 */
@ApplicationScoped
class PlaceExchange {
    private static final double W_SLACK_KW = 0.001;

    private final PlaceRepository repository;
    private final Chargers chargers;
    private final Fleet fleet;
    private final Stops stops;
    private final Journal journal;

    PlaceExchange(PlaceRepository repository, Chargers chargers, Fleet fleet, Stops stops, Journal journal) {
        this.repository = repository;
        this.chargers = chargers;
        this.fleet = fleet;
        this.stops = stops;
        this.journal = journal;
    }

    /**
     * At the same stop, for a trip that has not begun. In the running act, which holds the trip's row; answers the
     * other place, or nothing when none is free.
     */
    Uni<Optional<NewPlace>> exchange(Promise promise, Instant now) {
        return repository
                .held(promise.bookingId())
                .chain(held -> take(promise, held, promised(promise, held), true)
                        .call(found -> found.map(place ->
                                        instead(promise, held, place, now).chain(() -> tell(promise, held, place)))
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Spot promised(Promise promise, Held held) {
        Instant from = held.isOnTheWay() ? promise.planned().terms().charge().from() : held.windowFrom();
        Instant to = held.isOnTheWay() ? promise.planned().terms().charge().to() : held.windowTo();
        return new Spot(stops.find(held.stopId()).orElseThrow(), from, to);
    }

    /**
     * Holds a place at a stop; nothing where none is free. The act goes on when somebody else is faster.
     *
     * @param charging whether a pile is wanted where one is held now
     */
    Uni<Optional<NewPlace>> take(Promise promise, Held held, Spot spot, boolean charging) {
        if (!held.charges() || !charging) {
            return bay(held, spot, List.of())
                    .map(found -> found.map(bay -> new NewPlace(spot, Optional.of(bay), Optional.empty())));
        }
        return chargers.freeConnectors(List.of(spot.stop().id()), spot.from(), spot.to())
                .map(free -> asStrong(free, promise, held))
                .chain(free -> held.isOnTheWay() ? onTheWay(spot, free) : atReturn(held, spot, free));
    }

    /** No pile is slower than what was promised. */
    private static List<FreeConnector> asStrong(List<FreeConnector> free, Promise promise, Held held) {
        PlanOption option = promise.planned().option();
        PlanOption.Pile promised = held.isOnTheWay()
                ? option.chargingStop() == null ? null : option.chargingStop().pile()
                : option.returnStop() == null ? null : option.returnStop().pile();
        double leastKw = promised == null ? 0 : promised.powerKw() - W_SLACK_KW;
        return free.stream()
                .filter(one -> !one.connectorId().equals(held.connectorId()) && one.powerKw() >= leastKw)
                .toList();
    }

    /** The first that nobody else takes meanwhile. */
    private Uni<Optional<NewPlace>> onTheWay(Spot spot, List<FreeConnector> free) {
        if (free.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Reserved<FreeConnector> next = Reserved.of(free.get(0));
        return reserve(next, spot)
                .chain(ours -> ours
                        ? Uni.createFrom().item(Optional.of(new NewPlace(spot, Optional.empty(), Optional.of(next))))
                        : onTheWay(spot, free.subList(1, free.size())));
    }

    /** False when somebody else has it; the act goes on. */
    private Uni<Boolean> reserve(Reserved<FreeConnector> plug, Spot spot) {
        return chargers.reserve(plug.id(), plug.what().connectorId(), spot.from(), spot.to(), null)
                .replaceWith(true)
                .onFailure(PlaceExchange::isTaken)
                .recoverWithItem(false);
    }

    private static boolean isTaken(Throwable failed) {
        return failed instanceof ProblemException refused && refused.problem() == ChargingProblem.CONNECTOR_TAKEN;
    }

    private Uni<Optional<Reserved<Bay>>> bay(Held held, Spot spot, List<UUID> connectors) {
        UUID id = Ids.next();
        Bay.Wish wish = new Bay.Wish(id, spot.stop().id(), held.legId(), spot.from(), spot.to(), null, connectors);
        return fleet.reserveBay(wish)
                .map(found -> Optional.of(new Reserved<>(id, found)))
                .onFailure(ProblemException.class)
                .recoverWithItem(Optional.empty());
    }

    /** Where somebody else has the pile meanwhile, its bay is given back and the others are tried. */
    private Uni<Optional<NewPlace>> atReturn(Held held, Spot spot, List<FreeConnector> free) {
        if (free.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        List<UUID> ids = free.stream().map(FreeConnector::connectorId).toList();
        return bay(held, spot, ids).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            Reserved<Bay> bay = found.get();
            Optional<FreeConnector> reached = free.stream()
                    .filter(one -> one.connectorId().equals(bay.what().connectorId()))
                    .findFirst();
            return reached.isEmpty()
                    ? fleet.releaseBay(bay.id(), spot.from()).replaceWith(Optional.empty())
                    : park(held, bay, Reserved.of(reached.get()), new Choice(spot, free));
        });
    }

    private record Choice(Spot spot, List<FreeConnector> free) {
        List<FreeConnector> without(FreeConnector taken) {
            return free.stream().filter(one -> !one.equals(taken)).toList();
        }
    }

    private Uni<Optional<NewPlace>> park(Held held, Reserved<Bay> bay, Reserved<FreeConnector> plug, Choice choice) {
        return reserve(plug, choice.spot())
                .chain(ours -> ours
                        ? Uni.createFrom()
                                .item(Optional.of(new NewPlace(choice.spot(), Optional.of(bay), Optional.of(plug))))
                        : fleet.releaseBay(bay.id(), choice.spot().from())
                                .chain(() -> atReturn(held, choice.spot(), choice.without(plug.what()))));
    }

    /** Gives the old place up for one that is held already. */
    Uni<Void> instead(Promise promise, Held held, NewPlace place, Instant now) {
        Uni<Void> freed = held.charges()
                ? chargers.release(held.pileBookingId(), now)
                : Uni.createFrom().voidItem();
        return freed.chain(() ->
                        held.isOnTheWay() ? Uni.createFrom().voidItem() : fleet.releaseBay(held.bayBookingId(), now))
                .chain(() -> repository.exchange(promise, held, place));
    }

    private Uni<Void> tell(Promise promise, Held held, NewPlace place) {
        return journal.append(event("trip.healed", promise).payload(told(promise, held, place)));
    }

    static Event event(String type, Promise promise) {
        return Event.of(type)
                .subject("trip", promise.tripId())
                .unit(promise.unitId())
                .trip(promise.tripId());
    }

    /** What was held and what is held instead. */
    static Map<String, Object> told(Promise promise, Held held, NewPlace place) {
        PlaceRepository.Taken taken = place.taken().get(place.taken().size() - 1);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("tripId", promise.tripId());
        told.put("travellerId", promise.travellerId());
        told.put("departAt", promise.terms().departAt());
        told.put("unfit", promise.unfit());
        told.put("reason", promise.unfit().words());
        told.put("stopId", place.spot().stop().id());
        told.put("oldBooking", booking(promise.bookingId(), held.connectorId(), null));
        told.put("newBooking", booking(taken.id(), taken.connectorId(), taken.label()));
        return told;
    }

    private static Map<String, Object> booking(UUID id, UUID connectorId, String label) {
        Map<String, Object> booking = new LinkedHashMap<>();
        booking.put("bookingId", id);
        if (connectorId != null) {
            booking.put("connectorId", connectorId);
        }
        if (label != null) {
            booking.put("label", label);
        }
        return booking;
    }
}
