package org.twinloop.telematics.day;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.network.traffic.TravelTimes;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/**
 * A car's day, for the fleet desk: the rides of official trips, each of which keeps a row of who looked and why, and
 * the times in which an alert of the car was open. What lies between is not shown.
 */
@Path("/api/v1/vehicles/{id}/days")
@Produces(MediaType.APPLICATION_JSON)
class DayResource {

    private static final int REASON_MIN = 4;
    private static final int REASON_MAX = 200;

    private final Database database;
    private final DayRepository repository;
    private final DayLooks looks;
    private final Fleet fleet;
    private final TravelTimes times;
    private final DayConfig config;
    private final CurrentUser user;
    private final Vertx vertx;

    DayResource(
            Database database,
            DayRepository repository,
            DayLooks looks,
            Fleet fleet,
            TravelTimes times,
            DayConfig config,
            CurrentUser user,
            Vertx vertx) {
        this.database = database;
        this.repository = repository;
        this.looks = looks;
        this.fleet = fleet;
        this.times = times;
        this.config = config;
        this.user = user;
        this.vertx = vertx;
    }

    @GET
    @Path("/{date}")
    @RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR"})
    public Uni<VehicleDay> day(
            @PathParam("id") UUID id,
            @PathParam("date") LocalDate date,
            @QueryParam("reason") @NotNull @Size(min = REASON_MIN, max = REASON_MAX) String reason,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        if (reason.strip().length() < REASON_MIN) {
            throw ProblemException.field(CommonProblem.INVALID, "/reason", "blank; say why the day is looked at");
        }
        if (date.getYear() < 1) {
            throw ProblemException.field(CommonProblem.INVALID, "/date", "value " + date + "; the first year is 0001");
        }
        Instant from = date.atStartOfDay(CityTime.ZONE).toInstant();
        Instant to = date.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant();
        DayLooks.Look look = new DayLooks.Look(user.personId(), roles(), reason.strip());
        return database.read(
                        user.scope(),
                        () -> fleet.get(id)
                                .chain(car -> repository
                                        .reports(car.number(), from, to, config.reportsMax() + 1)
                                        .chain(reports -> repository
                                                .alerts(car.number(), from, to)
                                                .map(alerts -> new Read(car, reports, alerts, List.of())))
                                        .chain(read -> repository
                                                .summaries(car.number(), from, to)
                                                .map(read::with))))
                .chain(read -> looks.note(id, from, to, look).map(read::andShown))
                .chain(read -> apart(() -> view(read, date)));
    }

    /** Laying a day of positions on the roads takes long enough to leave the event loop to others. */
    private <T> Uni<T> apart(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    private record Read(Vehicle car, List<Told> reports, List<DayLooks.Shown> shown, List<DaySummary> summaries) {

        Read with(List<DaySummary> left) {
            return new Read(car, reports, shown, left);
        }

        Read andShown(List<DayLooks.Shown> rides) {
            return new Read(
                    car, reports, Stream.concat(rides.stream(), shown.stream()).toList(), summaries);
        }
    }

    private List<String> roles() {
        return Stream.of(Role.values()).filter(user::has).map(Role::name).toList();
    }

    /** Of a day with too many reports what was read is told, and up to when. */
    private VehicleDay view(Read read, LocalDate date) {
        boolean cut = read.reports().size() > config.reportsMax();
        List<Told> reports = cut ? read.reports().subList(0, config.reportsMax()) : read.reports();
        Instant upTo = cut ? reports.get(reports.size() - 1).at() : null;
        OnRoads roads = new OnRoads(times::match, config.matchedMax());
        CarDay day = CarDay.of(parts(reports, read.shown()), reports, read.car().batteryWh(), config, roads);
        return VehicleDay.of(read.car(), date, reports.size(), upTo, day, read.summaries());
    }

    /** Reports of times that may be shown; those of one such time follow one another. */
    static List<List<Told>> parts(List<Told> reports, List<DayLooks.Shown> shown) {
        List<List<Told>> parts = new ArrayList<>();
        boolean going = false;
        for (Told told : reports) {
            boolean may = shown.stream().anyMatch(time -> time.has(told.at()));
            if (may && !going) {
                parts.add(new ArrayList<>());
            }
            if (may) {
                parts.get(parts.size() - 1).add(told);
            }
            going = may;
        }
        return parts;
    }
}
