package org.twinloop.telematics.day;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.twinloop.vehicle.Vehicle;

/**
 * A car's day as it is answered; what is not known is left out.
 *
 * @param summaries only where raw reports of a UTC day that touches this day are gone: what is left of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VehicleDay(
        UUID vehicleId,
        String plate,
        LocalDate date,
        int reports,
        Instant coveredUntil,
        List<TrackPart> track,
        List<DriveView> drives,
        List<StopView> stops,
        List<GapView> gaps,
        EnergyView energy,
        List<DaySummary> summaries) {

    /** A part of the track. */
    record TrackPart(List<TrackPoint> points) {}

    /** Where and when. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TrackPoint(Instant at, double lon, double lat, Double speedKmh) {}

    /** A drive. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DriveView(
            Instant from,
            Instant to,
            Spot start,
            Spot end,
            DistanceView distance,
            EnergyView energy,
            Double maxSpeedKmh) {}

    /** Distances side by side. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DistanceView(
            Long odometerM, Long gpsM, Long matchedM, Long chosenM, Distance.Source chosen, Distance.Reason reason) {}

    /** Energy by state of charge. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EnergyView(Double socFromPercent, Double socToPercent, Long usedWh, Long chargedWh) {

        static EnergyView of(CarDay.Energy energy) {
            return new EnergyView(energy.socFrom(), energy.socTo(), energy.usedWh(), energy.chargedWh());
        }
    }

    /** A stop. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StopView(Instant from, Instant to, Spot position, boolean plugged, EnergyView energy) {}

    /** What is not known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GapView(CarDay.GapKind kind, Instant from, Instant to, Spot before, Spot after, Long odometerM) {}

    static VehicleDay of(Vehicle car, LocalDate date, int reports, Instant upTo, CarDay day, List<DaySummary> left) {
        return new VehicleDay(
                car.id(),
                car.plate(),
                date,
                reports,
                upTo,
                day.track().stream()
                        .map(part -> new TrackPart(
                                part.stream().map(told -> point(told)).toList()))
                        .toList(),
                day.drives().stream().map(drive -> drive(drive)).toList(),
                day.stops().stream().map(stop -> stop(stop)).toList(),
                day.gaps().stream().map(gap -> gap(gap)).toList(),
                EnergyView.of(day.energy()),
                left.isEmpty() ? null : left);
    }

    private static TrackPoint point(Told told) {
        Spot spot = Spot.of(told.position());
        return new TrackPoint(told.at(), spot.lon(), spot.lat(), told.speedKmh());
    }

    private static DriveView drive(CarDay.Drive drive) {
        Distance distance = drive.distance();
        return new DriveView(
                drive.from(),
                drive.to(),
                Spot.of(drive.start()),
                Spot.of(drive.end()),
                new DistanceView(
                        distance.odometerM(),
                        distance.gpsM(),
                        distance.matchedM(),
                        distance.chosenM(),
                        distance.chosen(),
                        distance.reason()),
                EnergyView.of(drive.energy()),
                drive.mostKmh());
    }

    private static StopView stop(CarDay.Stop stop) {
        return new StopView(
                stop.from(), stop.to(), Spot.of(stop.where()), stop.plugged(), EnergyView.of(stop.energy()));
    }

    private static GapView gap(CarDay.Gap gap) {
        return new GapView(
                gap.kind(), gap.from(), gap.to(), Spot.of(gap.before()), Spot.of(gap.after()), gap.odometerM());
    }
}
