package org.twinloop.console.loop;

import java.util.List;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;

/** A coverage as it is told; the area as a GeoJSON MultiPolygon. */
record CoverageView(
        LoopId loop,
        int withinM,
        boolean estimated,
        MetricView metric,
        int places,
        int covered,
        int bays,
        int piles,
        int bikes,
        List<GapView> gaps,
        AreaView area) {

    record GapView(
            String placeId,
            String nameZh,
            String nameEn,
            double lon,
            double lat,
            Facility.Kind nearest,
            Integer distanceM) {

        static GapView of(Coverage.Gap gap) {
            return new GapView(
                    gap.place().id(),
                    gap.place().nameZh(),
                    gap.place().nameEn(),
                    gap.place().position().lon(),
                    gap.place().position().lat(),
                    gap.nearest(),
                    gap.distanceM() == null ? null : (int) Math.round(gap.distanceM()));
        }
    }

    enum AreaType {
        MultiPolygon
    }

    record AreaView(AreaType type, List<List<List<List<Double>>>> coordinates) {}

    static CoverageView of(LoopId loop, int withinM, Coverage coverage) {
        return new CoverageView(
                loop,
                withinM,
                coverage.estimated(),
                MetricView.of(coverage.metric()),
                coverage.places(),
                coverage.places() - coverage.gaps().size(),
                coverage.usable().get(Facility.Kind.BAY),
                coverage.usable().get(Facility.Kind.PILE),
                coverage.usable().get(Facility.Kind.BIKE),
                coverage.gaps().stream().map(GapView::of).toList(),
                new AreaView(
                        AreaType.MultiPolygon,
                        coverage.area().polygons().stream()
                                .map(rings ->
                                        rings.stream().map(CoverageView::ring).toList())
                                .toList()));
    }

    private static List<List<Double>> ring(List<GeoPoint> points) {
        return points.stream()
                .map(point -> List.of(degrees(point.lon()), degrees(point.lat())))
                .toList();
    }

    /** Six places are 0.1 m. */
    private static double degrees(double exact) {
        return LoopView.rounded(exact, 1_000_000);
    }
}
