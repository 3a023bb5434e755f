package org.twinloop.trip;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.Money;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.fact.LegFacts;
import org.twinloop.trip.fact.RiddenLeg;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.ride.Aftermath.Confirmation;
import org.twinloop.trip.ride.RideUsage;
import org.twinloop.trip.ride.TripState;

/** Moves a trip on when others have done their part: the car, the operator, the driver, settlement. */
@ApplicationScoped
class TripWatcher implements JournalWatcher {
    private static final Logger LOG = Logger.getLogger(TripWatcher.class);
    private static final Set<String> WANTED = Set.of(
            "command.confirmed",
            "command.obeyed-late",
            "device.offline-key-used",
            "partner.hold-confirmed",
            "partner.hold-declined",
            "chauffeur.driver-told",
            "chauffeur.started",
            "chauffeur.completed",
            "dispute.decided",
            "trip.finished",
            "trip.pool-rode",
            "trip.settled");

    private final TripRepository repository;
    private final TripRide ride;
    private final TripBooking booking;
    private final TripApproval approval;
    private final TripJournal journal;
    private final LegFacts facts;
    private final TripConfig config;
    private final Clock clock;

    TripWatcher(
            TripRepository repository,
            TripRide ride,
            TripBooking booking,
            TripApproval approval,
            TripJournal journal,
            LegFacts facts,
            TripConfig config,
            Clock clock) {
        this.repository = repository;
        this.ride = ride;
        this.booking = booking;
        this.approval = approval;
        this.journal = journal;
        this.facts = facts;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "trip";
    }

    @Override
    public boolean wants(String eventType) {
        return WANTED.contains(eventType);
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.tripId() == null || event.payload() == null) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .findLocked(event.tripId())
                .chain(found -> found.map(dossier -> react(event, dossier)).orElseGet(() -> {
                    LOG.warnf("event %d (%s) names trip %s, which is none", event.seq(), event.type(), event.tripId());
                    return Uni.createFrom().voidItem();
                }));
    }

    private Uni<Void> react(SealedEvent event, Dossier dossier) {
        JsonNode payload = event.payload();
        return switch (event.type()) {
            case "command.confirmed" ->
                payload.path("kind").asText().equals("UNLOCK")
                        ? ride.unlocked(dossier, UUID.fromString(event.subjectId()))
                        : Uni.createFrom().voidItem();
            case "command.obeyed-late" ->
                payload.path("kind").asText().equals("UNLOCK")
                        ? ride.openedLate(dossier)
                        : Uni.createFrom().voidItem();
            case "device.offline-key-used" ->
                payload.path("verdict").asText().equals("MATCHED")
                        ? ride.openedOffline(dossier, time(event, "usedAt"))
                        : Uni.createFrom().voidItem();
            case "partner.hold-confirmed" -> booking.confirmed(dossier, bookingId(event), payload);
            case "partner.hold-declined" ->
                booking.declined(
                        dossier, bookingId(event), payload.path("reason").asText("运营商拒绝 / declined by the operator"));
            case "chauffeur.driver-told" ->
                payload.path("kind").asText().equals("ON_THE_WAY")
                        ? driverSetOut(event, dossier)
                        : Uni.createFrom().voidItem();
            case "chauffeur.started" -> driverCame(event, dossier);
            case "chauffeur.completed" -> driverDone(event, dossier);
            case "trip.finished" ->
                repository
                        .setTimer(
                                dossier.trip(),
                                TimerKind.CONFIRMATION,
                                event.occurredAt().plus(config.confirmAfter()))
                        .chain(() -> measured(payload, dossier.trip()))
                        .chain(() -> approval.askAfterTrip(dossier));
            case "trip.pool-rode" -> approval.askAfterTrip(dossier);
            case "trip.settled" -> settled(payload, dossier);
            case "dispute.decided" -> disputeDecided(event, dossier.trip());
            default -> throw new IllegalStateException("not watched: " + event.type());
        };
    }

    /** What was driven in a car is measured once the reports of the ride have settled. */
    private Uni<Void> measured(JsonNode payload, Trip trip) {
        Uni<Void> noted = Uni.createFrom().voidItem();
        for (JsonNode leg : payload.path("legs")) {
            if (leg.hasNonNull("vehicleId")) {
                Instant startedAt = Instant.parse(leg.required("startedAt").asText());
                Instant endedAt = Instant.parse(leg.required("endedAt").asText());
                RiddenLeg ridden = new RiddenLeg(
                        UUID.fromString(leg.required("legId").asText()),
                        trip.id(),
                        trip.unitId(),
                        UUID.fromString(leg.get("vehicleId").asText()),
                        startedAt,
                        endedAt.isBefore(startedAt) ? startedAt : endedAt,
                        Math.round(leg.path("routeKm").asDouble(0) * 1000));
                Long toldM = leg.path("measuredLater").asBoolean(false)
                                && leg.path("kmMeasured").asBoolean(false)
                        ? Long.valueOf(Math.round(leg.path("km").asDouble() * 1000))
                        : null;
                noted = noted.chain(() -> facts.expect(ridden, toldM));
            }
        }
        return noted;
    }

    /** The traveller is told; the trip itself does not move. */
    private Uni<Void> driverSetOut(SealedEvent event, Dossier dossier) {
        Trip trip = dossier.trip();
        boolean awaited =
                trip.state() == TripState.BOOKED && dossier.ride().id().equals(bookingId(event));
        return awaited
                ? journal.told("driver-set-out", trip, null, null)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> driverCame(SealedEvent event, Dossier dossier) {
        Trip trip = dossier.trip();
        if (trip.state() != TripState.BOOKED || !dossier.ride().id().equals(bookingId(event))) {
            return Uni.createFrom().voidItem();
        }
        Instant at = time(event, "startedAt");
        trip.start(at, null, null);
        dossier.rideLeg().become(Leg.State.RIDING);
        return journal.started(trip, at, null);
    }

    private Uni<Void> driverDone(SealedEvent event, Dossier dossier) {
        Trip trip = dossier.trip();
        boolean under = trip.state() == TripState.BOOKED || trip.state() == TripState.IN_PROGRESS;
        if (!under || !dossier.ride().id().equals(bookingId(event))) {
            return Uni.createFrom().voidItem();
        }
        if (trip.state() == TripState.BOOKED) {
            trip.start(time(event, "startedAt"), null, null);
        }
        JsonNode used = event.payload();
        Instant endedAt = time(event, "endedAt");
        trip.end(endedAt, null, null);
        dossier.legs().forEach(leg -> leg.become(Leg.State.DONE));
        RideUsage usage = new RideUsage(
                used.path("chargedFrom").isTextual()
                        ? time(event, "chargedFrom")
                        : trip.startedAt().orElseThrow(),
                endedAt,
                used.path("km").asDouble(),
                Optional.empty(),
                used.path("tollFen").asLong(),
                used.path("parkingFen").asLong(),
                true);
        PlannedOption planned = repository.read(trip.optionJson(), PlannedOption.class);
        return booking.releaseThings(dossier, endedAt, "ended")
                .chain(() -> journal.finished(dossier, planned.terms(), usage, Optional.empty(), null));
    }

    private Uni<Void> settled(JsonNode payload, Dossier dossier) {
        Trip trip = dossier.trip();
        if (trip.state() != TripState.ENDED && trip.state() != TripState.CONFIRMED) {
            return Uni.createFrom().voidItem();
        }
        trip.settle(Money.fen(payload.path("receiptFen").asLong()));
        return repository.setTimer(trip, TimerKind.ARCHIVING, clock.instant().plus(config.archiveAfter()));
    }

    /** Somebody decided about the traveller's dispute: the ride is acknowledged, at the price that was decided. */
    private Uni<Void> disputeDecided(SealedEvent event, Trip trip) {
        if (trip.aftermath()
                .confirmation()
                .filter(Confirmation.DISPUTED::equals)
                .isPresent()) {
            trip.confirm(
                    Confirmation.DECIDED,
                    event.actorId(),
                    event.payload().path("reason").asText(),
                    clock.instant());
        }
        if (trip.state() == TripState.SETTLED) {
            trip.settle(Money.fen(event.payload().path("paidFen").asLong()));
        }
        return Uni.createFrom().voidItem();
    }

    private static UUID bookingId(SealedEvent event) {
        return UUID.fromString(event.payload().path("bookingId").asText(event.subjectId()));
    }

    private static Instant time(SealedEvent event, String field) {
        JsonNode value = event.payload().path(field);
        return value.isTextual() ? Instant.parse(value.asText()) : event.occurredAt();
    }
}
