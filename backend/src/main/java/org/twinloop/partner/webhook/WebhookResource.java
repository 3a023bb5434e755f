package org.twinloop.partner.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.twinloop.common.key.WebhookSignature;

/** Where partners tell of their own accord. There is no account behind it: the signature is the authorisation. */
@Path("/api/v1/partner/webhooks")
@Produces(MediaType.APPLICATION_JSON)
class WebhookResource {

    /** JSON whose very bytes are signed, so it is not read before the signature is. */
    static final String SIGNED_JSON = "application/vnd.twinloop.webhook";

    private final WebhookDesk desk;

    WebhookResource(WebhookDesk desk) {
        this.desk = desk;
    }

    record WebhookView(WebhookDesk.Outcome outcome) {}

    @POST
    @Path("/{operatorCode}")
    @Consumes(SIGNED_JSON)
    @PermitAll
    public Uni<WebhookView> take(
            @PathParam("operatorCode") @Size(max = 3) @Pattern(regexp = "^[A-Z]{3}$") String operatorCode,
            @HeaderParam(WebhookSignature.ID) @Size(max = 64) String id,
            @HeaderParam(WebhookSignature.TIMESTAMP) @Size(max = 12) String timestamp,
            @HeaderParam(WebhookSignature.KEY_ID) @Size(max = 60) String keyId,
            @HeaderParam(WebhookSignature.SIGNATURE) @Size(max = 64) String signature,
            byte[] body) {
        return desk.take(new WebhookCall(operatorCode, id, timestamp, keyId, signature, body))
                .map(WebhookView::new);
    }
}
