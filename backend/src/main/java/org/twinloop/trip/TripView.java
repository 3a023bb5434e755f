package org.twinloop.trip;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.identity.People.Names;
import org.twinloop.identity.People.UnitName;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.chain.ChainStep;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanOption.Stage;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.ride.Aftermath;
import org.twinloop.trip.ride.Aftermath.Confirmation;
import org.twinloop.trip.ride.PartnerAnswer;
import org.twinloop.trip.ride.TripState;

/**
 * A trip as people see it.
 *
 * @param state in the words of the first contract; {@code phase} is exact
 * @param bookedBy who asked in the traveller's name; null when the traveller did
 * @param rideStartedAt when the ride really began, null before; {@code rideEndedAt} when it really ended
 * @param unlockFrom earliest moment at which the traveller may open the car; null when the traveller drives none
 * @param until end of the booked time
 * @param feeFen paid for giving it up late or not coming; null when nothing
 */
record TripView(
        UUID id,
        State state,
        TripState phase,
        Instant createdAt,
        TravellerView traveller,
        TravellerView bookedBy,
        UnitView unit,
        Purpose purpose,
        Instant departAt,
        Instant arriveAt,
        Instant rideStartedAt,
        Instant rideEndedAt,
        NamedPoint from,
        NamedPoint to,
        ChosenOption option,
        List<TripLeg> legs,
        long quotedFen,
        long heldFen,
        String costCentre,
        PolicyResult policy,
        ApprovalView approval,
        Instant unlockFrom,
        Instant until,
        Long receiptFen,
        Long feeFen,
        String closedReason,
        boolean emergency,
        String backfill,
        ConfirmationView confirmation) {

    /** The words of the first contract, which its clients rely on; later ones are told by the nearest of these. */
    enum State {
        SUBMITTED,
        RETURNED,
        REJECTED,
        PENDING_PARTNER,
        BOOKED,
        IN_PROGRESS,
        ENDED,
        SETTLED,
        CANCELLED,
        EXPIRED,
        NO_SHOW,
        DECLINED;

        static State of(TripState state) {
            return switch (state) {
                case CONFIRMED -> ENDED;
                case ARCHIVED -> SETTLED;
                case WITHDRAWN -> CANCELLED;
                default -> valueOf(state.name());
            };
        }
    }

    /** How the ended trip was acknowledged. */
    record ConfirmationView(Confirmation how, String statement, Instant at) {
        static ConfirmationView of(Aftermath after) {
            return after.confirmation()
                    .map(how -> new ConfirmationView(how, after.statement(), after.confirmedAt()))
                    .orElse(null);
        }
    }

    record TravellerView(UUID id, String nameZh) {}

    record UnitView(UUID id, String code, String nameZh, String nameEn) {}

    record Purpose(PurposeCategory category, String text) {}

    record NamedPoint(String name, double lon, double lat, String placeId) {
        static NamedPoint of(String name, GeoPoint point, String placeId) {
            return new NamedPoint(name, point.lon(), point.lat(), placeId);
        }
    }

    record ChosenOption(
            UUID id,
            TravelMode mode,
            List<PlanOption.Label> labels,
            Instant departAt,
            Instant arriveAt,
            int durationS,
            int distanceM,
            long priceFen,
            List<PlanOption.Line> priceLines,
            int co2G,
            List<PlanOption.ViaStop> via) {
        static ChosenOption of(PlanOption o) {
            return new ChosenOption(
                    o.id(),
                    o.mode(),
                    o.labels(),
                    o.departAt(),
                    o.arriveAt(),
                    o.durationS(),
                    o.distanceM(),
                    o.priceFen(),
                    o.priceLines(),
                    o.co2G(),
                    o.via());
        }
    }

    /**
     * @param startedAt when its ride really began, where the leg tells that itself; {@code endedAt} likewise
     * @param geometry encoded polyline of the planned way, precision 5; null in lists
     */
    record TripLeg(
            UUID id,
            Leg.Kind kind,
            Leg.State state,
            String fromName,
            String toName,
            Instant departAt,
            Instant arriveAt,
            Instant startedAt,
            Instant endedAt,
            String geometry,
            List<BookingView> bookings) {}

    /** The order number and the driver are those of a chauffeured car, once its company has agreed. */
    record BookingView(
            UUID id,
            Booking.Kind kind,
            Booking.State state,
            PlanOption.Car vehicle,
            PlanOption.ReturnStop stop,
            PlanOption.Bike bike,
            String orderNo,
            PartnerAnswer.Driver driver) {}

    record ApprovalView(
            boolean needed,
            String decidedBy,
            PersonalDecision decision,
            String reason,
            Instant decidedAt,
            Instant expiresAt,
            int round,
            boolean afterTrip,
            List<LevelView> levels) {
        /** What a person can decide; a request that ran out or was withdrawn was not decided. */
        enum PersonalDecision {
            APPROVE,
            REJECT,
            RETURN
        }

        /** One level of the chain; in whose stead somebody decided is null when they held it themselves. */
        record LevelView(
                int level,
                String nameZh,
                String nameEn,
                ChainStep.State state,
                Instant openedAt,
                String decidedBy,
                String inSteadOf,
                Instant decidedAt,
                String reason) {
            static LevelView of(ChainStep step, Map<UUID, String> people) {
                return new LevelView(
                        step.level(),
                        step.nameZh(),
                        step.nameEn(),
                        step.state(),
                        step.openedAt(),
                        people.get(step.decidedBy()),
                        people.get(step.inSteadOf()),
                        step.decidedAt(),
                        step.reason());
            }
        }

        static ApprovalView of(Approval approval, List<ChainStep> steps, Map<UUID, String> people) {
            PersonalDecision decision = approval.decision()
                    .map(taken -> switch (taken) {
                        case APPROVE -> PersonalDecision.APPROVE;
                        case REJECT -> PersonalDecision.REJECT;
                        case RETURN -> PersonalDecision.RETURN;
                        case EXPIRE, WITHDRAW -> null;
                    })
                    .orElse(null);
            return new ApprovalView(
                    true,
                    people.get(approval.decidedBy()),
                    decision,
                    approval.reason(),
                    approval.decidedAt(),
                    approval.expiresAt(),
                    approval.round(),
                    approval.isAfterTrip(),
                    steps.stream().map(step -> LevelView.of(step, people)).toList());
        }
    }

    /**
     * What a trip rests on.
     *
     * @param answers of operators, by booking
     * @param unlockFrom when the car opens; null where none is to be opened
     * @param steps of the chain, empty when nobody had to decide
     */
    record Facts(
            PlannedOption planned,
            PolicyResult policy,
            Map<UUID, PartnerAnswer> answers,
            Instant unlockFrom,
            List<ChainStep> steps) {}

    static TripView of(Dossier dossier, Facts facts, Names names, boolean withWays) {
        Trip trip = dossier.trip();
        Map<UUID, String> people = names.people();
        UnitName unit = names.units().get(trip.unitId());
        PlannedOption planned = facts.planned();
        PlanOption option = planned.option();
        Stage first = option.legs().get(0);
        Stage last = option.legs().get(option.legs().size() - 1);
        return new TripView(
                trip.id(),
                State.of(trip.state()),
                trip.state(),
                trip.createdAt(),
                named(trip.travellerId(), people),
                trip.actorId().equals(trip.travellerId()) ? null : named(trip.actorId(), people),
                new UnitView(unit.id(), unit.code(), unit.nameZh(), unit.nameEn()),
                new Purpose(trip.purposeCategory(), trip.purposeText()),
                trip.departAt(),
                trip.arriveAt(),
                trip.startedAt().orElse(null),
                trip.endedAt().orElse(null),
                NamedPoint.of(first.fromName(), first.from(), planned.terms().fromPlaceId()),
                NamedPoint.of(last.toName(), last.to(), planned.terms().toPlaceId()),
                ChosenOption.of(option),
                dossier.legs().stream()
                        .map(leg -> leg(leg, dossier, facts, withWays))
                        .toList(),
                trip.quotedFen(),
                dossier.heldNowFen(),
                trip.costCentre(),
                facts.policy(),
                dossier.approval()
                        .map(approval -> ApprovalView.of(approval, facts.steps(), people))
                        .orElse(null),
                facts.unlockFrom(),
                trip.windowTo(),
                trip.receiptFen().orElse(null),
                trip.aftermath().feeFen().orElse(null),
                trip.closedReason(),
                trip.emergency(),
                trip.aftermath().backfill().orElse(null),
                ConfirmationView.of(trip.aftermath()));
    }

    private static TravellerView named(UUID id, Map<UUID, String> people) {
        return new TravellerView(id, people.getOrDefault(id, ""));
    }

    private static TripLeg leg(Leg leg, Dossier dossier, Facts facts, boolean withWays) {
        Stage stage = facts.planned().option().legs().get(leg.ordinal() - 1);
        return new TripLeg(
                leg.id(),
                leg.kind(),
                leg.state(),
                stage.fromName(),
                stage.toName(),
                stage.departAt(),
                stage.arriveAt(),
                leg.startedAt(),
                leg.endedAt(),
                withWays ? stage.geometry() : null,
                dossier.bookings().stream()
                        .filter(booking -> booking.legId().equals(leg.id()))
                        .map(booking -> booking(booking, facts))
                        .toList());
    }

    private static BookingView booking(Booking booking, Facts facts) {
        PlanOption option = facts.planned().option();
        return booking.isRide() ? ride(booking, option, facts.answers().get(booking.id())) : place(booking, option);
    }

    private static BookingView ride(Booking booking, PlanOption option, PartnerAnswer answer) {
        boolean bike = booking.kind() == Booking.Kind.BIKE;
        return new BookingView(
                booking.id(),
                booking.kind(),
                booking.state(),
                bike ? null : option.vehicle(),
                null,
                bike ? option.bike() : null,
                answer == null ? null : answer.orderNo(),
                answer == null ? null : answer.driver());
    }

    private static BookingView place(Booking booking, PlanOption option) {
        boolean bay = booking.kind() == Booking.Kind.BAY;
        PlanOption.ChargingStop way = option.chargingStop();
        if (!bay && way != null && way.pile().label().equals(booking.label())) {
            PlanOption.ReturnStop site =
                    new PlanOption.ReturnStop(way.code(), way.nameZh(), null, way.pile(), way.nameEn());
            return new BookingView(booking.id(), booking.kind(), booking.state(), null, site, null, null, null);
        }
        PlanOption.ReturnStop planned = option.returnStop();
        PlanOption.ReturnStop held = new PlanOption.ReturnStop(
                planned.code(),
                planned.nameZh(),
                bay ? booking.label() : null,
                bay ? null : planned.pile(),
                planned.nameEn());
        return new BookingView(booking.id(), booking.kind(), booking.state(), null, held, null, null, null);
    }
}
