package org.twinloop.console.loop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.geo.Polyline;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.network.loop.LoopTour;
import org.twinloop.network.loop.StopLeg;

/** A tour as it is told. */
record TourView(
        LoopId loop,
        long networkVersion,
        long metricVersion,
        Instant computedAt,
        int lengthS,
        int lowerBoundS,
        double gapPercent,
        boolean exact,
        int distanceM,
        int energyWh,
        String geometry,
        List<TourStopView> stops,
        List<TourStopView> unreached) {

    record TourStopView(UUID stopId, String code, String nameZh, String nameEn, Double lon, Double lat) {

        /** A stop that has closed since the tour was made has its id only. */
        static TourStopView of(UUID id, Optional<Stop> stop) {
            return new TourStopView(
                    id,
                    stop.map(Stop::code).orElse(null),
                    stop.map(Stop::nameZh).orElse(null),
                    stop.map(Stop::nameEn).orElse(null),
                    stop.map(one -> one.position().lon()).orElse(null),
                    stop.map(one -> one.position().lat()).orElse(null));
        }
    }

    static TourView of(LoopDesk.Tour found, Stops stops) {
        LoopTour tour = found.tour();
        return new TourView(
                tour.loop(),
                found.state().networkVersion(),
                found.state().metricVersion(),
                found.state().computedAt(),
                tour.lengthS(),
                tour.lowerBoundS(),
                LoopView.rounded(tour.gap() * 100, 10),
                tour.exact(),
                (int) Math.round(
                        found.legs().stream().mapToDouble(StopLeg::distanceM).sum()),
                (int) Math.round(
                        found.legs().stream().mapToDouble(StopLeg::energyWh).sum()),
                Polyline.encode(tour.way()),
                tour.stops().stream()
                        .map(id -> TourStopView.of(id, stops.find(id)))
                        .toList(),
                tour.unreached().stream()
                        .map(id -> TourStopView.of(id, stops.find(id)))
                        .toList());
    }
}
