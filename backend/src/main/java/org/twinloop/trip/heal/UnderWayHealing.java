package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.twinloop.charging.Chargers;
import org.twinloop.common.GeoPoint;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.trip.heal.HealRepository.Note;
import org.twinloop.trip.heal.HealRepository.Outcome;
import org.twinloop.trip.heal.NewPlace.Spot;
import org.twinloop.trip.heal.PlaceRepository.Held;
import org.twinloop.trip.heal.ReachableStops.Moving;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.VehicleState;
import org.twinloop.vehicle.VehicleStatus;

/**
 * A driver on the way whose pile or bay will not do. First an equal place at the promised stop, then at other stops in
 * reach; where a pile is nowhere to be had, a bay without one, or the word that the car need not be plugged in; where
 * not even a bay is, the fleet desk. All in the running act, which holds the trip's row.
 */
@ApplicationScoped
class UnderWayHealing {
    private static final double KM = 1_000;

    private final PlaceRepository repository;
    private final PlaceExchange places;
    private final ReachableStops reachable;
    private final Chargers chargers;
    private final Fleet fleet;
    private final Stops stops;
    private final Journal journal;

    UnderWayHealing(
            PlaceRepository repository,
            PlaceExchange places,
            ReachableStops reachable,
            Chargers chargers,
            Fleet fleet,
            Stops stops,
            Journal journal) {
        this.repository = repository;
        this.places = places;
        this.reachable = reachable;
        this.chargers = chargers;
        this.fleet = fleet;
        this.stops = stops;
        this.journal = journal;
    }

    /** Answers what to write down. A car that is plugged in already stays where it is. */
    Uni<Note> heal(Promise promise, Instant now) {
        BookingTerms terms = promise.planned().terms();
        Stop end = stops.find(terms.returnStopId()).orElseThrow();
        return repository
                .held(promise.bookingId())
                .chain(held -> fleet.get(terms.vehicleId())
                        .chain(car -> fleet.state(car.id())
                                .chain(state -> state.filter(VehicleState::isPlugged)
                                                .isPresent()
                                        ? Uni.createFrom().item(Note.TRIED)
                                        : move(new Moving(promise, held, car, state.orElse(UNHEARD), end, now)))));
    }

    private static final VehicleState UNHEARD = new VehicleState(
            VehicleStatus.UNKNOWN,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    private Uni<Note> move(Moving moving) {
        return reachable.others(moving).chain(others -> {
            List<Spot> spots = Stream.concat(reachable.promised(moving).stream(), others.stream())
                    .toList();
            return first(moving, spots, true)
                    .chain(found ->
                            found.map(place -> changed(moving, place)).orElseGet(() -> withoutPile(moving, spots)));
        });
    }

    /** The first place that can be had, in the order of the spots. */
    private Uni<Optional<NewPlace>> first(Moving moving, List<Spot> spots, boolean charging) {
        if (spots.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return places.take(moving.promise(), moving.held(), spots.get(0), charging)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : first(moving, spots.subList(1, spots.size()), charging));
    }

    private Uni<Note> changed(Moving moving, NewPlace place) {
        Map<String, Object> told = PlaceExchange.told(moving.promise(), moving.held(), place);
        words(moving, place, told);
        return places.instead(moving.promise(), moving.held(), place, moving.now())
                .chain(() -> tell("trip.place-changed", moving, told))
                .replaceWith(place.note());
    }

    private Uni<Note> withoutPile(Moving moving, List<Spot> spots) {
        Held held = moving.held();
        if (held.isOnTheWay()) {
            return reachable
                    .reachesReturn(moving)
                    .chain(enough -> enough ? unplugged(moving, "DRIVE_ON") : stranded(moving));
        }
        if (moving.promise().unfit() != Unfit.BAY_BLOCKED) {
            return unplugged(moving, "RETURN_UNPLUGGED");
        }
        if (!held.charges()) {
            return stranded(moving);
        }
        return first(moving, spots, false)
                .chain(found -> found.map(place -> changed(moving, place)).orElseGet(() -> stranded(moving)));
    }

    /** The pile is given up, so that nobody has to plug in where it does not work. */
    private Uni<Note> unplugged(Moving moving, String offer) {
        Map<String, Object> told = facts(moving);
        told.put("offer", offer);
        boolean on = offer.equals("DRIVE_ON");
        Stop there = moving.returnStop();
        told.put(
                "textZh",
                on
                        ? "途中已无可用的充电桩，现有电量足以开到" + there.nameZh() + "，请直接前往还车"
                        : "附近已无同等的充电桩，仍请在" + there.nameZh() + "原车位还车，不必插枪");
        told.put(
                "textEn",
                on
                        ? "No pile on the way is free; the charge does to " + there.nameEn() + ", please drive there"
                        : "No equal pile is free within reach; return the car at its bay at " + there.nameEn()
                                + " without plugging in");
        return chargers.release(moving.held().pileBookingId(), moving.now())
                .chain(() -> repository.giveUpPile(moving.promise(), moving.held()))
                .chain(() -> tell("trip.place-offered", moving, told))
                .replaceWith(Note.told(Outcome.OFFERED, null, moving.held().windowTo()));
    }

    /** Told once; it is looked for another place again and again. */
    private Uni<Note> stranded(Moving moving) {
        return moving.promise().isTold(moving.now(), false)
                ? Uni.createFrom().item(Note.TRIED)
                : tell("trip.stranded", moving, facts(moving))
                        .replaceWith(
                                Note.told(Outcome.STRANDED, null, moving.held().windowTo()));
    }

    private static Map<String, Object> facts(Moving moving) {
        Promise promise = moving.promise();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("tripId", promise.tripId());
        told.put("travellerId", promise.travellerId());
        told.put("departAt", promise.terms().departAt());
        told.put("bookingId", promise.bookingId());
        told.put("unfit", promise.unfit());
        told.put("reason", promise.unfit().words());
        told.put("underWay", true);
        return told;
    }

    /** Where to drive now, in both languages. */
    private static void words(Moving moving, NewPlace place, Map<String, Object> told) {
        Stop there = place.spot().stop();
        boolean on = moving.held().isOnTheWay();
        String bay = place.bay().map(one -> one.what().code()).orElse("");
        String pile = place.pile()
                .map(one -> String.format(Locale.ROOT, " %s %.0f kW", one.label(), one.powerKw()))
                .orElse("");
        boolean none = moving.held().charges() && place.plug().isEmpty();
        told.put("underWay", true);
        told.put(
                "textZh",
                (on ? "请改到" : "请改在")
                        + there.nameZh()
                        + (bay.isEmpty() ? "" : " 车位 " + bay)
                        + (pile.isEmpty() ? "" : "、充电桩" + pile)
                        + (on ? " 充电" : " 还车")
                        + (none ? "，该处无充电桩，不必插枪" : "")
                        + away(moving, there, "，距您约 %.1f 公里"));
        told.put(
                "textEn",
                (on ? "Charge at " : "Return the car at ")
                        + there.nameEn()
                        + (bay.isEmpty() ? "" : ", bay " + bay)
                        + (pile.isEmpty() ? "" : ", pile" + pile)
                        + (none ? "; no pile is there, do not plug in" : "")
                        + away(moving, there, "; about %.1f km from you"));
    }

    private static String away(Moving moving, Stop there, String words) {
        GeoPoint here = moving.state().position();
        return here == null ? "" : String.format(Locale.ROOT, words, here.distanceM(there.position()) / KM);
    }

    private Uni<Void> tell(String type, Moving moving, Map<String, Object> told) {
        Event event = PlaceExchange.event(type, moving.promise());
        return journal.append(event.payload(told));
    }
}
