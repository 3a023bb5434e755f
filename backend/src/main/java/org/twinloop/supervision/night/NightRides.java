package org.twinloop.supervision.night;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.People;
import org.twinloop.identity.Unit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.network.Place;
import org.twinloop.network.Places;
import org.twinloop.supervision.ride.RideFacts;
import org.twinloop.supervision.ride.RideFacts.Commute;
import org.twinloop.supervision.ride.RideFacts.Expected;
import org.twinloop.supervision.ride.RideFacts.Ride;
import org.twinloop.supervision.ride.RideFacts.Told;
import org.twinloop.supervision.ride.RideLimits;
import org.twinloop.supervision.ride.RideRule;
import org.twinloop.supervision.ride.Sensitive;
import org.twinloop.supervision.rule.PostTripRule.Said;
import org.twinloop.supervision.rule.PostTripRule.Verdict;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyRules;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/** Puts together what is on record about a ride that is over, and asks the rules over rides about it. */
@ApplicationScoped
class NightRides {
    /** A destination farther from the planned way was not in the plan. */
    private static final double MOVED_M = 300;

    private final RideRepository repository;
    private final NightRepository trips;
    private final People people;
    private final Places places;
    private final Fleet fleet;
    private final TripPlanner planner;
    private final Policy policy;
    private final Journal journal;
    private final Clock clock;
    private final RideLimits limits;
    private final List<RideRule> rules;
    private final List<Sensitive> areas;

    NightRides(
            RideRepository repository,
            NightRepository trips,
            People people,
            Places places,
            Fleet fleet,
            TripPlanner planner,
            Policy policy,
            Journal journal,
            Clock clock,
            RideLimits limits) {
        this.repository = repository;
        this.trips = trips;
        this.people = people;
        this.places = places;
        this.fleet = fleet;
        this.planner = planner;
        this.policy = policy;
        this.journal = journal;
        this.clock = clock;
        this.limits = limits;
        this.rules = RideRule.all(limits);
        this.areas = limits.sensitiveAreas().entrySet().stream()
                .map(area -> Sensitive.area(area.getKey(), area.getValue()))
                .toList();
    }

    /** What the rules noticed; all they said is told in the chain of the trip when it changes. */
    Uni<List<Seen>> ask(Ridden trip, List<Told> told) {
        return policy.inForce(trip.departAt())
                .chain(edition -> facts(trip, told, edition).map(facts -> answers(facts, trip, edition)))
                .chain(answers -> tell(trip, answers).replaceWith(noticed(answers)));
    }

    private Map<RideRule, Verdict> answers(RideFacts facts, Ridden trip, PolicyVersion edition) {
        Map<RideRule, Verdict> answers = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> !PolicyRules.ids().contains(rule.id()) || edition.holds(rule.id(), trip.departAt()))
                .forEach(rule -> answers.put(rule, rule.look(facts)));
        return answers;
    }

    private static List<Seen> noticed(Map<RideRule, Verdict> answers) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue().said() == Said.NOTICED)
                .map(answer -> new Seen(
                        answer.getKey().id(),
                        answer.getKey().version(),
                        answer.getValue().inputs(),
                        answer.getValue().textZh(),
                        answer.getValue().textEn()))
                .toList();
    }

    private Uni<Void> tell(Ridden trip, Map<RideRule, Verdict> answers) {
        List<Map<String, Object>> said = answers.entrySet().stream()
                .map(answer -> said(answer.getKey(), answer.getValue()))
                .toList();
        return repository
                .said(trip, said, clock.instant())
                .chain(changed -> changed
                        ? journal.append(Event.of("supervision.checked")
                                .subject("trip", trip.tripId())
                                .trip(trip.tripId())
                                .unit(trip.unitId())
                                .payload(Map.of("after", "night", "rules", said)))
                        : Uni.createFrom().voidItem());
    }

    private static Map<String, Object> said(RideRule rule, Verdict verdict) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("rule", rule.id());
        said.put("version", rule.version());
        said.put("said", verdict.said().name());
        if (verdict.missing() != null) {
            said.put("missing", verdict.missing());
        }
        return said;
    }

    private Uni<RideFacts> facts(Ridden trip, List<Told> told, PolicyVersion edition) {
        return repository
                .way(trip.tripId())
                .chain(way -> repository
                        .askedDuring(trip.tripId())
                        .chain(asked -> expected(trip, told)
                                .chain(car -> commute(trip, edition)
                                        .map(commute -> new RideFacts(
                                                told,
                                                toTheEnd(way, trip.destinations()),
                                                trip.places(),
                                                asked,
                                                sensitive(),
                                                car,
                                                commute)))));
    }

    /** Where the car was sent elsewhere on the way, the line there is approved too. */
    static List<List<GeoPoint>> toTheEnd(List<List<GeoPoint>> way, List<GeoPoint> destinations) {
        List<List<GeoPoint>> lines = new ArrayList<>(way);
        way.stream().max(Comparator.comparingInt(List::size)).ifPresent(longest -> {
            GeoPoint end = longest.get(longest.size() - 1);
            for (GeoPoint there : destinations) {
                boolean known = way.stream().flatMap(List::stream).anyMatch(at -> at.distanceM(there) <= MOVED_M);
                if (!known) {
                    lines.add(List.of(end, there));
                }
            }
        });
        return lines;
    }

    private List<Sensitive> sensitive() {
        List<Sensitive> all = new ArrayList<>(areas);
        for (Place place : places.all()) {
            if (limits.sensitiveCategories().contains(place.category())) {
                all.add(new Sensitive(
                        place.nameZh(), place.category(), place.position(), limits.sensitiveM(), Optional.empty()));
            }
        }
        return all;
    }

    /** By the same figures as plans; from the odometer, since that is what the rule compares. */
    private Uni<Optional<Expected>> expected(Ridden trip, List<Told> told) {
        if (trip.vehicleId() == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return fleet.get(trip.vehicleId())
                .map(car -> Optional.of(new Expected(car.batteryWh(), percent(car, trip, told))))
                .onFailure(ProblemException.class)
                .recoverWithItem(Optional.empty());
    }

    private OptionalDouble percent(Vehicle car, Ridden trip, List<Told> told) {
        List<Told> metered = told.stream()
                .filter(one -> one.odometerM() != null && one.socPercent() != null)
                .toList();
        if (metered.size() < 2) {
            return OptionalDouble.empty();
        }
        Told first = metered.get(0);
        Told last = metered.get(metered.size() - 1);
        int metres = (int) (last.odometerM() - first.odometerM());
        int seconds = (int) Duration.between(first.at(), last.at()).toSeconds();
        return metres <= 0 || seconds <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        planner.energy(car, metres, seconds, trip.startedAt()).percent());
    }

    private Uni<Commute> commute(Ridden trip, PolicyVersion edition) {
        LocalDate day = LocalDate.ofInstant(trip.departAt(), CityTime.ZONE);
        return people.findUnit(trip.unitId())
                .map(unit -> unit.map(Unit::placeId).flatMap(places::find).map(Place::position))
                .chain(seat -> seat.isEmpty()
                        ? Uni.createFrom().item(Commute.UNKNOWN)
                        : repository
                                .ridesOf(
                                        trip.travellerId(),
                                        NightRound.startOf(day.minusDays(limits.commuteWithin() - 1L)),
                                        trip.departAt())
                                .chain(ids -> ridden(ids, trip))
                                .map(rides -> new Commute(
                                        seat,
                                        rides.stream()
                                                .flatMap(one -> ride(one, edition).stream())
                                                .toList())));
    }

    /** This trip is the last, whatever left at the same moment. */
    private Uni<List<Ridden>> ridden(List<UUID> ids, Ridden trip) {
        return trips.ridden(ids).map(found -> {
            List<Ridden> rides = new ArrayList<>(found);
            rides.removeIf(one -> one.tripId().equals(trip.tripId()));
            rides.sort(Comparator.comparing(Ridden::departAt));
            rides.add(trip);
            return rides;
        });
    }

    private static Optional<Ride> ride(Ridden trip, PolicyVersion edition) {
        LocalDate day = LocalDate.ofInstant(trip.departAt(), CityTime.ZONE);
        return trip.start()
                .flatMap(from -> trip.end()
                        .map(to -> new Ride(
                                day, edition.calendar().isWorkday(day), trip.departAt(), from, to, trip.purpose())));
    }
}
