package org.twinloop.network.loop;

import io.quarkus.security.Authenticated;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.network.LoopId;

/** One stop: read with its memberships by everybody who has signed in, put by the fleet desk of the whole city. */
@Path("/api/v1/stops/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class StopResource {

    private final Database database;
    private final StopRepository repository;
    private final StopEditing editing;
    private final CurrentUser user;
    private final Clock clock;

    StopResource(Database database, StopRepository repository, StopEditing editing, CurrentUser user, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.editing = editing;
        this.user = user;
        this.clock = clock;
    }

    enum WhenInUse {
        REFUSE,
        AFTER
    }

    record MembershipRequest(@NotNull LoopId loop, Instant from, Instant to) {}

    record StopRequest(
            @NotNull @Pattern(regexp = "[A-Z0-9-]{2,20}") String code,
            @NotNull @Pattern(regexp = "[A-Z0-9-]{2,20}") String placeId,
            @NotNull @Size(min = 1, max = 100) String nameZh,
            @NotNull @Size(min = 1, max = 150) String nameEn,
            @NotNull @Min(-180) @Max(180) Double lon,
            @NotNull @Min(-90) @Max(90) Double lat,
            @NotNull @Min(10) @Max(1000) Integer radiusM,
            @NotNull @Size(max = 2) List<@NotNull @Valid MembershipRequest> memberships,
            WhenInUse whenInUse,
            @Min(1) @Max(1_000_000) Integer version) {

        StopChange in(Datum datum) {
            return new StopChange(
                    code,
                    placeId,
                    nameZh,
                    nameEn,
                    datum.toWgs84(lon, lat),
                    radiusM,
                    memberships.stream()
                            .map(one -> new Membership(one.loop(), one.from(), one.to()))
                            .toList(),
                    whenInUse == WhenInUse.AFTER,
                    version);
        }
    }

    record MembershipView(LoopId loop, Instant from, Instant to) {}

    record StopSheetView(
            UUID id,
            String code,
            String placeId,
            String nameZh,
            String nameEn,
            double lon,
            double lat,
            int radiusM,
            int version,
            Instant validFrom,
            List<MembershipView> memberships) {

        static StopSheetView of(StopSheet sheet) {
            return new StopSheetView(
                    sheet.id(),
                    sheet.code(),
                    sheet.placeId(),
                    sheet.nameZh(),
                    sheet.nameEn(),
                    sheet.position().lon(),
                    sheet.position().lat(),
                    sheet.radiusM(),
                    sheet.version(),
                    sheet.validFrom(),
                    sheet.memberships().stream()
                            .map(one -> new MembershipView(one.loop(), one.from(), one.to()))
                            .toList());
        }
    }

    @GET
    public Uni<StopSheetView> get(
            @PathParam("id") UUID id,
            @QueryParam("at") Instant at,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        Instant when = at == null ? clock.instant() : at;
        return database.read(Scope.NONE, () -> repository.find(id, when))
                .map(found -> found.map(StopSheetView::of)
                        .orElseThrow(() -> ProblemException.notFound("stop " + id + " at " + when)));
    }

    /** A stop serves all units, so changing one is an act for the whole city. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"FLEET_MANAGER", "ADMINISTRATOR"})
    public Uni<StopSheetView> put(
            @PathParam("id") UUID id,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum,
            @Valid @NotNull StopRequest request) {
        if (!user.scope().equals(Scope.SYSTEM)) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "only the city's own fleet desk changes stops");
        }
        UUID by = user.personId();
        return database.act(user.scope(), () -> editing.put(id, request.in(datum), by))
                .map(StopSheetView::of);
    }
}
