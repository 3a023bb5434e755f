package org.twinloop.telematics.clock;

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

/** The terminals' clocks over HTTP. */
@Path("/api/v1/devices/clocks")
@Produces(MediaType.APPLICATION_JSON)
class ClockResource {

    private static final long OFF_MS_MAX = 1_000_000_000L;

    private final Database database;
    private final ClockRepository repository;
    private final CurrentUser user;

    ClockResource(Database database, ClockRepository repository, CurrentUser user) {
        this.database = database;
        this.repository = repository;
        this.user = user;
    }

    /** A terminal's clock: ahead in milliseconds, negative when behind. */
    record ClockView(String deviceId, long aheadMs, Instant measuredAt) {

        static ClockView of(TerminalClocks.Noted noted) {
            return new ClockView(noted.deviceId(), noted.aheadMs(), noted.measuredAt());
        }
    }

    /** A page of clocks, by device id. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClockPage(List<ClockView> items, String next) {}

    @GET
    @RolesAllowed("ADMINISTRATOR")
    public Uni<ClockPage> clocks(
            @QueryParam("offFromMs") @DefaultValue("0") @Min(0) @Max(OFF_MS_MAX) long offFromMs,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        String after = Page.cursor(cursor, "", ClockResource::deviceId);
        return database.read(user.scope(), () -> repository.off(offFromMs, after, limit + 1))
                .map(read -> Page.of(read, limit, TerminalClocks.Noted::deviceId))
                .map(page ->
                        new ClockPage(page.items().stream().map(ClockView::of).toList(), page.next()));
    }

    private static String deviceId(String cursor) {
        if (!cursor.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("no device id");
        }
        return cursor;
    }
}
