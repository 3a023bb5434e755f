package org.twinloop.supervision.ride;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.supervision.ride.RideFacts.Ride;
import org.twinloop.supervision.rule.PostTripRule.Verdict;

/**
 * COMMUTE: on many working days one person rode in the morning from one place to the seat of the unit, or in the
 * evening from there to the same place, for no purpose that explains it. No address of a home is known or kept: that
 * it is always the same place is all that is looked at. Source: published audit findings, 上下班用车; 六个不得.
 */
record Commuting(RideLimits limits) implements RideRule {

    @Override
    public String id() {
        return "COMMUTE";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict look(RideFacts ride) {
        List<Ride> rides = ride.commute().rides();
        if (ride.commute().seat().isEmpty() || rides.isEmpty()) {
            return Verdict.unknown(ride.commute().seat().isEmpty() ? "seat" : "rides");
        }
        GeoPoint seat = ride.commute().seat().get();
        Ride last = rides.get(rides.size() - 1);
        Optional<GeoPoint> other = otherEnd(last, seat);
        if (other.isEmpty()) {
            return Verdict.PASS;
        }
        LocalDate first = last.day().minusDays(limits.commuteWithin() - 1L);
        long days = rides.stream()
                .filter(one -> !one.day().isBefore(first))
                .filter(one -> otherEnd(one, seat)
                        .filter(end -> end.distanceM(other.get()) <= limits.commuteM())
                        .isPresent())
                .map(Ride::day)
                .distinct()
                .count();
        return days < limits.commuteDays() ? Verdict.PASS : noticed(days);
    }

    /** Where a ride to work began, or a ride home ended; nothing for any other ride. */
    private Optional<GeoPoint> otherEnd(Ride ride, GeoPoint seat) {
        boolean explained =
                ride.category().filter(limits.commutePurposes()::contains).isPresent();
        if (!ride.workday() || explained) {
            return Optional.empty();
        }
        LocalTime leaves = ride.departAt().atZone(CityTime.ZONE).toLocalTime();
        boolean fromSeat = isNear(ride.from(), seat);
        boolean toSeat = isNear(ride.to(), seat);
        if (toSeat && !fromSeat && !leaves.isAfter(limits.commuteUntil())) {
            return Optional.of(ride.from());
        }
        return fromSeat && !toSeat && !leaves.isBefore(limits.commuteFrom())
                ? Optional.of(ride.to())
                : Optional.empty();
    }

    private boolean isNear(GeoPoint one, GeoPoint other) {
        return one.distanceM(other) <= limits.commuteM();
    }

    private Verdict noticed(long days) {
        return Verdict.noticed(
                Map.of(
                        "days", days,
                        "within", limits.commuteWithin(),
                        "commuteDays", limits.commuteDays(),
                        "until", limits.commuteUntil().toString(),
                        "from", limits.commuteFrom().toString(),
                        "sameM", limits.commuteM()),
                limits.commuteWithin() + " 天内有 " + days + " 个工作日早晚往返同一地点与单位之间，疑似上下班用车，请说明。",
                "On " + days + " working days of " + limits.commuteWithin()
                        + " you rode between one place and the unit in the morning or evening; please explain.");
    }
}
