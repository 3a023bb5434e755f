package org.twinloop.supervision.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.common.CityTime;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.WorkCalendar;

/**
 * PR-10: the ride touched a day of rest although it was approved for working days, without an emergency and without a
 * purpose that has no holidays. A trip approved for a day of rest was decided on beforehand and is not asked about
 * again.
 * Source: State Council's yearly announcement of holidays and make-up workdays; holiday lock of official cars.
 */
final class HolidayUse implements PostTripRule {

    private static final Set<String> ANY_DAY = EnumSet.of(
                    PurposeCategory.EMERGENCY_DUTY,
                    PurposeCategory.ON_DUTY,
                    PurposeCategory.CONFIDENTIAL,
                    PurposeCategory.FOREIGN_AFFAIRS)
            .stream()
            .map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    private final WorkCalendar calendar = WorkCalendar.announced();

    @Override
    public String id() {
        return "PR-10";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict look(TripFacts trip) {
        Optional<LocalDate> first = trip.startedAt().map(HolidayUse::day);
        Optional<LocalDate> last = trip.endedAt().map(HolidayUse::day);
        Optional<LocalDate> approvedFirst = trip.at("departAt").map(HolidayUse::day);
        Optional<LocalDate> approvedLast = trip.at("arriveAt").map(HolidayUse::day);
        if (first.isEmpty() || last.isEmpty() || approvedFirst.isEmpty() || approvedLast.isEmpty()) {
            return Verdict.unknown("departAt, arriveAt, startedAt, endedAt");
        }
        if (!calendar.isAnnounced(first.get()) || !calendar.isAnnounced(last.get())) {
            return Verdict.unknown("holidays of " + last.get().getYear());
        }
        Optional<LocalDate> rest = first.get()
                .datesUntil(last.get().plusDays(1))
                .filter(day -> !calendar.isWorkday(day))
                .findFirst();
        boolean approved = rest.filter(day -> !day.isBefore(approvedFirst.get()) && !day.isAfter(approvedLast.get()))
                .isPresent();
        if (rest.isEmpty() || approved || trip.isEmergency() || ANY_DAY.contains(trip.text("purposeCategory"))) {
            return Verdict.PASS;
        }
        return Verdict.noticed(
                Map.of(
                        "restDay", rest.get().toString(),
                        "approvedFrom", approvedFirst.get().toString(),
                        "approvedTo", approvedLast.get().toString(),
                        "purposeCategory", trip.text("purposeCategory")),
                "休息日 " + rest.get() + " 用车，而批准的是工作日且非应急，请说明。",
                "Used on " + rest.get() + ", a day of rest, though approved for working days and no emergency; "
                        + "please explain.");
    }

    private static LocalDate day(Instant at) {
        return at.atZone(CityTime.ZONE).toLocalDate();
    }
}
