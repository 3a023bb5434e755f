package org.twinloop.trip.planning.option;

import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyResult;

/**
 * An option as it is saved: what is shown and what would be held.
 *
 * @param terms null for an option that cannot be booked
 */
public record PlannedOption(PlanOption option, BookingTerms terms) {

    /**
     * One can have it, it is nowhere worse (time from door to door, price, CO₂) and somewhere better. Nobody has to
     * cycle, so a bicycle keeps no other mode from being shown.
     */
    public boolean dominates(PlannedOption other) {
        PlanOption a = option;
        PlanOption b = other.option;
        boolean noWorse = a.durationS() <= b.durationS() && a.priceFen() <= b.priceFen() && a.co2G() <= b.co2G();
        boolean better = a.durationS() < b.durationS() || a.priceFen() < b.priceFen() || a.co2G() < b.co2G();
        boolean allowed = a.policy() == null || a.policy().outcome() != PolicyResult.Outcome.BLOCKED;
        boolean comparable = a.mode() != TravelMode.BIKE || b.mode() == TravelMode.BIKE;
        return a.bookable() && allowed && comparable && noWorse && better;
    }
}
