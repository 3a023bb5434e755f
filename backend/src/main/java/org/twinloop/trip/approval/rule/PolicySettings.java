package org.twinloop.trip.approval.rule;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.WorkCalendar;

/**
 * Everything about a policy that can be set, by the rule that reads it. Amounts are fen, times of day are
 * Asia/Shanghai.
 *
 * @param rules one standing for each rule of the list
 */
public record PolicySettings(
        @NotNull @Size(min = 1, max = 60) List<@NotNull @Valid Standing> rules,
        @NotNull @Valid Requests requests,
        @NotNull @Valid Days days,
        @NotNull @Valid Approvals approvals,
        @NotNull @Valid Allowances allowances,
        @NotNull @Valid Costs costs,
        @NotNull @Valid Modes modes,
        @NotNull @Valid Drivers drivers,
        @NotNull @Valid KeptCars keptCars,
        @NotNull @Valid Charging charging) {

    /**
     * Whether a rule holds, from when, and why.
     *
     * @param since the day its source took effect
     * @param source instrument and article, or the practice it follows
     * @param level how many levels of the chain have to agree when it escalates
     */
    public record Standing(
            @NotNull @Size(min = 5, max = 5) String rule,
            @NotNull Boolean on,
            @NotNull LocalDate since,
            @NotNull @Size(min = 2, max = 300) String source,
            @NotNull @Min(1) @Max(5) Integer level) {}

    /**
     * PR-01 and PR-04.
     *
     * @param purposeCharacters a purpose says at least so much
     * @param noticeModes modes that need notice
     * @param pastMinutes a start may lie this far back: typing and sending take time
     * @param emergencyMinutes an emergency starts within so many minutes; later there is time to ask. Older editions do
     *     not name it
     */
    public record Requests(
            @NotNull @Min(1) @Max(20) Integer purposeCharacters,
            @NotNull @Min(0) @Max(1440) Integer noticeMinutes,
            @NotNull @Size(max = 5) List<@NotNull TravelMode> noticeModes,
            @NotNull @Min(1) @Max(60) Integer horizonDays,
            @NotNull @Min(0) @Max(60) Integer pastMinutes,
            @Min(1) @Max(240) Integer emergencyMinutes) {
        private static final int EMERGENCY_MINUTES = 30;

        public Requests {
            emergencyMinutes = emergencyMinutes == null ? EMERGENCY_MINUTES : emergencyMinutes;
        }
    }

    /**
     * PR-10 and PR-11.
     *
     * @param restDayPurposes purposes that may travel on a rest day, with approval
     * @param calendar days that differ from what the service ships: next year's notice, an emergency order
     */
    public record Days(
            @NotNull LocalTime workFrom,
            @NotNull LocalTime workTo,
            @NotNull @Size(max = 11) List<@NotNull PurposeCategory> restDayPurposes,
            @NotNull @Size(max = 200) List<@NotNull @Valid Day> calendar) {}

    /** A day with its type and the notice that says so. */
    public record Day(
            @NotNull LocalDate date,
            @NotNull WorkCalendar.DayType type,
            @NotNull @Size(min = 2, max = 300) String source) {}

    /**
     * PR-05 to PR-07 and what is decided after the trip.
     *
     * @param windowMinutes a changed time within this of the approved window stays approved
     * @param costPercent a cost up to this much above the approved ceiling stays approved
     * @param backfillWorkdays working days an emergency has for its reason, {@code backfillBy} the time on the last
     * @param afterTripPurposes purposes whose trips are looked at by the approver afterwards, in policy or not
     * @param longTripHours a trip of more than this, or over night, also needs {@code longTripLevel} levels
     */
    public record Approvals(
            @NotNull @Min(0) @Max(240) Integer windowMinutes,
            @NotNull @Min(0) @Max(100) Integer costPercent,
            @NotNull @Min(1) @Max(10) Integer backfillWorkdays,
            @NotNull LocalTime backfillBy,
            @NotNull @Size(max = 11) List<@NotNull PurposeCategory> afterTripPurposes,
            @NotNull @Min(1) @Max(24) Integer longTripHours,
            @NotNull @Min(1) @Max(5) Integer longTripLevel) {}

    /**
     * PR-20 to PR-23.
     *
     * @param districts what the transport allowance covers unless a person's own area says otherwise
     * @param groupPassengers so many people of one destination are a group
     * @param exemptPurposes purposes that are no ordinary trips
     * @param city where platform trips are local trips
     */
    public record Allowances(
            @NotNull @Size(max = 50) List<@NotNull @Size(min = 1, max = 20) String> districts,
            @NotNull @Min(2) @Max(50) Integer groupPassengers,
            @NotNull @Size(max = 11) List<@NotNull PurposeCategory> exemptPurposes,
            @NotNull @Size(min = 1, max = 20) String city) {}

    /**
     * PR-30, PR-31 and PR-62.
     *
     * @param dearerFen tolerated difference to the cheapest adequate mode, or {@code dearerPercent} when that is more
     * @param bikeFen ceiling of a ride, {@code carSharePerDayFen} of each day begun of a rental car
     * @param chauffeurTripFen ceiling up to {@code chauffeurTripHours}; half a day up to {@code halfDayHours}; else a
     *     day
     * @param splitOrders more orders than this on one day, each {@code splitGapMinutes} after the other at most or
     *     from where it ended, may be one order split
     */
    public record Costs(
            @NotNull @Min(0) @Max(1_000_000) Long dearerFen,
            @NotNull @Min(0) @Max(1_000) Integer dearerPercent,
            @NotNull @Min(0) @Max(10_000_000) Long bikeFen,
            @NotNull @Min(0) @Max(10_000_000) Long carSharePerDayFen,
            @NotNull @Min(0) @Max(10_000_000) Long chauffeurTripFen,
            @NotNull @Min(0) @Max(10_000_000) Long chauffeurHalfDayFen,
            @NotNull @Min(0) @Max(10_000_000) Long chauffeurDayFen,
            @NotNull @Min(1) @Max(24) Integer chauffeurTripHours,
            @NotNull @Min(1) @Max(24) Integer halfDayHours,
            @NotNull @Min(1) @Max(50) Integer splitOrders,
            @NotNull @Min(0) @Max(1440) Integer splitGapMinutes) {}

    /**
     * PR-32, PR-33 and PR-35.
     *
     * @param shortDistanceM below it walk, bike or metro; above {@code longDistanceM} a driver is fine
     * @param railwayCities districts and cities one reaches by high-speed rail
     * @param rangeFactor an electric car in reach counts when its range is so many times the trip, and
     *     {@code reserveKm} more
     */
    public record Modes(
            @NotNull @Min(0) @Max(1_000_000) Integer shortDistanceM,
            @NotNull @Min(0) @Max(1_000_000) Integer longDistanceM,
            @NotNull @Size(max = 100) List<@NotNull @Size(min = 1, max = 20) String> railwayCities,
            @NotNull @DecimalMin("1") @DecimalMax("5") Double rangeFactor,
            @NotNull @Min(0) @Max(500) Integer reserveKm,
            @NotNull @Min(0) @Max(240) Integer withinMinutes) {}

    /**
     * PR-47.
     *
     * @param licenceClasses classes that allow a small car
     * @param pointsMax from so many points of 记分 nobody drives
     */
    public record Drivers(
            @NotNull @Size(max = 20) List<@NotNull @Size(min = 1, max = 3) String> licenceClasses,
            @NotNull @Min(1) @Max(12) Integer pointsMax) {}

    /**
     * PR-12, PR-13, PR-24 and PR-25.
     *
     * @param purposes what kept cars serve when no single purpose is registered for one
     * @param movedM a car has moved when it is farther off, in {@code fixes} positions of at most {@code hdopMax}
     * @param fenceM a kept car may stand this far outside its unit's parking from {@code homeBy} on
     * @param samePersonPercent a car that serves one person on more working days of a month is kept for that person
     */
    public record KeptCars(
            @NotNull @Size(max = 11) List<@NotNull PurposeCategory> purposes,
            @NotNull @Min(1) @Max(10_000) Integer movedM,
            @NotNull @Min(1) @Max(20) Integer fixes,
            @NotNull @DecimalMin("0.5") @DecimalMax("50") Double hdopMax,
            @NotNull @Min(0) @Max(10_000) Integer fenceM,
            @NotNull LocalTime homeBy,
            @NotNull @Min(1) @Max(100) Integer samePersonPercent) {}

    /**
     * PR-50 and PR-53.
     *
     * @param efficiency share of the metered energy that reaches the battery, {@code slack} what is tolerated on top
     * @param graceMinutes a full car may stay at a pile so long
     * @param innerLoopUnits codes of the units whose people may use inner-loop piles with a car that is not of the
     *     fleet; empty means every unit
     */
    public record Charging(
            @NotNull @DecimalMin("0.5") @DecimalMax("1") Double efficiency,
            @NotNull @DecimalMin("1") @DecimalMax("2") Double slack,
            @NotNull @Min(0) @Max(240) Integer graceMinutes,
            @NotNull @Size(max = 200) List<@NotNull @Size(min = 2, max = 20) String> innerLoopUnits) {}

    /** Whether a rule holds on a day. */
    boolean holds(String rule, LocalDate day) {
        Standing standing = standing(rule);
        return standing.on() && !day.isBefore(standing.since());
    }

    /** The first day on which every rule that is on holds. */
    public LocalDate latestSince() {
        return rules.stream()
                .filter(Standing::on)
                .map(Standing::since)
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH);
    }

    /** What the policy says about a rule of the list. */
    public Standing standing(String rule) {
        return rules.stream()
                .filter(one -> one.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the policy says nothing about " + rule));
    }

    /** What is wrong with the list of standings, in sentences; empty when each rule has exactly one. */
    public List<String> gaps() {
        Set<String> ids = PolicyRules.ids();
        List<String> named = rules.stream().map(Standing::rule).toList();
        Set<String> missing = new TreeSet<>(ids);
        named.forEach(missing::remove);
        Set<String> extra = new TreeSet<>(named);
        extra.removeAll(ids);
        boolean twice = named.size() != Set.copyOf(named).size();
        return java.util.stream.Stream.of(
                        missing.isEmpty() ? null : "no standing for " + String.join(", ", missing),
                        extra.isEmpty() ? null : "no such rule: " + String.join(", ", extra),
                        twice ? "a rule has two standings" : null)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    WorkCalendar calendar() {
        return days.calendar().isEmpty()
                ? WorkCalendar.announced()
                : WorkCalendar.announced()
                        .with(days.calendar().stream()
                                .collect(java.util.stream.Collectors.toMap(Day::date, Day::type, (a, b) -> b)));
    }
}
