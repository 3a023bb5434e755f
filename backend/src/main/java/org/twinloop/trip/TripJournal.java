package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.Money;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.operator.Operators;
import org.twinloop.trip.Dossier.Timer;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.dispatch.Papers;
import org.twinloop.trip.fact.LegFacts;
import org.twinloop.trip.heal.Unfit;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.ride.RideUsage;
import org.twinloop.trip.ride.Word;
import org.twinloop.vehicle.Vehicle;

/** The events of a trip with their payloads; written in the act they tell of. */
@ApplicationScoped
class TripJournal {
    /**
     * What policy decides when it happens: these carry the edition in force then; all others that with which the trip
     * was decided last.
     */
    private static final Set<String> DECIDED = Set.of(
            "trip.submitted",
            "trip.approval-asked",
            "trip.after-trip-asked",
            "trip.level-approved",
            "trip.approved",
            "trip.rejected",
            "trip.returned",
            "trip.approval-refused",
            "trip.changed",
            "trip.healed",
            "trip.backfilled");

    private final Journal journal;
    private final Operators operators;
    private final TripConfig config;
    private final LegFacts facts;
    private final Policy policy;
    private final Clock clock;
    private final Papers papers;

    TripJournal(
            Journal journal,
            Operators operators,
            TripConfig config,
            LegFacts facts,
            Policy policy,
            Clock clock,
            Papers papers) {
        this.journal = journal;
        this.operators = operators;
        this.config = config;
        this.facts = facts;
        this.policy = policy;
        this.clock = clock;
        this.papers = papers;
    }

    /** Who is asked to decide until when: {@code submitted}, {@code approval-asked}, {@code after-trip-asked}, … */
    Uni<Void> asked(String verb, Trip trip, UUID actor, List<UUID> approverIds, Instant expiresAt) {
        Map<String, Object> payload = facts(trip);
        payload.put("approverIds", approverIds);
        payload.put("expiresAt", expiresAt);
        return append("trip." + verb, trip, actor, payload);
    }

    /** Something else was chosen, or another time; {@code change} tells what and whether it is asked anew. */
    Uni<Void> changed(Trip trip, UUID actor, Object change, String reason) {
        Map<String, Object> payload = facts(trip);
        payload.put("change", change);
        payload.put("reason", reason);
        return append("trip.changed", trip, actor, payload);
    }

    /** Another car than the booked one, which would not have been fit; nobody asked for it and policy stays. */
    Uni<Void> healed(Dossier old, Dossier next, Unfit unfit, Object before, Object after) {
        Map<String, Object> payload = facts(next.trip());
        payload.put("unfit", unfit);
        payload.put("reason", unfit.words());
        payload.put("oldBooking", held(old.ride()));
        payload.put("newBooking", held(next.ride()));
        payload.put("before", before);
        payload.put("after", after);
        return append("trip.healed", next.trip(), null, payload);
    }

    /** Something a supervisor should look at, by the rule it breaks. */
    Uni<Void> noticed(String verb, Trip trip, UUID actor, String rule, String reason) {
        Map<String, Object> payload = facts(trip);
        payload.put("noticed", verb);
        payload.put("rule", rule);
        payload.put("reason", reason);
        return append("trip." + verb, trip, actor, payload);
    }

    Uni<Void> booked(Dossier dossier, UUID actor) {
        Map<String, Object> payload = facts(dossier.trip());
        payload.put(
                "bookings", dossier.bookings().stream().map(TripJournal::held).toList());
        return append("trip.booked", dossier.trip(), actor, payload);
    }

    /** A decision or an ending with its reason: {@code approved}, {@code cancelled}, {@code expired} and so on. */
    Uni<Void> told(String verb, Trip trip, UUID actor, String reason) {
        Map<String, Object> payload = facts(trip);
        payload.put("reason", reason);
        return append("trip." + verb, trip, actor, payload);
    }

    /** Confirmed, or disputed with what is wrong. */
    Uni<Void> acknowledged(Trip trip, UUID actor, Word word) {
        if (word.claim() == null) {
            return told("confirmed", trip, actor, word.said());
        }
        Map<String, Object> payload = facts(trip);
        payload.put("reason", word.said());
        payload.put("item", word.claim().item());
        payload.put("claimedFen", word.claim().claimedFen());
        return append("trip.disputed", trip, actor, payload);
    }

    Uni<Void> started(Trip trip, Instant at, UUID commandId) {
        Map<String, Object> payload = facts(trip);
        payload.put("startedAt", at);
        payload.put("commandId", commandId);
        return append("trip.started", trip, trip.travellerId(), payload);
    }

    /** The ride is over: what was used, for the price. */
    Uni<Void> finished(Dossier dossier, BookingTerms terms, RideUsage usage, Optional<Vehicle> car, UUID actor) {
        Map<String, Object> payload = facts(dossier.trip());
        payload.put("legs", legs(dossier, terms, usage, car));
        return append("trip.finished", dossier.trip(), actor, payload);
    }

    /** Only the way to the car was ridden: what it cost is paid, and the car is free again. */
    Uni<Void> finishedBefore(Dossier dossier, BookingTerms terms, Closing why) {
        Map<String, Object> payload = facts(dossier.trip());
        payload.put("legs", fed(dossier, terms).stream().toList());
        payload.put("reason", why.reason());
        return append("trip.finished", dossier.trip(), why.actor(), payload);
    }

    /** The fleet desk ended the ride in the traveller's stead: who and why stand beside what was used. */
    Uni<Void> overridden(Dossier dossier, BookingTerms terms, RideUsage usage, Optional<Vehicle> car, Closing why) {
        Map<String, Object> payload = facts(dossier.trip());
        payload.put("legs", legs(dossier, terms, usage, car));
        payload.put("override", Map.of("by", why.actor(), "reason", why.reason()));
        return append("trip.finished", dossier.trip(), why.actor(), payload)
                .chain(() -> told("end-overridden", dossier.trip(), why.actor(), why.reason()));
    }

    /** A timer that failed as often as it may waits for a person; what it would have done is not done. */
    Uni<Void> timerParked(Timer timer, String problem) {
        return ofTimer("trip.timer-parked", timer, null, Map.of("attempts", timer.attempts(), "problem", problem));
    }

    Uni<Void> timerRetried(Timer timer, UUID actor) {
        return ofTimer("trip.timer-retried", timer, actor, Map.of());
    }

    private Uni<Void> ofTimer(String type, Timer timer, UUID actor, Map<String, Object> more) {
        Map<String, Object> payload = new LinkedHashMap<>(more);
        payload.put("tripId", timer.tripId());
        payload.put("timer", timer.kind());
        return journal.append(Event.of(type)
                .subject("trip", timer.tripId())
                .unit(timer.unitId())
                .trip(timer.tripId())
                .actor(actor)
                .payload(payload));
    }

    /** The trip ends without a ride; the order stays known to those who check what an operator bills. */
    Uni<Void> unused(
            String verb, Dossier dossier, BookingTerms terms, Optional<Vehicle> car, Closing closing, Money fee) {
        Map<String, Object> payload = facts(dossier.trip());
        payload.put("reason", closing.reason());
        if (!fee.equals(Money.ZERO)) {
            payload.put("feeFen", fee.fen());
        }
        payload.put("legs", List.of(used(dossier, terms, RideUsage.none(closing.at()), car)));
        return append("trip." + verb, dossier.trip(), closing.actor(), payload);
    }

    /** Who ended a trip without a ride, why and when. */
    record Closing(UUID actor, String reason, Instant at) {}

    private List<Map<String, Object>> legs(
            Dossier dossier, BookingTerms terms, RideUsage usage, Optional<Vehicle> car) {
        return Stream.concat(Stream.of(ridden(dossier, terms, usage, car)), fed(dossier, terms).stream())
                .toList();
    }

    /** The bicycle one came to the car by; paid out of the same hold. */
    private Optional<Map<String, Object>> fed(Dossier dossier, BookingTerms terms) {
        return dossier.fedLeg().filter(leg -> leg.endedAt() != null).map(leg -> {
            BookingTerms.Feeder feeder = terms.feeder();
            RideUsage usage = new RideUsage(leg.startedAt(), leg.endedAt(), feeder.km(), Optional.empty(), 0, 0, false);
            Map<String, Object> told = used(dossier.feeder().orElseThrow(), dossier.trip(), usage, Optional.empty());
            told.put("routeKm", Math.round(feeder.km() * 1000) / 1000.0);
            told.put("ceilingFen", ceiling(feeder.holdFen()));
            return told;
        });
    }

    private long ceiling(long heldFen) {
        return heldFen * (100 + config.tolerancePercent()) / 100;
    }

    /** A car with a terminal tells more once its reports have settled: the event {@code trip.measured}. */
    private Map<String, Object> ridden(Dossier dossier, BookingTerms terms, RideUsage usage, Optional<Vehicle> car) {
        Map<String, Object> leg = used(dossier, terms, usage, car);
        leg.put(
                "measuredLater",
                facts.measures() && car.filter(one -> one.deviceId() != null).isPresent());
        return leg;
    }

    private Map<String, Object> used(Dossier dossier, BookingTerms terms, RideUsage usage, Optional<Vehicle> car) {
        Map<String, Object> leg = used(dossier.ride(), dossier.trip(), usage, car);
        leg.put("routeKm", Math.round(terms.routeKm() * 1000) / 1000.0);
        if (!terms.via().isEmpty()) {
            leg.put("via", terms.via());
        }
        leg.put("ceilingFen", ceiling(dossier.trip().heldFen() - terms.feederHoldFen()));
        return leg;
    }

    private static Map<String, Object> used(Booking ride, Trip trip, RideUsage usage, Optional<Vehicle> car) {
        Map<String, Object> leg = new LinkedHashMap<>();
        leg.put("legId", ride.legId());
        leg.put("bookingId", ride.id());
        leg.put("product", ride.product());
        leg.put("operatorId", ride.operatorId().orElse(null));
        leg.put("operatorOrderId", ride.rideNo());
        leg.put("vehicleId", ride.vehicleId());
        leg.put("vin", car.map(Vehicle::vin).orElse(null));
        leg.put("plate", car.map(Vehicle::plate).orElse(null));
        leg.put("priceListId", ride.priceListId());
        leg.put("vehicleClass", ride.vehicleClass());
        leg.put("holdId", trip.holdId());
        leg.put("startedAt", usage.startedAt());
        leg.put("endedAt", usage.endedAt());
        leg.put("km", Math.round(usage.km() * 1000) / 1000.0);
        leg.put("kmMeasured", usage.measured());
        leg.put("energyWh", usage.energyWh().orElse(null));
        leg.put("tollFen", usage.tollFen());
        leg.put("parkingFen", usage.parkingFen());
        return leg;
    }

    /** Asks the operator whose calendar decides; it answers with {@code partner.hold-confirmed} or -declined. */
    Uni<Void> partnerAsked(Trip trip, Booking booking, PlanOption option, String vin, Instant deadline) {
        PlanOption.Stage ride = rideOf(option);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("tripId", trip.id());
        payload.put("bookingId", booking.id());
        payload.put("kind", booking.kind());
        payload.put("vin", vin);
        payload.put("from", trip.windowFrom());
        payload.put("to", trip.windowTo());
        payload.put(
                "pickup", place(ride.fromName(), ride.from().lon(), ride.from().lat()));
        payload.put("dropoff", place(ride.toName(), ride.to().lon(), ride.to().lat()));
        if (!option.via().isEmpty()) {
            payload.put("via", option.via().stream().map(TripJournal::stop).toList());
        }
        payload.put("pickupAt", ride.departAt());
        payload.put("passengers", trip.passengers());
        payload.put("vehicleClass", booking.vehicleClass());
        payload.put("deadline", deadline);
        payload.put("purposeCategory", trip.purposeCategory());
        payload.put("purposeText", trip.purposeText());
        payload.put("costCentre", trip.costCentre());
        payload.put("plannedKm", ride.distanceM() / 1000.0);
        payload.put("plannedFen", trip.quotedFen());
        if (booking.kind() != Booking.Kind.CHAUFFEUR) {
            return toPartner("trip.booking-pending-partner", trip, booking, payload);
        }
        return papers.forPartner(trip.id(), trip.unitId()).chain(more -> {
            payload.putAll(more);
            return toPartner("trip.booking-pending-partner", trip, booking, payload);
        });
    }

    /** Tells the operator that we no longer need what it keeps for us. */
    Uni<Void> partnerReleased(Trip trip, Booking booking, String reason) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("tripId", trip.id());
        payload.put("bookingId", booking.id());
        payload.put("kind", booking.kind());
        payload.put("reason", reason);
        return toPartner("trip.booking-released", trip, booking, payload);
    }

    private Uni<Void> toPartner(String type, Trip trip, Booking booking, Map<String, Object> payload) {
        UUID operatorId = booking.operatorId().orElseThrow();
        return operators.get(operatorId).chain(operator -> {
            payload.put("operatorId", operatorId);
            payload.put("operatorCode", operator.code());
            return journal.append(Event.of(type)
                    .subject("booking", booking.id())
                    .unit(trip.unitId())
                    .operator(operatorId)
                    .trip(trip.id())
                    .actor(trip.actorId())
                    .onBehalfOf(behalf(trip))
                    .payload(payload));
        });
    }

    private Uni<Void> append(String type, Trip trip, UUID actor, Map<String, Object> payload) {
        if (DECIDED.contains(type)) {
            policy.remembered(clock.instant()).ifPresent(now -> payload.put("policyVersion", now.version()));
        }
        return journal.append(Event.of(type)
                .subject("trip", trip.id())
                .unit(trip.unitId())
                .trip(trip.id())
                .actor(actor)
                .onBehalfOf(behalf(trip))
                .payload(payload));
    }

    /** Whom the actor acts for; nobody when it is the traveller. */
    private static UUID behalf(Trip trip) {
        return trip.travellerId().equals(trip.actorId()) ? null : trip.travellerId();
    }

    private static Map<String, Object> facts(Trip trip) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tripId", trip.id());
        facts.put("state", trip.state());
        facts.put("travellerId", trip.travellerId());
        facts.put("bookedById", trip.actorId());
        facts.put("mode", trip.mode());
        facts.put("requestedAt", trip.createdAt());
        facts.put("departAt", trip.departAt());
        facts.put("arriveAt", trip.arriveAt());
        facts.put("windowTo", trip.windowTo());
        facts.put("quotedFen", trip.quotedFen());
        facts.put("heldFen", trip.heldFen());
        facts.put("costCentre", trip.costCentre());
        facts.put("purposeCategory", trip.purposeCategory());
        facts.put("emergency", trip.emergency());
        facts.put("policyVersion", trip.policyVersion());
        return facts;
    }

    private static Map<String, Object> held(Booking booking) {
        Map<String, Object> held = new LinkedHashMap<>();
        held.put("bookingId", booking.id());
        held.put("kind", booking.kind());
        held.put("state", booking.state());
        held.put("vehicleId", booking.vehicleId());
        held.put("operatorId", booking.operatorId().orElse(null));
        held.put("label", booking.label());
        return held;
    }

    /** Where the driver stops on the way, and for how long. */
    private static Map<String, Object> stop(PlanOption.ViaStop via) {
        Map<String, Object> stop = new LinkedHashMap<>(
                place(via.name(), via.position().lon(), via.position().lat()));
        stop.put("arriveAt", via.arriveAt());
        stop.put("stayMinutes", via.stayMinutes());
        return stop;
    }

    private static Map<String, Object> place(String name, double lon, double lat) {
        return Map.of("name", name, "lon", lon, "lat", lat);
    }

    /** The leg somebody provides. */
    static PlanOption.Stage rideOf(PlanOption option) {
        return option.legs().stream()
                .filter(leg -> leg.kind() == PlanOption.StageKind.DRIVE || leg.kind() == PlanOption.StageKind.CHAUFFEUR)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("option " + option.id() + " has no ride"));
    }
}
