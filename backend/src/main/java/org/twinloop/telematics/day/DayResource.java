package org.twinloop.telematics.day;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.network.traffic.TravelTimes;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/** A car's day, for the fleet desk. */
@Path("/api/v1/vehicles/{id}/days")
@Produces(MediaType.APPLICATION_JSON)
class DayResource {

    private final Database database;
    private final DayRepository repository;
    private final Fleet fleet;
    private final TravelTimes times;
    private final DayConfig config;
    private final CurrentUser user;

    DayResource(
            Database database,
            DayRepository repository,
            Fleet fleet,
            TravelTimes times,
            DayConfig config,
            CurrentUser user) {
        this.database = database;
        this.repository = repository;
        this.fleet = fleet;
        this.times = times;
        this.config = config;
        this.user = user;
    }

    @GET
    @Path("/{date}")
    @RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR"})
    public Uni<VehicleDay> day(
            @PathParam("id") UUID id,
            @PathParam("date") LocalDate date,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        if (date.getYear() < 1) {
            throw ProblemException.field(CommonProblem.INVALID, "/date", "value " + date + "; the first year is 0001");
        }
        Instant from = date.atStartOfDay(CityTime.ZONE).toInstant();
        Instant to = date.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant();
        return database.read(
                user.scope(),
                () -> fleet.get(id)
                        .chain(car -> repository
                                .reports(car.number(), from, to, config.reportsMax() + 1)
                                .map(reports -> view(car, date, reports))));
    }

    private record Read(Vehicle car, List<Told> reports) {}

    /** Of a day with too many reports what was read is told, and up to when. */
    private VehicleDay view(Vehicle car, LocalDate date, List<Told> read) {
        boolean cut = read.size() > config.reportsMax();
        List<Told> reports = cut ? read.subList(0, config.reportsMax()) : read;
        Instant upTo = cut ? reports.get(reports.size() - 1).at() : null;
        OnRoads roads = new OnRoads(times::match, config.matchedMax());
        CarDay day = CarDay.of(reports, car.batteryWh(), config, roads);
        return VehicleDay.of(car, date, reports.size(), upTo, day);
    }
}
