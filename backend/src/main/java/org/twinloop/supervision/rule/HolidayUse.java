package org.twinloop.supervision.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.CityTime;
import org.twinloop.trip.approval.WorkCalendar;

/**
 * PR-10: the ride touched a day of rest that it was not approved for, without an emergency and without a purpose that
 * has no holidays. A day of rest within the approved time was decided on beforehand and is not asked about again.
 * Source: State Council's yearly announcement of holidays and make-up workdays; holiday lock of official cars.
 */
final class HolidayUse implements PostTripRule {

    @Override
    public String id() {
        return "PR-10";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Verdict look(TripFacts trip) {
        Optional<LocalDate> first = trip.startedAt().map(HolidayUse::day);
        Optional<LocalDate> last = trip.endedAt().map(HolidayUse::day);
        Optional<LocalDate> approvedFirst = trip.at("departAt").map(HolidayUse::day);
        Optional<LocalDate> approvedLast =
                trip.at("windowTo").or(() -> trip.at("arriveAt")).map(HolidayUse::day);
        if (first.isEmpty() || last.isEmpty() || approvedFirst.isEmpty() || approvedLast.isEmpty()) {
            return Verdict.unknown("departAt, arriveAt, startedAt, endedAt");
        }
        WorkCalendar calendar = trip.policy().calendar();
        Optional<LocalDate> unknown = first.get()
                .datesUntil(last.get().plusDays(1))
                .filter(day -> !calendar.isAnnounced(day))
                .findFirst();
        if (unknown.isPresent()) {
            return Verdict.unknown("holidays of " + unknown.get().getYear());
        }
        Optional<LocalDate> rest = first.get()
                .datesUntil(last.get().plusDays(1))
                .filter(day -> !calendar.isWorkday(day))
                .filter(day -> day.isBefore(approvedFirst.get()) || day.isAfter(approvedLast.get()))
                .findFirst();
        if (rest.isEmpty() || trip.isEmergency() || hasNoHolidays(trip)) {
            return Verdict.PASS;
        }
        return Verdict.noticed(
                Map.of(
                        "restDay", rest.get().toString(),
                        "approvedFrom", approvedFirst.get().toString(),
                        "approvedTo", approvedLast.get().toString(),
                        "purposeCategory", trip.text("purposeCategory")),
                "休息日 " + rest.get() + " 用车，批准的时间不含该日且非应急，请说明。",
                "Used on " + rest.get() + ", a day of rest that was not approved, and no emergency; "
                        + "please explain.");
    }

    private static boolean hasNoHolidays(TripFacts trip) {
        String purpose = trip.text("purposeCategory");
        return trip.policy().settings().days().restDayPurposes().stream()
                .anyMatch(one -> one.name().equals(purpose));
    }

    private static LocalDate day(Instant at) {
        return at.atZone(CityTime.ZONE).toLocalDate();
    }
}
