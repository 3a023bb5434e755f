package org.twinloop.notification.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.CurrentUser;

/** The phones of the person signed in that take copies of messages. */
@Path("/api/v1/push-tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("TRAVELLER")
class PhoneResource {

    private final PushRepository repository;
    private final Database database;
    private final CurrentUser user;
    private final NotificationConfig config;

    PhoneResource(PushRepository repository, Database database, CurrentUser user, NotificationConfig config) {
        this.repository = repository;
        this.database = database;
        this.user = user;
        this.config = config;
    }

    enum Platform {
        ANDROID,
        IOS,
        WEB
    }

    record PhoneRequest(
            @NotNull @Size(min = 20, max = 4096) String token,
            @NotNull Platform platform) {}

    /** Whoever has the token has the phone, whosever it was; therefore not in the scope of one unit. */
    @PUT
    @Path("/{id}")
    public Uni<Void> register(@PathParam("id") UUID id, @Valid @NotNull PhoneRequest phone) {
        PushRepository.Phone wanted = new PushRepository.Phone(
                id,
                user.unitId(),
                user.personId(),
                phone.token(),
                phone.platform().name());
        return database.act(Scope.SYSTEM, () -> repository.register(wanted, SystemTime.now(), config.phonesMax()))
                .invoke(registered -> {
                    if (!registered) {
                        throw ProblemException.notFound("registration " + id);
                    }
                })
                .replaceWithVoid();
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> forget(@PathParam("id") UUID id) {
        UUID person = user.personId();
        return database.act(user.scope(), () -> repository.forget(person, id));
    }
}
