package org.twinloop.network;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Page;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.Polyline;
import org.twinloop.network.RouteFinder.Way;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.Directions;

/** Ways over the roads for a map: the quickest and, where there is a sensible one, another. */
@Path("/api/v1/routes")
@Authenticated
class RouteResource {

    private final RouteFinder routes;
    private final Places places;

    RouteResource(RouteFinder routes, Places places) {
        this.routes = routes;
        this.places = places;
    }

    record StepView(
            Directions.Turn turn,
            String roadZh,
            String roadEn,
            String textZh,
            String textEn,
            int distanceM,
            int durationS,
            double lon,
            double lat) {
        static StepView of(Directions.Step step) {
            return new StepView(
                    step.turn(),
                    step.roadZh(),
                    step.roadEn(),
                    step.textZh(),
                    step.textEn(),
                    (int) Math.round(step.distanceM()),
                    (int) Math.round(step.duration().toMillis() / 1000.0),
                    step.at().lon(),
                    step.at().lat());
        }
    }

    record RouteView(
            Mode mode,
            int distanceM,
            int durationS,
            Integer energyWh,
            long metricVersion,
            MetricView metric,
            String geometry,
            List<Integer> edges,
            List<StepView> steps) {
        static RouteView of(Mode mode, int celsius, Way way) {
            Route route = way.route();
            Integer energyWh = mode == Mode.CAR ? (int) Math.round(route.energyWh(celsius)) : null;
            return new RouteView(
                    mode,
                    (int) Math.round(route.distanceM()),
                    (int) route.duration().toSeconds(),
                    energyWh,
                    route.metricVersion(),
                    new MetricView(route.metricVersion(), route.metricAsOf()),
                    Polyline.encode(route.geometry()),
                    route.edgeIds(),
                    Directions.of(way.roads()).stream().map(StepView::of).toList());
        }
    }

    @GET
    public Uni<Page<RouteView>> find(
            @QueryParam("from") @NotNull @Size(min = 2, max = 40) @Pattern(regexp = Places.END) String from,
            @QueryParam("to") @NotNull @Size(min = 2, max = 40) @Pattern(regexp = Places.END) String to,
            @QueryParam("mode") @DefaultValue("CAR") Mode mode,
            @QueryParam("departAt") Instant departAt,
            @QueryParam("celsius") @DefaultValue("20") @Min(-50) @Max(60) int celsius,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        GeoPoint start = places.position("/from", from, datum);
        GeoPoint end = places.position("/to", to, datum);
        Instant at = routes.departure("/departAt", departAt);
        Uni<Supplier<List<Way>>> ready = routes.ready(at)
                .map(drives -> () -> mode == Mode.CAR ? drives.ways(start, end) : routes.ways(start, end, mode, at));
        return ready.emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ways -> page(start, end, mode, celsius, ways.get()));
    }

    private static Page<RouteView> page(GeoPoint start, GeoPoint end, Mode mode, int celsius, List<Way> found) {
        List<RouteView> ways =
                found.stream().map(way -> RouteView.of(mode, celsius, way)).toList();
        if (ways.isEmpty()) {
            throw RouteFinder.noRoad(start, end);
        }
        return new Page<>(ways, null);
    }
}
