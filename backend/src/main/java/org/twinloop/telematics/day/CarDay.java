package org.twinloop.telematics.day;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.day.Span.Kind;

/**
 * A car's day, told.
 *
 * @param track parts between which no position is known, thinned
 * @param gaps silence, and reports without a position, longer than the configured time
 */
record CarDay(List<List<Told>> track, List<Drive> drives, List<Stop> stops, List<Gap> gaps, Energy energy) {

    /** A drive, from the first report of moving to the last. */
    record Drive(
            Instant from, Instant to, GeoPoint start, GeoPoint end, Distance distance, Energy energy, Double mostKmh) {}

    /** Standing; where is null when no report told it. */
    record Stop(Instant from, Instant to, GeoPoint where, boolean plugged, Energy energy) {}

    /** What is not known: whether the car fell silent or only had no position, and how far apart both ends lie. */
    record Gap(GapKind kind, Instant from, Instant to, GeoPoint before, GeoPoint after, Long odometerM) {}

    enum GapKind {
        SILENT,
        NO_POSITION
    }

    /**
     * By state of charge and the capacity of the model when new.
     *
     * @param usedWh what it fell by, all falls together
     * @param chargedWh what it rose by while plugged in
     */
    record Energy(Double socFrom, Double socTo, Long usedWh, Long chargedWh) {}

    /**
     * The times that may be shown, each told by itself: what lies between two of them is no gap. What the battery did
     * is told of the whole day, since it says nothing of places.
     *
     * @param parts reports in the order of time, those of each time together
     */
    static CarDay of(List<List<Told>> parts, List<Told> all, int batteryWh, DayConfig config, OnRoads roads) {
        CarDay whole = new CarDay(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), energy(all, batteryWh));
        for (List<Told> part : parts) {
            if (!part.isEmpty()) {
                CarDay one = of(part, batteryWh, config, roads);
                whole.track.addAll(one.track);
                whole.drives.addAll(one.drives);
                whole.stops.addAll(one.stops);
                whole.gaps.addAll(one.gaps);
            }
        }
        return whole;
    }

    /** @param reports in the order of time */
    static CarDay of(List<Told> reports, int batteryWh, DayConfig config, OnRoads roads) {
        Parting parting = new Parting(config, reports);
        List<Drive> drives = new ArrayList<>();
        List<Stop> stops = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>(withoutPosition(reports, config.gap()));
        for (Span span : parting.spans()) {
            List<Told> part = reports.subList(span.first(), span.last() + 1);
            Told first = part.get(0);
            Told last = part.get(part.size() - 1);
            if (span.kind() == Kind.SILENT) {
                GeoPoint before = first.position();
                gaps.add(new Gap(
                        GapKind.SILENT, first.at(), last.at(), before, last.position(), first.odometerTo(last)));
            } else if (span.kind() == Kind.DRIVE) {
                drives.add(new Drive(
                        first.at(),
                        last.at(),
                        firstPosition(part),
                        lastPosition(part),
                        parting.distance(span).with(roads.lengthM(part)),
                        energy(part, batteryWh),
                        mostKmh(part)));
            } else {
                boolean plugged = part.stream().anyMatch(told -> Boolean.TRUE.equals(told.plugged()));
                stops.add(new Stop(first.at(), last.at(), lastPosition(part), plugged, energy(part, batteryWh)));
            }
        }
        gaps.sort((one, other) -> one.from().compareTo(other.from()));
        return new CarDay(track(reports, config), drives, stops, gaps, energy(reports, batteryWh));
    }

    private static List<List<Told>> track(List<Told> reports, DayConfig config) {
        List<List<Told>> parts = new ArrayList<>();
        Told last = null;
        for (Told told : reports) {
            if (told.position() == null) {
                continue;
            }
            if (last == null || Duration.between(last.at(), told.at()).compareTo(config.gap()) > 0) {
                parts.add(new ArrayList<>());
            }
            parts.get(parts.size() - 1).add(told);
            last = told;
        }
        return Thinning.of(parts, config.pointsMax());
    }

    /** A basement: the car reports, but does not know where it is. */
    private static List<Gap> withoutPosition(List<Told> reports, Duration longest) {
        List<Gap> gaps = new ArrayList<>();
        int known = -1;
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i).position() == null) {
                continue;
            }
            if (known >= 0 && i > known + 1) {
                Told before = reports.get(known);
                Told after = reports.get(i);
                if (Duration.between(before.at(), after.at()).compareTo(longest) > 0) {
                    gaps.add(new Gap(
                            GapKind.NO_POSITION,
                            before.at(),
                            after.at(),
                            before.position(),
                            after.position(),
                            before.odometerTo(after)));
                }
            }
            known = i;
        }
        return gaps;
    }

    private static Energy energy(List<Told> part, int batteryWh) {
        Double first = null;
        Told last = null;
        double fell = 0;
        double rose = 0;
        for (Told told : part) {
            if (told.socPercent() == null) {
                continue;
            }
            first = first == null ? told.socPercent() : first;
            double change = last == null ? 0 : told.socPercent() - last.socPercent();
            boolean plugged =
                    Boolean.TRUE.equals(told.plugged()) || last != null && Boolean.TRUE.equals(last.plugged());
            fell += Math.max(0, -change);
            rose += plugged ? Math.max(0, change) : 0;
            last = told;
        }
        return last == null
                ? new Energy(null, null, null, null)
                : new Energy(
                        first,
                        last.socPercent(),
                        Math.round(fell * batteryWh / 100),
                        Math.round(rose * batteryWh / 100));
    }

    private static Double mostKmh(List<Told> part) {
        return part.stream()
                .map(Told::speedKmh)
                .filter(kmh -> kmh != null)
                .max(Double::compare)
                .orElse(null);
    }

    private static GeoPoint firstPosition(List<Told> part) {
        return part.stream()
                .map(Told::position)
                .filter(at -> at != null)
                .findFirst()
                .orElse(null);
    }

    private static GeoPoint lastPosition(List<Told> part) {
        GeoPoint found = null;
        for (Told told : part) {
            found = told.position() == null ? found : told.position();
        }
        return found;
    }
}
