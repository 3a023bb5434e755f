package org.twinloop.identity.delegation;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;

/** Rights handed on for a period, by the person themselves or by the administrator of the unit. */
@Path("/api/v1/delegations")
@Produces(MediaType.APPLICATION_JSON)
class DelegationResource {
    private final Delegations delegations;
    private final Database database;
    private final CurrentUser user;
    private final Clock clock;

    DelegationResource(Delegations delegations, Database database, CurrentUser user, Clock clock) {
        this.delegations = delegations;
        this.database = database;
        this.user = user;
        this.clock = clock;
    }

    record DelegationBody(
            @NotNull Delegation.Kind kind,
            UUID fromPersonId,
            @NotNull UUID toPersonId,
            @NotNull Instant from,
            @NotNull Instant until,
            @NotNull @Size(min = 1, max = 200) String reason) {}

    record DelegationView(
            UUID id,
            Delegation.Kind kind,
            UUID fromPersonId,
            UUID toPersonId,
            Instant from,
            Instant until,
            String reason,
            UUID setBy,
            Instant setAt) {
        static DelegationView of(Delegation one) {
            return new DelegationView(
                    one.id(),
                    one.kind(),
                    one.fromId(),
                    one.toId(),
                    one.from(),
                    one.until(),
                    one.reason(),
                    one.setBy(),
                    one.setAt());
        }
    }

    record DelegationList(List<DelegationView> items) {}

    @GET
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "ADMINISTRATOR"})
    public Uni<DelegationList> list() {
        UUID person = user.personId();
        return database.read(Scope.unit(unit()), () -> delegations.of(person))
                .map(all ->
                        new DelegationList(all.stream().map(DelegationView::of).toList()));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "ADMINISTRATOR"})
    public Uni<DelegationView> put(@PathParam("id") UUID id, @NotNull @Valid DelegationBody body) {
        UUID giver = body.fromPersonId() == null ? user.personId() : body.fromPersonId();
        if (!giver.equals(user.personId()) && !user.has(Role.ADMINISTRATOR)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/fromPersonId",
                    "value " + giver + "; only the administrator hands on rights of others, leave it out");
        }
        UUID by = user.personId();
        Instant now = clock.instant();
        boolean own = giver.equals(by);
        Scope scope = own ? Scope.unit(unit()) : user.scope();
        return database.act(
                        scope,
                        () -> delegations
                                .unitOf(giver)
                                .map(unit -> new Delegation(
                                        id,
                                        unit,
                                        body.kind(),
                                        giver,
                                        body.toPersonId(),
                                        body.from(),
                                        body.until(),
                                        body.reason(),
                                        by,
                                        now))
                                .chain(delegations::put))
                .map(DelegationView::of);
    }

    private UUID unit() {
        if (user.unitId() == null) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "only people of a unit hand rights on");
        }
        return user.unitId();
    }
}
