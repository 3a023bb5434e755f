package org.twinloop.charging;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.Row;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;

/** Connectors with their newest status. */
@Path("/api/v1/piles")
@Produces(MediaType.APPLICATION_JSON)
class PileResource {

    private final ChargingRepository repository;
    private final Operators operators;
    private final Database database;
    private final CurrentUser user;
    private final ChargingConfig config;
    private final Clock clock;

    PileResource(
            ChargingRepository repository,
            Operators operators,
            Database database,
            CurrentUser user,
            ChargingConfig config,
            Clock clock) {
        this.repository = repository;
        this.operators = operators;
        this.database = database;
        this.user = user;
        this.config = config;
        this.clock = clock;
    }

    record PileView(
            String id,
            int connector,
            String stopCode,
            String stopNameZh,
            String operatorCode,
            double powerKw,
            ConnectorStatus status,
            Long ageS,
            double lon,
            double lat,
            String stopNameEn) {
        static PileView of(Row r, Map<UUID, String> operatorCodes) {
            return new PileView(
                    r.text(0),
                    (int) r.whole(1),
                    r.text(2),
                    r.text(3),
                    operatorCodes.get(r.uuid(4)),
                    r.whole(5) / 1000.0,
                    ConnectorStatus.valueOf(r.text(6)),
                    r.isNull(7) ? null : Math.max(0, r.whole(7)),
                    r.number(8),
                    r.number(9),
                    r.text(10));
        }
    }

    @GET
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "SUPERVISOR", "ADMINISTRATOR"})
    public Uni<Page<PileView>> list(
            @QueryParam("status") ConnectorStatus status,
            @QueryParam("stop") @Size(max = 20) @Pattern(regexp = "[A-Z0-9-]+") String stop,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        Place after = Page.cursor(cursor, Place.BEGIN, Place::read);
        var age = new ChargingRepository.Age(config.statusAgeMax(), limit + 1);
        String wanted = status == null ? null : status.name();
        return database.read(
                        user.scope(),
                        () -> repository
                                .list(wanted, stop, after.device, after.number, clock.instant(), age)
                                .chain(rows -> codes().map(codes -> rows.stream()
                                        .map(row -> PileView.of(row, codes))
                                        .toList())))
                .map(views -> Page.of(views, limit, last -> last.id() + "." + last.connector()));
    }

    private Uni<Map<UUID, String>> codes() {
        return operators.all().map(all -> all.stream().collect(Collectors.toMap(Operator::id, Operator::code)));
    }

    /** Where the page before ended: device and connector number. */
    private record Place(String device, int number) {
        static final Place BEGIN = new Place("", 0);

        static Place read(String cursor) {
            int dot = cursor.indexOf('.');
            return new Place(cursor.substring(0, dot), Integer.parseInt(cursor.substring(dot + 1)));
        }
    }
}
