package org.twinloop.chauffeur.driver;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.identity.CurrentUser;

/** Where a company fetches the link for its driver, to hand it on. */
@Path("/api/v1/partner/driver-links")
@Produces(MediaType.APPLICATION_JSON)
class DriverLinkResource {

    private static final String PAGE = "/driver.html#";

    private final DriverDesk desk;
    private final CurrentUser user;

    DriverLinkResource(DriverDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    record LinkBody(@NotNull UUID orderId) {}

    /** The part after # never reaches a server, so it is in no log. */
    record LinkView(String url, Instant expiresAt) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("PARTNER")
    public Uni<RestResponse<LinkView>> issue(@NotNull @Valid LinkBody body) {
        return desk.issue(user, body.orderId())
                .map(issued -> DriverResource.fresh(new LinkView(PAGE + issued.text(), issued.expiresAt())));
    }
}
