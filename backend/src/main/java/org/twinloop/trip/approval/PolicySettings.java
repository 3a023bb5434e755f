package org.twinloop.trip.approval;

import java.time.LocalTime;
import java.util.Map;
import java.util.Set;

/**
 * The thresholds of one policy version (row of {@code trip.policy}).
 *
 * @param leadMinutes a chauffeured request comes at least this long before the start (PR-04)
 * @param horizonDays how far ahead a trip may be asked for (PR-04)
 * @param workFrom start of the working-hours window, Asia/Shanghai (PR-11)
 * @param workTo end of it
 * @param holidayPurposes purposes that may travel on a rest day, with approval (PR-10)
 * @param allowanceDistricts districts whose ordinary trips the transport allowance covers (PR-20)
 * @param groupPassengers from this many people a trip counts as a group (PR-21)
 * @param dearerFen tolerated difference to the cheapest adequate mode (PR-30)
 * @param dearerPercent the same as a share
 * @param ceilingFen order ceilings by mode (PR-31)
 * @param tripCeilingFen ceiling of a single trip (PR-31)
 * @param shortDistanceM below it walk, bike or metro (PR-32)
 * @param longDistanceM above it a chauffeured car is fine (PR-32)
 * @param minimumTextLength characters a purpose needs (PR-01)
 */
public record PolicySettings(
        int leadMinutes,
        int horizonDays,
        LocalTime workFrom,
        LocalTime workTo,
        Set<PurposeCategory> holidayPurposes,
        Set<String> allowanceDistricts,
        int groupPassengers,
        long dearerFen,
        int dearerPercent,
        Map<TravelMode, Long> ceilingFen,
        long tripCeilingFen,
        double shortDistanceM,
        double longDistanceM,
        int minimumTextLength) {

    public PolicySettings {
        holidayPurposes = Set.copyOf(holidayPurposes);
        allowanceDistricts = Set.copyOf(allowanceDistricts);
        ceilingFen = Map.copyOf(ceilingFen);
    }
}
