package org.twinloop.trip.fact;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.telematics.ride.Bounds;
import org.twinloop.telematics.ride.DistanceRule;
import org.twinloop.telematics.ride.Energy;
import org.twinloop.telematics.ride.Gap;
import org.twinloop.telematics.ride.Measured;
import org.twinloop.telematics.ride.OdometerState;

/** What the car told of a trip, every version. */
@Path("/api/v1/trips/{id}/facts")
@Produces(MediaType.APPLICATION_JSON)
class FactResource {

    private static final List<Role> DESKS = List.of(Role.FLEET_MANAGER, Role.FINANCE, Role.SUPERVISOR, Role.AUDITOR);

    private final Database database;
    private final FactRepository repository;
    private final CurrentUser user;

    FactResource(Database database, FactRepository repository, CurrentUser user) {
        this.database = database;
        this.repository = repository;
        this.user = user;
    }

    @GET
    @RolesAllowed({"TRAVELLER", "FLEET_MANAGER", "FINANCE", "SUPERVISOR", "AUDITOR"})
    public Uni<TripFactsView> facts(@PathParam("id") UUID id) {
        UUID own = DESKS.stream().anyMatch(user::has) ? null : user.personId();
        return database.read(
                user.scope(),
                () -> repository.hasTrip(id, own).chain(there -> {
                    if (!there) {
                        throw ProblemException.notFound("trip " + id);
                    }
                    return repository
                            .ofTrip(id)
                            .chain(facts -> repository
                                    .nextLook(id)
                                    .map(next -> new TripFactsView(
                                            id,
                                            facts.stream().map(LegFactView::of).toList(),
                                            next.orElse(null))));
                }));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TripFactsView(UUID tripId, List<LegFactView> items, Instant nextLookAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LegFactView(
            UUID legId,
            UUID vehicleId,
            int version,
            Instant measuredAt,
            BoundsView bounds,
            int reports,
            FactDistanceView distance,
            List<FactGapView> gaps,
            FactEnergyView energy) {

        static LegFactView of(LegFact fact) {
            Measured measured = fact.measured();
            return new LegFactView(
                    fact.leg().legId(),
                    fact.leg().vehicleId(),
                    fact.version(),
                    fact.measuredAt(),
                    BoundsView.of(fact.leg(), measured.bounds()),
                    measured.reports(),
                    FactDistanceView.of(fact.leg(), measured),
                    measured.gaps().stream().map(FactGapView::of).toList(),
                    FactEnergyView.of(measured.energy()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BoundsView(
            Instant startedAt,
            Instant endedAt,
            Instant measuredFrom,
            Instant measuredTo,
            Instant unlockedAt,
            Instant lockedAt,
            boolean leftOpen,
            long earlyUnlockSeconds,
            long lateLockSeconds) {

        static BoundsView of(RiddenLeg leg, Bounds bounds) {
            return new BoundsView(
                    leg.startedAt(),
                    leg.endedAt(),
                    bounds.from(),
                    bounds.to(),
                    bounds.unlockedAt(),
                    bounds.lockedAt(),
                    bounds.leftOpen(),
                    bounds.early().toSeconds(),
                    bounds.late().toSeconds());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FactDistanceView(
            Long odometerM,
            OdometerState odometerState,
            Long gpsM,
            int fixes,
            int fixesRefused,
            Long matchedM,
            double matchedPercent,
            Long chosenM,
            DistanceRule.Source chosen,
            DistanceRule rule,
            long routeM) {

        static FactDistanceView of(RiddenLeg leg, Measured measured) {
            return new FactDistanceView(
                    measured.odometerM(),
                    measured.odometerState(),
                    measured.gpsM(),
                    measured.fixes(),
                    measured.fixesRefused(),
                    measured.matchedM(),
                    measured.coveredPercent(),
                    measured.chosenM(),
                    measured.rule().source(),
                    measured.rule(),
                    leg.routeM());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FactGapView(Gap.Kind kind, Instant from, Instant to, Long straightM, Long odometerM) {

        static FactGapView of(Gap gap) {
            return new FactGapView(gap.kind(), gap.from(), gap.to(), gap.straightM(), gap.odometerM());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FactEnergyView(Double socFromPercent, Double socToPercent, Long usedWh, Long chargedWh) {

        static FactEnergyView of(Energy energy) {
            return new FactEnergyView(energy.socFrom(), energy.socTo(), energy.usedWh(), energy.chargedWh());
        }
    }
}
