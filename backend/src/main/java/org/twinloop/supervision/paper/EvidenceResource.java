package org.twinloop.supervision.paper;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.twinloop.identity.CurrentUser;
import org.twinloop.journal.evidence.EvidenceBundle;

/** The evidence of a trip: for the offline verifier, or on paper, as the caller accepts. */
@Path("/api/v1")
class EvidenceResource {

    private final EvidenceDesk desk;
    private final CurrentUser user;

    EvidenceResource(EvidenceDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    /** The trip's events with what is needed to check them offline; its events must be ones the caller may see. */
    @GET
    @Path("/trips/{id}/evidence")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"AUDITOR", "SUPERVISOR"})
    public Uni<EvidenceBundle> evidence(@PathParam("id") UUID id) {
        return desk.bundle(user.scope(), id);
    }

    /** The same on paper; who accepts anything gets the bundle. */
    @GET
    @Path("/trips/{id}/evidence")
    @Produces(EvidencePdf.MEDIA_TYPE + ";qs=0.5")
    @RolesAllowed({"AUDITOR", "SUPERVISOR"})
    public Uni<byte[]> paper(@PathParam("id") UUID id) {
        return desk.paper(user.scope(), id);
    }
}
