package org.twinloop.telematics.ride;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.twinloop.network.match.Fix;
import org.twinloop.network.match.Stretch;

/**
 * A ride as its car told it.
 *
 * @param reports within the bounds
 * @param fixes positions that were believed
 * @param fixesRefused positions that were left out, as no car could have been there or as too inaccurate
 * @param odometerM metres by the odometer, below zero when it went back; null where it was not told
 * @param gpsM metres from position to position without gaps; null without any
 * @param matchedM metres of the roads on which the positions were laid; null without any
 * @param coveredPercent share of the way that lies on roads
 * @param rule which of them is believed, and why
 */
public record Measured(
        Bounds bounds,
        int reports,
        int fixes,
        int fixesRefused,
        Long odometerM,
        OdometerState odometerState,
        Long gpsM,
        Long matchedM,
        double coveredPercent,
        DistanceRule rule,
        List<Gap> gaps,
        Energy energy) {

    /** Metres believed, not below zero; null where nobody knows. */
    public Long chosenM() {
        return rule.source() == null
                ? null
                : switch (rule.source()) {
                    case ODOMETER -> odometerM;
                    case MATCHED -> matchedM;
                    case GPS -> gpsM;
                };
    }

    /** When the car said the ride began and ended. */
    record Said(Instant startedAt, Instant endedAt) {}

    /**
     * @param around reports around the ride in the order of time
     * @param matching lays positions that follow each other without a gap on roads; nothing while there is no network
     */
    static Measured of(
            List<Reading> around,
            Said said,
            int batteryWh,
            RideConfig config,
            Function<List<Fix>, Optional<List<Stretch>>> matching) {
        Bounds bounds = Bounds.of(around, said.startedAt(), said.endedAt(), config.punctual());
        List<Reading> ride = around.stream()
                .filter(one -> !one.at().isBefore(bounds.from()) && !one.at().isAfter(bounds.to()))
                .toList();
        boolean whole = around.size() < config.reportsMax()
                || !around.get(around.size() - 1).at().isBefore(bounds.to());
        GpsWay way = GpsWay.of(ride, bounds.from(), bounds.to(), config);
        List<Stretch> roads = roads(way.parts(), config.matchedMax(), matching);
        Odometer odometer = Odometer.of(ride, bounds, whole, config).beside(way.metres());
        Long matchedM = roads.isEmpty()
                ? null
                : Long.valueOf(
                        Math.round(roads.stream().mapToDouble(Stretch::lengthM).sum()));
        double covered = Math.round(way.coveredPercent(roads) * 10) / 10.0;
        DistanceRule rule = DistanceRule.of(new DistanceRule.Known(
                odometer, way.metres(), whole && way.reachesBothEnds(), matchedM, covered, config.coveredMinPercent()));
        return new Measured(
                bounds,
                ride.size(),
                way.believed(),
                way.refused(),
                odometer.metres(),
                odometer.state(),
                way.metres(),
                matchedM,
                covered,
                rule,
                way.gaps(),
                Energy.of(ride, batteryWh));
    }

    /** Each part by itself: which way was taken through a gap is not guessed. */
    private static List<Stretch> roads(
            List<List<Fix>> parts, int fixesMax, Function<List<Fix>, Optional<List<Stretch>>> matching) {
        if (parts.stream().mapToInt(List::size).sum() > fixesMax) {
            return List.of();
        }
        return parts.stream()
                .filter(part -> part.size() > 1)
                .flatMap(part -> matching.apply(part).orElse(List.of()).stream())
                .toList();
    }
}
