package org.twinloop.network.reach;

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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.geo.Datum;
import org.twinloop.network.Places;
import org.twinloop.network.Reach;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.ReachShape;

/** How far one gets from somewhere in so many minutes, as areas for a map. */
@Path("/api/v1/isochrones")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class IsochroneResource {

    private static final double SIX_PLACES = 1e6;
    private static final int SECONDS_PER_MINUTE = 60;

    private final Reach reach;
    private final RouteFinder routes;
    private final Places places;
    private final ReachConfig config;

    IsochroneResource(Reach reach, RouteFinder routes, Places places, ReachConfig config) {
        this.reach = reach;
        this.routes = routes;
        this.places = places;
        this.config = config;
    }

    enum AreaType {
        MultiPolygon
    }

    record AreaView(AreaType type, List<List<List<List<Double>>>> coordinates) {

        static AreaView of(ReachShape shape) {
            return new AreaView(
                    AreaType.MultiPolygon,
                    shape.polygons().stream()
                            .map(rings -> rings.stream().map(AreaView::ring).toList())
                            .toList());
        }

        private static List<List<Double>> ring(List<GeoPoint> points) {
            return points.stream()
                    .map(point -> List.of(rounded(point.lon()), rounded(point.lat())))
                    .toList();
        }

        /** 0.1 m. */
        private static double rounded(double degrees) {
            return Math.round(degrees * SIX_PLACES) / SIX_PLACES;
        }
    }

    record IsochroneView(int durationS, AreaView area) {}

    record IsochroneListView(Mode mode, boolean estimated, MetricView metric, List<IsochroneView> items) {}

    @GET
    public Uni<IsochroneListView> areas(
            @QueryParam("from") @NotNull @Size(min = 2, max = 40) @Pattern(regexp = Places.END) String from,
            @QueryParam("mode") @DefaultValue("CAR") Mode mode,
            @QueryParam("minutes") @NotNull @Min(1) @Max(60) Integer minutes,
            @QueryParam("bands") @DefaultValue("1") @Min(1) @Max(6) int bands,
            @QueryParam("departAt") Instant departAt,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        GeoPoint start = places.position("/from", from, datum);
        if (minutes > config.minutesMax()) {
            throw invalid("value %d is too long; give 1 to %d minutes".formatted(minutes, config.minutesMax()));
        }
        Instant at = routes.departure("/departAt", departAt);
        return routes.ready(at)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ready -> drawn(reach.isochrones(start, mode, at), mode, minutes, bands));
    }

    /** The longest first: it is the one that may be too large. */
    private IsochroneListView drawn(Reach.Isochrones found, Mode mode, int minutes, int bands) {
        List<IsochroneView> items = IntStream.range(0, bands)
                .map(band -> minutes * SECONDS_PER_MINUTE * (bands - band) / bands)
                .mapToObj(seconds -> new IsochroneView(seconds, AreaView.of(area(found, seconds))))
                .toList();
        return new IsochroneListView(mode, found.isEstimated(), MetricView.of(found.metric()), items);
    }

    private ReachShape area(Reach.Isochrones found, int seconds) {
        return found.within()
                .area(Duration.ofSeconds(seconds), config.besideM(), config.roadsMax())
                .orElseThrow(() -> invalid("value %d reaches more than %d pieces of road; give fewer minutes"
                        .formatted(seconds / SECONDS_PER_MINUTE, config.roadsMax())));
    }

    private static ProblemException invalid(String detail) {
        return ProblemException.field(CommonProblem.INVALID, "/minutes", detail);
    }
}
