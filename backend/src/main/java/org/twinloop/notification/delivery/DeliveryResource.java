package org.twinloop.notification.delivery;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;

/** How copies of messages fare: those to the person signed in, and those of the units an administrator answers for. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class DeliveryResource {

    private final DeliveryRepository repository;
    private final Database database;
    private final CurrentUser user;

    DeliveryResource(DeliveryRepository repository, Database database, CurrentUser user) {
        this.repository = repository;
        this.database = database;
        this.user = user;
    }

    @GET
    @Path("/message-deliveries")
    @RolesAllowed("ADMINISTRATOR")
    public Uni<Page<DeliveryView>> list(
            @QueryParam("state") Delivery.State state,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        return page(user.scope().unitId(), null, state, cursor, limit, DeliveryView::forAdministrator);
    }

    @GET
    @Path("/me/message-deliveries")
    @Authenticated
    public Uni<Page<DeliveryView>> own(
            @QueryParam("state") Delivery.State state,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        return page(null, user.personId(), state, cursor, limit, DeliveryView::forRecipient);
    }

    private Uni<Page<DeliveryView>> page(
            UUID unitId,
            UUID personId,
            Delivery.State state,
            String cursor,
            int limit,
            Function<Delivery, DeliveryView> look) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return database.read(user.scope(), () -> repository.page(unitId, personId, state, before, limit + 1))
                .map(found -> Page.of(
                        found.stream().map(look).toList(),
                        limit,
                        last -> last.id().toString()));
    }
}
