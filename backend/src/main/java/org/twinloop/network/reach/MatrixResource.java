package org.twinloop.network.reach;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.geo.Datum;
import org.twinloop.network.Places;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.RouteFinder.Drives;
import org.twinloop.network.RouteFinder.Unmotorised;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.MetricStamp;

/** How long it takes from each of many points to each of many others, for the desks that run and watch the fleet. */
@Path("/api/v1/matrix")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR", "SUPERVISOR", "ADMINISTRATOR"})
class MatrixResource {

    private final RouteFinder routes;
    private final Places places;
    private final ReachConfig config;

    MatrixResource(RouteFinder routes, Places places, ReachConfig config) {
        this.routes = routes;
        this.places = places;
        this.config = config;
    }

    record MatrixRequest(
            @NotNull @Size(min = 1, max = 1000)
            List<@NotNull @Size(min = 2, max = 40) @Pattern(regexp = Places.END) String> from,

            @NotNull @Size(min = 1, max = 1000)
            List<@NotNull @Size(min = 2, max = 40) @Pattern(regexp = Places.END) String> to,

            Mode mode,
            Instant departAt) {}

    /** @param durationsS from each start (a row) to each end (a column); −1 where no way leads */
    record MatrixView(Mode mode, boolean estimated, MetricView metric, List<List<Integer>> durationsS) {

        private static final int NO_WAY = -1;

        static MatrixView of(Mode mode, boolean estimated, MetricStamp metric, int[][] seconds) {
            return new MatrixView(
                    mode,
                    estimated,
                    MetricView.of(metric),
                    Arrays.stream(seconds)
                            .map(row -> Arrays.stream(row)
                                    .map(cell -> cell == Drives.NO_WAY ? NO_WAY : cell)
                                    .boxed()
                                    .toList())
                            .toList());
        }
    }

    /** Asks much, so it is a POST; nothing is written. */
    @POST
    public Uni<MatrixView> times(
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum, @Valid @NotNull MatrixRequest request) {
        List<GeoPoint> from = points("/from/", request.from(), datum);
        List<GeoPoint> to = points("/to/", request.to(), datum);
        if ((long) from.size() * to.size() > config.cellsMax()) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/to",
                    "value %d ends by %d starts; one matrix tells at most %d times: ask for parts of it"
                            .formatted(to.size(), from.size(), config.cellsMax()));
        }
        Mode mode = request.mode() == null ? Mode.CAR : request.mode();
        Instant at = routes.departure("/departAt", request.departAt());
        return routes.ready(at)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(drives -> mode == Mode.CAR
                        ? MatrixView.of(mode, false, drives.metric(), drives.seconds(from, to))
                        : unmotorised(routes.unmotorised(at), mode, from, to));
    }

    private static MatrixView unmotorised(Unmotorised ways, Mode mode, List<GeoPoint> from, List<GeoPoint> to) {
        int[][] seconds = mode == Mode.FOOT ? ways.walkSeconds(from, to) : ways.cycleSeconds(from, to);
        return MatrixView.of(mode, ways.areEstimated(mode), ways.metric(mode), seconds);
    }

    private List<GeoPoint> points(String pointer, List<String> texts, Datum datum) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> places.position(pointer + i, texts.get(i), datum))
                .toList();
    }
}
