package org.twinloop.network;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.Polyline;
import org.twinloop.network.RouteFinder.Way;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.CarEnergy;
import org.twinloop.network.road.Directions;

/** Ways over the roads for a map: the quickest and, where there is a sensible one, another. */
@Path("/api/v1/routes")
@Authenticated
class RouteResource {

    private static final String PLACE = "[A-Z0-9-]{2,20}";
    private static final String POINT = "-?[0-9]{1,3}(\\.[0-9]{1,9})?,-?[0-9]{1,2}(\\.[0-9]{1,9})?";
    private static final String END = "^(" + PLACE + "|" + POINT + ")$";

    private final RouteFinder routes;
    private final Places places;
    private final NetworkConfig config;
    private final Clock clock;

    RouteResource(RouteFinder routes, Places places, NetworkConfig config, Clock clock) {
        this.routes = routes;
        this.places = places;
        this.config = config;
        this.clock = clock;
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

    /** Which travel times an answer was made of. */
    record MetricView(long version, Instant asOf) {}

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
        static RouteView of(Mode mode, Way way) {
            Route route = way.route();
            Integer energyWh = mode == Mode.CAR ? (int) Math.round(CarEnergy.COMPACT.wh(way.roads(), 1)) : null;
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
            @QueryParam("from") @NotNull @Size(min = 2, max = 40) @Pattern(regexp = END) String from,
            @QueryParam("to") @NotNull @Size(min = 2, max = 40) @Pattern(regexp = END) String to,
            @QueryParam("mode") @DefaultValue("CAR") Mode mode,
            @QueryParam("departAt") Instant departAt,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        GeoPoint start = point("/from", from, datum);
        GeoPoint end = point("/to", to, datum);
        Instant now = clock.instant();
        Instant at = departAt == null ? now : bounded(departAt, now);
        Uni<Supplier<List<Way>>> ready = mode == Mode.CAR
                ? routes.ready(at).map(drives -> () -> drives.ways(start, end))
                : Uni.createFrom().item(() -> () -> routes.ways(start, end, mode));
        return ready.emitOn(Infrastructure.getDefaultWorkerPool()).map(ways -> page(start, end, mode, ways.get()));
    }

    private static Page<RouteView> page(GeoPoint start, GeoPoint end, Mode mode, List<Way> found) {
        List<RouteView> ways =
                found.stream().map(way -> RouteView.of(mode, way)).toList();
        if (ways.isEmpty()) {
            throw RouteFinder.noRoad(start, end);
        }
        return new Page<>(ways, null);
    }

    /** Each half hour to come has travel times of its own, which somebody has to make. */
    private Instant bounded(Instant departAt, Instant now) {
        Instant first = now.minus(config.routeAgoMax());
        Instant last = now.plus(config.routeAheadMax());
        if (departAt.isBefore(first) || departAt.isAfter(last)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/departAt",
                    "value %s is too far from now; give a time from %s to %s".formatted(departAt, first, last));
        }
        return departAt;
    }

    private GeoPoint point(String pointer, String text, Datum datum) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            return places.find(text)
                    .orElseThrow(() -> ProblemException.field(
                            CommonProblem.INVALID, pointer, "value " + text + " is no place; search with GET /places"))
                    .position();
        }
        double lon = Double.parseDouble(text.substring(0, comma));
        double lat = Double.parseDouble(text.substring(comma + 1));
        if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    pointer,
                    "value " + text + " is no position; give longitude,latitude within ±180 and ±90");
        }
        return datum.toWgs84(lon, lat);
    }
}
