package org.twinloop.device.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.Database;
import org.twinloop.device.Devices;
import org.twinloop.identity.CurrentUser;

/** Claim codes for the desk, and the claim itself for the device. */
@Path("/api/v1/devices")
@Produces(MediaType.APPLICATION_JSON)
class ClaimResource {

    private static final String ID = "^[TP][0-9]{5,6}$";

    private final Database database;
    private final Claims claims;
    private final CurrentUser user;

    ClaimResource(Database database, Claims claims, CurrentUser user) {
        this.database = database;
        this.claims = claims;
        this.user = user;
    }

    /** A code to be carried to the device; shown once. */
    record ClaimCodeView(String deviceId, String code, Instant expiresAt) {}

    record ClaimRequest(@NotBlank @Size(max = 40) String code) {}

    /** The secret, shown once; until when the one before works beside it, absent when there was none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClaimedSecret(String deviceId, String secret, Instant previousUntil) {

        static ClaimedSecret of(Devices.NextSecret next) {
            return new ClaimedSecret(next.deviceId(), next.secret(), next.previousUntil());
        }
    }

    @POST
    @Path("/{id}/claim-code")
    @RolesAllowed({"ADMINISTRATOR", "FLEET_MANAGER"})
    public Uni<RestResponse<ClaimCodeView>> issue(@PathParam("id") @Size(max = 7) @Pattern(regexp = ID) String id) {
        return database.act(user.scope(), () -> claims.issue(id, user.personId()))
                .map(issued -> once(new ClaimCodeView(id, issued.code().text(), issued.expiresAt())));
    }

    @POST
    @Path("/claims")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public Uni<RestResponse<ClaimedSecret>> claim(@Valid @NotNull ClaimRequest request) {
        return claims.claim(request.code()).map(ClaimedSecret::of).map(ClaimResource::once);
    }

    private static <T> RestResponse<T> once(T shown) {
        return RestResponse.ResponseBuilder.ok(shown)
                .header("Cache-Control", "no-store")
                .build();
    }
}
