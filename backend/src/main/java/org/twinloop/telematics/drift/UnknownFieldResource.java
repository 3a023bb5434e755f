package org.twinloop.telematics.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.time.Instant;
import java.util.List;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;

/** Unknown fields over HTTP. */
@Path("/api/v1/devices/unknown-fields")
@Produces(MediaType.APPLICATION_JSON)
class UnknownFieldResource {

    private final Database database;
    private final UnknownFieldRepository repository;
    private final CurrentUser user;

    UnknownFieldResource(Database database, UnknownFieldRepository repository, CurrentUser user) {
        this.database = database;
        this.repository = repository;
        this.user = user;
    }

    /** A field that reports carry and the contract does not know. */
    record UnknownFieldView(String field, long reports, String deviceId, Instant firstSeenAt, Instant lastSeenAt) {

        static UnknownFieldView of(UnknownFieldRepository.Noted noted) {
            return new UnknownFieldView(
                    noted.field(), noted.reports(), noted.deviceId(), noted.firstSeenAt(), noted.lastSeenAt());
        }
    }

    /** A page of fields, by name. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UnknownFieldPage(List<UnknownFieldView> items, String next) {}

    @GET
    @RolesAllowed("ADMINISTRATOR")
    public Uni<UnknownFieldPage> unknownFields(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        String after = Page.cursor(cursor, "", UnknownFieldResource::field);
        return database.read(user.scope(), () -> repository.list(after, limit + 1))
                .map(read -> Page.of(read, limit, UnknownFieldRepository.Noted::field))
                .map(page -> new UnknownFieldPage(
                        page.items().stream().map(UnknownFieldView::of).toList(), page.next()));
    }

    private static String field(String cursor) {
        if (cursor.length() > UnknownFields.NAME_LENGTH_MAX || cursor.indexOf(0) >= 0) {
            throw new IllegalArgumentException("no name of a field");
        }
        return cursor;
    }
}
