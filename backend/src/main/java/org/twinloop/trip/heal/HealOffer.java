package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.heal.HealRepository.Note;
import org.twinloop.trip.heal.HealRepository.Outcome;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * What a traveller is told when no equal car is there: other ways, a car with driver among them, to choose from by
 * changing the trip; or, when there is not even that, that somebody takes care of it. Told once as long as it lasts.
 */
@ApplicationScoped
class HealOffer {
    private final Journal journal;

    HealOffer(Journal journal) {
        this.journal = journal;
    }

    /** What one may choose: bookable, not forbidden, and no unfit car; that of a lost pile or bay is sound. */
    static List<PlanOption> choices(Plan plan, Promise promise) {
        return choices(plan, promise.unfit(), promise.planned());
    }

    static List<PlanOption> choices(Plan plan, Unfit unfit, PlannedOption lost) {
        return plan.options().stream()
                .filter(option -> option.terms() != null && option.option().bookable())
                .filter(option -> option.option().policy() == null
                        || option.option().policy().outcome() != PolicyResult.Outcome.BLOCKED)
                .filter(option -> unfit.isOfPlace() || !isSameRide(lost, option))
                .map(PlannedOption::option)
                .toList();
    }

    /** The same car, the same bicycle, or a car with driver of the same class from the same company. */
    private static boolean isSameRide(PlannedOption booked, PlannedOption offered) {
        BookingTerms one = booked.terms();
        BookingTerms other = offered.terms();
        return Objects.equals(one.vehicleId(), other.vehicleId())
                && (one.vehicleId() != null
                        || Objects.equals(one.operatorId(), other.operatorId())
                                && Objects.equals(one.vehicleClass(), other.vehicleClass())
                                && Objects.equals(bikeId(booked), bikeId(offered)));
    }

    private static String bikeId(PlannedOption planned) {
        return planned.option().bike() == null ? null : planned.option().bike().id();
    }

    private static String offered(Promise promise) {
        return promise.unfit() == Unfit.DECLINED ? "trip.decline-offered" : "trip.heal-offered";
    }

    /** Tells of it, in the running act; answers what to write down. */
    Uni<Note> make(Promise promise, Plan plan, Instant now) {
        List<PlanOption> choices = choices(plan, promise);
        if (promise.isTold(now, !choices.isEmpty())) {
            return Uni.createFrom().item(Note.TRIED);
        }
        Note note = choices.isEmpty()
                ? Note.told(Outcome.STRANDED, plan.id(), plan.validUntil())
                : Note.told(Outcome.OFFERED, plan.id(), plan.validUntil());
        return journal.append(Event.of(choices.isEmpty() ? "trip.stranded" : offered(promise))
                        .subject("trip", promise.tripId())
                        .unit(promise.unitId())
                        .trip(promise.tripId())
                        .payload(told(promise, plan, choices)))
                .replaceWith(note);
    }

    private static Map<String, Object> told(Promise promise, Plan plan, List<PlanOption> choices) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("tripId", promise.tripId());
        told.put("travellerId", promise.travellerId());
        told.put("departAt", promise.terms().departAt());
        told.put("bookingId", promise.bookingId());
        told.put("vehicleId", promise.planned().terms().vehicleId());
        told.put("unfit", promise.unfit());
        told.put("reason", promise.unfit().words());
        told.put("planId", plan.id());
        told.put("offeredUntil", plan.validUntil());
        told.put("options", choices.stream().map(HealOffer::option).toList());
        return told;
    }

    private static Map<String, Object> option(PlanOption option) {
        return Map.of(
                "optionId", option.id(),
                "mode", option.mode(),
                "departAt", option.departAt(),
                "arriveAt", option.arriveAt(),
                "priceFen", option.priceFen());
    }
}
