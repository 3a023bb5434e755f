package org.twinloop.console.loop;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stops;

/** The loops for the desks that run and watch the fleet. */
@Path("/api/v1/loops/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR", "SUPERVISOR", "ADMINISTRATOR"})
class LoopResource {

    private final LoopDesk desk;
    private final Stops stops;
    private final CurrentUser user;

    LoopResource(LoopDesk desk, Stops stops, CurrentUser user) {
        this.desk = desk;
        this.stops = stops;
        this.user = user;
    }

    record DemandRequest(
            @NotNull @Min(-180) @Max(180) Double lon,
            @NotNull @Min(-90) @Max(90) Double lat,
            @NotNull @Min(0) @Max(1_000_000) Integer trips) {

        LoopRepository.Wish in(Datum datum) {
            return new LoopRepository.Wish(datum.toWgs84(lon, lat), trips);
        }
    }

    record CandidateRequest(
            @NotNull @Pattern(regexp = "[A-Z0-9-]{2,20}") String code,
            @NotNull @Min(-180) @Max(180) Double lon,
            @NotNull @Min(-90) @Max(90) Double lat) {

        PileSiting.Candidate in(Datum datum) {
            return new PileSiting.Candidate(code, null, null, datum.toWgs84(lon, lat));
        }
    }

    record SitingRequest(
            @NotNull @Min(1) @Max(20) Integer k,
            @NotNull @Min(50) @Max(5000) Integer withinM,
            @Min(1) @Max(366) Integer days,
            @Size(max = 5000) List<@NotNull @Valid DemandRequest> demand,
            @Size(max = 500) List<@NotNull @Valid CandidateRequest> candidates) {

        private static final int DAYS_DEFAULT = 30;

        LoopDesk.Wanted in(Datum datum) {
            return new LoopDesk.Wanted(
                    k,
                    withinM,
                    Duration.ofDays(days == null ? DAYS_DEFAULT : days),
                    demand == null
                            ? List.of()
                            : demand.stream().map(one -> one.in(datum)).toList(),
                    candidates == null
                            ? List.of()
                            : candidates.stream().map(one -> one.in(datum)).toList());
        }
    }

    @GET
    public Uni<LoopView> get(@PathParam("id") LoopId id, @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        return desk.balance(id, user.scope()).map(balance -> LoopView.of(id, stops.version(), balance));
    }

    @GET
    @Path("/legs")
    public Uni<LegListView> legs(@PathParam("id") LoopId id) {
        return desk.legs(id).map(LegListView::of);
    }

    @GET
    @Path("/tour")
    public Uni<TourView> tour(@PathParam("id") LoopId id, @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        return desk.tour(id).map(tour -> TourView.of(tour, stops));
    }

    @GET
    @Path("/coverage")
    public Uni<CoverageView> coverage(
            @PathParam("id") LoopId id,
            @QueryParam("withinM") @DefaultValue("500") @Min(50) @Max(5000) int withinM,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        return desk.coverage(id, withinM, user.scope()).map(coverage -> CoverageView.of(id, withinM, coverage));
    }

    /** Proposes only; nothing is written. */
    @POST
    @Path("/siting")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"FLEET_MANAGER", "ADMINISTRATOR"})
    public Uni<SitingView> siting(
            @PathParam("id") LoopId id,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum,
            @Valid @NotNull SitingRequest request) {
        return desk.siting(id, request.in(datum), user.scope())
                .map(siting -> SitingView.of(id, request.withinM(), siting));
    }
}
