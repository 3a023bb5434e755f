package org.twinloop.trip.heal;

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
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.option.PlanOption;

/** What is offered to a traveller in place of a ride that is not to be had; taken by changing the trip. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class OfferResource {

    private final Database database;
    private final OpenOffers offers;
    private final CurrentUser user;

    OfferResource(Database database, OpenOffers offers, CurrentUser user) {
        this.database = database;
        this.offers = offers;
        this.user = user;
    }

    record OfferedOption(
            UUID optionId,
            TravelMode mode,
            Instant departAt,
            Instant arriveAt,
            int durationS,
            long priceFen,
            boolean needsApproval) {

        static OfferedOption of(PlanOption option) {
            return new OfferedOption(
                    option.id(),
                    option.mode(),
                    option.departAt(),
                    option.arriveAt(),
                    option.durationS(),
                    option.priceFen(),
                    option.policy() != null && option.policy().outcome() == PolicyResult.Outcome.NEEDS_APPROVAL);
        }
    }

    record OfferView(UUID planId, Instant until, String why, List<OfferedOption> options) {

        static OfferView of(OpenOffers.Offer offer) {
            return new OfferView(
                    offer.planId(),
                    offer.until(),
                    offer.unfit().words(),
                    offer.options().stream().map(OfferedOption::of).toList());
        }
    }

    @GET
    @Path("/trips/{id}/offer")
    @RolesAllowed("TRAVELLER")
    public Uni<OfferView> offer(@PathParam("id") UUID id) {
        return database.read(user.scope(), () -> offers.find(id, user.personId()))
                .map(found ->
                        found.map(OfferView::of).orElseThrow(() -> ProblemException.notFound("offer for trip " + id)));
    }
}
