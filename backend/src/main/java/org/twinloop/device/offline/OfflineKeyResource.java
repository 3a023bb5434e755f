package org.twinloop.device.offline;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The public keys a terminal is provisioned with. They are no secret. */
@Path("/api/v1/devices")
@Produces(MediaType.APPLICATION_JSON)
class OfflineKeyResource {

    private final SigningKeys keys;

    OfflineKeyResource(SigningKeys keys) {
        this.keys = keys;
    }

    /** An Ed25519 public key: 32 bytes of RFC 8032 as Base64 for URLs. */
    record PublicKeyView(int keyId, String publicKey) {}

    /** Keys to be accepted; the first signs now. */
    record PublicKeyList(List<PublicKeyView> items) {}

    @GET
    @Path("/offline-keys")
    @PermitAll
    @NonBlocking
    public PublicKeyList list() {
        return new PublicKeyList(keys.published().stream()
                .map(key -> new PublicKeyView(key.keyId(), key.publicKey()))
                .toList());
    }
}
